import { finish } from '../../token';
import { loadSanitizer, type Exchange } from '../../traffic';
import { replacedClaims } from '../format/preferences';

/**
 * Replaces the secrets in exchanges that are shared together. A secret that is known from one of them is replaced in all
 * of them, with the same value. `decided` is whether a claim is replaced, by its name.
 */
export async function sanitizeAll<const T extends readonly Exchange[]>(
  exchanges: T,
  decided: Readonly<Record<string, boolean>> = replacedClaims.peek(),
): Promise<T> {
  const sanitizer = await loadSanitizer({
    fillRandom: (bytes) => void crypto.getRandomValues(bytes),
    decided,
  });
  for (const exchange of exchanges) finish(sanitizer.collect(exchange));
  finish(sanitizer.prepare());
  // The sanitizer keeps the kind of each.
  return exchanges.map((exchange) => finish(sanitizer.sanitize(exchange))) as readonly Exchange[] as T;
}

/** A text to sanitize. What can’t be sanitized becomes an empty text. */
export function asExchange(text: string): Exchange & { readonly kind: 'text' } {
  return { kind: 'text', id: '', addedAtMs: 0, name: '', text };
}
