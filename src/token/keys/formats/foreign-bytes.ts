import type { KeyMaterial } from '../key-material';

/** OpenSSH, PROTOCOL.key. */
const OPENSSH_PRIVATE = new TextEncoder().encode('openssh-key-v1\0');
/** JKS and JCEKS. */
const KEYSTORES = [
  [0xfe, 0xed, 0xfe, 0xed],
  [0xce, 0xce, 0xce, 0xce],
];
/** RFC 9580 §9.1: the algorithms that a public key packet may have. */
const PGP_ALGORITHMS: ReadonlySet<number | undefined> = new Set([
  1, 2, 3, 16, 17, 18, 19, 22, 25, 26, 27, 28,
]);
/** First byte of a time in 1991, in seconds since 1970. */
const PGP_FIRST_YEAR = 0x28;
const MIN_PGP_LENGTH = 38;
/** RFC 9052 §7.1, RFC 9053 §7.1: `crv`, then `x` as a byte string of 32, 48 or 66 bytes, or `n` of an RSA key. */
const COSE_CURVE = 0x20;
const COSE_X = [0x21, 0x58];

/** The format of other software's key, recognized by its first bytes; undefined for other bytes. */
export function findForeignBytes(bytes: Uint8Array): KeyMaterial | undefined {
  if (startsWith(bytes, OPENSSH_PRIVATE)) return 'ssh_private';
  if (KEYSTORES.some((magic) => startsWith(bytes, magic)) && (bytes[7] === 1 || bytes[7] === 2)) {
    return 'keystore';
  }
  if (isPgp(bytes)) return 'pgp';
  return isCose(bytes) ? 'cose' : undefined;
}

/**
 * RFC 9580 §4.2, §5.5: a public or secret key packet of version 4 or 6, created after PGP was released, that is no
 * longer than the bytes.
 */
function isPgp(bytes: Uint8Array): boolean {
  const [tag = 0, first = 0] = bytes;
  // Tags 5 and 6 in the old format, with a length of one, two or four bytes, and in the new format.
  const isOld = (tag >= 0x94 && tag <= 0x96) || (tag >= 0x98 && tag <= 0x9a);
  const isNew = tag === 0xc5 || tag === 0xc6;
  if (!isOld && !isNew) return false;
  const lengthBytes = isOld ? 2 ** (tag & 3) : first < 192 ? 1 : 2;
  const lengthField = bytes.subarray(1, 1 + lengthBytes);
  const length =
    isNew && lengthBytes === 2
      ? (first - 192) * 256 + (bytes[2] ?? 0) + 192
      : lengthField.reduce((sum, byte) => sum * 256 + byte, 0);
  const body = bytes.subarray(1 + lengthBytes);
  const [version, year = 0] = body;
  return (
    (version === 4 || version === 6) &&
    year >= PGP_FIRST_YEAR &&
    year < 0x80 &&
    PGP_ALGORITHMS.has(body[5]) &&
    length > MIN_PGP_LENGTH &&
    length <= body.length
  );
}

function isCose(bytes: Uint8Array): boolean {
  const [map = 0, kty, value = 0] = bytes;
  if (map < 0xa2 || map > 0xa9 || kty !== 1 || value < 1 || value > 3) return false;
  // An RSA key continues with `n` and `e`, other keys with a curve and a coordinate.
  const at = bytes.findIndex((byte, index) => byte === COSE_X[0] && bytes[index + 1] === COSE_X[1]);
  return value === 3
    ? bytes.includes(COSE_CURVE) && bytes.length > 256
    : at > 2 && bytes[at - 2] === COSE_CURVE;
}

function startsWith(bytes: Uint8Array, start: ArrayLike<number>): boolean {
  return Array.from(start).every((byte, at) => bytes[at] === byte);
}
