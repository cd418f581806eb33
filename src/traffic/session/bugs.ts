import type { BugCount } from './protocol';

export const noBugs: BugCount = { count: 0, errorName: '' };

/** Counts an exception. Keeps only the name of its type, and only if it looks like one of JavaScript or the browser. */
export function countBug({ count }: BugCount, error: unknown): BugCount {
  const name: unknown = error instanceof Error ? error.name : undefined;
  const isKnown = typeof name === 'string' && /^[A-Z][A-Za-z]{2,39}$/.test(name);
  return { count: count + 1, errorName: isKnown ? name : 'Error' };
}
