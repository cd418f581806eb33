import type { Found } from '../found';
import { MAX_TEXT_LENGTH, MAX_TOKENS_FOUND, MAX_UNWRAPPINGS } from '../limits';
import { removeInvisible } from './invisible';
import { joinCookies } from './join-cookies';
import { placeInJson } from './json-places';
import { sweep } from './sweep';
import { findWholeToken } from './whole';
import { takeWrappedTokens } from './wrapped-lines';

/**
 * Every token in any text, in the order of their first characters: by shape and JOSE header, in whatever stands around
 * it, in JSON and in JSON inside its strings, in JSON serialization, URL-encoded, in base64, with HTML entities for its
 * dots, in chunks over several cookies, in standard base64 and with padding, wrapped to lines of one width, and with any
 * line breaks when the text is one token.
 *
 * Does not look beyond `MAX_TEXT_LENGTH` characters or return more than `MAX_TOKENS_FOUND` tokens; whoever shows the
 * result says so. Text with a JOSE header and the right number of parts that ends wrongly is found as `malformed`; text
 * that is only almost a token is not: see `explainMissing`. Never throws; linear in the text.
 */
export function findTokens(text: string): readonly Found[] {
  const searched = text.length > MAX_TEXT_LENGTH ? text.slice(0, MAX_TEXT_LENGTH) : text;
  return findInLayer(searched, 0).slice(0, MAX_TOKENS_FOUND);
}

function findInLayer(text: string, depth: number): readonly Found[] {
  const visible = removeInvisible(text);
  return visible === undefined
    ? findInVisible(text, depth)
    : findInVisible(visible.text, depth).map(visible.restore);
}

function findInVisible(text: string, depth: number): readonly Found[] {
  const search = (inner: string) => (depth < MAX_UNWRAPPINGS ? findInLayer(inner, depth + 1) : []);
  const whole = findWholeToken(text, search);
  if (whole !== undefined) return whole;
  const wrapped = takeWrappedTokens(text);
  if (wrapped !== undefined) {
    return [...wrapped.found, ...findInVisible(wrapped.rest, depth)].toSorted(byStart);
  }
  const swept = sweep(text, search);
  const { found, broken, serialized, hasCookieParts } = swept;
  if (found.length + broken.length + serialized.length === 0 && !hasCookieParts) return found;
  const joined = hasCookieParts ? joinCookies(text, found, search).toSorted(byStart) : found;
  return placeInJson(text, swept, joined, search).toSorted(byStart);
}

function byStart(one: Found, other: Found): number {
  return one.source.start - other.source.start;
}
