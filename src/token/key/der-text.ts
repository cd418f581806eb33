import { decodeLeniently } from '../base64url';
import { decodeHex } from '../hex';
import type { KeyText } from './text';

/** Shorter than any public key. */
const MIN_DER_LENGTH = 40;
const HEX = /^(?:0x)?30(?:[\da-f]{2})+$/i;
/** A sequence (X.690 §8.9) in base64 begins with `M`. */
const BASE64 = /^M[\w+/-]+={0,2}$/;

/** Binary key or certificate written in base64, base64url or hex; undefined for any other text. */
export function parseDerText(text: string): KeyText | undefined {
  if (text.length < MIN_DER_LENGTH) return undefined;
  const hex = text.replaceAll(':', '');
  const bytes = HEX.test(hex)
    ? decodeHex(hex.replace(/^0x/i, ''))
    : BASE64.test(text)
      ? decodeLeniently(text)
      : undefined;
  switch (bytes && measureDer(bytes)) {
    case 'whole':
      return { form: 'der', bytes: bytes ?? new Uint8Array() };
    case 'cut':
      return { form: 'unreadable', why: 'it begins as a key in DER, but its length is another' };
    default:
      return undefined;
  }
}

/**
 * A DER sequence that begins as a key or a certificate does and is as long as it says (X.690 §8.1), or a long one that
 * is not: short ones begin like too many secrets.
 */
function measureDer(bytes: Uint8Array): 'whole' | 'cut' | 'other' {
  const [tag, first = 0] = bytes;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (tag !== 0x30 || lengthBytes > 4) return 'other';
  const start = 2 + lengthBytes;
  const inner = bytes[start];
  if (inner !== 0x30 && inner !== 0x02) return 'other';
  const length =
    lengthBytes === 0 ? first : bytes.subarray(2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  if (start + length === bytes.length) return 'whole';
  return lengthBytes === 0 ? 'other' : 'cut';
}
