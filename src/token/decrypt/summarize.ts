import type { Key, KeySummary } from '../keys/key';
import { summarizeKey } from '../keys/summarize';

/** What a person is told of the key that was used. That it is private is no slip here: only such a key decrypts. */
export async function summarizeUsedKey(key: Key, candidates: number): Promise<KeySummary> {
  const { privatePasted: _, ...summary } = await summarizeKey(key, candidates);
  return summary;
}
