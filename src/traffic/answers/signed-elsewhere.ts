import type { TokenLog } from '../log/log';
import { isSent } from '../exchange/sent';
import type { Sighting } from '../exchange/sighting';
import { maxComparedTokens, maxContextSightings } from './limits';

/** Header, payload and signature in compact serialization (RFC 7515 §7.1). */
const signedShape = /^[\w-]+\.[\w-]*\.[\w-]+$/;

/**
 * Whether an endpoint that received this encrypted token has accepted a signed token in the same header, cookie or
 * parameter. An endpoint is identified by method, origin and path; "accepted" means a 2xx response.
 */
export function isSignedElsewhere(log: TokenLog, sightings: readonly Sighting[]): boolean {
  const endpoints = new Set(sightings.slice(-maxContextSightings).filter(isSent).map(endpointKey));
  if (endpoints.size === 0) return false;
  return log
    .rows()
    .filter(({ raw }) => signedShape.test(raw))
    .slice(0, maxComparedTokens)
    .some(({ id }) =>
      log
        .sightings(id)
        .slice(-maxContextSightings)
        .some((sighting) => isSent(sighting) && isAccepted(sighting) && endpoints.has(endpointKey(sighting))),
    );
}

function isAccepted({ status = 0 }: Sighting): boolean {
  return status >= 200 && status < 300;
}

/** Identifies an endpoint and the location of the token in its requests. */
function endpointKey({ method, url, kind, name, path }: Sighting): string {
  const { origin, pathname } = URL.canParse(url) ? new URL(url) : { origin: url, pathname: '' };
  return JSON.stringify([method, origin, pathname, kind, name.toLowerCase(), ...path]);
}
