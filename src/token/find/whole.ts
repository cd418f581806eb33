import { decode } from '../decode';
import type { Found, FoundNote } from '../found';
import { MAX_WRAPPED_LENGTH } from '../limits';
import type { Token } from '../token';
import { findInBase64 } from './base64';
import { isObjectStart, isTextStart } from './base64-start';
import { isFindable, isSignatureWhole } from './findable';
import { createNote, listRepairNotes } from './note';
import { peel, type Peeled } from './peel';
import { sweep } from './sweep';
import { takeWrappedTokens } from './wrapped-lines';

type Search = (text: string) => readonly Found[];

/**
 * Reads a text that is one token and nothing else, however it was copied: between quotes, behind `Bearer`, with line
 * breaks and indentation in it, or the same in base64. Undefined for any other text, also where only the first lines
 * are a token.
 */
export function findWholeToken(text: string, search: Search): readonly Found[] | undefined {
  if (text.length > MAX_WRAPPED_LENGTH) return undefined;
  const peeled = peel(text);
  const body = text.slice(peeled.start, peeled.end);
  if (body.includes('.') && isObjectStart(body, 0, body.length)) {
    const token = readBody(body);
    // An unencoded payload may be any text (RFC 7797 §5.2); behind a tilde, other text is no disclosure.
    const isWhole = token.kind === 'jws' || !/[^\w.~+/=-]/.test(body);
    if (isWhole && isFindable(token)) return [describeWhole(text, peeled, token)];
  }
  if (!/\s/.test(body) || /[^\w.~\s+/=-]/.test(body)) return undefined;
  const joined = body.replace(/\s+/g, '');
  return joined.includes('.')
    ? findJoinedToken(text, peeled, body, joined)
    : findJoinedBase64(peeled, body, joined, search);
}

/** Padding at the end of a text is its token's. A slash or a plus sign may not be, unless the signature is whole with it. */
function readBody(body: string): Token {
  const token = decode(body, { repair: true });
  const isSure = !/[+/]/.test(body) || isSignatureWhole(token.kind === 'sd-jwt' ? token.jws : token);
  return isSure ? token : decode(body);
}

/** Reads a token in standard base64 whose plus signs form decoding made spaces of. */
function readWithPlus(body: string): Token | undefined {
  if (/[^\w.~+/= -]| {2}/.test(body)) return undefined;
  const token = decode(body.replaceAll(' ', '+'), { repair: true });
  return isFindable(token) && isSignatureWhole(token) ? token : undefined;
}

function findJoinedToken(
  text: string,
  peeled: Peeled,
  body: string,
  joined: string,
): readonly Found[] | undefined {
  const token = decode(joined, { repair: true });
  const plus = isSignatureWhole(token) ? undefined : readWithPlus(body);
  if (plus !== undefined) {
    const spaces = createNote('plus_restored', String(body.length - joined.length));
    const whole = describeWhole(text, peeled, plus);
    return [{ ...whole, notes: [...peeled.notes, spaces, ...listRepairNotes(plus)] }];
  }
  if (!isFindable(token)) return undefined;
  if (holdsWhole(body, () => [])) return undefined;
  // A word in the line behind a wrapped token is none of its letters.
  if (!isSignatureWhole(token) && takeWrappedTokens(text) !== undefined) return undefined;
  const whole = describeWhole(text, peeled, token);
  return [{ ...whole, notes: [...peeled.notes, describeJoin(body, joined), ...listRepairNotes(token)] }];
}

/** Base64 in lines, as mail has it (RFC 2045 §6.8). */
function findJoinedBase64(
  { start, end, notes }: Peeled,
  body: string,
  joined: string,
  search: Search,
): readonly Found[] | undefined {
  if (!isTextStart(joined, 0, joined.length) || holdsWhole(body, search)) return undefined;
  const found = findInBase64(joined, 0, joined.length, search);
  if (found.length === 0) return undefined;
  const added = [...notes, describeJoin(body, joined)];
  return found.map((one) => ({ ...one, source: { start, end }, notes: [...added, ...one.notes] }));
}

/** Whether a token stands in the text as it is: then what follows in the next line is no part of it. */
function holdsWhole(body: string, search: Search): boolean {
  return sweep(body, search).found.some(({ token }) => isSignatureWhole(token));
}

function describeWhole(text: string, { start, end, notes }: Peeled, token: Token): Found {
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
  return lines > 1 ? createNote('lines_joined', String(lines)) : createSpaceNote(body.length - joined.length);
}

function createSpaceNote(count: number): FoundNote {
  return createNote('spaces_removed', String(count));
}
