import type { Found } from './found';
import { MAX_TOKENS_FOUND } from '../limits';
import type { Steps } from '../steps';
import { findInBase64 } from './base64';
import { isObjectStart, isTextStart } from './base64-start';
import { readCompact, type Reading } from './compact';
import { isPadded, readBase64Variant } from './base64-variants';
import { findEntitiesEnd, findInEntities } from './entities';
import { isSignatureComplete } from './findable';
import { HOLDS_J, HOLDS_PERCENT, HOLDS_SLASH, MIN_RUN, Runs, takeEnd } from './base64-runs';
import { isFirstChunk, isSerializedValue } from './context-hints';
import { findInUrl, findUrlRegionEnd } from './url';
import { ATTEMPT, type InnerSearch, type Work } from './search-work';

/** What one pass over a text gives. */
export interface ScanResult {
  readonly found: readonly Found[];
  /** Where something begins as a token does and goes on behind a backslash or a space: a JSON string may hold it. */
  readonly broken: readonly number[];
  /** Where the value of a `signature` or the like begins: a JSON serialization may be around it. */
  readonly serialized: readonly number[];
  /** Part of a token stands where a cookie's value does. */
  readonly hasCookieParts: boolean;
}

/** How many places of one run are read from: were it read from all, its cost would be the square of its length. */
const MAX_READINGS = 4;
/** How long a prefix without a word's end may be, and how long the header of a token that is glued to a longer one. */
const MAX_GLUE = 256;
const MAX_GLUED = 4096;
/** How many of them as base64, since each reads all that follows. */
const MAX_DECODINGS = 2;
/** Everything that a token or its wrapping in base64 may consist of. */
const TOKEN_LETTERS = /[\w.~+/=-]*/y;
/** Everything that a part of a token may consist of. */
const LETTERS = /[\w-]*/y;
const SUPABASE = 'base64-';
const ESCAPED = /%(?:25)*[\dA-F]{2}/iy;
const ENCODED_PADDING = /%(?:25)*3D/iy;
const STEPS_OF_ESCAPE = 10;
/** Fewer letters tell no start of a token or of base64: see `base64-start.ts`. */
const MIN_LETTERS = 3;
/** `{"` or `{` and white space in base64, all of it URL-encoded. */
const ENCODED_START = /%(?:25)*65%(?:25)*7[79]/iy;

/** Finds what stands in a text as a token, in base64, URL-encoded or with entities in it. */
export function scanText(text: string, search: InnerSearch): Steps<ScanResult> {
  return new Sweeper(text, search).run();
}

class Sweeper {
  readonly #text: string;
  readonly #search: InnerSearch;
  readonly #work: Work;
  readonly #found: Found[] = [];
  readonly #broken: number[] = [];
  readonly #serialized: number[] = [];
  readonly #dots: Upcoming;
  readonly #slashes: Upcoming;
  readonly #percents: Upcoming;
  #hasCookieParts = false;
  /** Everything up to here was looked at URL-decoded, and with its entities decoded. */
  #urlEnd = 0;
  #entitiesEnd = 0;
  /** Up to here base64 was decoded, for each place of its first letter in a group of four. */
  readonly #base64Ends = [0, 0, 0, 0];
  readonly #letters: Stretch;
  readonly #tokenLetters: Stretch;

  constructor(text: string, search: InnerSearch) {
    this.#text = text;
    this.#search = search;
    this.#work = search.work;
    this.#dots = new Upcoming(text, '.');
    this.#slashes = new Upcoming(text, '/');
    this.#percents = new Upcoming(text, '%');
    this.#letters = new Stretch(text, LETTERS, search.work);
    this.#tokenLetters = new Stretch(text, TOKEN_LETTERS, search.work);
  }

  *run(): Steps<ScanResult> {
    const work = this.#work;
    const runs = new Runs(this.#text);
    let from = 0;
    for (;;) {
      const next = runs.next(from);
      if (next === 'end' || work.isOver()) break;
      if (this.#found.length > MAX_TOKENS_FOUND) {
        work.isCut = true;
        break;
      }
      const { start, end } = runs;
      if (work.spend(next === 'run' ? end - start + ATTEMPT : runs.chunkLength)) yield work.pause();
      if (next === 'run') from = (yield* this.#readRun(start, end, runs.holds)) ?? end + 1;
    }
    return {
      found: this.#found,
      broken: this.#broken,
      serialized: this.#serialized,
      hasCookieParts: this.#hasCookieParts,
    };
  }

  /** Where the scanText goes on when something was found, here as in what follows. */
  *#readRun(start: number, end: number, holds: number): Steps<number | undefined> {
    const text = this.#text;
    if (isFirstChunk(text, start)) this.#hasCookieParts = true;
    if (isSerializedValue(text, start)) this.#serialized.push(start);
    if ((holds & HOLDS_PERCENT) !== 0 && this.#percents.from(start) < end) {
      const next = yield* this.#readUrl(start, end);
      if (next !== undefined) return next;
    }
    return (
      (yield* this.#readPieces(start, end, (holds & HOLDS_SLASH) !== 0)) ??
      ((holds & HOLDS_J) !== 0 ? yield* this.#readGlued(start, end) : undefined)
    );
  }

  /** Reads from the beginning of a run and from behind the slashes in it, as in a URL's path. */
  *#readPieces(runStart: number, end: number, hasSlash: boolean): Steps<number | undefined> {
    const text = this.#text;
    let start = skipEscape(text, runStart);
    let decodings = 0;
    for (let readings = 0; ; readings += 1) {
      start = skipPrefix(text, start);
      if (isObjectStart(text, start, end)) {
        const next = (yield* this.#readToken(start)) ?? (yield* this.#readEntities(start));
        if (next !== undefined) return next;
      }
      if (decodings < MAX_DECODINGS && isTextStart(text, start, end)) {
        decodings += 1;
        const next = yield* this.#readBase64(start, end);
        if (next !== undefined) return next;
      }
      const slash = hasSlash ? this.#slashes.from(start) : end;
      if (end - slash <= MIN_RUN || readings >= MAX_READINGS) return undefined;
      start = (readings < MAX_READINGS - 1 ? slash : text.lastIndexOf('/', end - 1)) + 1;
    }
  }

  /** Reads from an `eyJ` in the middle of letters, as in `x-eyJ…`: near their beginning, or as far as a header may reach. */
  *#readGlued(start: number, end: number): Steps<number | undefined> {
    const nearEnd = Math.min(end, start + MAX_GLUE);
    return (
      (yield* this.#readBraces(start + 1, nearEnd, end)) ??
      (nearEnd < end ? yield* this.#readBraces(Math.max(nearEnd - 2, end - MAX_GLUED), end, end) : undefined)
    );
  }

  *#readBraces(from: number, to: number, end: number): Steps<number | undefined> {
    let brace = this.#findBrace(from, to);
    for (let readings = 0; readings < MAX_READINGS && brace !== -1; readings += 1) {
      const isText = isTextStart(this.#text, brace, end);
      const next =
        (yield* this.#readToken(brace)) ??
        (yield* this.#readEntities(brace)) ??
        (isText ? yield* this.#readBase64(brace, end) : undefined);
      if (next !== undefined) return next;
      brace = this.#findBrace(brace + 1, to);
    }
    return undefined;
  }

  /** Reads what begins as a header at `start`. */
  *#readToken(start: number): Steps<number | undefined> {
    const text = this.#text;
    if (this.#work.spend(ATTEMPT)) yield this.#work.pause();
    const end = this.#letters.endFrom(start);
    if (text[end] === '.') {
      const reading = readCompact(text, start, end, this.#work);
      const next = yield* this.#readEncodedRest(start, reading);
      if (next !== undefined) return next;
      if (reading !== undefined) {
        const padded = isPadded(text, reading) ? readBase64Variant(text, start, this.#work) : undefined;
        if (padded !== undefined) return this.#take([padded], padded.source.end);
        const { token, ...source } = reading;
        return this.#take([{ raw: token.raw, source, path: [], token, notes: [] }], source.end);
      }
      if (text[start - 1] === '=') this.#hasCookieParts = true;
    }
    if (this.#dots.from(start) < this.#tokenLetters.endFrom(start)) {
      if (this.#work.spend(ATTEMPT)) yield this.#work.pause();
      const converted = readBase64Variant(text, start, this.#work);
      if (converted !== undefined) return this.#take([converted], converted.source.end);
      const next = yield* this.#readEncodedRest(start, undefined);
      if (next !== undefined) return next;
    }
    this.#noteBreak(start);
    return undefined;
  }

  /** Reads what begins as a header at `start` and goes on with an entity. */
  *#readEntities(start: number): Steps<number | undefined> {
    const entity = this.#letters.endFrom(start);
    if (this.#text[entity] !== '&' || start < this.#entitiesEnd) return undefined;
    const end = findEntitiesEnd(this.#text, start, entity);
    if (end === undefined) return undefined;
    this.#entitiesEnd = end;
    const found = yield* findInEntities(this.#text, start, end, this.#search);
    return found.length === 0 ? undefined : this.#take(found, found.at(-1)?.source.end ?? end);
  }

  *#readBase64(start: number, runEnd: number): Steps<number | undefined> {
    this.#noteBreak(start);
    // What begins later in the same groups of four letters was decoded before.
    if (start < (this.#base64Ends[start % 4] ?? 0)) return undefined;
    const end = Math.min(runEnd, this.#percents.from(start));
    this.#base64Ends[start % 4] = end;
    const found = yield* findInBase64(this.#text, start, end, this.#search);
    return found.length === 0 ? undefined : this.#take(found, end);
  }

  *#readUrl(start: number, end: number): Steps<number | undefined> {
    if (start < this.#urlEnd || !(yield* this.#mayHoldEncoded(start, end))) return undefined;
    this.#urlEnd = findUrlRegionEnd(this.#text, start);
    const found = yield* findInUrl(this.#text, start, this.#urlEnd, this.#search);
    return found.length === 0 ? undefined : this.#take(found, this.#urlEnd);
  }

  /** Reads a token whose header has nothing to decode and whose rest has: encoded padding, or a space in its signature. */
  *#readEncodedRest(start: number, reading: Reading | undefined): Steps<number | undefined> {
    const end = reading?.end ?? this.#tokenLetters.endFrom(start);
    if (this.#text[end] !== '%') return undefined;
    const isWhole = reading !== undefined && isSignatureComplete(reading.token);
    if (isWhole && takeEnd(ENCODED_PADDING, this.#text, end) === end) return undefined;
    return yield* this.#readUrl(start, end);
  }

  /** Whether a token, or base64, begins in a URL-encoded run. */
  *#mayHoldEncoded(start: number, end: number): Steps<boolean> {
    const text = this.#text;
    if (this.#findBrace(start, end) !== -1) return true;
    let at = start;
    while (at < end) {
      at = skipPrefix(text, at);
      const percent = this.#percents.from(at);
      const isLong = Math.min(percent, end) - at >= MIN_LETTERS;
      if (isLong && (isObjectStart(text, at, end) || isTextStart(text, at, end))) return true;
      if (percent >= end) return false;
      if (this.#work.spend(percent - at + STEPS_OF_ESCAPE)) yield this.#work.pause();
      if (mayEncodeStart(text, percent) && takeEnd(ENCODED_START, text, percent) !== percent) return true;
      at = Math.max(percent + 1, skipPercent(text, percent));
    }
    return false;
  }

  /** In JSON the rest of a token may stand behind a backslash; in a string of its own, behind a space. */
  #noteBreak(start: number): void {
    const end = this.#tokenLetters.endFrom(start);
    const behind = this.#text[end];
    if (behind === '\\' || (behind === ' ' && (this.#text[end - 1] === '.' || this.#text[end + 1] === '.'))) {
      this.#broken.push(start);
    }
  }

  #findBrace(from: number, to: number): number {
    const brace = findBrace(this.#text, from, to);
    this.#work.spend((brace === -1 ? to : brace) - from);
    return brace;
  }

  #take(found: readonly Found[], next: number): number {
    for (const one of found) this.#found.push(one);
    return next;
  }
}

/** Where a stretch of some letters ends that one stands in: measured once for each stretch. */
class Stretch {
  readonly #text: string;
  readonly #pattern: RegExp;
  readonly #work: Work;
  #start = 0;
  #end = 0;

  constructor(text: string, pattern: RegExp, work: Work) {
    this.#text = text;
    this.#pattern = pattern;
    this.#work = work;
  }

  endFrom(start: number): number {
    if (start < this.#start || start >= this.#end) {
      this.#start = start;
      this.#end = takeEnd(this.#pattern, this.#text, start);
      this.#work.spend(this.#end - start);
    }
    return this.#end;
  }
}

/** The next place of a character from where one asks. Asked in rising order, it goes through the text once. */
class Upcoming {
  readonly #text: string;
  readonly #character: string;
  #at = -1;

  constructor(text: string, character: string) {
    this.#text = text;
    this.#character = character;
  }

  /** The text's length when there is none. */
  from(start: number): number {
    if (this.#at < start) {
      const at = this.#text.indexOf(this.#character, start);
      this.#at = at === -1 ? this.#text.length : at;
    }
    return this.#at;
  }
}

/** A cheap look before `ENCODED_START`: `%6` or `%25`. */
function mayEncodeStart(text: string, percent: number): boolean {
  const code = text.charCodeAt(percent + 1);
  return code === 0x36 || (code === 0x32 && text.charCodeAt(percent + 2) === 0x35);
}

/** Behind an escape, or behind one that was escaped itself. */
function skipPercent(text: string, percent: number): number {
  // `%%%`: nothing is escaped.
  return text.charCodeAt(percent + 1) === 0x25 ? percent + 1 : takeEnd(ESCAPED, text, percent);
}

/** Behind a backslash the first letter belongs to an escape: `\n`, `\u000a`. */
function skipEscape(text: string, start: number): number {
  if (text.charCodeAt(start - 1) !== 0x5c) return start;
  return start + (text[start] === 'u' ? 5 : 1);
}

function skipPrefix(text: string, start: number): number {
  return text.charCodeAt(start) === 0x62 && text.startsWith(SUPABASE, start)
    ? start + SUPABASE.length
    : start;
}

/** Zero-based index of `eyJ` from `start` on, -1 when there is none up to `end`. */
function findBrace(text: string, start: number, end: number): number {
  for (let index = start + 2; index < end; index += 3) {
    const code = text.charCodeAt(index);
    // `J`, `y` or `e`: each third character is enough to see one of them.
    const at = code === 0x4a ? index - 2 : code === 0x79 ? index - 1 : code === 0x65 ? index : -1;
    if (
      at >= start &&
      at + 3 <= end &&
      text.charCodeAt(at + 1) === 0x79 &&
      text.charCodeAt(at + 2) === 0x4a &&
      text.charCodeAt(at) === 0x65
    ) {
      return at;
    }
  }
  return -1;
}
