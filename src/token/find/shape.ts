import { decode } from '../decode';
import type { Found } from '../found';
import { readHeader } from '../header';
import { MAX_TOKEN_LENGTH } from '../limits';
import { TokenFault } from '../malformed';
import type { Token } from '../token';
import { isFindable, isSignatureWhole } from './findable';
import { createNote } from './note';

const SEGMENT = /[\w-]*/y;
/** The parts behind a header: one more than any token has is enough to see that they are too many. */
const PARTS = /(?:\.[\w-]*){1,5}/y;
/** The parts of a key binding behind its header (RFC 9901 §4). */
const KEY_BINDING = /\.[\w-]+\.[\w-]+/y;
/** A letter of base64url that is URL-encoded once or twice: `-` as `%2D` or `%252D`. */
const URL_LETTER = /%(?:25)?(?:2D|5F)/iy;
const URL_DOT = /\.|%(?:25)?2E/iy;
/** As in `PARTS`. */
const MAX_PARTS_BEHIND = 5;
const URL_ESCAPE = /%(?:25)?(2[DE]|5F)/gi;
/** What follows a token that was cut, or base64 that goes on in the other alphabet. */
const GOES_ON = /…|\.\.|\[|[+/=]/y;

/** The end of the run of base64url letters from `start` on. */
export function findSegmentEnd(text: string, start: number): number {
  return takeEnd(SEGMENT, text, start);
}

/** The token whose header stands at `start` and ends, with a dot, at `headerEnd`. */
export function readCompact(text: string, start: number, headerEnd: number): Found | undefined {
  if (headerEnd - start > MAX_TOKEN_LENGTH) return undefined;
  // Most text of this shape fails at its header, so that alone is read first.
  const header = readHeader(text.slice(start, headerEnd));
  if (header instanceof TokenFault) return undefined;

  let end = findTokenEnd(
    text,
    headerEnd,
    takeEnd(PARTS, text, headerEnd),
    Object.hasOwn(header, 'enc') ? 5 : 3,
  );
  if (end === undefined || end - start > MAX_TOKEN_LENGTH) return undefined;
  let token = decode(text.slice(start, end));
  if (!isFindable(token) || isCut(text, end, token)) return undefined;
  if (text[end] === '~' && token.kind === 'jws') {
    end = findDisclosuresEnd(text, end);
    if (end - start > MAX_TOKEN_LENGTH) return undefined;
    token = decode(text.slice(start, end));
  }
  return { raw: token.raw, source: { start, end }, path: [], token, notes: [] };
}

/**
 * The end of the run of base64url letters from `start` on, some of them URL-encoded. A loop: V8 keeps a place on its
 * stack for each round of a group in a pattern, and throws a RangeError after some millions.
 */
export function findUrlSegmentEnd(text: string, start: number): number {
  let end = start;
  for (;;) {
    const letters = findSegmentEnd(text, end);
    end = takeEnd(URL_LETTER, text, letters);
    if (end === letters) return end;
  }
}

/** The token whose first part stands from `start` to `headerEnd` and whose dots are URL-encoded. */
export function readUrlEncoded(text: string, start: number, headerEnd: number): Found | undefined {
  if (headerEnd - start > MAX_TOKEN_LENGTH) return undefined;
  if (readHeader(decodeUrl(text.slice(start, headerEnd))) instanceof TokenFault) return undefined;
  const end = findUrlPartsEnd(text, headerEnd);
  if (end - start > MAX_TOKEN_LENGTH) return undefined;
  const source = text.slice(start, end);
  const token = decode(decodeUrl(source));
  if (!isFindable(token) || isCut(text, end, token)) return undefined;
  const times = source.includes('%25') ? 2 : 1;
  return {
    raw: token.raw,
    source: { start, end },
    path: Array.from({ length: times }, () => 'url'),
    token,
    notes: [createNote('url_decoded', String(times))],
  };
}

function findUrlPartsEnd(text: string, headerEnd: number): number {
  let end = headerEnd;
  for (let parts = 0; parts < MAX_PARTS_BEHIND; parts += 1) {
    const dot = takeEnd(URL_DOT, text, end);
    if (dot === end) return end;
    end = findUrlSegmentEnd(text, dot);
  }
  return end;
}

/** The end of the disclosures of an SD-JWT and, with dots, of its key binding. */
function findDisclosuresEnd(text: string, tilde: number): number {
  let end = tilde;
  while (text[end] === '~') end = findSegmentEnd(text, end + 1);
  return takeEnd(KEY_BINDING, text, end);
}

function decodeUrl(text: string): string {
  return text.replace(URL_ESCAPE, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/**
 * Where a token of `wanted` parts ends: at the end of the run, or before the dots of a sentence. Undefined for a run of
 * another number of parts.
 */
function findTokenEnd(text: string, headerEnd: number, runEnd: number, wanted: number): number | undefined {
  let dot = headerEnd;
  for (let parts = 2; parts < wanted; parts += 1) {
    dot = text.indexOf('.', dot + 1);
    if (dot === -1 || dot >= runEnd) return undefined;
  }
  const end = findSegmentEnd(text, dot + 1);
  for (let at = end; at < runEnd; at += 1) {
    if (text[at] !== '.') return undefined;
  }
  return end;
}

/** Whether the text shows that the token went on: a signature of the right length is whole whatever follows. */
function isCut(text: string, end: number, token: Token): boolean {
  return takeEnd(GOES_ON, text, end) !== end && !isSignatureWhole(token);
}

function takeEnd(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}
