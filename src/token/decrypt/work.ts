import { findModulusBits } from '../keys/formats/modulus';
import type { Trial } from './select-keys';
import { readRounds } from './find-cek';
import { maxRounds } from '../limits';

/** Iterations of PBKDF2 that cost one unit. */
const ROUNDS_PER_UNIT = 500;
/** How many times slower the library is than the runtime: measured with RSA 2048 to 4096 in Node and Chromium. */
const LIBRARY_FACTOR = 32;

/**
 * The approximate cost of one attempt, in the unit of `maxDecryptionWork`. Iterations of PBKDF2 beyond `maxRounds`
 * cost nothing, because they run only if the user agreed.
 */
export function estimateWork({ recipient, scheme: { management }, key }: Trial): number {
  if (management.family === 'PBES2') {
    const rounds = readRounds(recipient.header) ?? 0;
    return rounds > maxRounds ? 1 : 1 + rounds / ROUNDS_PER_UNIT;
  }
  if (management.family !== 'RSAES') return 1;
  // The time grows with the cube of the modulus.
  const size = ((findModulusBits(key.publicJwk) ?? 0) / 2048) ** 3;
  const isByLibrary = management.hash === undefined || key.privateJwk?.p === undefined;
  return 1 + size * (isByLibrary ? LIBRARY_FACTOR : 1);
}
