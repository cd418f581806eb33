/** Nothing to do for a text of plain ASCII, as nearly all are. */
const PLAIN = /^[\0-\x7f]*$/;
/** Zero-width and soft-hyphen characters that chat programs and word processors put between letters. */
const INVISIBLE = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const SPACE = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const LINE_BREAK = /[\u0085\u2028\u2029]/g;
/** What an editor makes of "--". An em dash replaces two or three hyphens. */
const DASH = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
const DOUBLE_QUOTE = /[\u201c-\u201f\u00ab\u00bb\uff02]/g;
const SINGLE_QUOTE = /[\u2018-\u201b\uff07]/g;

/**
 * A pasted text with the usual typographic damage undone, for telling keys from secrets. Never what is used as a secret:
 * that is the text as it was pasted.
 */
export function normalizeKeyText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(INVISIBLE, '')
    .replace(SPACE, ' ')
    .replace(LINE_BREAK, '\n')
    .replace(DASH, '-')
    .replace(DOUBLE_QUOTE, '"')
    .replace(SINGLE_QUOTE, "'");
}
