import type { KeyReading } from '../keys/key';

/** How many pasted texts are cached: the current key, and those it's compared with. */
const maxReadings = 4;

/** Cached readings, oldest first. A key that is imported once verifies a list of tokens as fast as the runtime can. */
const readings = new Map<string, KeyReading>();
/** Number of calls of `forgetKeys`, so that a reading that was in progress isn't stored. */
let forgetCount = 0;

/** The cached keys of a pasted text; undefined if it wasn't read before or was evicted. */
export function findReading(keyText: string): KeyReading | undefined {
  return readings.get(keyText);
}

/** Reads a pasted text and caches the result. */
export async function createReading(
  keyText: string,
  read: (keyText: string) => Promise<KeyReading>,
): Promise<KeyReading> {
  const startCount = forgetCount;
  const reading = await read(keyText);
  if (startCount !== forgetCount) return reading;
  const [oldest] = readings.keys();
  if (readings.size >= maxReadings && oldest !== undefined) readings.delete(oldest);
  readings.set(keyText, reading);
  return reading;
}

/**
 * Drops every pasted key that `verify` caches: texts, numbers and imported keys. A check that is in progress finishes
 * with its key, but caches nothing. Keys that are still in use are read again when they are needed. Loads nothing.
 */
export function forgetKeys(): void {
  forgetCount += 1;
  readings.clear();
}
