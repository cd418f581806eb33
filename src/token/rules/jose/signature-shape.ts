/** Bytes of a signature for each algorithm with a fixed length: RFC 7518 §3, RFC 8037 §3.1, RFC 8812, FIPS 204. */
const LENGTHS: ReadonlyMap<unknown, readonly number[]> = new Map<unknown, readonly number[]>([
  ['HS256', [32]],
  ['HS384', [48]],
  ['HS512', [64]],
  ['ES256', [64]],
  ['ES384', [96]],
  ['ES512', [132]],
  ['ES256K', [64]],
  ['Ed25519', [64]],
  ['Ed448', [114]],
  ['EdDSA', [64, 114]],
  ['ML-DSA-44', [2420]],
  ['ML-DSA-65', [3309]],
  ['ML-DSA-87', [4627]],
]);

/** For 2048-bit keys, the minimum of RFC 7518 §3.3. */
const LEAST_RSA_BYTES = 256;

/** The order of each curve's base point (FIPS 186-5, SEC 2), with as many bytes as `r` and `s` each. */
const ORDERS: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['ES256', 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'],
  [
    'ES384',
    'ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973',
  ],
  [
    'ES512',
    '01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409',
  ],
  ['ES256K', 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141'],
]);

/**
 * The bytes that a signature of this algorithm can have, for RSA the minimum; undefined if this one has one of these
 * lengths.
 */
export function findExpectedLengths(alg: unknown, { length }: Uint8Array): readonly number[] | undefined {
  // The modulus of an RSA key can have any length, so only a short signature is wrong.
  if (isRsa(alg)) return length >= LEAST_RSA_BYTES ? undefined : [LEAST_RSA_BYTES];
  const lengths = LENGTHS.get(alg);
  return lengths === undefined || lengths.includes(length) ? undefined : lengths;
}

/** Whether `alg` is RSASSA-PKCS1-v1_5 or RSASSA-PSS (RFC 7518 §3.1). */
export function isRsa(alg: unknown): boolean {
  return typeof alg === 'string' && /^[RP]S(?:256|384|512)$/.test(alg);
}

/** Whether an ECDSA signature is in ASN.1 (RFC 3279 §2.2.3), not `r || s` as RFC 7518 §3.4 requires. */
export function isDerSignature(alg: unknown, signature: Uint8Array): boolean {
  if (!ORDERS.has(alg) || LENGTHS.get(alg)?.includes(signature.length) === true) return false;
  const sequence = readDer(signature, 0, 0x30);
  if (sequence === undefined || sequence.end !== signature.length) return false;
  const first = readDer(signature, sequence.start, 0x02);
  const second = first && readDer(signature, first.end, 0x02);
  return second?.end === signature.length;
}

/**
 * The number of an ECDSA signature that is impossible: zero, or not less than the order of the curve (FIPS 186-5
 * §6.4.2).
 */
export function findImpossibleInteger(alg: unknown, signature: Uint8Array): 'r' | 's' | undefined {
  const order = ORDERS.get(alg);
  if (order === undefined || signature.length !== order.length) return undefined;
  const size = signature.length / 2;
  if (isImpossible(signature.subarray(0, size), order)) return 'r';
  return isImpossible(signature.subarray(size), order) ? 's' : undefined;
}

function isImpossible(bytes: Uint8Array, order: string): boolean {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  // Hexadecimal of equal length in lower case sorts like the numbers.
  return /^0*$/.test(hex) || hex >= order;
}

function readDer(
  bytes: Uint8Array,
  at: number,
  tag: number,
): { readonly start: number; readonly end: number } | undefined {
  const length = bytes[at + 1];
  if (bytes[at] !== tag || length === undefined) return undefined;
  // The longest one, for P-521, needs the long form with one length byte.
  const isLong = length === 0x81;
  const start = at + (isLong ? 3 : 2);
  const end = start + (isLong ? (bytes[at + 2] ?? 0) : length);
  return length < 0x80 || isLong ? { start, end } : undefined;
}
