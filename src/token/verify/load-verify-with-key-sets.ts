import type { verifyWithKeySets as verifyWithLoaded } from './verify-with-key-sets';
import type { Verdict } from './verdict';

/** Verifies a token with published key sets; see `verify-with-key-sets`, which is loaded when it's first called. */
export async function verifyWithKeySets(...question: Parameters<typeof verifyWithLoaded>): Promise<Verdict> {
  const loaded = await import('./verify-with-key-sets');
  return loaded.verifyWithKeySets(...question);
}
