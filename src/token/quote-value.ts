import { quoteForSentence } from './wording';

/**
 * Any value of a token or a key, quoted for a message. Objects are not converted to strings: a hostile one can have a
 * `toString` that isn't a function, which makes `String` throw.
 */
export function quoteValue(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[…]' : '{…}';
  return quoteForSentence(String(value));
}
