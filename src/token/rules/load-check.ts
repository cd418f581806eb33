import type { check } from './check';

/**
 * Loads `check` with all its rules when a token is first checked. It's the same function as in `index.ts`, which pages
 * must not import at startup.
 */
export async function loadCheck(): Promise<typeof check> {
  return (await import('./checking')).check;
}
