/** base64url in the order of its values (RFC 4648 §5). */
export const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The value of each letter of both alphabets plus one. 0 for other characters. */
const VALUES = new Uint8Array(128);
for (const [value, letter] of [...ALPHABET].entries()) VALUES[letter.charCodeAt(0)] = value + 1;
VALUES['+'.charCodeAt(0)] = 63;
VALUES['/'.charCodeAt(0)] = 64;

/** How many letters are decoded to check how base64 begins. */
const OBJECT_LETTERS = 8;
const TEXT_LETTERS = 64;
/** The shortest base64 that can contain a token: a header of `{"alg":""}` and two dots, encoded once more. */
const MIN_BASE64 = 22;

/** Whether base64 of a JSON object may begin at `start`: white space (RFC 8259 §2), a brace, white space, a quote. */
export function isObjectStart(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start);
  // `e` for a brace, `I`, `C` or `D` for white space. The first letter rules out most text.
  if (first !== 0x65 && first !== 0x49 && first !== 0x43 && first !== 0x44) return false;
  const limit = Math.min(end, start + OBJECT_LETTERS);
  let isOpen = false;
  let bits = 0;
  let count = 0;
  for (let index = start; index < limit; index += 1) {
    const value = readSextet(text, index);
    if (value < 0) return false;
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    const byte = (bits >> count) & 0xff;
    if (isJsonSpace(byte)) continue;
    if (isOpen) return byte === 0x22;
    if (byte !== 0x7b) return false;
    isOpen = true;
  }
  return limit === start + OBJECT_LETTERS;
}

/** Whether base64 of ASCII text may begin at `start`: checks its first 48 bytes. */
export function isTextStart(text: string, start: number, end: number): boolean {
  if (end - start < MIN_BASE64) return false;
  const limit = Math.min(end, start + TEXT_LETTERS);
  let bits = 0;
  let count = 0;
  for (let index = start; index < limit; index += 1) {
    const value = readSextet(text, index);
    if (value < 0) return index - start >= MIN_BASE64;
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    const byte = (bits >> count) & 0xff;
    if ((byte < 0x20 && !isJsonSpace(byte)) || byte > 0x7e) return false;
  }
  return true;
}

/** False if the text can't begin with base64 of ASCII text, perhaps with white space in it: a cheap check. */
export function mayBeginText(text: string): boolean {
  const [first, second] = [readSextet(text, 0), readSextet(text, 1)];
  // The first byte. White space may be the second character.
  const byte = (first << 2) | (second >> 4);
  return first >= 0 && (second < 0 || (byte <= 0x7e && (byte >= 0x20 || isJsonSpace(byte))));
}

/** Whether base64 that ends at `end` may be that of a JSON object: a closing brace, or white space. */
export function isObjectEnd(text: string, start: number, end: number): boolean {
  const unused = [0, 6, 4, 2][(end - start) % 4] ?? 0;
  const last = (((readSextet(text, end - 2) << 6) | readSextet(text, end - 1)) >> unused) & 0xff;
  return unused !== 6 && (last === 0x7d || isJsonSpace(last));
}

/** The value of the base64 letter at `index`, or -1. */
function readSextet(text: string, index: number): number {
  return (VALUES[text.charCodeAt(index)] ?? 0) - 1;
}

function isJsonSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
