import { createProviderService } from '../provider';
import type { CreateService } from '../service';

/** A provider as any other than Microsoft's is to MSAL: `protocolMode: 'OIDC'`, found by discovery. */
export const createService: CreateService = (context) =>
  createProviderService(context, {
    issuer: context.origin,
    clientId: 'demo-app',
    redirectUris: [`${context.appOrigin}/`],
  });
