import { checkLifetime } from '../../token';
import type { Token } from '../../token';
import type { LocationKind, Sighting } from './sighting';

const outgoingPlaces: ReadonlySet<LocationKind> = new Set([
  'request header',
  'request cookie',
  'request url',
  'request body',
  'message sent',
]);

/**
 * Whether the token is part of what a request takes to its server, rather than received, stored or reported by a page.
 * The fragment of a URL never is (RFC 3986 §3.5). Says nothing about whether the request left the browser.
 */
export function isOutgoing({ place, path }: Pick<Sighting, 'place' | 'path'>): boolean {
  return outgoingPlaces.has(place) && !(place === 'request url' && path[0] === 'fragment');
}

/** Whether the browser is known to have sent the token to a server: it's outgoing, and the request left. */
export function isSent(sighting: Pick<Sighting, 'place' | 'path' | 'delivery'>): boolean {
  return sighting.delivery === undefined && isOutgoing(sighting);
}

/** How a token stood, by its own claims, when a request took it along. */
export type SentState = 'good' | 'expired' | 'not yet valid' | 'unknown';

/**
 * Says whether a token was within its own lifetime when it was sent (RFC 7519 §4.1.4 and §4.1.5), by this machine's
 * clock and without leeway. Checks no signature, and knows nothing of revocation or of the receiver's clock.
 * `sentAtMs` is in milliseconds since 1970-01-01T00:00:00Z. `unknown` for a JWE, for a payload that is no claims, and
 * for times that are none.
 */
export function wasGoodWhenSent(token: Token, sentAtMs: number): SentState {
  const claims = token.kind === 'jwe' ? undefined : token.claims;
  switch (checkLifetime(claims, sentAtMs / 1_000, token.header).state) {
    case 'expires in':
    case 'never expires':
      return 'good';
    case 'expired':
      return 'expired';
    case 'not valid for':
      return 'not yet valid';
    case 'unknown':
      return 'unknown';
  }
}
