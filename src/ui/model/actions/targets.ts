import { isOutgoing, originOf, type SeenContext, type Sighting, type WritableArea } from '../../../traffic';

/** An entry of the page's storage that a token can be written to. */
export interface WriteTarget {
  readonly origin: string;
  readonly area: WritableArea;
  readonly key: string;
}

/** Identifies an entry. */
export function idOfTarget({ origin, area, key }: WriteTarget): string {
  return `${area} ${origin} ${key}`;
}

/** Sightings that are searched, the newest ones first. */
const maxSearched = 1_000;

interface SightingList {
  readonly count: { readonly value: number };
  /** Contains the attributes of the cookie that last contained the token. */
  readonly context: { readonly value: Pick<SeenContext, 'cookie'> | undefined };
  at(index: number): Sighting | undefined;
}

/** Why a token can't be replaced in an entry that contains it. `value` is an area, an origin, or the name of a cookie. */
export interface WriteObstacle {
  readonly reason: 'area' | 'chunks' | 'encrypted' | 'HttpOnly' | 'origin';
  readonly value: string;
}

/**
 * The entries where a token was captured, each once: storage and cookies. Leaves out tokens that were split across
 * cookies or decrypted and HttpOnly cookies, which can't be replaced there. A cookie of a request is one of the inspected
 * page.
 */
export function listWriteTargets(sightings: SightingList, pageOrigin: string): readonly WriteTarget[] {
  const targets = new Map<string, WriteTarget>();
  for (const sighting of searched(sightings)) {
    const target = readEntry(sighting, sightings, pageOrigin);
    if (target !== undefined && 'key' in target) targets.set(idOfTarget(target), target);
  }
  return [...targets.values()];
}

/** For a token that `listWriteTargets` has no entry of: undefined if it isn't in storage or a cookie at all. */
export function findWriteObstacle(sightings: SightingList, pageOrigin: string): WriteObstacle | undefined {
  for (const sighting of searched(sightings)) {
    const obstacle = readEntry(sighting, sightings, pageOrigin);
    if (obstacle !== undefined && 'reason' in obstacle) return obstacle;
  }
  return undefined;
}

function readEntry(
  sighting: Sighting,
  { context }: SightingList,
  pageOrigin: string,
): WriteTarget | WriteObstacle | undefined {
  const { kind, name, url, chunks, isDecrypted } = sighting;
  if (kind === 'IndexedDB' || kind === 'window.name') return { reason: 'area', value: kind };
  const area = kind === 'request cookie' || kind === 'response cookie' ? 'cookie' : kind;
  if (area !== 'localStorage' && area !== 'sessionStorage' && area !== 'cookie') return undefined;
  if (chunks !== undefined) return { reason: 'chunks', value: area };
  if (isDecrypted === true) return { reason: 'encrypted', value: area };
  const origin = kind === area ? url : originOf(url);
  if (area === 'cookie' && origin !== pageOrigin) return { reason: 'origin', value: origin };
  const { cookie } = context.value ?? {};
  // One that a script has read isn't HttpOnly now.
  const isHttpOnly = kind !== area && area === 'cookie' && cookie?.name === name && cookie.httpOnly === true;
  if (isHttpOnly) return { reason: 'HttpOnly', value: name };
  return name === '' ? undefined : { origin, area, key: name };
}

/** An origin that a token was sent to, and the scheme of the `Authorization` header there. */
export interface SentTo {
  readonly origin: string;
  readonly scheme: string;
}

/** The origins that a token was sent to, the latest first. */
export function listSentTo(sightings: SightingList): readonly SentTo[] {
  const found = new Map<string, SentTo>();
  for (const sighting of searched(sightings)) {
    const origin = originOf(sighting.url);
    if (!isOutgoing(sighting) || !/^https?:/.test(origin) || found.has(origin)) continue;
    const isDpop = sighting.path.some((step) => /^dpop$/i.test(step));
    found.set(origin, { origin, scheme: isDpop ? 'DPoP' : 'Bearer' });
  }
  return [...found.values()];
}

function* searched(sightings: SightingList): Iterable<Sighting> {
  const count = Math.min(sightings.count.value, maxSearched);
  for (let index = 0; index < count; index += 1) {
    const sighting = sightings.at(index);
    if (sighting !== undefined) yield sighting;
  }
}
