import { quoteForSentence } from '../wording';
import { findModulusBits, isSecret, type Key } from './key';

/** `RSA 2048`, `P-256`, `Ed25519`, `256 bits`. */
export function describeSize(key: Key): string {
  const { material } = key;
  if (isSecret(material)) return `${material.length * 8} bits`;
  const bits = findModulusBits(key);
  return bits === undefined ? quoteForSentence(material.crv ?? material.kty) : `RSA ${bits}`;
}

/** Whose key it is, as a clause: its kind and size, its `kid`, and how a secret was read. */
export function describeKey(key: Key): string {
  const kind = isSecret(key.material) ? `a secret of ${describeSize(key)}` : describeSize(key);
  return [
    kind,
    key.kid === undefined ? undefined : `kid "${quoteForSentence(key.kid)}"`,
    key.secretEncoding === undefined ? undefined : `read as ${key.secretEncoding}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}
