import { createNote, type Found } from './found';
import { maxTokensFound } from '../limits';
import type { Steps } from '../steps';
import { findInBase64 } from './base64';
import { isObjectStart, isTextStart } from './base64-start';
import { readCompact, type Reading } from './compact';
import { isPadded, readBase64Variant } from './base64-variants';
import { findDisguised, findDisguisedEnd } from './disguises';
import { findEntitiesEnd, findInEntities } from './entities';
import { isSignatureComplete } from './findable';
import { Base64Runs, findLettersEnd, HAS_J, HAS_PERCENT, HAS_SLASH, MIN_RUN, takeEnd } from './base64-runs';
import { isFirstChunk, isHeaderInCode, isSerializedValue } from './context-hints';
import { NextIndex, StretchEnd } from './next-index';
import { DOUBLED } from './strip-wrapping';
import { findInRewrittenLink, RewrittenLinks } from './rewritten-links';
import { findInUrl, findUrlRegionEnd } from './url';
import { ATTEMPT, ESCAPE, RUN, type InnerSearch, type Work } from './search-work';

/** The result of one pass over a text. */
export interface ScanResult {
  readonly found: readonly Found[];
  /** Where text begins like a token and is interrupted by a backslash or a space: it may continue in a JSON string. */
  readonly broken: readonly number[];
  /** Where the value of a member like `signature` begins: it may be part of a JSON serialization. */
  readonly serialized: readonly number[];
  /** Whether the header of a token is a member of an object in code. */
  readonly hasObject: boolean;
  /** A cookie value may be part of a token. */
  readonly hasCookieParts: boolean;
}

/** At how many positions of one run a token may begin. Trying all of them would take quadratic time. */
const maxReadings = 4;
/** The longest prefix that ends without a word boundary before a token, and the longest header after a longer one. */
const maxGluedPrefix = 256;
const maxGluedHeader = 4096;
/** At how many positions of one run base64 may begin, since all that follows is decoded each time. */
const maxDecodings = 2;
/** All characters of tokens, and of base64 around tokens. */
const TOKEN_LETTERS = /[\w.~+/=-]*/y;
/** The longest text of two schemes before a token. */
const maxSchemes = 24;
const SUPABASE = 'base64-';
const ESCAPED = /%(?:25)*[\dA-F]{2}/iy;
const ENCODED_PADDING = /%(?:25)*3D/iy;
/** Fewer letters can't be recognized as the start of a token or of base64: see `base64-start.ts`. */
const MIN_LETTERS = 3;
/** `{"` or `{` and white space in base64, with each character URL-encoded. */
const ENCODED_START = /%(?:25)*65%(?:25)*7[79]/iy;

/** Finds tokens in a text: as they are, in base64, URL-encoded, or with HTML entities, tags or escapes in them. */
export function scanText(text: string, search: InnerSearch): Steps<ScanResult> {
  return new Scanner(text, search).run();
}

class Scanner {
  readonly #text: string;
  readonly #search: InnerSearch;
  readonly #work: Work;
  readonly #found: Found[] = [];
  readonly #broken: number[] = [];
  readonly #serialized: number[] = [];
  readonly #dots: NextIndex;
  readonly #slashes: NextIndex;
  readonly #percents: NextIndex;
  readonly #equals: NextIndex;
  readonly #links: RewrittenLinks;
  #hasCookieParts = false;
  #hasObject = false;
  /** The text up to these positions was searched with its URL encoding, its entities and its links decoded. */
  #urlEnd = 0;
  #entitiesEnd = 0;
  #linkEnd = 0;
  /** The same for text without what is between the letters of a token. */
  #disguisedEnd = 0;
  /** Up to where base64 was decoded, for each of the four alignments in which its groups of four letters can begin. */
  readonly #base64Ends = [0, 0, 0, 0];
  readonly #letters: StretchEnd;
  readonly #tokenLetters: StretchEnd;

  constructor(text: string, search: InnerSearch) {
    this.#text = text;
    this.#search = search;
    this.#work = search.work;
    this.#dots = new NextIndex(text, '.');
    this.#slashes = new NextIndex(text, '/');
    this.#percents = new NextIndex(text, '%');
    this.#equals = new NextIndex(text, '=');
    this.#links = new RewrittenLinks(text, search.work);
    this.#letters = new StretchEnd(text, findLettersEnd, search.work);
    this.#tokenLetters = new StretchEnd(text, findTokenLettersEnd, search.work);
  }

  *run(): Steps<ScanResult> {
    const work = this.#work;
    const runs = new Base64Runs(this.#text);
    let from = 0;
    for (;;) {
      const next = runs.next(from);
      if (next === 'end' || work.isOver()) break;
      if (this.#found.length > maxTokensFound) {
        work.isCut = true;
        break;
      }
      const { start, end, contents } = runs;
      if (work.spend(next === 'run' ? end - start + RUN : runs.chunkLength)) yield work.pause();
      if (next !== 'run') continue;
      this.#noteContext(start);
      from = end + 1;
      const mayBeginLater = (contents & (HAS_PERCENT | HAS_SLASH | HAS_J)) !== 0;
      if (mayBeginLater || this.#mayBeginAt(start, end)) {
        from = (yield* this.#readRun(start, end, contents)) ?? from;
      }
    }
    return {
      found: this.#found,
      broken: this.#broken,
      serialized: this.#serialized,
      hasObject: this.#hasObject,
      hasCookieParts: this.#hasCookieParts,
    };
  }

  #noteContext(start: number): void {
    if (isFirstChunk(this.#text, start)) this.#hasCookieParts = true;
    if (isSerializedValue(this.#text, start)) this.#serialized.push(start);
    this.#hasObject ||= isHeaderInCode(this.#text, start);
  }

  #mayBeginAt(runStart: number, end: number): boolean {
    const start = skipPrefix(this.#text, skipEscape(this.#text, runStart));
    return isObjectStart(this.#text, start, end) || isTextStart(this.#text, start, end);
  }

  /** Like the methods below, returns where to go on if a token was found, here or in what follows. */
  *#readRun(start: number, end: number, contents: number): Steps<number | undefined> {
    if ((contents & HAS_PERCENT) !== 0 && this.#percents.from(start) < end) {
      const next = yield* this.#readUrl(start, end);
      if (next !== undefined) return next;
    }
    return (
      (yield* this.#readPieces(start, end, (contents & HAS_SLASH) !== 0)) ??
      ((contents & HAS_J) !== 0 ? yield* this.#readGlued(start, end) : undefined)
    );
  }

  /** Reads from the beginning of a run, and after each slash in it, as in the path of a URL. */
  *#readPieces(runStart: number, end: number, hasSlash: boolean): Steps<number | undefined> {
    const text = this.#text;
    let start = skipEscape(text, runStart);
    let decodings = 0;
    for (let readings = 0; ; readings += 1) {
      start = skipPrefix(text, start);
      if (isObjectStart(text, start, end)) {
        const next =
          (yield* this.#readToken(start)) ??
          (yield* this.#readEntities(start)) ??
          (yield* this.#readDisguised(start));
        if (next !== undefined) return next;
      }
      if (decodings < maxDecodings && isTextStart(text, start, end)) {
        decodings += 1;
        const next = yield* this.#readBase64(start, end);
        if (next !== undefined) return next;
      }
      const slash = hasSlash ? this.#slashes.from(start) : end;
      if (end - slash <= MIN_RUN || readings >= maxReadings) return undefined;
      start = (readings < maxReadings - 1 ? slash : text.lastIndexOf('/', end - 1)) + 1;
    }
  }

  /** Reads from an `eyJ` within a run, as in `x-eyJ…`: near its beginning, or as far from its end as a header is long. */
  *#readGlued(start: number, end: number): Steps<number | undefined> {
    const nearEnd = Math.min(end, start + maxGluedPrefix);
    return (
      (yield* this.#readBraces(start + 1, nearEnd, end)) ??
      (nearEnd < end
        ? yield* this.#readBraces(Math.max(nearEnd - 2, end - maxGluedHeader), end, end)
        : undefined)
    );
  }

  *#readBraces(from: number, to: number, end: number): Steps<number | undefined> {
    let brace = this.#findBrace(from, to);
    for (let readings = 0; readings < maxReadings && brace !== -1; readings += 1) {
      const isText = isTextStart(this.#text, brace, end);
      const next =
        (yield* this.#readToken(brace)) ??
        (yield* this.#readEntities(brace)) ??
        (yield* this.#readDisguised(brace)) ??
        (isText ? yield* this.#readBase64(brace, end) : undefined);
      if (next !== undefined) return next;
      brace = this.#findBrace(brace + 1, to);
    }
    return undefined;
  }

  /** Reads a token from `start`, where base64 of a JSON object begins. */
  *#readToken(start: number): Steps<number | undefined> {
    const text = this.#text;
    if (this.#work.spend(ATTEMPT)) yield this.#work.pause();
    const afterLink = yield* this.#readLink(start);
    if (afterLink !== undefined) return afterLink;
    const end = this.#letters.endFrom(start);
    if (text[end] === '.') {
      const reading = readCompact(text, start, end, this.#work);
      const next = yield* this.#readEncodedRest(start, reading);
      if (next !== undefined) return next;
      if (reading !== undefined) {
        const rest = isSignatureComplete(reading.token)
          ? undefined
          : yield* this.#readRest(start, reading.end);
        if (rest !== undefined) return rest;
        const padded = isPadded(text, reading) ? readBase64Variant(text, start, this.#work) : undefined;
        if (padded !== undefined) return this.#take([padded], padded.source.end);
        const { token, isCookieSigned = false, ...source } = reading;
        const schemes = DOUBLED.exec(text.slice(Math.max(0, start - maxSchemes), start))?.[0].trim();
        const notes = [
          ...(schemes === undefined ? [] : [createNote('scheme_doubled', schemes)]),
          ...(isCookieSigned ? [createNote('cookie_signature', token.kind === 'jwe' ? 6 : 4)] : []),
        ];
        return this.#take([{ raw: token.raw, source, path: [], token, notes }], source.end);
      }
      if (text[start - 1] === '=') this.#hasCookieParts = true;
    }
    if (this.#dots.from(start) < this.#tokenLetters.endFrom(start)) {
      if (this.#work.spend(ATTEMPT)) yield this.#work.pause();
      const variant = readBase64Variant(text, start, this.#work);
      if (variant !== undefined) return this.#take([variant], variant.source.end);
      const next = yield* this.#readEncodedRest(start, undefined);
      if (next !== undefined) return next;
    }
    this.#noteBreak(start);
    return undefined;
  }

  /**
   * The rest of a token whose signature isn't complete may follow an entity, something else between letters or, in a JSON
   * string, a space.
   */
  *#readRest(start: number, end: number): Steps<number | undefined> {
    if (this.#text[end] === ' ') this.#broken.push(start);
    if (this.#text[end] !== '&') return yield* this.#readDisguised(start, end);
    const before = this.#found.length;
    const next = yield* this.#readEntities(start, end);
    if (next === undefined || this.#found.slice(before).some(({ token }) => isSignatureComplete(token)))
      return next;
    this.#found.length = before;
    return undefined;
  }

  /** Reads a token from `start` with HTML entities in it, the first one at `entity`. */
  *#readEntities(start: number, entity = this.#letters.endFrom(start)): Steps<number | undefined> {
    if (this.#text[entity] !== '&' || start < this.#entitiesEnd) return undefined;
    const end = findEntitiesEnd(this.#text, start, entity);
    if (end === undefined) return undefined;
    this.#entitiesEnd = end;
    const found = yield* findInEntities(this.#text, start, end, this.#search);
    return this.#take(found, found.at(-1)?.source.end ?? end);
  }

  /** Reads a token from `start` with tags, escapes or similar characters between its letters, the first one perhaps at `from`. */
  *#readDisguised(start: number, from?: number): Steps<number | undefined> {
    if (start < this.#disguisedEnd) return undefined;
    const text = this.#text;
    const equals = this.#equals.from(start);
    const positions =
      from === undefined ? [this.#letters.endFrom(start), this.#tokenLetters.endFrom(start)] : [from];
    if (from === undefined && equals < (positions[1] ?? start)) positions.push(equals);
    for (const position of positions) {
      const end = findDisguisedEnd(text, start, position);
      if (end === undefined) continue;
      if (this.#work.spend(ATTEMPT + end - start)) yield this.#work.pause();
      this.#disguisedEnd = end;
      const found = yield* findDisguised(text, start, end, this.#search);
      return this.#take(found, found.at(-1)?.source.end ?? end);
    }
    return undefined;
  }

  *#readBase64(start: number, runEnd: number): Steps<number | undefined> {
    this.#noteBreak(start);
    // Decoded before, as part of base64 with the same alignment.
    if (start < (this.#base64Ends[start % 4] ?? 0)) return undefined;
    const end = Math.min(runEnd, this.#percents.from(start));
    this.#base64Ends[start % 4] = end;
    const found = yield* findInBase64(this.#text, start, end, this.#search);
    return this.#take(found, end);
  }

  *#readUrl(start: number, end: number): Steps<number | undefined> {
    if (start < this.#urlEnd || !(yield* this.#mayContainEncoded(start, end))) return undefined;
    const afterLink = yield* this.#readLink(start);
    if (afterLink !== undefined) return afterLink;
    this.#urlEnd = findUrlRegionEnd(this.#text, start);
    const found = yield* findInUrl(this.#text, start, this.#urlEnd, this.#search);
    return this.#take(found, this.#urlEnd);
  }

  /** Reads a link that software rewrote, which changes letters of a token in it. */
  *#readLink(position: number): Steps<number | undefined> {
    const link = this.#links.at(position);
    if (link === undefined || position < this.#linkEnd) return undefined;
    this.#linkEnd = link.end;
    const found = yield* findInRewrittenLink(this.#text, link, this.#search);
    return this.#take(found, link.end);
  }

  /** Reads a token with nothing to decode in its header and encoded characters after it: padding, or a space. */
  *#readEncodedRest(start: number, reading: Reading | undefined): Steps<number | undefined> {
    const end = reading?.end ?? this.#tokenLetters.endFrom(start);
    if (this.#text[end] !== '%') return undefined;
    const isComplete = reading !== undefined && isSignatureComplete(reading.token);
    if (isComplete && takeEnd(ENCODED_PADDING, this.#text, end) === end) return undefined;
    return yield* this.#readUrl(start, end);
  }

  /** Whether a token or base64 may begin in a URL-encoded run. */
  *#mayContainEncoded(start: number, end: number): Steps<boolean> {
    const text = this.#text;
    if (this.#findBrace(start, end) !== -1) return true;
    let at = start;
    while (at < end) {
      at = skipPrefix(text, at);
      const percent = this.#percents.from(at);
      const isLong = Math.min(percent, end) - at >= MIN_LETTERS;
      if (isLong && (isObjectStart(text, at, end) || isTextStart(text, at, end))) return true;
      if (percent >= end) return false;
      if (this.#work.spend(percent - at + ESCAPE)) yield this.#work.pause();
      if (mayEncodeStart(text, percent) && takeEnd(ENCODED_START, text, percent) !== percent) return true;
      at = Math.max(percent + 1, skipPercent(text, percent));
    }
    return false;
  }

  /** In JSON, the rest of a token may follow a backslash or, if the token is all of a string, a space. */
  #noteBreak(start: number): void {
    const end = this.#tokenLetters.endFrom(start);
    const next = this.#text[end];
    if (next === '\\' || (next === ' ' && (this.#text[end - 1] === '.' || this.#text[end + 1] === '.'))) {
      this.#broken.push(start);
    }
  }

  #findBrace(from: number, to: number): number {
    const brace = findBrace(this.#text, from, to);
    this.#work.spend((brace === -1 ? to : brace) - from);
    return brace;
  }

  /** Undefined if there is nothing to take. */
  #take(found: readonly Found[], next: number): number | undefined {
    for (const one of found) this.#found.push(one);
    return found.length === 0 ? undefined : next;
  }
}

function findTokenLettersEnd(text: string, start: number): number {
  return takeEnd(TOKEN_LETTERS, text, start);
}

/** Whether the text at a percent sign may match `ENCODED_START`: `%6` or `%25`. */
function mayEncodeStart(text: string, percent: number): boolean {
  const code = text.charCodeAt(percent + 1);
  return code === 0x36 || (code === 0x32 && text.charCodeAt(percent + 2) === 0x35);
}

/** Returns the end of an escape, which may be escaped itself. */
function skipPercent(text: string, percent: number): number {
  // `%%`: the first one isn't an escape.
  return text.charCodeAt(percent + 1) === 0x25 ? percent + 1 : takeEnd(ESCAPED, text, percent);
}

/** After a backslash, the first letters belong to an escape: `\n`, `\u000a`. */
function skipEscape(text: string, start: number): number {
  if (text.charCodeAt(start - 1) !== 0x5c) return start;
  return start + (text[start] === 'u' ? 5 : 1);
}

function skipPrefix(text: string, start: number): number {
  return text.charCodeAt(start) === 0x62 && text.startsWith(SUPABASE, start)
    ? start + SUPABASE.length
    : start;
}

/** The index of the first `eyJ` between `start` and `end`, or -1. */
function findBrace(text: string, start: number, end: number): number {
  for (let index = start + 2; index < end; index += 3) {
    const code = text.charCodeAt(index);
    // Every third character is enough, since it is `J`, `y` or `e` in any `eyJ`.
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
