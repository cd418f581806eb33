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

/** Tokens from the same request. Each of them is decoded, and the rules compare only a few. */
const maxCompanions = 8;

/** What is known about the shown token. No member is optional, so that none is forgotten. */
export interface KnownFacts {
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** Where the token was captured; undefined if it was pasted or is nested in another token. */
  readonly seen: ReturnType<typeof describeContext> | ReturnType<typeof describeSeen> | undefined;
  readonly verdict: Verdict | undefined;
  /** Whether the token is signed with a secret from a public list. */
  readonly knownSecret: boolean;
  /** Whether the token is signed with a captured public key as its HMAC secret. */
  readonly publicKeyAsSecret: boolean;
  readonly decryption: Decryption | undefined;
  readonly disclosed: Disclosed | undefined;
}

/**
 * All facts as input for the checks. The return types in this file are inferred, so that they contain exactly the
 * members that are set; a test compares them with `CheckContext`.
 */
export function createContext(facts: KnownFacts) {
  const { nowMs, seen, verdict, knownSecret, publicKeyAsSecret, decryption, disclosed } = facts;
  return {
    atSeconds: nowMs / 1_000,
    ...seen,
    ...(verdict && { verdict }),
    ...(knownSecret && { knownSecret }),
    ...(publicKeyAsSecret && { publicKeyAsSecret }),
    ...(decryption && { decryption }),
    ...(disclosed && { disclosed }),
  } satisfies CheckContext;
}

/** The token's context in the log, as input for the checks. */
export function describeContext({ companions, ...known }: SeenContext) {
  return {
    ...known,
    ...(companions && {
      companions: companions.slice(0, maxCompanions).map((raw) => decode(raw, { repair: true })),
    }),
  } satisfies CheckContext;
}

/** What the last sighting alone shows, as input for the checks until the context in the log is loaded. */
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
  const location = readLocation(sighting);
  // The rules check what was sent, so a request that may not have been sent isn't evidence.
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

/** Undefined for storage, messages, page reports and texts. For a URL, `path` starts with the part that has the token. */
function readLocation({ kind, path }: Sighting): RequestFacts['location'] | undefined {
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
    case 'text':
      return undefined;
    default:
      return kind;
  }
}
