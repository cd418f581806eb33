import type { FoundNote } from './found';
import { quoteForSentence } from '../wording';
import { createNote } from './found-note';

/** A header line, an authentication scheme (RFC 9110 §11.1), or both. */
const PREFIX = /^(?:(?:proxy-)?authorization\s*[:=]\s*)?(?:bearer|dpop|jwt|token)\s+|^[a-z][\w-]{0,63}:\s+/i;
const PREFIX_LENGTH = 128;
const ENTITY_BEFORE = /^&(?:quot|apos|lt|gt|#34|#39|#x22|#x27);/i;
const ENTITY_BEHIND = /&(?:quot|apos|lt|gt|#34|#39|#x22|#x27);$/i;
const ENTITY_LENGTH = 6;
/** What opens a quotation or a bracket, and what may close it. */
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
const MAX_LAYERS = 16;

/** A text without what people copy along with a token. */
export interface Unwrapped {
  /** What is left stands here in the original. */
  readonly start: number;
  readonly end: number;
  readonly notes: readonly FoundNote[];
}

/** Takes quotes, brackets, entities, a trailing comma, `Authorization:` and `Bearer` off the ends of a text. */
export function stripWrapping(text: string): Unwrapped {
  let start = 0;
  let end = text.length;
  let before = '';
  let behind = '';
  const notes: FoundNote[] = [];
  for (let layer = 0; layer < MAX_LAYERS; layer += 1) {
    while (start < end && isSpace(text, start)) start += 1;
    while (end > start && isSpace(text, end - 1)) end -= 1;

    const prefix = PREFIX.exec(text.slice(start, Math.min(end, start + PREFIX_LENGTH)))?.[0];
    const opening = CLOSERS.has(text[start] ?? '') ? text.charAt(start) : '';
    const closing = text.charAt(end - 1);
    const entityBefore =
      ENTITY_BEFORE.exec(text.slice(start, Math.min(end, start + ENTITY_LENGTH)))?.[0] ?? '';
    const entityBehind = ENTITY_BEHIND.exec(text.slice(Math.max(start, end - ENTITY_LENGTH), end))?.[0] ?? '';
    if (prefix !== undefined) {
      notes.push(createNote('prefix_removed', quoteForSentence(prefix.trim())));
      start += prefix.length;
    } else if (entityBefore !== '' || entityBehind !== '') {
      before += entityBefore;
      behind = entityBehind + behind;
      start += entityBefore.length;
      end -= entityBehind.length;
    } else if (closing === ',' || closing === ';') {
      behind = closing + behind;
      end -= 1;
    } else if (opening !== '' && end - start > 1 && CLOSERS.get(opening)?.includes(closing)) {
      before += opening;
      behind = closing + behind;
      start += 1;
      end -= 1;
    } else {
      break;
    }
  }
  if (before !== '' || behind !== '') notes.push(createNote('quotes_removed', `${before}…${behind}`));
  return { start, end, notes };
}

function isSpace(text: string, index: number): boolean {
  return text.charAt(index).trim() === '';
}
