/** Why letters of the base64url alphabet are no base64url: RFC 4648 §5, as RFC 7515 §2 narrows it. */
export type Base64urlFault = 'bad_length' | 'non_canonical';

const OTHER_CHARACTER = /[^\w-]/;
/** Last letters whose two or four unused bits are zero (RFC 4648 §3.5). */
const CLOSES_ONE_BYTE = 'AQgw';
const CLOSES_TWO_BYTES = 'AEIMQUYcgkosw048';

type FromBase64 = (text: string, options: { alphabet: 'base64url' }) => Uint8Array<ArrayBuffer>;

/** Both browsers have it; Node has it from version 25. */
const fromBase64 = (Uint8Array as { fromBase64?: FromBase64 }).fromBase64;

const encoder = new TextEncoder();

/** Zero-based index of the first character that base64url does not have, or -1. */
export function findOtherCharacter(text: string): number {
  return text.search(OTHER_CHARACTER);
}

/** The bytes of a text in which `findOtherCharacter` finds nothing. */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | Base64urlFault {
  const last = text.at(-1) ?? '';
  switch (text.length % 4) {
    case 1:
      return 'bad_length';
    case 2:
      if (!CLOSES_ONE_BYTE.includes(last)) return 'non_canonical';
      break;
    case 3:
      if (!CLOSES_TWO_BYTES.includes(last)) return 'non_canonical';
  }
  return readBytes(text);
}

/**
 * As many bytes as a text in base64 or base64url gives, up to its first foreign character: for showing what a broken
 * token holds and for reading pasted keys, never for what is verified as it stands.
 */
export function decodeLeniently(text: string): Uint8Array<ArrayBuffer> {
  const letters = text.replaceAll('+', '-').replaceAll('/', '_');
  const other = findOtherCharacter(letters);
  const known = other === -1 ? letters : letters.slice(0, other);
  return readBytes(known.length % 4 === 1 ? known.slice(0, -1) : known);
}

function readBytes(text: string): Uint8Array<ArrayBuffer> {
  if (fromBase64 !== undefined) return fromBase64(text, { alphabet: 'base64url' });
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  // Most payloads are ASCII, which UTF-8 leaves as it is: faster than letter by letter.
  const ascii = encoder.encode(binary);
  if (ascii.length === binary.length) return ascii;
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
