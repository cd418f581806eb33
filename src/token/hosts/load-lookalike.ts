import type { HostTrick } from './lookalike';

/** Loads `findHostTrick`, whose tables are large. */
export async function loadLookalikeCheck(): Promise<(host: string) => HostTrick | undefined> {
  return (await import('./lookalike')).findHostTrick;
}
