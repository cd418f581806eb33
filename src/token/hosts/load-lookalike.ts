import type { HostTrick } from './lookalike';

/** Loads the check of whether a host can be mistaken for another one. */
export async function loadLookalikeCheck(): Promise<(host: string) => HostTrick | undefined> {
  return (await import('./lookalike')).findHostTrick;
}
