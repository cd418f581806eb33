import type { KeyReading } from '../key/key';
import { readKeys } from '../key/read-keys';
import type { SecretEncoding } from '../key/secret';

/** How many pasted texts are kept as keys: the one that is shown, and those it is compared with. */
const MAX_READINGS = 4;

/** What was read, oldest first. A key that is imported once checks a list of tokens as fast as the runtime can. */
const readings = new Map<string, KeyReading>();

/** Looked up apart from reading, since each promise that is waited for costs time. */
export function findReading(
  keyText: string,
  secretEncoding: SecretEncoding | undefined,
): KeyReading | undefined {
  return secretEncoding === undefined ? readings.get(keyText) : undefined;
}

/** Reads a pasted text and keeps it, unless one way to read a secret is asked for. */
export async function createReading(
  keyText: string,
  secretEncoding: SecretEncoding | undefined,
): Promise<KeyReading> {
  if (secretEncoding !== undefined) return readKeys(keyText, { secretEncoding });
  const reading = await readKeys(keyText);
  const [oldest] = readings.keys();
  if (readings.size >= MAX_READINGS && oldest !== undefined) readings.delete(oldest);
  readings.set(keyText, reading);
  return reading;
}
