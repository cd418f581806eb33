import type { Key } from '../key/key';
import { summarizeKey } from '../key/summarize';
import type { KeySummary } from '../verdict';

/** What a person is told of the key that was used. That it is private is no slip here: only such a key decrypts. */
export async function summarizeUsedKey(key: Key, candidates: number): Promise<KeySummary> {
  const { privatePasted: _, ...summary } = await summarizeKey(key, candidates);
  return summary;
}
