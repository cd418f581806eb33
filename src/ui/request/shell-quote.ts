/** A part of an argument: text, or the name of an environment variable. */
export type ArgumentPart = string | { readonly variable: string };

/**
 * What a terminal acts on when it's pasted, even inside quotes, and what a reader wouldn't see: controls, line
 * separators, and invisible and bidirectional format characters.
 */
const unsafeClass = '[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]';
const hasUnsafe = new RegExp(unsafeClass, 'u');
const escaped = new RegExp(`${unsafeClass}|['\\\\]`, 'gu');

/**
 * Writes one argument of a POSIX shell that has exactly this value. Text is in single quotes, where a shell expands
 * nothing; with unsafe characters it's in `$'…'`, with octal escapes (POSIX.1-2024 §2.2.4). Neither form contains a quote
 * or a line break of the text, so that it's also one argument in a shell that doesn't know `$'…'`.
 */
export function quoteArgument(parts: readonly ArgumentPart[]): string {
  let written = '';
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') text += part;
    else {
      written += `${quoteText(text)}"$${part.variable}"`;
      text = '';
    }
  }
  return written + quoteText(text) || "''";
}

function quoteText(text: string): string {
  if (text === '') return '';
  if (!hasUnsafe.test(text)) return `'${text.replaceAll("'", String.raw`'\''`)}'`;
  return `$'${text.replace(escaped, escapeCharacter)}'`;
}

const encoder = new TextEncoder();

function escapeCharacter(character: string): string {
  if (character === '\n') return String.raw`\n`;
  return Array.from(encoder.encode(character), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
