import type { Found } from '../found';
import { MAX_TEXT_LENGTH, MAX_TOKENS_FOUND, MAX_UNWRAPPINGS } from '../limits';
import { removeInvisible } from './invisible';
import { placeInJson } from './json-strings';
import { findShapes } from './scan';
import { findWholeToken } from './whole';

/**
 * Every token in any text, in the order of their first characters: by shape and JOSE header, in whatever stands around
 * it, in JSON and in JSON inside its strings, URL-encoded, in base64, with line breaks when the text is one token.
 *
 * Does not look beyond `MAX_TEXT_LENGTH` characters or return more than `MAX_TOKENS_FOUND` tokens; whoever shows the
 * result says so. Text with a JOSE header and the right number of parts that ends wrongly is found as `malformed`; text
 * that is only almost a token is not: see `explainMissing`. Never throws; linear in the text.
 */
export function findTokens(text: string): readonly Found[] {
  const searched = text.length > MAX_TEXT_LENGTH ? text.slice(0, MAX_TEXT_LENGTH) : text;
  const visible = removeInvisible(searched);
  const found = findInLayer(visible?.text ?? searched, 0).slice(0, MAX_TOKENS_FOUND);
  return visible === undefined ? found : found.map(visible.restore);
}

function findInLayer(text: string, depth: number): readonly Found[] {
  const search = (inner: string) => (depth < MAX_UNWRAPPINGS ? findInLayer(inner, depth + 1) : []);
  const whole = findWholeToken(text);
  return whole === undefined ? placeInJson(text, findShapes(text, search), search) : [whole];
}
