import { decode } from '../decode';
import type { Found, FoundNote } from '../found';
import { MAX_WRAPPED_LENGTH } from '../limits';
import { isFindable, isSignatureWhole } from './findable';
import { createNote } from './note';
import { peel } from './peel';
import { findShapes } from './scan';

/**
 * Reads a text that is one token and nothing else, however it was copied: between quotes, behind `Bearer`, with line
 * breaks and indentation in it. Undefined for any other text, also where only the first lines are a token.
 */
export function findWholeToken(text: string): Found | undefined {
  if (text.length > MAX_WRAPPED_LENGTH) return undefined;
  const { start, end, notes: peelings } = peel(text);
  const body = text.slice(start, end);
  if (!body.includes('.') || /[^\w.~\s-]/.test(body)) return undefined;
  const joined = body.replace(/\s+/g, '');
  const token = decode(joined);
  if (!isFindable(token)) return undefined;
  if (joined !== body && findShapes(body, () => []).some((found) => isSignatureWhole(found.token))) {
    return undefined;
  }
  const notes = [...peelings];
  if (joined !== body) notes.push(describeJoin(body, joined));
  else if (notes.length === 0 && body !== text) notes.push(createSpaceNote(text.length - body.length));
  return { raw: joined, source: { start, end }, path: [], token, notes };
}

function describeJoin(body: string, joined: string): FoundNote {
  const lines = body.split(/[\n\r\u2028\u2029]+/).length;
  return lines > 1 ? createNote('lines_joined', String(lines)) : createSpaceNote(body.length - joined.length);
}

function createSpaceNote(count: number): FoundNote {
  return createNote('spaces_removed', String(count));
}
