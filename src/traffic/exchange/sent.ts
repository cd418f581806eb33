import { checkLifetime } from '../../token';
import type { Token } from '../../token';
import type { LocationKind, Sighting } from './sighting';

const outgoingLocations: ReadonlySet<LocationKind> = new Set([
  'request header',
  'request cookie',
  'request url',
  'request body',
  'message sent',
]);

/**
 * Whether the token is part of a request, rather than received, stored or reported by a page. The fragment of a URL
 * isn't part of a request (RFC 3986 §3.5). Doesn't check whether the request left the browser.
 */
export function isOutgoing({ kind, path }: Pick<Sighting, 'kind' | 'path'>): boolean {
  return outgoingLocations.has(kind) && !(kind === 'request url' && path[0] === 'fragment');
}

/** Whether the browser is known to have sent the token to a server: it's outgoing, and the request left. */
export function isSent(sighting: Pick<Sighting, 'kind' | 'path' | 'delivery'>): boolean {
  return sighting.delivery === undefined && isOutgoing(sighting);
}

/** Whether a token was within its lifetime when a request sent it, according to its own claims. */
export type SentState = 'not expired' | 'expired' | 'not yet valid' | 'unknown';

/**
 * Whether a token was within its lifetime when it was sent (RFC 7519 §4.1.4 and §4.1.5), by this machine's clock and
 * without leeway. Doesn't check the signature, revocation or the receiver's clock. `sentAtMs` is in milliseconds since
 * 1970-01-01T00:00:00Z. `unknown` for a JWE, a payload that isn't a claims set, and invalid times.
 */
export function stateWhenSent(token: Token, sentAtMs: number): SentState {
  const claims = token.kind === 'jwe' ? undefined : token.claims;
  switch (checkLifetime(claims, sentAtMs / 1_000, token.header).state) {
    case 'expires in':
    case 'never expires':
      return 'not expired';
    case 'expired':
      return 'expired';
    case 'not valid for':
      return 'not yet valid';
    case 'unknown':
      return 'unknown';
  }
}
