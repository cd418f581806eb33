import { decode, type DecodeOptions } from '../decode/decode';
import type { Found, FoundNote } from './found';
import { findHeader } from '../decode/header';
import { MAX_TOKEN_LENGTH, MAX_WRAPPED_LENGTH } from '../limits';
import { toBase64url } from '../decode/repair';
import type { Steps } from '../steps';
import type { Token } from '../token';
import { findInBase64 } from './base64';
import { isObjectEnd, isObjectStart, isTextStart } from './base64-start';
import { isFindable, isSignatureComplete } from './findable';
import { createNote, listRepairNotes } from './found-note';
import { findLettersEnd } from './base64-runs';
import { stripWrapping, type Unwrapped } from './strip-wrapping';
import { ATTEMPT, DECODING, type InnerSearch, type Work } from './search-work';

/** How much of a text tells whether it may be a token, with its indentation. */
const BEGINNING = 4096;
const PIECE = 16_384;

/** What a text that may be one token is without what people copy along with a token. */
export interface Body {
  readonly text: string;
  readonly peeled: Unwrapped;
  readonly body: string;
}

/**
 * Reads a text that is one token and nothing else, however it was copied: between quotes or behind `Bearer`. Undefined
 * for any other text.
 */
export function* findSingleToken(
  { text, peeled, body }: Body,
  work: Work,
): Steps<readonly Found[] | undefined> {
  if (!isObjectStart(body, 0, body.length) || !body.includes('.')) return undefined;
  const token = yield* decodeWhole(body, work);
  if (token === undefined) return undefined;
  // An unencoded payload may be any text (RFC 7797 §5.2); behind a tilde, other text is no disclosure.
  const isWhole = token.kind === 'jws' || !/[^\w.~+/=-]/.test(body);
  return isWhole && isFindable(token) ? [describeWhole(text, peeled, token)] : undefined;
}

/**
 * Reads a text that is one token with line breaks and indentation in it, or the same in base64. Undefined for any other
 * text, also where only the first lines are a token: `found` is what stands in the text as it is, and `isWrapped` says
 * whether tokens wrapped to lines of one width stand in it.
 */
export function* findBrokenToken(
  whole: Body,
  found: readonly Found[],
  isWrapped: boolean,
  search: InnerSearch,
): Steps<readonly Found[] | undefined> {
  const { text, peeled, body } = whole;
  search.work.spend(ATTEMPT);
  const beginning = body.slice(0, BEGINNING).replace(/\s+/g, '');
  const isObject = isObjectStart(beginning, 0, beginning.length);
  if (!isObject && !isTextStart(beginning, 0, beginning.length)) return undefined;
  search.work.spend(2 * body.length);
  if (!/\s/.test(body) || /[^\w.~\s+/=-]/.test(body)) return undefined;
  // What follows a token in the next line is no part of it.
  const isDotted = body.includes('.');
  if (found.some((one) => (!isDotted || one.path.length === 0) && isSignatureComplete(one.token)))
    return undefined;
  const joined = yield* removeSpace(body, search.work);
  if (!isDotted) return yield* findJoinedBase64(whole, joined, search);
  const token = decodeBody(joined, search.work, { repair: true });
  if (search.work.spend(ATTEMPT)) yield search.work.pause();
  const plus =
    token !== undefined && isSignatureComplete(token) ? undefined : readWithPlus(body, search.work);
  if (plus !== undefined) {
    const restored = createNote('plus_restored', body.length - joined.length);
    const notes = [...peeled.notes, restored, ...listRepairNotes(plus)];
    return [{ ...describeWhole(text, peeled, plus), notes }];
  }
  if (token === undefined || !isFindable(token)) return undefined;
  // A word in the line after a wrapped token isn't part of it.
  if (isWrapped && !isSignatureComplete(token)) return undefined;
  const notes = [...peeled.notes, describeJoin(body, joined), ...listRepairNotes(token)];
  return [{ ...describeWhole(text, peeled, token), notes }];
}

/** Undefined when the text is too long to be one wrapped token. */
export function readBody(text: string, work: Work): Body | undefined {
  if (text.length > MAX_WRAPPED_LENGTH) return undefined;
  work.spend(text.length);
  const peeled = stripWrapping(text);
  return { text, peeled, body: text.slice(peeled.start, peeled.end) };
}

/** Padding at the end of a text is its token's. A slash or a plus sign may not be, unless the signature is whole with it. */
function* decodeWhole(body: string, work: Work): Steps<Token | undefined> {
  const token = decodeBody(body, work, { repair: true });
  if (token === undefined || !/[+/]/.test(body)) return token;
  if (work.spend(ATTEMPT)) yield work.pause();
  return isSignatureComplete(token.kind === 'sd-jwt' ? token.jws : token) ? token : decodeBody(body, work);
}

/** Reads a token in standard base64 whose plus signs form decoding made spaces of. */
function readWithPlus(body: string, work: Work): Token | undefined {
  work.spend(2 * body.length);
  if (/[^\w.~+/= -]| {2}/.test(body)) return undefined;
  const token = decodeBody(body.replaceAll(' ', '+'), work, { repair: true });
  return token !== undefined && isFindable(token) && isSignatureComplete(token) ? token : undefined;
}

/** Most text isn't a token, and fails at its header. */
function decodeBody(body: string, work: Work, { repair = false }: DecodeOptions = {}): Token | undefined {
  const headerEnd = body.indexOf('.');
  work.spend(DECODING);
  if (!body.includes('.', headerEnd + 1) || body.length > MAX_TOKEN_LENGTH) return undefined;
  const written = body.slice(0, headerEnd);
  const header = repair ? toBase64url(written) : written;
  if (!isObjectEnd(header, 0, header.length) || findLettersEnd(header, 0) !== header.length) return undefined;
  work.spend(8 * headerEnd);
  if (findHeader(header) === undefined) return undefined;
  work.spend(4 * body.length);
  return decode(body, { repair });
}

/** In pieces, since nothing else can be done while one is replaced in. */
function* removeSpace(text: string, work: Work): Steps<string> {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += PIECE) {
    pieces.push(text.slice(at, at + PIECE).replace(/\s+/g, ''));
    if (work.spend(8 * PIECE)) yield work.pause();
  }
  return pieces.join('');
}

/** Base64 in lines, as mail has it (RFC 2045 §6.8). */
function* findJoinedBase64(
  { peeled: { start, end, notes }, body }: Body,
  joined: string,
  search: InnerSearch,
): Steps<readonly Found[] | undefined> {
  const found = yield* findInBase64(joined, 0, joined.length, search);
  if (found.length === 0) return undefined;
  const added = [...notes, describeJoin(body, joined)];
  return found.map((one) => ({ ...one, source: { start, end }, notes: [...added, ...one.notes] }));
}

function describeWhole(text: string, { start, end, notes }: Unwrapped, token: Token): Found {
  const space = text.length - (end - start);
  return {
    raw: token.raw,
    source: { start, end },
    path: [],
    token,
    notes: [
      ...(notes.length === 0 && space > 0 ? [createSpaceNote(space)] : notes),
      ...listRepairNotes(token),
    ],
  };
}

function describeJoin(body: string, joined: string): FoundNote {
  const lines = body.split(/[\n\r\u2028\u2029]+/).length;
  return lines > 1 ? createNote('lines_joined', lines) : createSpaceNote(body.length - joined.length);
}

function createSpaceNote(count: number): FoundNote {
  return createNote('spaces_removed', count);
}
