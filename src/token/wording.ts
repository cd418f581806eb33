const SHOWN_LENGTH = 60;
/** Controls, bidi overrides, zero-width and other format characters, lone surrogates (Unicode TR 36 §2). */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

/** Text of a token or a key, quoted for a message: shortened, on one line, without invisible characters. */
export function quoteForSentence(text: string): string {
  const visible = text
    .slice(0, 4 * SHOWN_LENGTH)
    .replace(/\s+/gu, ' ')
    .replace(INVISIBLE, '');
  const letters = Array.from(visible);
  const isComplete = letters.length <= SHOWN_LENGTH && text.length <= 4 * SHOWN_LENGTH;
  return isComplete ? visible : `${letters.slice(0, SHOWN_LENGTH).join('')}…`;
}

/** One character for a message: in quotes, or its code point if it can't be recognized. */
export function nameCharacter(text: string, index: number): string {
  const character = String.fromCodePoint(text.codePointAt(index) ?? 0);
  return /^[!-~]$/.test(character) || /^[\p{L}\p{N}]$/u.test(character)
    ? `"${character}"`
    : `U+${(text.codePointAt(index) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
