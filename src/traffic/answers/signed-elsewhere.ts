import type { TokenLog } from '../log/log';
import { isSent } from '../exchange/sent';
import type { Sighting } from '../exchange/sighting';
import { maxComparedTokens, maxContextSightings } from './limits';

/** Header, payload and signature in compact serialization (RFC 7515 §7.1). */
const signedShape = /^[\w-]+\.[\w-]*\.[\w-]+$/;

/**
 * Whether an endpoint that was sent this encrypted token accepted a signed one in the same header, cookie or parameter:
 * one at the same method, origin and path, answered with 2xx.
 */
export function isSignedElsewhere(log: TokenLog, sightings: readonly Sighting[]): boolean {
  const places = new Set(sightings.slice(-maxContextSightings).filter(isSent).map(placeOf));
  if (places.size === 0) return false;
  return log
    .rows()
    .filter(({ raw }) => signedShape.test(raw))
    .slice(0, maxComparedTokens)
    .some(({ id }) =>
      log
        .sightings(id)
        .slice(-maxContextSightings)
        .some((sighting) => isSent(sighting) && isAccepted(sighting) && places.has(placeOf(sighting))),
    );
}

function isAccepted({ status = 0 }: Sighting): boolean {
  return status >= 200 && status < 300;
}

function placeOf({ method, url, place, name, path }: Sighting): string {
  const { origin, pathname } = URL.canParse(url) ? new URL(url) : { origin: url, pathname: '' };
  return JSON.stringify([method, origin, pathname, place, name.toLowerCase(), ...path]);
}
