import {
  allowApp,
  clientId,
  makeJwe,
  opaque,
  openOrigin,
  type Recording,
  type Provider,
} from './recording.fixture';
import { recordSignIn, signInWith, type SignIn, type Tokens } from './sign-in.fixture';

const tenant = '11111111-2222-3333-4444-555555555555';
const guid = '66666666-7777-8888-9999-000000000000';

/** The response headers of Entra's token endpoint. */
const entraHeaders = {
  ...openOrigin,
  'Access-Control-Allow-Methods': 'POST, OPTIONS',
  'Cache-Control': 'no-store, no-cache',
  Pragma: 'no-cache',
  Expires: '-1',
  P3P: 'CP="DSP CUR OTPi IND OTRi ONL FIN"',
  'x-ms-ests-server': '2.1.1 - WEULR1 ProdSlices',
};
const entraCookies = [
  'fpc=AbCdEf; expires=Wed, 21-Oct-2026 12:00:00 GMT; path=/; secure; HttpOnly; SameSite=None',
  'x-ms-gateway-slice=estsfd; path=/; secure; httponly',
];
const entraUser = {
  oid: guid,
  preferred_username: 'user-1@shop.com',
  name: 'User 1',
  rh: '1.AX',
  tid: tenant,
};

/** MSAL with `cacheLocation: 'sessionStorage'`: these entries aren't encrypted. */
function storeLikeMsal(recording: Recording, { access, id = '', refresh = '' }: Tokens): void {
  const entry = (credentialType: string, secret: string) => {
    const key = `msal.3|${guid}.${tenant}|login.windows.net|${credentialType}|${clientId}|${tenant}||`;
    const value = JSON.stringify({ homeAccountId: `${guid}.${tenant}`, credentialType, secret, clientId });
    return [key.toLowerCase(), value] as const;
  };
  recording.store(
    'sessionStorage',
    Object.fromEntries([entry('AccessToken', access), entry('IdToken', id), entry('RefreshToken', refresh)]),
  );
}

const entra: SignIn = {
  issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
  authorize: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/authorize`,
  token: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
  jwks: `https://login.microsoftonline.com/${tenant}/discovery/v2.0/keys`,
  scope: `api://${guid}/access openid profile offline_access`,
  lifetime: 4_300,
  jwk: { alg: undefined, x5t: 'key-1', issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' },
  access: (now) => ({
    ...entraUser,
    aud: guid,
    nbf: now,
    aio: 'AX',
    azp: clientId,
    azpacr: '0',
    scp: 'access',
    sub: 'user-1',
    uti: 'uti-1',
    ver: '2.0',
  }),
  id: (now) => ({ ...entraUser, aud: clientId, nbf: now, sub: 'user-1', uti: 'uti-2', ver: '2.0' }),
  refresh: (_, count) => `1.${opaque(`refresh ${count}`, 200)}`,
  tokenHeaders: entraHeaders,
  setCookies: entraCookies,
  response: { ext_expires_in: 4_300, client_info: 'eyJ1aWQiOiIxIn0' },
  store: storeLikeMsal,
};

/** Graph's access tokens are signed before the nonce in the header is replaced, so no key verifies them. */
function recordGraph(recording: Recording): void {
  const issuer = `https://sts.windows.net/${tenant}/`;
  recordSignIn(recording, {
    ...entra,
    scope: 'openid profile User.Read offline_access',
    accessHeader: { nonce: 'nonce-1', x5t: 'key-1' },
    access: (now) => ({
      aud: '00000003-0000-0000-c000-000000000000',
      iss: issuer,
      nbf: now,
      acct: 0,
      acr: '1',
      aio: 'AX',
      amr: ['pwd', 'mfa'],
      app_displayname: 'Shop',
      appid: clientId,
      appidacr: '0',
      idtyp: 'user',
      ipaddr: '192.0.2.1',
      name: 'User 1',
      oid: guid,
      platf: '3',
      puid: '10032001',
      rh: '1.AX',
      scp: 'openid profile User.Read email',
      signin_state: ['kmsi'],
      sub: 'user-1',
      tid: tenant,
      unique_name: 'user-1@shop.com',
      upn: 'user-1@shop.com',
      uti: 'uti-1',
      ver: '1.0',
      wids: ['b79fbf4d-3ef9-4689-8143-76b194e85509'],
      xms_tcdt: 1_500_000_000,
    }),
    calls: 'https://graph.microsoft.com/v1.0/me',
    apiHeaders: { ...openOrigin, 'Cache-Control': 'no-cache' },
  });
}

export const microsoft: readonly Provider[] = [
  { name: 'Microsoft Entra, v2.0 tokens', record: signInWith(entra) },
  {
    name: 'Microsoft Entra, v1.0 tokens',
    record: signInWith({
      ...entra,
      accessHeader: { x5t: 'key-1' },
      access: (now) => ({
        ...entraUser,
        preferred_username: undefined,
        iss: `https://sts.windows.net/${tenant}/`,
        aud: `api://${guid}`,
        nbf: now,
        acr: '1',
        aio: 'AX',
        amr: ['pwd'],
        appid: clientId,
        appidacr: '0',
        ipaddr: '192.0.2.1',
        scp: 'access',
        sub: 'user-1',
        unique_name: 'user-1@shop.com',
        upn: 'user-1@shop.com',
        uti: 'uti-1',
        ver: '1.0',
      }),
    }),
  },
  { name: 'Microsoft Graph', record: recordGraph },
  {
    name: 'Azure AD B2C',
    record: signInWith({
      ...entra,
      issuer: `https://shop.b2clogin.com/${tenant}/v2.0/`,
      discovery:
        'https://shop.b2clogin.com/shop.onmicrosoft.com/B2C_1_signin/v2.0/.well-known/openid-configuration',
      authorize: 'https://shop.b2clogin.com/shop.onmicrosoft.com/B2C_1_signin/oauth2/v2.0/authorize',
      token: 'https://shop.b2clogin.com/shop.onmicrosoft.com/B2C_1_signin/oauth2/v2.0/token',
      jwks: 'https://shop.b2clogin.com/shop.onmicrosoft.com/B2C_1_signin/discovery/v2.0/keys',
      lifetime: 3_600,
      access: (now) => ({
        aud: guid,
        oid: 'user-1',
        sub: 'user-1',
        emails: ['user-1@shop.com'],
        tfp: 'B2C_1_signin',
        scp: 'orders.read',
        azp: clientId,
        ver: '1.0',
        nbf: now,
      }),
      id: (now) => ({
        ver: '1.0',
        sub: 'user-1',
        aud: clientId,
        auth_time: now,
        idp: 'LocalAccount',
        oid: 'user-1',
        name: 'User 1',
        emails: ['user-1@shop.com'],
        tfp: 'B2C_1_signin',
        nbf: now,
      }),
      refresh: (_, count) =>
        makeJwe(
          {
            alg: 'RSA-OAEP-256',
            enc: 'A256GCM',
            kid: 'cpim',
            ver: '1.0',
            zip: 'Deflate',
            ser: '1.0',
          },
          700 + count,
          256,
        ),
      tokenHeaders: { ...allowApp, 'Cache-Control': 'private' },
    }),
  },
];
