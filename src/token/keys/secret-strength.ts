/** As many as a key that nobody can guess should have (RFC 8725 §3.5, NIST SP 800-57). */
export const STRONG_BITS = 128;

/** Longer secrets are judged by their beginning. */
const MAX_LENGTH = 1000;
/** What a word is worth at most: one of some sixteen thousand that people think of. */
const WORD_BITS = 14;

/** Whether a secret is text that a person may have chosen, with less than `STRONG_BITS` by estimate (RFC 8725 §3.5). */
export function isGuessable(secret: Uint8Array): boolean {
  const bits = estimateBits(secret);
  return bits !== undefined && bits < STRONG_BITS;
}

/**
 * How many bits of chance a secret may hold at most, when it is text that a person could have typed; undefined for what
 * is no printable ASCII, which nobody typed. An estimate from above: of the letters' variety, with words, repeats and
 * runs as `abcd` or `2024` counted for what they are.
 */
export function estimateBits(secret: Uint8Array): number | undefined {
  const bytes = secret.subarray(0, MAX_LENGTH);
  if (bytes.length === 0 || bytes.some((byte) => byte < 0x20 || byte > 0x7e)) return undefined;
  const text = findPeriod(new TextDecoder().decode(bytes));
  const bitsPerLetter = Math.log2(countAlphabet(text));
  const pieces = text.match(/[A-Z]?[a-z]+|[A-Z]+|\d+|[^A-Za-z\d]+/g) ?? [];
  const seen = new Set<string>();
  let bits = 0;
  for (const piece of pieces) {
    // Separators, and words said twice. Single letters repeat by chance.
    bits += seen.has(piece) && !/^[A-Za-z\d]$/.test(piece) ? 1 : weighPiece(piece, bitsPerLetter);
    seen.add(piece);
  }
  return bits;
}

/** The part that is said again and again: `abcabcabc` is no better than `abc`. */
function findPeriod(text: string): string {
  const again = `${text}${text}`.indexOf(text, 1);
  return again === -1 ? text : text.slice(0, again);
}

function countAlphabet(text: string): number {
  // Hexadecimal first: its letters are six, not twenty-six.
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

/** Letters, of which those that repeat the one before or follow it in the alphabet count once. */
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
