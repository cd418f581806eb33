import { hasAll } from '../decode/has-members';
import type { JsonObject } from '../token';
import type { TokenType, TokenTypeReason, TokenTypeResult } from './token-type';
import { maxIssuerLength } from '../limits';

/** How a provider or a library encrypts one type of token, recognized by the header. */
interface EncryptedType {
  readonly type: TokenType;
  readonly why: TokenTypeReason;
  readonly certainty?: 'certain';
  readonly matches: (header: JsonObject, names: string) => boolean;
}

const AUTH0_DOMAIN = /^https:\/\/[\w-]+(?:\.[a-z]{2}(?:-\d)?)?\.auth0\.com\/$/;
/** Auth0 writes every issuer with a slash at the end, also one on a custom domain. */
const CUSTOM_DOMAIN = /^https:\/\/[\w.-]+\/$/;

const encryptedTypes: readonly EncryptedType[] = [
  {
    // Auth0: Access Tokens, opaque access tokens; auth0/nextjs-auth0 #1809.
    type: 'access token',
    why: 'auth0_no_audience',
    certainty: 'certain',
    matches: (header) => isDirect(header, 'A256GCM') && hasIssuer(header, AUTH0_DOMAIN),
  },
  {
    type: 'access token',
    why: 'auth0_no_audience',
    matches: (header, names) =>
      isDirect(header, 'A256GCM') && names === 'alg enc iss' && hasIssuer(header, CUSTOM_DOMAIN),
  },
  {
    // Amazon Cognito: Understanding user pool JSON web tokens.
    type: 'refresh token',
    why: 'cognito_refresh',
    matches: (header, names) =>
      names === 'alg cty enc' &&
      header.alg === 'RSA-OAEP' &&
      header.enc === 'A256GCM' &&
      header.cty === 'JWT',
  },
  {
    // The cookie `appSession` of express-openid-connect 2 and @auth0/nextjs-auth0 3.
    type: 'session token',
    why: 'auth0_session',
    matches: (header) => isDirect(header, 'A256GCM') && hasAll(header, 'uat', 'iat', 'exp'),
  },
  {
    // next-auth 4 and @auth0/nextjs-auth0 4; @auth/core adds a `kid`.
    type: 'session token',
    why: 'app_session',
    matches: (header, names) =>
      (isDirect(header, 'A256GCM') && names === 'alg enc') ||
      (isDirect(header, 'A256CBC-HS512') && names === 'alg enc kid'),
  },
];

/** The type of an encrypted token by its header, if only one provider or library encrypts like this. */
export function findEncryptedType(header: JsonObject): TokenTypeResult | undefined {
  const names = Object.keys(header).toSorted().join(' ');
  const found = encryptedTypes.find(({ matches }) => matches(header, names));
  return found && { type: found.type, certainty: found.certainty ?? 'likely', why: found.why, params: [] };
}

function hasIssuer({ iss }: JsonObject, pattern: RegExp): boolean {
  return typeof iss === 'string' && iss.length <= maxIssuerLength && pattern.test(iss);
}

function isDirect({ alg, enc }: JsonObject, wanted: string): boolean {
  return alg === 'dir' && enc === wanted;
}
