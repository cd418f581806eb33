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
/** The disclosures of an SD-JWT and, with dots, its key binding (RFC 9901 §4). */
const DISCLOSURES = /(?:~[\w-]*)+(?:\.[\w-]+\.[\w-]+)?/y;
/** Letters of base64url, some of them URL-encoded once or twice: `-` as `%2D` or `%252D`. */
const URL_SEGMENT = /(?:[\w-]+|%(?:25)?(?:2D|5F))*/iy;
const URL_PARTS = /(?:(?:\.|%(?:25)?2E)(?:[\w-]+|%(?:25)?(?:2D|5F))*){1,5}/iy;
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
    end = takeEnd(DISCLOSURES, text, end);
    token = decode(text.slice(start, end));
  }
  return { raw: token.raw, source: { start, end }, path: [], token, notes: [] };
}

/** The token whose first part stands at `start` and whose dots are URL-encoded. */
export function readUrlEncoded(text: string, start: number): Found | undefined {
  const headerEnd = takeEnd(URL_SEGMENT, text, start);
  if (headerEnd - start > MAX_TOKEN_LENGTH) return undefined;
  if (readHeader(decodeUrl(text.slice(start, headerEnd))) instanceof TokenFault) return undefined;
  const end = takeEnd(URL_PARTS, text, headerEnd);
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
