/** What a reader can't see in a string. */
export type StringMark =
  /** A lone surrogate, which UTF-8 can't encode (RFC 8259 §8.2). */
  | 'lone_surrogate'
  /** A control character (Unicode Cc). */
  | 'control'
  /** A character that isn't displayed, or looks like a space: zero-width, soft hyphen, tag, unusual space or line end. */
  | 'invisible'
  /** A character that changes the direction of the text around it (Unicode TR 36 §2.5). */
  | 'bidi'
  /** Not in Unicode normalization form C: another text looks the same. */
  | 'not_nfc'
  /** A word with letters of Latin and of Cyrillic or Greek, which look the same (Unicode TS 39 §5). */
  | 'mixed_script';

const PLAIN = /^[ -~]*$/;
const BIDI = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;
const INVISIBLE = /[\p{Cf}\p{DI}\p{Zl}\p{Zp}\u00A0\u2000-\u200A\u202F\u205F\u2800\u3000]/u;
const DIRECTION = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Lists what a reader can't see in a text. */
export function findStringMarks(text: string): readonly StringMark[] {
  if (PLAIN.test(text)) return [];
  const found: readonly (StringMark | false)[] = [
    /\p{Cs}/u.test(text) && 'lone_surrogate',
    /\p{Cc}/u.test(text) && 'control',
    INVISIBLE.test(text.replace(DIRECTION, '')) && 'invisible',
    BIDI.test(text) && 'bidi',
    isChangedByNfc(text) && 'not_nfc',
    hasMixedScript(text) && 'mixed_script',
  ];
  return found.filter((mark) => mark !== false);
}

/** Lone surrogates are replaced first, since Firefox's `normalize` turns them into U+FFFD and Chromium's doesn't. */
function isChangedByNfc(text: string): boolean {
  const wellFormed = text.replace(/\p{Cs}/gu, '\uFFFD');
  return wellFormed.normalize('NFC') !== wellFormed;
}

function hasMixedScript(text: string): boolean {
  if (!/[\p{sc=Cyrillic}\p{sc=Greek}]/u.test(text)) return false;
  return text
    .split(/[^\p{L}\p{M}]+/u)
    .some((word) => /\p{sc=Latin}/u.test(word) && /[\p{sc=Cyrillic}\p{sc=Greek}]/u.test(word));
}
