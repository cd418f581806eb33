import type { CheckContext, RequestFacts } from '../../token';
import type { Sighting } from '../../traffic';

/** What is known of a token from where it was seen, as the checks take it. */
export function describeSeen(sighting: Sighting | undefined): Pick<CheckContext, 'request' | 'storage'> {
  if (sighting === undefined) return {};
  const { place, name, url, method, status, atMs } = sighting;
  if (place === 'localStorage' || place === 'sessionStorage' || place === 'cookie') {
    return { storage: { area: place, key: name, origin: url } };
  }
  const carried = describePlace(sighting);
  if (carried === undefined) return {};
  return {
    request: {
      method,
      url,
      place: carried,
      name,
      sentAtSeconds: atMs / 1_000,
      ...(status !== undefined && status > 0 && { status }),
    },
  };
}

/** The part of the URL is the first step on the way to the token. */
function describePlace({ place, path }: Sighting): RequestFacts['place'] | undefined {
  switch (place) {
    case 'request url':
      return path[0] === 'query' ? 'url query' : path[0] === 'fragment' ? 'url fragment' : 'url path';
    case 'localStorage':
    case 'sessionStorage':
    case 'cookie':
    case 'reported by the page':
      return undefined;
    default:
      return place;
  }
}
