import { quoteValue } from '../../quote-value';
import { quoteForSentence } from '../../wording';
import { readTexts } from '../claims/claim-readers';
import {
  HMAC_BYTES,
  isNone,
  KEY_MANAGEMENT_ALGORITHMS,
  NOT_ALLOWED_AS_ALG,
  SIGNING_ALGORITHMS,
} from '../registered';
import type { Rule, Subject } from '../rule';
import { isLocalHost, parseUrl } from '../hosts/host';
import { isAuth0, isPublicIssuer } from '../hosts/well-known';

const group = 'Algorithm and signature';
const at = 'header.alg';

/** The members of a discovery document that list the algorithms for each token type. */
const ADVERTISED_FOR: ReadonlyMap<string, string> = new Map([
  ['ID token', 'id_token_signing_alg_values_supported'],
  ['DPoP proof', 'dpop_signing_alg_values_supported'],
  ['client assertion', 'token_endpoint_auth_signing_alg_values_supported'],
  ['request object', 'request_object_signing_alg_values_supported'],
]);

/** Empty for access tokens, whose algorithms no member lists. */
function listAdvertised({ use, context: { discovery = {} } }: Subject): readonly string[] {
  const member = ADVERTISED_FOR.get(use);
  return member === undefined ? [] : readTexts(discovery[member]);
}

/** Rules about `alg` (RFC 8725 §3.1, §3.2). */
export const algorithmRules: readonly Rule[] = [
  {
    id: 'ALG-NONE',
    group,
    severity: 'high',
    source: 'RFC 8725 §2.1, §3.1, §3.2; RFC 7519 §6; RFC 9068 §2.1; CVE-2015-2951',
    find: ({ header, use, context: { request, storages = [] } }) => {
      // OpenID Connect Core 1.0 §6.1 allows an unsigned request object.
      if (header.alg !== 'none' || use === 'request object') return undefined;
      const host = parseUrl(request?.url ?? storages[0]?.origin)?.hostname;
      // Emulators on a developer's machine, such as Firebase's, don't sign.
      return host !== undefined && isLocalHost(host) ? { at, severity: 'info' } : { at };
    },
  },
  {
    id: 'ALG-NONE-CASE',
    group,
    severity: 'high',
    source: 'RFC 7515 §4.1.1; draft-ietf-oauth-rfc8725bis §2.11, §3.1',
    find: (subject) =>
      isNone(subject.header.alg) && subject.header.alg !== 'none'
        ? { at, params: [quoteAlg(subject)] }
        : undefined,
  },
  {
    id: 'ALG-MISSING',
    group,
    severity: 'medium',
    source: 'RFC 7515 §4.1.1; CVE-2022-23540',
    find: (subject) => (subject.token.header !== undefined && !hasAlg(subject) ? { at } : undefined),
  },
  {
    id: 'ALG-UNKNOWN',
    group,
    severity: 'low',
    source: 'RFC 7518 §3.1, §7.1; IANA JOSE registry',
    find: (subject) => {
      const { alg } = subject.header;
      const isRegistered =
        SIGNING_ALGORITHMS.has(alg) || KEY_MANAGEMENT_ALGORITHMS.has(alg) || NOT_ALLOWED_AS_ALG.has(alg);
      return hasAlg(subject) && !isRegistered && !isNone(alg)
        ? { at, params: [quoteAlg(subject)] }
        : undefined;
    },
  },
  {
    id: 'ALG-WRONG-KIND',
    group,
    severity: 'medium',
    source: 'RFC 7518 §3.1, §4.1; IANA JOSE registry',
    find: (subject) => {
      const { token, header } = subject;
      const { alg } = header;
      const isSigned = token.kind === 'jws' || token.kind === 'sd-jwt';
      const isEncrypted =
        token.kind === 'jwe' || (token.kind === 'malformed' && token.reason === 'enc_missing');
      const isWrong =
        NOT_ALLOWED_AS_ALG.has(alg) ||
        (isSigned && KEY_MANAGEMENT_ALGORITHMS.has(alg)) ||
        (isEncrypted && SIGNING_ALGORITHMS.has(alg));
      return isWrong ? { at, params: [quoteAlg(subject)] } : undefined;
    },
  },
  {
    id: 'ALG-HMAC-PUBLIC-ISSUER',
    group,
    severity: 'medium',
    source: 'RFC 9068 §2.1; RFC 8725 §3.2',
    // Auth0's applications may use a shared secret for their ID tokens.
    find: (subject) => {
      const { header, claims } = subject;
      return HMAC_BYTES.has(header.alg) && isPublicIssuer(claims.iss) && !isAuth0(claims)
        ? { at, params: [quoteAlg(subject), quoteValue(claims.iss)] }
        : undefined;
    },
  },
  {
    id: 'ALG-NOT-ADVERTISED',
    group,
    severity: 'medium',
    source: 'RFC 8725 §3.1; OpenID Connect Discovery 1.0 §3; RFC 8414 §2',
    find: (subject) => {
      const { header, token } = subject;
      const advertised = listAdvertised(subject);
      const isOther =
        advertised.length > 0 && hasAlg(subject) && advertised.every((name) => name !== header.alg);
      return isOther && token.kind !== 'jwe'
        ? { at, params: [quoteAlg(subject), advertised.map(quoteForSentence)] }
        : undefined;
    },
  },
];

/** The token's `alg`, quoted for a message. */
export function quoteAlg({ header }: Subject): string {
  return quoteValue(header.alg);
}

/** Whether `alg` can be the name of an algorithm. */
export function hasAlg({ header }: Subject): boolean {
  return typeof header.alg === 'string' && header.alg !== '';
}
