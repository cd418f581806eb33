/** Plain ASCII without references and percent-encoding, which nearly all texts are, needs no change. */
const PLAIN = /^[^&%\x80-\uffff]*$/;
/** HTML references, as in the source of a page. */
const REFERENCES: readonly (readonly [RegExp, string])[] = [
  [/&(?:quot|#34|#x22);/gi, '"'],
  [/&(?:apos|#39|#x27);/gi, "'"],
  [/&(?:lt|#60|#x3c);/gi, '<'],
  [/&(?:gt|#62|#x3e);/gi, '>'],
  [/&amp;/gi, '&'],
];
/** Percent-encoding of a character that keys contain: quotes, braces, line breaks, and those of base64 and XML. */
const ENCODED = /%(?:22|7b|0a|2b|2f|3d|3c|3a|20)/i;
/** Zero-width characters and soft hyphens that chat software and word processors insert between letters. */
const INVISIBLE = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const SPACE = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const LINE_BREAK = /[\u0085\u2028\u2029]/g;
/** Dashes that an editor inserts for "--". An em dash replaces two or three hyphens. */
const DASH = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
const DOUBLE_QUOTE = /[\u201c-\u201f\u00ab\u00bb\uff02]/g;
const SINGLE_QUOTE = /[\u2018-\u201b\uff07]/g;

/**
 * Undoes the usual damage to a pasted text by editors, pages and URLs, only to distinguish keys from secrets. A secret is always used
 * exactly as pasted.
 */
export function normalizeKeyText(text: string): string {
  if (PLAIN.test(text)) return text;
  const plain = REFERENCES.reduce((one, [from, to]) => one.replace(from, to), decodePercent(text));
  return plain
    .replace(INVISIBLE, '')
    .replace(SPACE, ' ')
    .replace(LINE_BREAK, '\n')
    .replace(DASH, '-')
    .replace(DOUBLE_QUOTE, '"')
    .replace(SINGLE_QUOTE, "'");
}

function decodePercent(text: string): string {
  if (!ENCODED.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
