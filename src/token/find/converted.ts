import { decode } from '../decode';
import type { Found } from '../found';
import { MAX_TOKEN_LENGTH } from '../limits';
import { isFindable, isSignatureWhole } from './findable';
import { takeEnd } from './runs';
import { listRepairNotes } from './note';

const LETTERS = /[\w+/-]*/y;
const PADDING = /={0,2}/y;
/** One disclosure, and the parts of a key binding behind its header (RFC 9901 §4). */
const DISCLOSURE = /~(?!~)[\w+/-]*={0,2}/y;
const KEY_BINDING = /\.[\w+/-]+={0,2}\.[\w+/-]+={0,2}/y;
const BEFORE_VALUE = /(?:^|[^\w\s]|: )$/;
/** Three parts or five. */
const MAX_PARTS = 5;

/**
 * A token in base64 with padding or in the other alphabet, at `start`: RFC 7515 §2 forbids both, and some servers write
 * them all the same. `raw` is its base64url, and `token.received` has the original, which is what was signed. Only one
 * with a whole signature: a slash behind a token ends it elsewhere.
 */
export function readConverted(text: string, start: number): Found | undefined {
  const ends = findPartEnds(text, start);
  const end = ends[ends.length >= MAX_PARTS ? MAX_PARTS - 1 : 2];
  if (end === undefined) return undefined;
  const disclosedEnd = findDisclosuresEnd(text, start, end);
  return (
    (disclosedEnd > end ? readRepaired(text, start, disclosedEnd) : undefined) ??
    readRepaired(text, start, end)
  );
}

/**
 * Whether the padding of its last part follows a token: exactly as much as the part needs, with no value behind it. One
 * equals sign alone may belong to the text around it, unless the token is a value of its own.
 */
export function isPadded(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): boolean {
  if (text[end] !== '=') return false;
  const dot = text.lastIndexOf('.', end - 1);
  const needed = dot < start ? 0 : (4 - ((end - dot - 1) % 4)) % 4;
  const after = end + needed;
  const isExact = needed > 0 && takeEnd(PADDING, text, end) === after && !/[\w=+/-]/.test(text[after] ?? '');
  return isExact && (needed === 2 || BEFORE_VALUE.test(text.slice(Math.max(0, start - 2), start)));
}

/** One at a time: a pattern for all of them would overflow the stack of the engine. */
function findDisclosuresEnd(text: string, start: number, tokenEnd: number): number {
  let end = tokenEnd;
  while (text[end] === '~' && end - start <= MAX_TOKEN_LENGTH) {
    const next = takeEnd(DISCLOSURE, text, end);
    if (next === end) break;
    end = next;
  }
  return end === tokenEnd ? end : takeEnd(KEY_BINDING, text, end);
}

function readRepaired(text: string, start: number, end: number): Found | undefined {
  if (end - start > MAX_TOKEN_LENGTH) return undefined;
  const original = text.slice(start, end);
  if (!/[+/=]/.test(original)) return undefined;
  const token = decode(original, { repair: true });
  if (token.kind === 'malformed' || token.received === undefined) return undefined;
  if (!isFindable(token) || !isSignatureWhole(token.kind === 'sd-jwt' ? token.jws : token)) return undefined;
  return { raw: token.raw, source: { start, end }, path: [], token, notes: listRepairNotes(token) };
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
