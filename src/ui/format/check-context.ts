import { decode, type CheckContext, type RequestFacts } from '../../token';
import { isOutgoing, isSent, type SeenContext, type Sighting } from '../../traffic';

/** Tokens that travelled beside the one that is checked: each costs a decoding, and the rules compare few. */
const maxCompanions = 8;

/** What the log knows of a token, as the checks take it. */
export function describeContext({ companions, ...known }: SeenContext): Partial<CheckContext> {
  return {
    ...known,
    ...(companions && {
      companions: companions.slice(0, maxCompanions).map((raw) => decode(raw, { repair: true })),
    }),
  };
}

/** What is known of a token from where it was last seen, until the log has told more. */
export function describeSeen(sighting: Sighting | undefined): Pick<CheckContext, 'request' | 'storage'> {
  if (sighting === undefined) return {};
  const { place, name, url, method, status, atMs } = sighting;
  if (place === 'localStorage' || place === 'sessionStorage' || place === 'cookie' || place === 'IndexedDB') {
    return { storage: { area: place, key: name, origin: url } };
  }
  const carried = describePlace(sighting);
  // The rules judge what was sent.
  if (carried === undefined || (isOutgoing(sighting) && !isSent(sighting))) return {};
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

/** The part of the URL is the first step on the way to the token. Of messages and page reports the checks know nothing. */
function describePlace({ place, path }: Sighting): RequestFacts['place'] | undefined {
  switch (place) {
    case 'request url':
      return path[0] === 'query' ? 'url query' : path[0] === 'fragment' ? 'url fragment' : 'url path';
    case 'localStorage':
    case 'sessionStorage':
    case 'window.name':
    case 'cookie':
    case 'IndexedDB':
    case 'message sent':
    case 'message received':
    case 'reported by the page':
      return undefined;
    default:
      return place;
  }
}
