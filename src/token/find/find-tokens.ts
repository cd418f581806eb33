import type { Found } from './found';
import { maxTextLength, maxTokensFound, maxUnwrappings } from '../limits';
import { finish, type Steps } from '../steps';
import { isSignatureComplete } from './findable';
import { findInBytes } from './byte-text';
import { findHealthCards, mayContainCard } from './health-cards';
import { hasInvisible, removeInvisible } from './invisible';
import { mergeCookieChunks } from './merged-cookies';
import { locateInJson } from './json-locations';
import { mayContainRun } from './base64-runs';
import { scanText, type ScanResult } from './scanner';
import { findInObjects } from './object-literals';
import {
  beginsAsToken,
  findBrokenToken,
  findInMimeLines,
  findSingleToken,
  mayBeBroken,
  readBody,
} from './single-token-input';
import { ATTEMPT, FOUND, UNWRAPPING, Work, type InnerSearch } from './search-work';
import { findInUtf16, hasZeroBytes } from './utf16';
import { takeWrappedTokens } from './wrapped-lines';

/** The result of searching a text. */
export interface TokenSearch {
  readonly found: readonly Found[];
  /** Some of the text wasn't searched, or not in every wrapping, because a limit of `limits.ts` was reached. */
  readonly isCut: boolean;
}

/**
 * Finds every token in any text, sorted by first character. Recognizes tokens by shape and JOSE header, with anything
 * around them: in JSON and in JSON inside JSON strings, in JSON serialization, URL-encoded, in base64, as bytes in hex or in a
 * dump, with HTML entities for their dots, with tags, colors of a terminal, escapes, the ends of string literals or similar characters in them, in
 * chunks over several cookies, in signed cookies, in the digits of SMART Health Cards, in standard base64, with padding,
 * wrapped to lines, and with any line breaks if the text is one token.
 *
 * Searches at most `maxTextLength` characters, returns at most `maxTokensFound` tokens, and does at most the work
 * that `maxStepsPerCharacter` allows: `searchTokens` reports whether one of these limits was reached. Text with a JOSE
 * header and the right number of parts but a broken end is returned as `malformed`. For text that is only similar to a
 * token, see `explainMissing`. Never throws. Takes linear time.
 */
export function findTokens(text: string): readonly Found[] {
  return finish(searchTokens(text)).found;
}

/**
 * Does the same in steps of about a millisecond, so that a long text doesn't block the thread. Pass `work` to read how
 * many steps were counted.
 */
export function* searchTokens(text: string, work = new Work(text.length)): Steps<TokenSearch> {
  if (text.length > maxTextLength) work.isCut = true;
  const found = yield* findInLayer(text.slice(0, maxTextLength), 0, work);
  return {
    found: found.slice(0, maxTokensFound),
    isCut: work.isCut || work.isOver() || found.length > maxTokensFound,
  };
}

/** Searches the text itself (depth 0), or a text that was unwrapped from it `depth` times. */
function* findInLayer(text: string, depth: number, work: Work): Steps<readonly Found[]> {
  const visible = hasInvisible(text, work) ? yield* removeInvisible(text, work) : undefined;
  if (visible === undefined) return yield* findInVisible(text, depth, work);
  const found: Found[] = [];
  for (const each of yield* findInVisible(visible.text, depth, work)) {
    if (work.spend(FOUND)) yield work.pause();
    found.push(visible.restore(each));
  }
  return found;
}

/** `mayBeWrapped` is false once the tokens that are wrapped to lines have been taken out of the text. */
function* findInVisible(
  text: string,
  depth: number,
  work: Work,
  mayBeWrapped = true,
): Steps<readonly Found[]> {
  const search: InnerSearch = {
    work,
    mayFind: (inner) => mayContainToken(inner, work),
    *run(inner) {
      if (work.spend(UNWRAPPING)) yield work.pause();
      return depth < maxUnwrappings && !work.isOver() ? yield* findInLayer(inner, depth + 1, work) : [];
    },
  };
  const body = readBody(text);
  if (body !== undefined && beginsAsToken(body)) {
    const single = yield* findSingleToken(body, work);
    if (single !== undefined) return single;
  }
  const mayBeOneToken = body !== undefined && mayBeBroken(body, work);
  const inLines = mayBeOneToken ? yield* findInMimeLines(body, search) : undefined;
  if (inLines?.some(({ token }) => isSignatureComplete(token))) return inLines;
  if (work.spend(ATTEMPT)) yield work.pause();
  const wrapped = mayBeWrapped && text.includes('\n') ? yield* takeWrappedTokens(text, search) : undefined;
  const scan = mayContainRun(text) ? yield* scanText(text, search) : emptyScan;
  const { broken, serialized, hasCookieParts, hasObject } = scan;
  const cards = mayContainCard(text) ? yield* findHealthCards(text, search) : [];
  const found = cards.length === 0 ? scan.found : [...scan.found, ...cards].toSorted(byStart);
  if (mayBeOneToken && wrapped?.isHyphenated !== true && !work.isOver()) {
    const concatenated = yield* findBrokenToken(body, found, wrapped !== undefined, inLines, search);
    if (concatenated !== undefined) return concatenated;
  }
  if (wrapped !== undefined) {
    const others = yield* findInVisible(wrapped.rest, depth, work, false);
    return [...wrapped.found, ...others].toSorted(byStart);
  }
  if (found.length === 0 && hasObject) {
    const inObjects = yield* findInObjects(text, search);
    if (inObjects.length > 0) return inObjects;
  }
  if (found.length + broken.length + serialized.length === 0 && !hasCookieParts) {
    if (found.length > 0) return found;
    return yield* hasZeroBytes(text) ? findInUtf16(text, search) : findInBytes(text, search);
  }
  const withCookies = hasCookieParts
    ? (yield* mergeCookieChunks(text, found, search)).toSorted(byStart)
    : found;
  return (yield* locateInJson(text, scan, withCookies, search)).toSorted(byStart);
}

/** Without a run of letters, a text contains a token only if white space or invisible characters are in it. */
function mayContainToken(text: string, work: Work): boolean {
  if (mayContainRun(text) || text.includes('\n') || hasInvisible(text, work) || hasZeroBytes(text))
    return true;
  const body = readBody(text);
  return body !== undefined && mayBeBroken(body, work);
}

const emptyScan: ScanResult = {
  found: [],
  broken: [],
  serialized: [],
  hasCookieParts: false,
  hasObject: false,
};

function byStart(one: Found, other: Found): number {
  return one.source.start - other.source.start;
}
