import type { check } from './check';

/**
 * `check` and all its rules, loaded when a token is to be checked: the same that the door has, which is not to be
 * imported where a page starts.
 */
export async function loadCheck(): Promise<typeof check> {
  return (await import('./checking')).check;
}
