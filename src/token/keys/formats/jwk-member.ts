import { decodeLeniently } from '../../decode/base64url';
import { decodeHex } from '../../decode/hex';
import type { CodeParam } from '../../param';
import { isBase64url } from './curves';
import { encodeBase64url } from './encode';
import { findDerLength } from './key-bytes';

/** Letters of the smallest RSA modulus in hex; base64url of this length consists of hex digits by chance never. */
const MIN_HEX_LENGTH = 128;
/** Digits of the largest modulus (`maxModulusBits`) in decimal: the work grows with the square of the length. */
const maxDecimalLength = 4_933;
/** The usual exponents as people write them instead of `AQAB` and `Aw`. */
const exponents: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [65537, 'AQAB'],
  ['65537', 'AQAB'],
  ['10001', 'AQAB'],
  ['010001', 'AQAB'],
  ['00010001', 'AQAB'],
  ['0x10001', 'AQAB'],
  ['0x010001', 'AQAB'],
  [3, 'Aw'],
  ['3', 'Aw'],
  ['0x3', 'Aw'],
]);
/** `-----BEGIN` in base64. */
const PEM_IN_BASE64 = /^LS0tLS1CRUdJTi/;
/** A key or a certificate in DER is at least this long. */
const MIN_DER_BYTES = 40;

/**
 * The base64url of a number in a JWK (RFC 7518 §2), or why there is none. Issuers and people also write padding, standard
 * base64, hex, decimal, and an array of bytes. `size`: the bytes of a coordinate of the curve.
 */
export function readMember(name: string, given: unknown, size: number | undefined): string | CodeParam {
  if (name === 'e' && exponents.has(given)) return exponents.get(given) ?? '';
  if (Array.isArray(given) && given.length > 0 && given.every(isByte)) {
    return encodeBase64url(Uint8Array.from(given));
  }
  const problem: CodeParam = { code: 'key_problem_member_not_base64url', params: [name] };
  if (typeof given !== 'string') return problem;
  if (given.includes('-----BEGIN')) return { code: 'key_problem_member_is_pem', params: [name] };
  const digits = readDigits(given, size);
  if (digits !== undefined) return digits;
  const value = toBase64url(given.replace(/\s+/g, ''));
  if (!isBase64url(value)) return problem;
  if (PEM_IN_BASE64.test(value)) return { code: 'key_problem_member_is_pem', params: [name] };
  const bytes = decodeLeniently(value);
  if (bytes.length >= MIN_DER_BYTES && findDerLength(bytes) === bytes.length) {
    return { code: 'key_problem_member_is_der', params: [name] };
  }
  const isText = bytes.length >= MIN_DER_BYTES && bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  return isText ? { code: 'key_problem_member_is_text', params: [name] } : value;
}

/** RFC 7518 §6.2.1.2 requires the full length; Java's `BigInteger` adds a zero, or drops those at the beginning. */
export function fitCoordinate(text: string, size: number | undefined): string {
  const bytes = decodeLeniently(text);
  const start = bytes.findIndex((byte) => byte !== 0);
  const digits = bytes.slice(start === -1 ? bytes.length : start);
  if (size === undefined || digits.length > size || digits.length < size - 2) return text;
  const fitted = new Uint8Array(size);
  fitted.set(digits, size - digits.length);
  return encodeBase64url(fitted);
}

/** The text without line breaks, padding and the letters of standard base64. */
export function toBase64url(text: string): string {
  return text
    .replace(/[\r\n]+[ \t]*/g, '')
    .replace(/={1,2}$/, '')
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

/** A number in hex, with or without colons, or in decimal; undefined for other text, and if it can be base64url. */
function readDigits(text: string, size: number | undefined): string | undefined {
  if (/^\d+$/.test(text) && text.length >= MIN_HEX_LENGTH && text.length <= maxDecimalLength) {
    const hex = BigInt(text).toString(16);
    return encodeBase64url(decodeHex(hex.length % 2 === 1 ? `0${hex}` : hex));
  }
  const hex = text.replace(/^0x|:/gi, '');
  if (!/^(?:[\da-f]{2})+$/i.test(hex)) return undefined;
  const isStated = hex !== text;
  return isStated || hex.length >= MIN_HEX_LENGTH || hex.length === 2 * (size ?? 0)
    ? encodeBase64url(decodeHex(hex))
    : undefined;
}

function isByte(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 256;
}
