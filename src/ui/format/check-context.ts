import {
  decode,
  type CheckContext,
  type Decryption,
  type Disclosed,
  type RequestFacts,
  type StorageFacts,
  type Verdict,
} from '../../token';
import { isOutgoing, isSent, type SeenContext, type Sighting } from '../../traffic';

/** Tokens that travelled beside the one that is checked: each costs a decoding, and the rules compare few. */
const maxCompanions = 8;

/** What is known of a token that is shown. Each member has to be given, so that none is forgotten. */
export interface KnownFacts {
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** Where the token was captured; undefined for one that was pasted or that is inside another. */
  readonly seen: ReturnType<typeof describeContext> | ReturnType<typeof describeSeen> | undefined;
  readonly verdict: Verdict | undefined;
  /** A secret from a public list signs the token. */
  readonly knownSecret: boolean;
  /** A captured public key, used as a secret, signs the token. */
  readonly publicKeyAsSecret: boolean;
  readonly decryption: Decryption | undefined;
  /** The verdict on the token that was decrypted. */
  readonly nestedVerdict: Verdict | undefined;
  readonly disclosed: Disclosed | undefined;
}

/**
 * Everything that is known of a token, as the checks take it. The return types in this file are inferred: they have the
 * members that are really set, and a test compares them with what the checks read.
 */
export function createContext(facts: KnownFacts) {
  const { nowMs, seen, verdict, knownSecret, publicKeyAsSecret, decryption, nestedVerdict, disclosed } =
    facts;
  return {
    atSeconds: nowMs / 1_000,
    ...seen,
    ...(verdict && { verdict }),
    ...(knownSecret && { knownSecret }),
    ...(publicKeyAsSecret && { publicKeyAsSecret }),
    ...(decryption && { decryption }),
    ...(nestedVerdict && { nestedVerdict }),
    ...(disclosed && { disclosed }),
  } satisfies CheckContext;
}

/** What the log knows of a token, as the checks take it. */
export function describeContext({ companions, ...known }: SeenContext) {
  return {
    ...known,
    ...(companions && {
      companions: companions.slice(0, maxCompanions).map((raw) => decode(raw, { repair: true })),
    }),
  } satisfies CheckContext;
}

/** What is known of a token from where it was last seen, until the log has told more. */
export function describeSeen(sighting: Sighting | undefined) {
  const storage = sighting && describeStorage(sighting);
  const request = sighting && describeRequest(sighting);
  return { ...(storage && { storage }), ...(request && { request }) } satisfies CheckContext;
}

function describeStorage({ kind, name, url }: Sighting): StorageFacts | undefined {
  const isStorage =
    kind === 'localStorage' || kind === 'sessionStorage' || kind === 'cookie' || kind === 'IndexedDB';
  return isStorage ? { area: kind, key: name, origin: url } : undefined;
}

function describeRequest(sighting: Sighting): RequestFacts | undefined {
  const { name, url, method, status, atMs } = sighting;
  const location = describeLocation(sighting);
  // The rules judge what was sent.
  if (location === undefined || (isOutgoing(sighting) && !isSent(sighting))) return undefined;
  return {
    method,
    url,
    location,
    name,
    sentAtSeconds: atMs / 1_000,
    ...(status !== undefined && status > 0 && { status }),
  };
}

/** The part of the URL is the first step on the way to the token. Of messages and page reports the checks know nothing. */
function describeLocation({ kind, path }: Sighting): RequestFacts['location'] | undefined {
  switch (kind) {
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
      return kind;
  }
}
