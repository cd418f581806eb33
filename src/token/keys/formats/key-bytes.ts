import { decodeUtf8 } from '../../decode/utf8';
import { findForeignBytes } from './foreign-bytes';
import type { KeyMaterial } from '../key-material';
import { parseSshBlob } from './ssh';
import type { KeyText } from './text';

/** Shorter than any public key in DER. */
const MIN_DER_BYTES = 30;
/** Bytes of one coordinate, and the curves of that size (RFC 7518 §6.2.1, RFC 8812 §3.1). */
const coordinates: readonly (readonly [number, readonly string[]])[] = [
  [32, ['P-256', 'secp256k1']],
  [48, ['P-384']],
  [66, ['P-521']],
];
/** RFC 8032 §5.2.5. */
const ED448_BYTES = 57;
/** minisign and signify: `Ed`, an eight-byte key number, the key. */
const MINISIGN_BYTES = 42;
/** The object identifiers 1.2.840.113549.1.7.1 and .2 (RFC 5652 §4, §5.1) without their last byte. */
const PKCS7_OID = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07] as const;

/** Parses a text that was found inside the bytes. */
type Parse = (text: string) => KeyText | undefined;

/**
 * Recognizes key material in decoded bytes; undefined for bytes that could just as well be a secret. The evidence, with
 * the share of random secrets of that length that would be mistaken for a key:
 * - DER (X.690) of exactly its stated length, or long DER that is truncated: less than 1 in 2 million;
 * - an SSH blob, a keystore, an OpenSSH private key, a COSE key: their first bytes, never by chance;
 * - a binary PGP key: less than 1 in 800,000;
 * - two coordinates, with or without a leading 0x04 (64, 65, 96, 97, 132, 133 bytes): never on a curve by chance;
 * - a compressed point: its first byte is 2 or 3, and every second number is an x-coordinate of a curve, so 1 in 170
 *   secrets of 33 bytes, 1 in 256 of 49 and 1 in 32,000 of 67. An Ed448 key (57 bytes): 1 in 256.
 *   These lengths are rare for a secret, and a verdict reports an HMAC that was made with the bytes. 44 letters can be
 *   33 bytes in base64 by chance: 1 in 170 random texts, 1 in 50 of those that are 32 bytes in base58;
 * - minisign (42 bytes): its first two letters, 1 in 65,000;
 * - 64 bytes that end in the Ed25519 public key of the first 32: never by chance.
 *
 * Public keys of Ed25519, X25519 and X448 (32 and 56 bytes), private scalars and a bare RSA modulus can be any bytes.
 * They are read as secrets, because an HS256 secret of 32 bytes is the most common paste.
 *
 * `isFullText`: the bytes are the entire pasted text and have no other meaning; weak evidence counts only then. `parse`:
 * parses the bytes as UTF-8 text.
 */
export function parseKeyBytes(
  bytes: Uint8Array,
  isFullText: boolean,
  parse: Parse | undefined,
): KeyText | undefined {
  return (
    parseContainer(bytes) ??
    parseSshBlob(bytes) ??
    parsePoint(bytes, isFullText) ??
    (parse && parseTextInside(bytes, parse))
  );
}

function parseContainer(bytes: Uint8Array): KeyText | undefined {
  if (bytes.length < MIN_DER_BYTES) return undefined;
  const foreign = findForeignBytes(bytes);
  if (foreign !== undefined) return unreadable(foreign);
  const der = measureDer(bytes);
  if (der === undefined) return undefined;
  if (der.material !== undefined) return unreadable(der.material);
  return der.isComplete ? { form: 'der', bytes } : unreadable('der_cut');
}

/** The length that a DER sequence states, with its header; undefined for other bytes. */
export function findDerLength(bytes: Uint8Array): number | undefined {
  const [tag, first = 0] = bytes;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (tag !== 0x30 || first === 0x80 || lengthBytes > 4) return undefined;
  const start = 2 + lengthBytes;
  return lengthBytes === 0
    ? start + first
    : start + bytes.subarray(2, start).reduce((sum, byte) => sum * 256 + byte, 0);
}

/**
 * A DER sequence that begins like a key, a certificate or a container of them: with a sequence, an integer or an object
 * identifier (X.690 §8.1). Undefined for other bytes, and for short ones of another length, since many secrets begin
 * like that.
 */
function measureDer(
  bytes: Uint8Array,
): { readonly isComplete: boolean; readonly material?: KeyMaterial } | undefined {
  const stated = findDerLength(bytes);
  if (stated === undefined) return undefined;
  const [, first = 0] = bytes;
  const isLong = first >= 0x80;
  const inside = bytes.subarray(isLong ? 2 + (first & 0x7f) : 2);
  const [inner] = inside;
  const isPkcs7 = PKCS7_OID.every((byte, at) => inside[at] === byte);
  if (inner !== 0x30 && inner !== 0x02 && !isPkcs7) return undefined;
  const isComplete = stated === bytes.length;
  if (isPkcs7) return { isComplete, material: 'pkcs7' };
  // RFC 7292 §4: version 3, and a PKCS#7 content.
  const isPkcs12 =
    inside[0] === 2 &&
    inside[1] === 1 &&
    inside[2] === 3 &&
    PKCS7_OID.every(
      (byte, at) => inside[at + (inside[4] === 0x82 ? 7 : inside[4] === 0x81 ? 6 : 5)] === byte,
    );
  if (isPkcs12) return { isComplete, material: 'pkcs12' };
  if (isComplete && isRequest(inside)) return { isComplete, material: 'csr' };
  return isComplete || isLong ? { isComplete } : undefined;
}

/** RFC 2986 §4.1: version 0 and a name, which is a sequence of sets and may be empty. A certificate of version 1 has an algorithm there. */
function isRequest(inside: Uint8Array): boolean {
  const info = skipDerHeader(inside, 0);
  const name = info + 3;
  if (inside[0] !== 0x30 || inside[info] !== 0x02 || inside[info + 1] !== 1 || inside[info + 2] !== 0)
    return false;
  return inside[name] === 0x30 && (inside[name + 1] === 0 || inside[skipDerHeader(inside, name)] === 0x31);
}

/** Where the content of the DER value at `start` begins. */
function skipDerHeader(bytes: Uint8Array, start: number): number {
  const length = bytes[start + 1] ?? 0;
  return start + 2 + (length < 0x80 ? 0 : length & 0x7f);
}

function parsePoint(bytes: Uint8Array, isFullText: boolean): KeyText | undefined {
  const [first = 0] = bytes;
  const point = (crvs: readonly string[]): KeyText => ({
    form: 'point',
    bytes,
    crvs,
    isStated: false,
    as: 'point',
  });
  for (const [size, crvs] of coordinates) {
    // SEC 1 §2.3.3; 6 and 7 are the hybrid form of X9.62 §4.3.6.
    const isUncompressed = bytes.length === 2 * size + 1 && (first === 4 || first === 6 || first === 7);
    const isCompressed = isFullText && bytes.length === size + 1 && (first === 2 || first === 3);
    if (isUncompressed || isCompressed) return point(crvs);
    // Printable characters, such as a point in hex, are never coordinates.
    if (bytes.length === 2 * size && bytes.some((byte) => byte < 0x20 || byte > 0x7e)) return point(crvs);
  }
  if (!isFullText) return undefined;
  // RFC 8032 §5.2.2: only the sign bit of the last byte is used.
  if (bytes.length === ED448_BYTES && ((bytes[ED448_BYTES - 1] ?? 1) & 0x7f) === 0) return point(['Ed448']);
  return bytes.length === MINISIGN_BYTES && first === 0x45 && bytes[1] === 0x64
    ? unreadable('minisign')
    : undefined;
}

/** A PEM, JWK, XML or SSH key that is entirely in base64 or hex, as in Kubernetes and CI variables. */
function parseTextInside(bytes: Uint8Array, parse: Parse): KeyText | undefined {
  const text = decodeUtf8(bytes);
  return text === undefined ? undefined : parse(text);
}

function unreadable(material: KeyMaterial): KeyText {
  return { form: 'unreadable', material };
}
