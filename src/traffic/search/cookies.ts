import type { Found, Steps } from '../../token';
import { maxFields, maxHeaders, maxValueLength } from '../exchange/limits';
import { findCookies } from '../exchange/form-fields';
import { parseSetCookie } from '../exchange/set-cookie';
import type { Search } from './search';
import { checkedText } from './search';
import type { LocationKind } from '../exchange/sighting';

const chunkName = /^(.+?)(\.|__)(\d{1,3})$/;
/** Header, payload and a dot: a chunk may begin with the payload alone. */
const beginsAsToken = /^ey[AIJKL][\w-]+\.[\w-]*\./;
/** As many as the search joins. */
const maxChunks = 200;
/** The shortest header is longer. */
const minHeaderLength = 15;
/** What the search reads as one cookie among several; a value with other letters is not read to its end there. */
const plainName = /^[^\s=;,"'^]{1,256}$/;
const plainValue = /^[\w.~%+/=-]+$/;
const removal = /;\s*(?:max-age\s*=\s*(?:-|0+\s*(?:;|$))|expires\s*=[^;]*\b1970\b)/i;

interface ListedCookie {
  readonly name: string;
  readonly value: string;
  /** Its value goes on. */
  readonly isCut: boolean;
  /** Set to nothing, or with a lifetime that is over. */
  readonly isRemoved: boolean;
}

/** The cookies of all `Cookie` headers of a request, of all `Set-Cookie` headers of its answer, or of a document. */
export class CookieList {
  readonly cookies: ListedCookie[] = [];
  /** Otherwise it cannot be told whether chunks are all there. */
  isComplete = true;
  #length = 0;

  /** Adds one `Cookie` header; what is behind the last one that is read as a cookie is taken as a value. */
  addHeader(text: string): void {
    const { fields, rest } = findCookies(checkedText(text).slice(0, maxValueLength));
    const pieces = rest === '' ? fields : [...fields, { name: '', value: rest }];
    const isCut = text.length > maxValueLength;
    if (rest !== '' || isCut) this.isComplete = false;
    for (const [index, { name, value }] of pieces.entries()) {
      this.#add({ name, value, isCut: isCut && index === pieces.length - 1, isRemoved: false });
    }
  }

  /**
   * Adds one `Set-Cookie` header. Browsers' logs join several with line breaks; a cookie cannot hold one
   * (RFC 6265 §4.1.1).
   */
  *addSetCookie(text: string, search: Search): Steps<void> {
    yield* search.each(checkedText(text).split('\n'), maxHeaders, (line) => {
      const { name, value } = parseSetCookie(line);
      this.#add({ name, value, isCut: false, isRemoved: value === '' || removal.test(line) });
    });
  }

  addOne(name: string, value: string): void {
    this.#add({ name, value, isCut: false, isRemoved: false });
  }

  #add(cookie: ListedCookie): void {
    this.#length += cookie.name.length + cookie.value.length;
    if (this.#length > maxValueLength || this.cookies.length > maxFields) this.isComplete = false;
    this.cookies.push(cookie);
  }
}

/**
 * Searches cookies one by one, and together: a token may stand in chunks over several of them, or in two halves.
 * Returns how many tokens stand there. `before` are the cookies that the browser had when it asked for what a response
 * sets: with a chunk that is left as it was, those that are set are not all.
 */
export function* searchCookies(
  place: Extract<LocationKind, 'request cookie' | 'response cookie' | 'cookie'>,
  list: CookieList,
  search: Search,
  before?: CookieList,
): Steps<number> {
  const sets = new ChunkSets(list, before);
  const joined = yield* mergeCookieChunks(list, sets, search);
  for (const { found, name, chunks, path } of joined) search.keep(found, { place, name, path, chunks });
  const used = new Set(joined.map((one) => keyOf(one.chunks[0])));
  let count = joined.length;
  for (const { name, value, isCut } of list.cookies) {
    yield* search.attempt(function* () {
      const key = keyOf(name);
      // In a part of a chunked session a token may look whole.
      if (key !== undefined && used.has(key)) return;
      const cut = isCut || sets.mayGoOn(name);
      count += yield* search.look({ place, name }, value, { maxLength: maxValueLength, cut });
    });
  }
  return count;
}

interface JoinedCookies {
  readonly found: Found;
  readonly name: string;
  readonly chunks: readonly [string, ...string[]];
  readonly path: readonly string[];
}

function* mergeCookieChunks(
  { cookies, isComplete }: CookieList,
  chunks: ChunkSets,
  search: Search,
): Steps<readonly JoinedCookies[]> {
  if (!isComplete || !cookies.some(({ name, value }) => chunks.isJoinable(name) || mayBeHalf(value))) {
    return [];
  }
  const text = cookies
    .filter((cookie) => !cookie.isRemoved && isPlain(cookie))
    .filter(({ name }) => keyOf(name) === undefined || chunks.isJoinable(name))
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');
  const joined = yield* search.find(text);
  if (joined.isCut) search.truncated += 1;
  return joined.found.flatMap((found) => {
    const [kind, , ...path] = found.path;
    const { name = '', parts: [first, ...others] = [] } = found.cookies ?? {};
    // Cookies in base64 aren't those of this list.
    return kind !== 'cookie' || first === undefined
      ? []
      : [{ found, name, chunks: [first, ...others], path }];
  });
}

/** Header and payload, which a script may read, of a token whose signature stands in another cookie. */
function mayBeHalf(value: string): boolean {
  const dot = value.indexOf('.');
  const next = value.indexOf('.', dot + 1);
  return dot >= minHeaderLength && (next === -1 || next === value.length - 1);
}

function isPlain({ name, value }: ListedCookie): boolean {
  return plainName.test(name) && plainValue.test(value);
}

interface ChunkSet {
  readonly held: Set<number>;
  readonly removed: Set<number>;
  /** One of them cannot be read among other cookies. */
  isOdd: boolean;
  /** They are tokens that have numbers: a chunk behind the first goes on with what was begun, and begins as none. */
  isNumbered: boolean;
}

/** Which cookies of a list are chunks of others, and whether all of their chunks are there. */
class ChunkSets {
  readonly #sets: ReadonlyMap<string, ChunkSet>;
  readonly #whole = new Set<string>();

  constructor(list: CookieList, before: CookieList | undefined) {
    this.#sets = collectChunks(list);
    const earlier = before && collectChunks(before);
    for (const [key, set] of this.#sets) {
      const isAll = earlier === undefined ? isGapless(set) : isSetAnew(set, earlier.get(key));
      if (list.isComplete && !set.isOdd && isAll) this.#whole.add(key);
    }
  }

  /** Whether it is a chunk of a set that is all there and has several. */
  isJoinable(name: string): boolean {
    const key = keyOf(name);
    const set = key !== undefined && this.#whole.has(key) ? this.#sets.get(key) : undefined;
    return set !== undefined && !set.isNumbered && set.held.size > 1;
  }

  /** Whether what stands at the end of the value may go on in a chunk that is not there. */
  mayGoOn(name: string): boolean {
    const key = keyOf(name);
    return key !== undefined && !this.#whole.has(key) && this.#sets.get(key)?.isNumbered === false;
  }
}

function collectChunks({ cookies }: CookieList): Map<string, ChunkSet> {
  const sets = new Map<string, ChunkSet>();
  for (const cookie of cookies) {
    const key = keyOf(cookie.name);
    if (key === undefined) continue;
    const set = sets.get(key) ?? { held: new Set(), removed: new Set(), isOdd: false, isNumbered: false };
    (cookie.isRemoved ? set.removed : set.held).add(indexOf(cookie.name));
    if (!cookie.isRemoved && !isPlain(cookie)) set.isOdd = true;
    if (indexOf(cookie.name) > 0 && beginsAsToken.test(cookie.value)) set.isNumbered = true;
    sets.set(key, set);
  }
  return sets;
}

function keyOf(name: string): string | undefined {
  // Most names have no number, and are asked for several times.
  const last = name.charCodeAt(name.length - 1);
  if (last < 0x30 || last > 0x39) return undefined;
  const [, stem, separator] = chunkName.exec(name) ?? [];
  return stem === undefined ? undefined : `${stem}${separator}`;
}

function indexOf(name: string): number {
  return Number(chunkName.exec(name)?.[3] ?? 0);
}

/** A browser sends all chunks or none: one alone is no chunk, and of several none is missing from the first one on. */
function isGapless({ held }: ChunkSet): boolean {
  if (held.size > maxChunks) return false;
  return held.size === 1 || Array.from(held.keys(), (_, index) => index).every((index) => held.has(index));
}

/** Whether a response sets all chunks: those that the browser had beyond them it removes. */
function isSetAnew(set: ChunkSet, earlier: ChunkSet | undefined): boolean {
  const { held, removed } = set;
  // Beside one alone others may be left as they were set before anything was captured.
  if (held.size === 1 && !(held.has(0) && removed.has(1))) return false;
  return isGapless(set) && [...(earlier?.held ?? [])].every((index) => held.has(index) || removed.has(index));
}
