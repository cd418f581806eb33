import { quoteForSentence } from '../wording';
import type { Key } from './key';
import { findModulusBits } from './formats/modulus';

/** `RSA 2048`, `P-256`, `Ed25519`, `ML-DSA-44`, `256 bits`. */
export function describeSize({ publicJwk, secret }: Key): string {
  if (publicJwk === undefined) return `${(secret?.length ?? 0) * 8} bits`;
  const bits = findModulusBits(publicJwk);
  return bits === undefined
    ? quoteForSentence(publicJwk.crv ?? publicJwk.alg ?? publicJwk.kty)
    : `RSA ${bits}`;
}

/** Whose key it is, as a clause: its kind and size, its `kid`, and how a secret was read. */
export function describeKey(key: Key): string {
  const parts = [
    key.kty === 'oct' ? `a secret of ${describeSize(key)}` : describeSize(key),
    key.kid === undefined ? undefined : `kid "${quoteForSentence(key.kid)}"`,
    key.secretEncoding === undefined ? undefined : `read as ${key.secretEncoding}`,
    key.form === 'embedded' || key.form === 'x5c' ? "from the token's own header" : undefined,
    key.secretHasLineBreak ? 'with a line break behind it' : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}
