import type { JsonError } from './read-json';
import type { ExactJson } from './exact';

/**
 * Reads JSON as it was signed: members in order and duplicates with them, each number as it is written and whether
 * JavaScript can show it so, each string with what the eye cannot see in it, and the place of every name and value.
 *
 * Takes bytes in UTF-8, or text. JSON with a fault, or nested deeper than `MAX_JSON_DEPTH`, gives the fault with its
 * place: a byte of bytes, a character of text. Never throws; loads its parser when first needed.
 */
export async function readExactJson(json: string | Uint8Array): Promise<ExactJson | JsonError> {
  const { parseExactJson } = await import('./parse-exact');
  return parseExactJson(json);
}
