import { createNote, type FoundNote } from './found';
import { quoteForSentence } from '../wording';

/** A header line, an authentication scheme (RFC 9110 §11.1), or both. */
const PREFIX = /^(?:(?:proxy-)?authorization\s*[:=]\s*)?(?:bearer|dpop|jwt|token)\s+|^[a-z][\w-]{0,63}:\s+/i;
const SCHEME = /(?:bearer|dpop|jwt|token)$/i;
/** A scheme and the same one, or `Bearer` or `DPoP` after another one. */
export const DOUBLED = /\b(?:(bearer|dpop|jwt|token)\s+\1|(?:bearer|dpop|jwt|token)\s+(?:bearer|dpop))\s+$/i;
const LETTER = /[a-z]/i;
const SPACE = /\s/;
const PREFIX_LENGTH = 128;
const ENTITY_BEFORE = /^&(?:quot|apos|lt|gt|#34|#39|#x22|#x27);/i;
const ENTITY_AFTER = /&(?:quot|apos|lt|gt|#34|#39|#x22|#x27);$/i;
const ENTITY_LENGTH = 6;
/** Opening quotation marks and brackets, and what may close each. */
const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['\u02CB', '\u02CB'],
  ['\u201C', '\u201D\u201C'],
  ['\u201D', '\u201D'],
  ['\u201E', '\u201C\u201D'],
  ['\u2018', '\u2019'],
  ['\u2019', '\u2019'],
  ['\u00AB', '\u00BB'],
  ['<', '>'],
  ['(', ')'],
  ['[', ']'],
]);
const maxLayers = 16;

/** What is left of a text without what people copy along with a token. */
export interface Stripped {
  /** Its position in the original. */
  readonly start: number;
  readonly end: number;
  readonly notes: readonly FoundNote[];
}

/** Removes quotes, brackets, entities, a trailing comma, `Authorization:` and `Bearer` from the ends of a text. */
export function stripWrapping(text: string): Stripped {
  let start = 0;
  let end = text.length;
  let before = '';
  let after = '';
  let scheme = '';
  const notes: FoundNote[] = [];
  for (let layer = 0; layer < maxLayers; layer += 1) {
    while (start < end && isSpace(text.charCodeAt(start))) start += 1;
    while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
    if (start >= end) break;

    const opening = text.charAt(start);
    const closing = text.charAt(end - 1);
    const prefix = LETTER.test(opening)
      ? PREFIX.exec(text.slice(start, Math.min(end, start + PREFIX_LENGTH)))?.[0]
      : undefined;
    const entityBefore =
      opening === '&'
        ? (ENTITY_BEFORE.exec(text.slice(start, Math.min(end, start + ENTITY_LENGTH)))?.[0] ?? '')
        : '';
    const entityAfter =
      closing === ';'
        ? (ENTITY_AFTER.exec(text.slice(Math.max(start, end - ENTITY_LENGTH), end))?.[0] ?? '')
        : '';
    if (prefix !== undefined) {
      const removed = prefix.trim();
      const [next = ''] = SCHEME.exec(removed) ?? [];
      // "JWT token" before a token are words.
      const isDoubled = next === removed && DOUBLED.test(`${scheme} ${next} `);
      notes.push(
        isDoubled
          ? createNote('scheme_doubled', `${scheme} ${next}`)
          : createNote('prefix_removed', quoteForSentence(removed)),
      );
      scheme = next;
      start += prefix.length;
    } else if (entityBefore !== '' || entityAfter !== '') {
      before += entityBefore;
      after = entityAfter + after;
      start += entityBefore.length;
      end -= entityAfter.length;
    } else if (closing === ',' || closing === ';') {
      after = closing + after;
      end -= 1;
    } else if (end - start > 1 && CLOSERS.get(opening)?.includes(closing)) {
      before += opening;
      after = closing + after;
      start += 1;
      end -= 1;
    } else {
      break;
    }
  }
  if (before !== '' || after !== '') notes.push(createNote('quotes_removed', `${before}…${after}`));
  return { start, end, notes };
}

/** The characters that `\s` matches. */
function isSpace(code: number): boolean {
  return code < 0x80
    ? code === 0x20 || (code >= 0x09 && code <= 0x0d)
    : SPACE.test(String.fromCharCode(code));
}
