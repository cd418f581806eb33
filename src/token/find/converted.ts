import { decode } from '../decode';
import type { Found } from '../found';
import { findHeader } from '../header';
import { MAX_TOKEN_LENGTH } from '../limits';
import { isWholeEnd } from './compact';
import { isFindable, isSignatureWhole } from './findable';
import { takeEnd } from './runs';
import { createNote } from './note';
import { ATTEMPT, DECODING, HEADER, type Work } from './work';

const LETTERS = /[\w+/-]*/y;
const PADDING = /={0,2}/y;
/** Three parts or five. */
const MAX_PARTS = 5;

/**
 * A token in base64 with padding or in the other alphabet, at `start`: RFC 7515 §2 forbids both, and some servers write
 * them all the same. `raw` is its base64url. Only one with a whole signature: a slash behind a token ends it elsewhere.
 */
export function readConverted(text: string, start: number, work: Work): Found | undefined {
  const ends = findPartEnds(text, start);
  work.spend((ends.at(-1) ?? start) - start + ATTEMPT);
  const end = ends[ends.length >= MAX_PARTS ? MAX_PARTS - 1 : 2];
  if (end === undefined || end - start > MAX_TOKEN_LENGTH) return undefined;
  const original = text.slice(start, end);
  const unpadded = original.replaceAll('=', '');
  const raw = unpadded.replaceAll('+', '-').replaceAll('/', '_');
  if (raw === original) return undefined;
  work.spend(HEADER + 4 * raw.length);
  const header = findHeader(raw.slice(0, raw.indexOf('.')));
  if (header === undefined || !isWholeEnd(header, raw.length - raw.lastIndexOf('.') - 1)) return undefined;
  work.spend(DECODING + 4 * raw.length);
  const token = decode(raw);
  if (!isFindable(token) || !isSignatureWhole(token)) return undefined;
  const note = createNote(raw === unpadded ? 'padding_removed' : 'alphabet_converted');
  return { raw, source: { start, end }, path: [], token, notes: [note] };
}

function findPartEnds(text: string, start: number): readonly number[] {
  const ends: number[] = [];
  let at = start;
  while (ends.length < MAX_PARTS) {
    const end = takeEnd(PADDING, text, takeEnd(LETTERS, text, at));
    ends.push(end);
    if (text[end] !== '.') break;
    at = end + 1;
  }
  return ends;
}
