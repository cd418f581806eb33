import { createProviderService } from '../provider';
import type { CreateService } from '../service';

/** A provider other than Microsoft's, as MSAL supports it: `protocolMode: 'OIDC'`, found by discovery. */
export const createService: CreateService = (context) =>
  createProviderService(context, {
    issuer: context.origin,
    clientId: 'demo-app',
    redirectUris: [`${context.appOrigin}/`],
  });
