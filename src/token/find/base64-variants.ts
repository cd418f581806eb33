import { decode } from '../decode/decode';
import { createNote, listRepairNotes, type Found } from './found';
import { findHeader } from '../decode/header';
import { maxDisclosures, maxTokenLength } from '../limits';
import { toBase64url } from '../decode/repair';
import { isTokenEnd } from './compact';
import { isFindable, isSignatureComplete } from './findable';
import { takeEnd } from './base64-runs';
import { ATTEMPT, DECODED_CHARACTER, DECODING, HEADER, HEADER_CHARACTER, type Work } from './search-work';

const LETTERS = /[\w+/-]*/y;
const PADDING = /={0,2}/y;
/** The payload and the signature of a key binding, after its header (RFC 9901 §4). */
const KEY_BINDING = /(?:\.[\w+/-]+={0,2}\.[\w+/-]+={0,2})?/y;
const BEFORE_VALUE = /(?:^|[^\w\s]|: )$/;
/** Three parts or five. */
const maxParts = 5;

/**
 * Reads the token at `start` in standard base64, or with padding: RFC 7515 §2 forbids both, but some servers send them.
 * `raw` is the same in base64url, and `token.received` the original, which was signed. Returns only a token with a
 * complete signature, since a slash or an equals sign after a token may belong to the text around it.
 */
export function readBase64Variant(text: string, start: number, work: Work): Found | undefined {
  const ends = findPartEnds(text, start);
  work.spend((ends.at(-1) ?? start) - start + ATTEMPT);
  const end = ends[ends.length >= maxParts ? maxParts - 1 : 2];
  if (end === undefined) return undefined;
  const disclosedEnd = findDisclosuresEnd(text, start, end);
  const repaired =
    (disclosedEnd > end ? readRepaired(text, start, disclosedEnd, work) : undefined) ??
    readRepaired(text, start, end, work);
  const isReadable =
    repaired?.token.kind === 'jwe' || (repaired?.token.kind === 'jws' && repaired.token.claims !== undefined);
  return isReadable ? repaired : (readWithoutPlus(text, start, end, work) ?? repaired);
}

/** Reads a token in base64url with plus signs in it, by which form encoding writes spaces. */
function readWithoutPlus(text: string, start: number, end: number, work: Work): Found | undefined {
  const original = text.slice(start, end);
  if (!original.includes('+')) return undefined;
  const written = original.replaceAll('+', '');
  const header = findHeader(written.slice(0, written.indexOf('.')));
  work.spend(HEADER + HEADER_CHARACTER * written.indexOf('.') + 2 * original.length);
  if (header === undefined || !isTokenEnd(header, written.length - written.lastIndexOf('.') - 1))
    return undefined;
  work.spend(DECODING + DECODED_CHARACTER * written.length);
  const token = decode(written);
  if (token.kind === 'malformed' || !isSignatureComplete(token)) return undefined;
  const notes = [createNote('plus_removed', original.length - written.length)];
  return { raw: token.raw, source: { start, end }, path: [], token, notes };
}

/**
 * Whether a token is followed by the padding of its last part: exactly as much as the part needs, and nothing that could
 * be a value after an equals sign. A single equals sign may belong to the text around, unless the token is a separate value.
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

/** Returns the end of the disclosures and the key binding, or `end` if there are none, or too many. */
function findDisclosuresEnd(text: string, start: number, end: number): number {
  let at = end;
  // Two tildes after a token are Markdown (strikethrough).
  for (let count = 0; text[at] === '~' && text[at + 1] !== '~'; count += 1) {
    at = takeEnd(PADDING, text, takeEnd(LETTERS, text, at + 1));
    if (count > maxDisclosures || at - start > maxTokenLength) return end;
  }
  return at === end ? end : takeEnd(KEY_BINDING, text, at);
}

function readRepaired(text: string, start: number, end: number, work: Work): Found | undefined {
  if (end - start > maxTokenLength) return undefined;
  const original = text.slice(start, end);
  if (!/[+/=]/.test(original)) return undefined;
  work.spend(HEADER + HEADER_CHARACTER * original.indexOf('.'));
  const header = findHeader(toBase64url(original.slice(0, original.indexOf('.'))));
  if (header === undefined) return undefined;
  const unpadded = original.replace(/=+$/, '');
  const isWithoutDisclosures = !original.includes('~');
  if (isWithoutDisclosures && !isTokenEnd(header, unpadded.length - unpadded.lastIndexOf('.') - 1))
    return undefined;
  work.spend(DECODING + DECODED_CHARACTER * original.length);
  const token = decode(original, { repair: true });
  if (token.kind === 'malformed' || token.received === undefined) return undefined;
  if (!isFindable(token) || !isSignatureComplete(token.kind === 'sd-jwt' ? token.jws : token))
    return undefined;
  return { raw: token.raw, source: { start, end }, path: [], token, notes: listRepairNotes(token) };
}

function findPartEnds(text: string, start: number): readonly number[] {
  const ends: number[] = [];
  let at = start;
  while (ends.length < maxParts) {
    const end = takeEnd(PADDING, text, takeEnd(LETTERS, text, at));
    ends.push(end);
    if (text[end] !== '.') break;
    at = end + 1;
  }
  return ends;
}
