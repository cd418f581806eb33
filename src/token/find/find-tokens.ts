import type { Found } from './found';
import { MAX_TEXT_LENGTH, MAX_TOKENS_FOUND, MAX_UNWRAPPINGS } from '../limits';
import { finish, type Steps } from '../steps';
import { removeInvisible } from './invisible';
import { mergeCookieChunks } from './cookie-chunks';
import { locateInJson } from './json-locations';
import { mayHoldRun } from './base64-runs';
import { scanText, type ScanResult } from './scanner';
import { findBrokenToken, findSingleToken, readBody } from './single-token-input';
import { ATTEMPT, UNWRAPPING, Work, type InnerSearch } from './search-work';
import { takeWrappedTokens } from './wrapped-lines';

/** What a search of a text gives. */
export interface TokenSearch {
  readonly found: readonly Found[];
  /** Some of the text wasn't searched, or not in every wrapping: one of the limits of `limits.ts` was reached. */
  readonly isCut: boolean;
}

/**
 * Every token in any text, in the order of their first characters: by shape and JOSE header, in whatever stands around
 * it, in JSON and in JSON inside its strings, in JSON serialization, URL-encoded, in base64, with HTML entities for its
 * dots, in chunks over several cookies, in standard base64 and with padding, wrapped to lines of one width, and with any
 * line breaks when the text is one token.
 *
 * Does not look beyond `MAX_TEXT_LENGTH` characters or return more than `MAX_TOKENS_FOUND` tokens, and does no more
 * work than `MAX_STEPS_PER_CHARACTER` says: `searchTokens` says whether one of these limits was reached. Text with a
 * JOSE header and the right number of parts that ends wrongly is found as `malformed`; text that is only almost a token
 * is not: see `explainMissing`. Never throws; linear in the text.
 */
export function findTokens(text: string): readonly Found[] {
  return finish(searchTokens(text)).found;
}

/**
 * The same in steps of about a millisecond, so that a long text blocks no thread. `work` counts what is done; one is
 * handed in to read the count.
 */
export function* searchTokens(text: string, work = new Work(text.length)): Steps<TokenSearch> {
  if (text.length > MAX_TEXT_LENGTH) work.isCut = true;
  const found = yield* findInLayer(text.slice(0, MAX_TEXT_LENGTH), 0, work);
  return {
    found: found.slice(0, MAX_TOKENS_FOUND),
    isCut: work.isCut || work.isOver() || found.length > MAX_TOKENS_FOUND,
  };
}

function* findInLayer(text: string, depth: number, work: Work): Steps<readonly Found[]> {
  const visible = yield* removeInvisible(text, work);
  if (visible === undefined) return yield* findInVisible(text, depth, work);
  const found: Found[] = [];
  for (const each of yield* findInVisible(visible.text, depth, work)) {
    if (work.spend(ATTEMPT)) yield work.pause();
    found.push(visible.restore(each));
  }
  return found;
}

/** `mayBeWrapped` says whether tokens wrapped to lines are looked for: once in a text. */
function* findInVisible(
  text: string,
  depth: number,
  work: Work,
  mayBeWrapped = true,
): Steps<readonly Found[]> {
  const search: InnerSearch = {
    work,
    *run(inner) {
      if (work.spend(UNWRAPPING)) yield work.pause();
      return depth < MAX_UNWRAPPINGS && !work.isOver() ? yield* findInLayer(inner, depth + 1, work) : [];
    },
  };
  const body = readBody(text, work);
  const whole = body && (yield* findSingleToken(body, work));
  if (whole !== undefined) return whole;
  if (work.spend(ATTEMPT)) yield work.pause();
  const wrapped = mayBeWrapped ? yield* takeWrappedTokens(text, work) : undefined;
  const swept = mayHoldRun(text) ? yield* scanText(text, search) : noRuns;
  const { found, broken, serialized, hasCookieParts } = swept;
  const mayBeBroken = body !== undefined && !work.isOver();
  const joined = mayBeBroken ? yield* findBrokenToken(body, found, wrapped !== undefined, search) : undefined;
  if (joined !== undefined) return joined;
  if (wrapped !== undefined) {
    const others = yield* findInVisible(wrapped.rest, depth, work, false);
    return [...wrapped.found, ...others].toSorted(byStart);
  }
  if (found.length + broken.length + serialized.length === 0 && !hasCookieParts) return found;
  const withCookies = hasCookieParts
    ? (yield* mergeCookieChunks(text, found, search)).toSorted(byStart)
    : found;
  return (yield* locateInJson(text, swept, withCookies, search)).toSorted(byStart);
}

const noRuns: ScanResult = { found: [], broken: [], serialized: [], hasCookieParts: false };

function byStart(one: Found, other: Found): number {
  return one.source.start - other.source.start;
}
