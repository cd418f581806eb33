import { quoteValue } from '../../quote-value';
import type { Subject } from '../rule';

/** The token's `alg`, quoted for a message. */
export function quoteAlg({ header }: Subject): string {
  return quoteValue(header.alg);
}

/** Whether `alg` can be the name of an algorithm. */
export function hasAlg({ header }: Subject): boolean {
  return typeof header.alg === 'string' && header.alg !== '';
}
