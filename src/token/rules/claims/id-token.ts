import { describeTokenType } from '../../type/describe-token-type';
import { quoteForSentence } from '../../wording';
import { quoteText } from './claim-readers';
import { digestTokenHash, findSignatureHash } from '../oauth/digest';
import { readAuthorizationRequest } from '../requests/request';
import type { Hit, Subject } from '../rule';
import { receivedText } from '../../decode/repair';

/** Maximum companions that are searched. */
const MAX_COMPANIONS = 10;

/** The problem if the ID token doesn't return the nonce of its request (OpenID Connect Core 1.0 §3.1.3.7). */
export function findNonceProblem({ token, claims, context }: Subject): Hit | undefined {
  const request = readAuthorizationRequest(context);
  // Parameters in a request object or a pushed request aren't visible (RFC 9101, RFC 9126).
  if (token.kind === 'jwe' || request === undefined || request.has('request') || request.has('request_uri'))
    return undefined;
  const expected = request.get('nonce') ?? '';
  const needsNonce = (request.get('response_type') ?? '').split(' ', 10).includes('id_token');
  if (expected === '' ? !needsNonce || Boolean(claims.nonce) : claims.nonce === expected) return undefined;
  return {
    params: [quoteForSentence(expected), quoteText(claims.nonce)],
    at: 'claims.nonce',
  };
}

/**
 * Whether `at_hash` and `c_hash` match the token and the code that came with it (OpenID Connect Core 1.0 §3.3.2.11).
 */
export function findHashProblems({ header, claims, context }: Subject): readonly Hit[] {
  const hash = findSignatureHash(header.alg);
  if (hash === undefined) return [];
  const companion = context.companions
    ?.slice(0, MAX_COMPANIONS)
    .find((token) => describeTokenType(token).type === 'access token');
  const hashed = {
    at_hash: context.accessToken ?? (companion && receivedText(companion)),
    c_hash: context.code,
  };
  return Object.entries(hashed).flatMap(([name, text]) =>
    text !== undefined && typeof claims[name] === 'string' && claims[name] !== digestTokenHash(text, hash)
      ? [{ params: [name], at: `claims.${name}` }]
      : [],
  );
}
