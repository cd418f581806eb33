import { createProviderService } from '../provider';
import type { CreateService } from '../service';

/** A provider at the paths of an Auth0 tenant, whose issuer ends in a slash. */
export const createService: CreateService = (context) =>
  createProviderService(context, {
    issuer: `${context.origin}/`,
    clientId: 'demo-app',
    redirectUris: [`${context.appOrigin}/`, context.appOrigin],
    routes: { authorization: '/authorize', token: '/oauth/token', userinfo: '/userinfo' },
  });
