import type { JsonError } from './read-json';
import type { ExactJson } from './exact';

/**
 * Reads JSON as it was signed: members in order, with duplicates; each number as it's written, and whether JavaScript
 * displays the same; each string with what a reader can't see in it; and the position of every name and value.
 *
 * Takes bytes in UTF-8, or text. For JSON that is invalid or nests deeper than `maxJsonDepth`, returns the error with
 * its offset: in bytes for bytes, in characters for text. Never throws. Loads its parser when it's first needed.
 */
export async function readExactJson(json: string | Uint8Array): Promise<ExactJson | JsonError> {
  const { parseExactJson } = await import('./parse-exact');
  return parseExactJson(json);
}
