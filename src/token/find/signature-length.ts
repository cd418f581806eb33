/** Bytes of a signature by an RSA key of 1024, 1536, 2048, 3072, 4096 or 8192 bits, which are the common sizes. */
const RSA = [128, 192, 256, 384, 512, 1024];

/** Bytes of a signature for each algorithm: RFC 7518 §3, RFC 8812 §3.2, RFC 8037 §3.1, RFC 9864 §2.2, FIPS 204 table 2. */
const lengths: ReadonlyMap<unknown, readonly number[]> = new Map<unknown, readonly number[]>([
  ['none', [0]],
  ['HS256', [32]],
  ['HS384', [48]],
  ['HS512', [64]],
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'].map((alg) => [alg, RSA] as const),
  ['ES256', [64]],
  ['ES256K', [64]],
  ['ES384', [96]],
  ['ES512', [132]],
  ['EdDSA', [64, 114]],
  ['Ed25519', [64]],
  ['Ed448', [114]],
  ['ML-DSA-44', [2420]],
  ['ML-DSA-65', [3309]],
  ['ML-DSA-87', [4627]],
]);
/** Bytes of an authentication tag (RFC 7518 §5). */
const TAGS = [16, 24, 32];

/** Whether a signature of the algorithm can have this many base64url letters. */
export function isSignatureLength(alg: unknown, letters: number): boolean {
  return lengths.get(alg)?.includes(countBytes(letters)) ?? false;
}

/**
 * The least number of base64url letters above `letters` that a signature of the algorithm has: what a truncated one had
 * at least. Undefined if it has a possible length, is too long, or the algorithm is unknown.
 */
export function findSignatureLetters(alg: unknown, letters: number): number | undefined {
  if (isSignatureLength(alg, letters)) return undefined;
  return lengths
    .get(alg)
    ?.map((bytes) => Math.ceil((bytes * 4) / 3))
    .find((possible) => possible > letters);
}

/** Whether an authentication tag can have this many base64url letters. */
export function isTagLength(letters: number): boolean {
  return TAGS.includes(countBytes(letters));
}

function countBytes(letters: number): number {
  return Math.floor((letters * 3) / 4);
}
