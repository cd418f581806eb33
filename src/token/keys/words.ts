import type { CodeParam, Param } from '../param';
import { quoteForSentence } from '../wording';
import type { Key } from './key';
import { findModulusBits } from './formats/modulus';

/** Maximum number of key types in a message. */
const maxKinds = 3;

type KeyFacts = Extract<Param, { readonly facts: unknown }>;

/** `RSA 2048`, `P-256`, `Ed25519`, `ML-DSA-44`, or the bits of a secret. */
export function describeSize({ publicJwk, secret }: Key): string | CodeParam {
  if (publicJwk === undefined) return { code: 'key_label_secret', params: [(secret?.length ?? 0) * 8] };
  const bits = findModulusBits(publicJwk);
  return bits === undefined
    ? quoteForSentence(publicJwk.crv ?? publicJwk.alg ?? publicJwk.kty)
    : `RSA ${bits}`;
}

/** A key: its type and size, its `kid`, and the encoding of a secret. */
export function describeKey(key: Key): KeyFacts {
  const facts: readonly (Param | undefined)[] = [
    describeSize(key),
    key.kid === undefined ? undefined : `kid "${quoteForSentence(key.kid)}"`,
    key.secretEncoding === undefined
      ? undefined
      : { code: 'key_secret_encoding', params: [describeSecretEncoding(key.secretEncoding)] },
    key.secretPart === undefined ? undefined : { code: `key_secret_part_${key.secretPart}` },
    key.secretHasLineBreak === true ? { code: 'key_secret_line_break' } : undefined,
  ];
  return { facts: facts.filter((fact) => fact !== undefined) };
}

/** The descriptions of multiple keys, without duplicates. */
export function describeKinds(keys: readonly Key[], describe: (key: Key) => Param): Param {
  const kinds = new Map(keys.map((key) => [JSON.stringify(describe(key)), describe(key)] as const));
  const [first = '', ...others] = [...kinds.values()].slice(0, maxKinds);
  return others.length === 0 ? first : [first, ...others];
}

/** How the text of a secret was read, as a noun. */
export function describeSecretEncoding(encoding: NonNullable<Key['secretEncoding']>): Param {
  switch (encoding) {
    case 'utf-8':
      return { code: 'secret_reading_text' };
    case 'base64 twice':
      return { code: 'secret_reading_base64_twice' };
    case 'lenient base64':
      return { code: 'secret_reading_lenient_base64' };
    case 'bytes':
      return { code: 'secret_reading_bytes' };
    case 'normalized':
      return { code: 'secret_reading_normalized' };
    case 'quoted':
      return { code: 'secret_reading_quoted' };
    case 'spaced':
      return { code: 'secret_reading_spaced' };
    case 'encoded':
      return { code: 'secret_reading_encoded' };
    case 'latin-1':
      return 'Latin-1';
    case 'utf-16':
      return 'UTF-16LE';
    default:
      return encoding;
  }
}

/** How the readings of one secret differ: a list of nouns. */
export function describeReadings(keys: readonly Key[]): readonly Param[] {
  const encodings = new Set(keys.map(({ secretEncoding }) => secretEncoding));
  const parts = new Set(keys.map(({ secretPart }) => secretPart));
  return [
    // RFC 7518 §6.4.1: in a JWK, a secret is base64url.
    ...[...encodings].map((encoding = 'base64url') => describeSecretEncoding(encoding)),
    ...(keys.some(({ secretHasLineBreak }) => secretHasLineBreak)
      ? [{ code: 'secret_reading_line_break' } as const]
      : []),
    ...(parts.has('value') ? [{ code: 'secret_reading_value' } as const] : []),
    ...(parts.has('lines') ? [{ code: 'secret_reading_lines' } as const] : []),
  ];
}

/** Whether the keys are one secret in multiple encodings. */
export function isOneSecret(keys: readonly Key[]): boolean {
  return keys.every(({ form }) => form === 'secret');
}
