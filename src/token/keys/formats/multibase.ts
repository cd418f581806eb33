import { decodeLeniently } from '../../decode/base64url';
import { decodeHex } from '../../decode/hex';
import { encodeBase64url } from './encode';
import type { KeyText } from './text';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** The work grows with the square of the length; RSA with 4096 bits, the longest key, has 730 letters. */
const maxBase58Length = 1_500;

/** Multicodec codes of public keys as varints, and the number of bytes that follow (multicodec table, did:key §3). */
const codecs: readonly {
  readonly prefix: readonly [number, number];
  readonly crv: string;
  readonly bytes: number;
  readonly isCompressed: boolean;
}[] = [
  { prefix: [0xed, 0x01], crv: 'Ed25519', bytes: 32, isCompressed: false },
  { prefix: [0xec, 0x01], crv: 'X25519', bytes: 32, isCompressed: false },
  { prefix: [0xe7, 0x01], crv: 'secp256k1', bytes: 33, isCompressed: true },
  { prefix: [0x80, 0x24], crv: 'P-256', bytes: 33, isCompressed: true },
  { prefix: [0x81, 0x24], crv: 'P-384', bytes: 49, isCompressed: true },
  { prefix: [0x82, 0x24], crv: 'P-521', bytes: 67, isCompressed: true },
  { prefix: [0x83, 0x24], crv: 'Ed448', bytes: 57, isCompressed: false },
  { prefix: [0x84, 0x24], crv: 'X448', bytes: 56, isCompressed: false },
];
/** `rsa-pub`: PKCS#1 in DER. */
const RSA_PREFIX = [0x85, 0x24] as const;
/** Second byte of the varints 0x1300 to 0x137f: private keys. Their lengths are those of seeds and scalars. */
const PRIVATE_SECOND = 0x26;
const privateLengths: ReadonlySet<number> = new Set([32, 48, 57, 64, 66]);

/**
 * A multibase key with a multicodec prefix, as in `did:key` and `publicKeyMultibase`. Undefined for any other text:
 * less than 1 in 2 million random texts have the letter of the base, the 16-bit code and the exact length.
 */
export function parseMultikey(text: string): KeyText | undefined {
  const bytes = decodeMultibase(text);
  if (bytes === undefined || bytes.length < 34) return undefined;
  const [first, second] = bytes;
  const key = bytes.subarray(2);
  const codec = codecs.find(({ prefix }) => prefix[0] === first && prefix[1] === second);
  if (codec?.bytes === key.length) {
    const { crv, isCompressed } = codec;
    return isCompressed
      ? { form: 'point', bytes: key, crvs: [crv], isStated: true, as: 'did' }
      : { form: 'jwk', jwk: { kty: 'OKP', crv, x: encodeBase64url(key) }, as: 'did' };
  }
  if (first === RSA_PREFIX[0] && second === RSA_PREFIX[1] && key[0] === 0x30) {
    return { form: 'der', bytes: key };
  }
  const isPrivate = second === PRIVATE_SECOND && (first ?? 0) >= 0x80 && privateLengths.has(key.length);
  return isPrivate ? { form: 'unreadable', material: 'multikey_private' } : undefined;
}

/** Decodes the multibase encodings in which keys are published; undefined for any other text. */
function decodeMultibase(text: string): Uint8Array | undefined {
  const rest = text.slice(1);
  switch (text.charAt(0)) {
    case 'z':
      return decodeBase58(rest);
    case 'f':
    case 'F':
      return /^(?:[\da-f]{2})+$/i.test(rest) ? decodeHex(rest) : undefined;
    case 'm':
    case 'M':
      return /^[A-Za-z\d+/]+={0,2}$/.test(rest) ? decodeLeniently(rest) : undefined;
    case 'u':
    case 'U':
      return /^[\w-]+={0,2}$/.test(rest) ? decodeLeniently(rest) : undefined;
    default:
      return undefined;
  }
}

/** Bitcoin's base58; undefined for other letters, and for text that is longer than any key. */
export function decodeBase58(text: string): Uint8Array | undefined {
  if (text === '' || text.length > maxBase58Length || !/^[1-9A-HJ-NP-Za-km-z]+$/.test(text)) {
    return undefined;
  }
  let number = 0n;
  for (const letter of text) number = number * 58n + BigInt(BASE58.indexOf(letter));
  const zeros = /^1*/.exec(text)?.[0].length ?? 0;
  const hex = number === 0n ? '' : number.toString(16);
  const digits = hex.padStart(hex.length + (hex.length % 2), '0');
  return Uint8Array.from([...new Uint8Array(zeros), ...decodeHex(digits)]);
}
