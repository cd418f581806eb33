import type { KeySummary, KeyReading } from './key';
import type { KeyMaterial } from './key-material';
import type { CodeParam } from '../param';

/** The keys in a pasted text, described for display. */
export type KeyDescription =
  | {
      readonly keys: readonly KeySummary[];
      /** Entries of a set that can't be read. */
      readonly unread: readonly { readonly kid?: string; readonly why: CodeParam }[];
      /** Rule IDs of problems with the keys and their set, without duplicates. */
      readonly problems: readonly string[];
      /** What the text of a secret looks like instead. Its message is `key_material_…`. */
      readonly lookAlike?: KeyMaterial;
    }
  | Extract<KeyReading, { readonly problem: unknown }>;

/**
 * Describes the keys in a pasted text: type, size, `kid`, RFC 7638 thumbprint, certificates, and every encoding of
 * a secret. Checks no token or certificate, and never includes a secret. A `problem` has the message `verdict_…`. Never
 * throws; loads the code that reads keys when first called.
 */
export async function describeKeyText(keyText: string): Promise<KeyDescription> {
  const [{ readKeys }, { summarizeKey }] = await Promise.all([import('./read-keys'), import('./summarize')]);
  const reading = await readKeys(keyText);
  if ('problem' in reading) return reading;
  const { keys, unread, problems, lookAlike } = reading;
  return {
    keys: await Promise.all(keys.map((key) => summarizeKey(key, keys.length))),
    unread,
    problems: [...new Set([...problems, ...keys.flatMap((key) => key.problems)])],
    ...(lookAlike && { lookAlike }),
  };
}
