/** Plain ASCII, which nearly all texts are, needs no change. */
const PLAIN = /^[\0-\x7f]*$/;
/** Zero-width characters and soft hyphens that chat software and word processors insert between letters. */
const INVISIBLE = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const SPACE = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const LINE_BREAK = /[\u0085\u2028\u2029]/g;
/** Dashes that an editor inserts for "--". An em dash replaces two or three hyphens. */
const DASH = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
const DOUBLE_QUOTE = /[\u201c-\u201f\u00ab\u00bb\uff02]/g;
const SINGLE_QUOTE = /[\u2018-\u201b\uff07]/g;

/**
 * Undoes the usual typographic damage of a pasted text, only to distinguish keys from secrets. A secret is always used
 * exactly as pasted.
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
