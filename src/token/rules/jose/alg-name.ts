import { quoteValue } from '../../quote-value';
import type { Subject } from '../rule';

/** What the token's `alg` says, as a sentence may hold it. */
export function quoteAlg({ header }: Subject): string {
  return quoteValue(header.alg);
}

/** Whether there is an `alg` that may be a name of one. */
export function hasAlg({ header }: Subject): boolean {
  return typeof header.alg === 'string' && header.alg !== '';
}
