/** Why text in the base64url alphabet isn't valid base64url (RFC 4648 §5, narrowed by RFC 7515 §2). */
export type Base64urlProblem = 'bad_length' | 'non_canonical';

type FromBase64 = (text: string, options: { alphabet: 'base64url' }) => Uint8Array<ArrayBuffer>;

const OTHER_CHARACTER = /[^\w-]/;
/** Valid last letters: those whose two or four unused bits are zero (RFC 4648 §3.5). */
const CLOSES_ONE_BYTE = 'AQgw';
const CLOSES_TWO_BYTES = 'AEIMQUYcgkosw048';

/** Available in both browsers, and in Node from version 25. */
const fromBase64 = (Uint8Array as { fromBase64?: FromBase64 }).fromBase64;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** The six bits of each letter, indexed by character code. */
const bitsOf = new Uint8Array(128);
for (const [bits, letter] of Array.from(LETTERS).entries()) bitsOf[letter.charCodeAt(0)] = bits;

const encoder = new TextEncoder();
/** Scratch buffer that is never read: a text is ASCII exactly if its UTF-8 has the same length. */
const scratch = new Uint8Array(65_536);

/** Zero-based index of the first character outside the base64url alphabet, or -1. */
export function findOtherCharacter(text: string): number {
  return text.search(OTHER_CHARACTER);
}

/** What's wrong with the end of a text in which `findOtherCharacter` finds nothing. */
export function findBase64urlProblem(text: string): Base64urlProblem | undefined {
  const rest = text.length % 4;
  if (rest === 0) return undefined;
  if (rest === 1) return 'bad_length';
  const last = text.charAt(text.length - 1);
  return (rest === 2 ? CLOSES_ONE_BYTE : CLOSES_TWO_BYTES).includes(last) ? undefined : 'non_canonical';
}

/** Decodes a text in which `findOtherCharacter` and `findBase64urlProblem` find nothing. */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> {
  return fromBase64 === undefined ? decodeByTable(text) : fromBase64(text, { alphabet: 'base64url' });
}

/**
 * Decodes strict base64url; undefined for any other text. Returns a string if all bytes are ASCII, as in most headers
 * and claims, which saves decoding letter by letter and a UTF-8 pass; otherwise bytes.
 */
export function decodeStrictly(text: string): string | Uint8Array<ArrayBuffer> | undefined {
  if (findBase64urlProblem(text) !== undefined || text.includes('+') || text.includes('/')) return undefined;
  let binary: string;
  try {
    binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return undefined;
  }
  // `atob` skips white space and padding (Infra §forgiving-base64 decode); the output is then shorter than the input
  // implies.
  if (binary.length !== Math.floor((text.length * 3) / 4)) return undefined;
  const isAscii =
    binary.length <= scratch.length && encoder.encodeInto(binary, scratch).written === binary.length;
  return isAscii ? binary : decodeBase64url(text);
}

/**
 * Decodes base64 or base64url up to the first foreign character. For showing the content of broken tokens and for
 * reading pasted keys, never for verification.
 */
export function decodeLeniently(text: string): Uint8Array<ArrayBuffer> {
  const letters = text.replaceAll('+', '-').replaceAll('/', '_');
  const other = findOtherCharacter(letters);
  const known = other === -1 ? letters : letters.slice(0, other);
  return decodeBase64url(known.length % 4 === 1 ? known.slice(0, -1) : known);
}

/** Fallback for runtimes without `Uint8Array.fromBase64`, with the same result. */
function decodeByTable(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  // Out-of-bounds access is slow, so the last one to three letters are handled separately.
  const groupsEnd = text.length - (text.length % 4);
  let index = 0;
  for (let at = 0; at < groupsEnd; at += 4) {
    const bits = (bitsAt(text, at) << 12) | bitsAt(text, at + 2);
    bytes[index] = bits >> 16;
    bytes[index + 1] = bits >> 8;
    bytes[index + 2] = bits;
    index += 3;
  }
  if (index < bytes.length) {
    const rest = text.slice(groupsEnd).padEnd(4, 'A');
    const bits = (bitsAt(rest, 0) << 12) | bitsAt(rest, 2);
    bytes[index] = bits >> 16;
    if (index + 1 < bytes.length) bytes[index + 1] = bits >> 8;
  }
  return bytes;
}

/** The twelve bits of two letters. */
function bitsAt(text: string, at: number): number {
  return ((bitsOf[text.charCodeAt(at)] as number) << 6) | (bitsOf[text.charCodeAt(at + 1)] as number);
}
