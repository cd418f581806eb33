import { decodeHex } from '../../decode/hex';
import { encodeBase64url } from './encode';
import { findCurveName } from './curves';
import { toBase64url } from './jwk-member';
import { trimNumber } from './modulus';
import type { KeyText } from './text';

/** A number of 512 to 16,384 bits in hex or decimal; a larger one isn't supported, and the work would be quadratic. */
const NUMBER = String.raw`\+?(?:0x)?([\da-f]{128,4933})(?![\da-f])`;
/** A constructor or a function around a value, such as `new BigInteger("…")`. */
const CALL = String.raw`(?:(?:new\s{1,4})?[\w.]{1,40}\(\s{0,4}["']?)?`;
const SEPARATOR = String.raw`["']?\s{0,4}[:=]\s{0,20}["']?${CALL}`;
const MODULUS = new RegExp(String.raw`(?<![a-z\d])(?:modulus|n)${SEPARATOR}${NUMBER}`, 'i');
const EXPONENT = new RegExp(
  String.raw`(?<![a-z\d])(?:public\s?exponent|publicexponent|exponent|e)${SEPARATOR}\+?(?:0x)?([\da-f]{1,10})(?![\da-f])`,
  'i',
);
/** The modulus, then the exponent, without names. */
const NUMBER_PAIRS: readonly RegExp[] = [
  // Python's `rsa` and PyCryptodome.
  /\b(?:PublicKey|construct)\(\(?\s{0,20}(\d{150,4933}),\s{0,20}(\d{1,10})\s{0,20}\)/,
  // Go.
  /\{\+?(\d{150,4933}) (\d{1,10})\}/,
  // Erlang and Elixir.
  /\bRSAPublicKey'?,\s{0,20}(\d{150,4933}),\s{0,20}(\d{1,10})\s{0,20}\}/,
  // Java's `RSAPublicKeySpec`, and the same in Dart.
  /BigInt(?:eger)?(?:\.\w{1,20})?\(\s{0,20}["']([\da-f]{128,4933})["'](?:,\s{0,4}(?:radix:\s{0,4})?1[06])?\s{0,20}\),\s{0,40}(?:new\s{1,4})?BigInt(?:eger)?(?:\.\w{1,20})?\(\s{0,20}["']?([\da-f]{1,10})\b/i,
];
/** The same in base64, as .NET's `RSAParameters` has them in code. */
const MODULUS_IN_BASE64 = new RegExp(
  String.raw`\bmodulus${SEPARATOR}([\w+/-]{86,2732}={0,2})(?![\w+/=-])`,
  'i',
);
const EXPONENT_IN_BASE64 = new RegExp(
  String.raw`\bexponent${SEPARATOR}([\w+/-]{2,6}={0,2})(?![\w+/=-])`,
  'i',
);
/** Both in base64url in the `jsonwebtoken` library of Rust. */
const RUST_COMPONENTS = /from_rsa_components\(\s{0,20}"([\w-]{86,2732})",\s{0,20}"([\w-]{2,6})"/;
/** Both coordinates after the address of the curve, as Go prints them. */
const COORDINATE_PAIR = /\{0x[\da-f]{6,16} (\d{60,160}) (\d{60,160})\}/;
const COORDINATE = String.raw`(?:\scoord(?:inate)?)?${SEPARATOR}\+?(?:0x)?([\da-f]{60,160})(?![\da-f])`;
const X = new RegExp(String.raw`(?<![\w])x${COORDINATE}`, 'i');
const Y = new RegExp(String.raw`(?<![\w])y${COORDINATE}`, 'i');
const CURVE = /\b(?:secp(?:256r1|384r1|521r1|256k1)|prime256v1|(?:NIST )?P-?(?:256K?|384|521))\b/i;
/** Curves by the bytes of a coordinate. */
const curvesOfSize: readonly (readonly [number, readonly string[]])[] = [
  [32, ['P-256', 'secp256k1']],
  [48, ['P-384']],
  [66, ['P-521']],
];

/**
 * The public key that Java, Bouncy Castle, Go, Python and others print as numbers: modulus and exponent, or both
 * coordinates of a point. Undefined for other text, and if a number is missing.
 */
export function parsePrintedNumbers(text: string): KeyText | undefined {
  return parseRsa(text) ?? parsePoint(text);
}

function parseRsa(text: string): KeyText | undefined {
  const [, n, e] = findNumberPair(text) ?? [undefined, MODULUS.exec(text)?.[1], EXPONENT.exec(text)?.[1]];
  if (n === undefined || e === undefined) return parseRsaInBase64(text);
  // Bouncy Castle prints both in hex.
  const isHex = /[a-f]/i.test(n);
  const exponent = isHex && e !== '65537' ? toBytes(e, true) : toBytes(e, /[a-f]/i.test(e));
  const jwk = { kty: 'RSA', n: encode(toBytes(n, isHex)), e: encode(exponent) };
  return { form: 'jwk', jwk, as: 'openssl' };
}

function findNumberPair(text: string): RegExpExecArray | undefined {
  for (const pair of NUMBER_PAIRS) {
    const found = pair.exec(text);
    if (found !== null) return found;
  }
  return undefined;
}

function parseRsaInBase64(text: string): KeyText | undefined {
  const [, n, e] = RUST_COMPONENTS.exec(text) ?? [
    undefined,
    MODULUS_IN_BASE64.exec(text)?.[1],
    EXPONENT_IN_BASE64.exec(text)?.[1],
  ];
  if (n === undefined || e === undefined) return undefined;
  return { form: 'jwk', jwk: { kty: 'RSA', n: toBase64url(n), e: toBase64url(e) }, as: 'openssl' };
}

function parsePoint(text: string): KeyText | undefined {
  const [, x, y] = COORDINATE_PAIR.exec(text) ?? [undefined, X.exec(text)?.[1], Y.exec(text)?.[1]];
  if (x === undefined || y === undefined) return undefined;
  const isHex = /[a-f]/i.test(x) || /[a-f]/i.test(y);
  const coordinates = [toBytes(x, isHex), toBytes(y, isHex)];
  const stated = CURVE.exec(text)?.[0];
  const name = stated && findCurveName(stated.replace(/^NIST /i, ''));
  const [size, crvs] =
    curvesOfSize.find(([bytes, names]) =>
      name === undefined ? coordinates.every(({ length }) => length <= bytes) : names.includes(name),
    ) ?? [];
  if (size === undefined || crvs === undefined) return undefined;
  if (coordinates.some(({ length }) => length > size)) return undefined;
  const bytes = new Uint8Array(2 * size);
  for (const [index, coordinate] of coordinates.entries()) {
    bytes.set(coordinate, (index + 1) * size - coordinate.length);
  }
  return { form: 'point', bytes, crvs: name === undefined ? crvs : [name], isStated: true, as: 'point' };
}

function toBytes(digits: string, isHex: boolean): Uint8Array {
  const hex = isHex ? digits : BigInt(digits).toString(16);
  const bytes = decodeHex(hex.length % 2 === 1 ? `0${hex}` : hex);
  const first = bytes.findIndex((byte) => byte !== 0);
  return first <= 0 ? bytes : bytes.subarray(first);
}

function encode(bytes: Uint8Array): string {
  return trimNumber(encodeBase64url(bytes));
}
