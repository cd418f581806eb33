import { maxCookieChunks, type Found, type Steps } from '../../token';
import { maxFields, maxHeaders, maxValueLength } from '../exchange/limits';
import { findCookies } from '../exchange/form-fields';
import { parseSetCookie } from '../exchange/set-cookie';
import type { Search } from './search';
import { checkedText } from './search';
import type { LocationKind } from '../exchange/sighting';

const chunkName = /^(.+?)(\.|__)(\d{1,3})$/;
/** Header, payload and a dot. The payload isn't enough, since a chunk can start with it. */
const tokenBeginning = /^ey[AIJKL][\w-]+\.[\w-]*\./;
/** Shorter than the shortest header. */
const minHeaderLength = 15;
/** Names and values that the search of `token` recognizes in a list of cookies. It would truncate others. */
const plainName = /^[^\s=;,"'^]{1,256}$/;
const plainValue = /^[\w.~%+/=-]+$/;
const removal = /;\s*(?:max-age\s*=\s*(?:-|0+\s*(?:;|$))|expires\s*=[^;]*\b1970\b)/i;

interface ListedCookie {
  readonly name: string;
  readonly value: string;
  /** Its value is truncated. */
  readonly isCut: boolean;
  /** The response removes it: its value is empty, or it has already expired. */
  readonly isRemoved: boolean;
}

/** The cookies in all `Cookie` headers of a request, in all `Set-Cookie` headers of a response, or of a document. */
export class CookieList {
  readonly cookies: ListedCookie[] = [];
  /** If false, chunks may be missing. */
  isComplete = true;
  #length = 0;

  /** Adds one `Cookie` header. The text after the limit on the number of cookies is added as a value. */
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
   * Adds one `Set-Cookie` header. Browsers' logs concatenate several with line breaks, which a cookie can't contain
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
 * Searches cookies separately and together: a token may be split into numbered chunks, or into two cookies of which one
 * has the signature. Returns how many tokens were found. For cookies that a response sets, `before` are those that the
 * request sent: if the response doesn't set or remove one of their chunks, the chunks that it sets aren't all.
 */
export function* searchCookies(
  kind: Extract<LocationKind, 'request cookie' | 'response cookie' | 'cookie'>,
  list: CookieList,
  search: Search,
  before?: CookieList,
): Steps<number> {
  const sets = new ChunkSets(list, before);
  const merged = yield* searchMergedCookies(list, sets, search);
  for (const { found, name, chunks, path } of merged) search.add(found, { kind, name, path, chunks });
  const used = new Set(merged.map((one) => keyOf(one.chunks[0])));
  let count = merged.length;
  for (const { name, value, isCut } of list.cookies) {
    yield* search.attempt(function* () {
      const key = keyOf(name);
      // A chunk of a merged value can contain what looks like a complete token.
      if (key !== undefined && used.has(key)) return;
      const cut = isCut || sets.mayContinue(name);
      count += yield* search.searchText({ kind, name }, value, { maxLength: maxValueLength, cut });
    });
  }
  return count;
}

interface MergedToken {
  readonly found: Found;
  readonly name: string;
  readonly chunks: readonly [string, ...string[]];
  readonly path: readonly string[];
}

/** Searches all cookies as one text, in which the search of `token` merges chunks and separate signatures. */
function* searchMergedCookies(
  { cookies, isComplete }: CookieList,
  chunks: ChunkSets,
  search: Search,
): Steps<readonly MergedToken[]> {
  const mayMerge = cookies.some(({ name, value }) => chunks.isMergeable(name) || mayLackSignature(value));
  if (!isComplete || !mayMerge) return [];
  const text = cookies
    .filter((cookie) => !cookie.isRemoved && isPlain(cookie))
    .filter(({ name }) => keyOf(name) === undefined || chunks.isMergeable(name))
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');
  const result = yield* search.find(text);
  if (result.isCut) search.truncated += 1;
  return result.found.flatMap((found) => {
    const [kind, , ...path] = found.path;
    const { name = '', parts: [first, ...others] = [] } = found.cookies ?? {};
    // A cookie header inside base64 has cookies that aren't in this list.
    return kind !== 'cookie' || first === undefined
      ? []
      : [{ found, name, chunks: [first, ...others], path }];
  });
}

/** Whether this may be the header and payload of a token whose signature is in another, `HttpOnly` cookie. */
function mayLackSignature(value: string): boolean {
  const dot = value.indexOf('.');
  const next = value.indexOf('.', dot + 1);
  return dot >= minHeaderLength && (next === -1 || next === value.length - 1);
}

function isPlain({ name, value }: ListedCookie): boolean {
  return plainName.test(name) && plainValue.test(value);
}

/** The numbers of the cookies with one name. */
interface ChunkSet {
  readonly present: Set<number>;
  readonly removed: Set<number>;
  /** All can be recognized in a list of cookies. */
  isPlain: boolean;
  /** They are separate, numbered tokens: one after the first starts like a token, which a chunk doesn't. */
  isSeparate: boolean;
}

/** Which cookies in a list are chunks, and whether their sets are complete. */
class ChunkSets {
  readonly #sets: ReadonlyMap<string, ChunkSet>;
  readonly #complete = new Set<string>();

  constructor(list: CookieList, before: CookieList | undefined) {
    this.#sets = collectChunks(list);
    const earlier = before && collectChunks(before);
    for (const [key, set] of this.#sets) {
      const isComplete = earlier === undefined ? isGapless(set) : isFullySet(set, earlier.get(key));
      if (list.isComplete && set.isPlain && isComplete) this.#complete.add(key);
    }
  }

  /** Whether the cookie is a chunk in a complete set of several. */
  isMergeable(name: string): boolean {
    const key = keyOf(name);
    const set = key !== undefined && this.#complete.has(key) ? this.#sets.get(key) : undefined;
    return set !== undefined && !set.isSeparate && set.present.size > 1;
  }

  /** Whether the value may continue in a chunk that is missing. */
  mayContinue(name: string): boolean {
    const key = keyOf(name);
    return key !== undefined && !this.#complete.has(key) && this.#sets.get(key)?.isSeparate === false;
  }
}

function collectChunks({ cookies }: CookieList): Map<string, ChunkSet> {
  const sets = new Map<string, ChunkSet>();
  for (const cookie of cookies) {
    const key = keyOf(cookie.name);
    if (key === undefined) continue;
    const set = sets.get(key) ?? {
      present: new Set(),
      removed: new Set(),
      isPlain: true,
      isSeparate: false,
    };
    (cookie.isRemoved ? set.removed : set.present).add(indexOf(cookie.name));
    if (!cookie.isRemoved && !isPlain(cookie)) set.isPlain = false;
    if (indexOf(cookie.name) > 0 && tokenBeginning.test(cookie.value)) set.isSeparate = true;
    sets.set(key, set);
  }
  return sets;
}

/** Identifies the set of a chunk by its name without the number. Undefined for names that don't end with a number. */
function keyOf(name: string): string | undefined {
  // A fast path, since most names don't end with a digit and this is called several times for each.
  const last = name.charCodeAt(name.length - 1);
  if (last < 0x30 || last > 0x39) return undefined;
  const [, stem, separator] = chunkName.exec(name) ?? [];
  return stem === undefined ? undefined : `${stem}${separator}`;
}

function indexOf(name: string): number {
  return Number(chunkName.exec(name)?.[3] ?? 0);
}

/** Whether a request has all chunks, numbered from 0. Browsers send all or none, so a single cookie isn't a chunk. */
function isGapless({ present }: ChunkSet): boolean {
  if (present.size > maxCookieChunks) return false;
  return (
    present.size === 1 || Array.from(present.keys(), (_, index) => index).every((index) => present.has(index))
  );
}

/** Whether a response sets all chunks, and removes all others that the browser had. */
function isFullySet(set: ChunkSet, earlier: ChunkSet | undefined): boolean {
  const { present, removed } = set;
  // If a response sets a single one, the browser may have others that were set before the capture started.
  if (present.size === 1 && !(present.has(0) && removed.has(1))) return false;
  return (
    isGapless(set) && [...(earlier?.present ?? [])].every((index) => present.has(index) || removed.has(index))
  );
}
