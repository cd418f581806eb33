import { digestTokenHash, findSignatureHash } from '../oauth/digest';
import { listRequests, readJsonBody } from '../requests/request';
import type { Hit, Subject } from '../rule';
import { receivedText } from '../../decode/repair';

/**
 * Whether `at_hash` and `c_hash` match the token and the code that came with the ID token (OpenID Connect Core 1.0
 * §3.3.2.11). An access token that was sent or received at another time has another hash.
 */
export function findHashProblems({ token, header, claims, context }: Subject): readonly Hit[] {
  const hash = findSignatureHash(header.alg);
  if (hash === undefined) return [];
  const response = listRequests(context)
    .filter(({ location }) => location === 'response body')
    .map(({ responseBodyText }) => readJsonBody(responseBodyText))
    .find((members) => members?.id_token === receivedText(token));
  const hashed = { at_hash: response?.access_token, c_hash: context.code };
  return Object.entries(hashed).flatMap(([name, text]) =>
    typeof text === 'string' &&
    typeof claims[name] === 'string' &&
    claims[name] !== digestTokenHash(text, hash)
      ? [{ params: [name], at: `claims.${name}` }]
      : [],
  );
}
