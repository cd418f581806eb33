/** Bits that a key needs so that it can't be guessed (RFC 8725 §3.5, NIST SP 800-57). */
export const STRONG_BITS = 128;

/** Of longer secrets only the beginning is estimated. */
const maxLength = 1000;
/** Maximum bits of a word: one of about sixteen thousand common words. */
const WORD_BITS = 14;

/** Whether a secret is text that may have been typed, with an estimate of less than `STRONG_BITS` (RFC 8725 §3.5). */
export function isGuessable(secret: Uint8Array): boolean {
  const bits = estimateBits(secret);
  return bits !== undefined && bits < STRONG_BITS;
}

/**
 * The maximum entropy of a secret in bits, if it's text that could have been typed; undefined for anything but
 * printable ASCII. Estimated from the variety of characters; words, repetitions and sequences such as `abcd` or `2024`
 * count less.
 */
export function estimateBits(secret: Uint8Array): number | undefined {
  const bytes = secret.subarray(0, maxLength);
  if (bytes.length === 0 || bytes.some((byte) => byte < 0x20 || byte > 0x7e)) return undefined;
  const text = findPeriod(new TextDecoder().decode(bytes));
  const bitsPerLetter = Math.log2(countAlphabet(text));
  const pieces = text.match(/[A-Z]?[a-z]+|[A-Z]+|\d+|[^A-Za-z\d]+/g) ?? [];
  const seen = new Set<string>();
  let bits = 0;
  for (const piece of pieces) {
    // Separators and repeated words. Single letters repeat by chance.
    bits += seen.has(piece) && !/^[A-Za-z\d]$/.test(piece) ? 1 : weighPiece(piece, bitsPerLetter);
    seen.add(piece);
  }
  return bits;
}

/** The part that repeats: `abcabcabc` isn't stronger than `abc`. */
function findPeriod(text: string): string {
  const again = `${text}${text}`.indexOf(text, 1);
  return again === -1 ? text : text.slice(0, again);
}

function countAlphabet(text: string): number {
  // Hexadecimal first: it has six letters, not twenty-six.
  if (/^(?:[\da-f-]+|[\dA-F-]+)$/.test(text)) return 16;
  const kinds = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/\d/, 10],
    [/[^A-Za-z\d]/, 32],
  ] as const;
  return Math.max(
    2,
    kinds.reduce((sum, [kind, size]) => sum + (kind.test(text) ? size : 0), 0),
  );
}

function weighPiece(piece: string, bitsPerLetter: number): number {
  const steps = countSteps(piece);
  const bits = steps * bitsPerLetter;
  // Years, dates, telephone numbers.
  if (/^\d{4,}$/.test(piece)) return steps * Math.min(bitsPerLetter, Math.log2(10));
  const isWord = piece.length > 3 && /^[A-Za-z]+$/.test(piece) && /[aeiouy]/i.test(piece);
  return isWord ? Math.min(bits, WORD_BITS) : bits;
}

/** Number of letters, not counting those that repeat the previous letter or continue an alphabetical sequence. */
function countSteps(piece: string): number {
  let count = 0;
  let previousStep = Number.NaN;
  for (let index = 0; index < piece.length; index += 1) {
    const step = piece.charCodeAt(index) - piece.charCodeAt(index - 1);
    if (!(step === previousStep && Math.abs(step) < 2)) count += 1;
    previousStep = step;
  }
  return count;
}
