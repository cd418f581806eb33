import type { KeyReading } from '../keys/key';

/** How many pasted texts are kept as keys: the one that is shown, and those it is compared with. */
const MAX_READINGS = 4;

/** What was read, oldest first. A key that is imported once checks a list of tokens as fast as the runtime can. */
const readings = new Map<string, KeyReading>();
/** Counts `forgetKeys`, so that what was being read meanwhile isn't kept. */
let forgotten = 0;

export function findReading(keyText: string): KeyReading | undefined {
  return readings.get(keyText);
}

/** Reads a pasted text and keeps it. */
export async function createReading(
  keyText: string,
  read: (keyText: string) => Promise<KeyReading>,
): Promise<KeyReading> {
  const begun = forgotten;
  const reading = await read(keyText);
  if (begun !== forgotten) return reading;
  const [oldest] = readings.keys();
  if (readings.size >= MAX_READINGS && oldest !== undefined) readings.delete(oldest);
  readings.set(keyText, reading);
  return reading;
}

/**
 * Drops every pasted key that `verify` keeps ready: texts, numbers and imported keys. A check that is under way ends with
 * the key it has, and keeps nothing. Keys that are still in use are read again when they are needed. Loads nothing.
 */
export function forgetKeys(): void {
  forgotten += 1;
  readings.clear();
}
