const SHOWN_LENGTH = 60;
/** Controls, bidi overrides, zero-width and other format characters, lone surrogates (Unicode TR 36 §2). */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

/** Text of a token or a key as a sentence may hold it: bounded, on one line, with nothing in it that cannot be seen. */
export function quoteForSentence(text: string): string {
  const seen = text
    .slice(0, 4 * SHOWN_LENGTH)
    .replace(/\s+/gu, ' ')
    .replace(UNSEEN, '');
  const letters = Array.from(seen);
  const isWhole = letters.length <= SHOWN_LENGTH && text.length <= 4 * SHOWN_LENGTH;
  return isWhole ? seen : `${letters.slice(0, SHOWN_LENGTH).join('')}…`;
}

/** One character as a sentence may hold it: itself in quotes, or its number where it cannot be told by eye. */
export function nameCharacter(text: string, index: number): string {
  const character = String.fromCodePoint(text.codePointAt(index) ?? 0);
  return /^[!-~]$/.test(character) || /^[\p{L}\p{N}]$/u.test(character)
    ? `"${character}"`
    : `U+${(text.codePointAt(index) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
