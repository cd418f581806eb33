import type { KeySummary, KeyReading } from './key';
import type { CodeParam } from '../param';

/** The keys in a pasted text, described before any token is checked with them. */
export type KeyDescription =
  | {
      readonly keys: readonly KeySummary[];
      /** Entries of a set that could not be read. */
      readonly unread: readonly { readonly kid?: string; readonly why: CodeParam }[];
      /** Rule ids of what is wrong with the keys and their set, each once. */
      readonly faults: readonly string[];
    }
  | Extract<KeyReading, { readonly fault: unknown }>;

/**
 * Tells what a pasted text holds as keys: kind, size, `kid`, RFC 7638 thumbprint, certificates; of a secret each way in
 * which it can be read. Checks no token and no certificate, and repeats nothing secret. A `fault` has the message
 * `verdict_…`. Never throws; loads what reads keys when first called.
 */
export async function describeKeyText(keyText: string): Promise<KeyDescription> {
  const [{ readKeys }, { summarizeKey }] = await Promise.all([import('./read-keys'), import('./summarize')]);
  const reading = await readKeys(keyText);
  if ('fault' in reading) return reading;
  const { keys, unread, faults } = reading;
  return {
    keys: await Promise.all(keys.map((key) => summarizeKey(key, keys.length))),
    unread,
    faults: [...new Set([...faults, ...keys.flatMap((key) => key.faults)])],
  };
}
