import { createNote, type Found, type FoundNote } from './found';
import type { Steps } from '../steps';
import { takeEnd } from './base64-runs';
import { rewrite, type Replacing } from './rewrite';
import { sliceWrapped, type InnerSearch } from './search-work';

/** URL-encoded text ends at a character that ends a URL, a form field or a string. */
const REGION = /[^\s"'`<>&;\\^|)]*/y;
/** Spaces and invisible characters beyond ASCII that people paste with a token: no-break and zero-width ones. */
const SPACE_ESCAPE = /%C2%A[0D]|%E2%80%(?:8[\dA-F]|A[89F]|AA)|%E2%81%A0|%EF%BB%BF/iy;
/** Otherwise only escapes of ASCII characters, since tokens and the JSON around them contain no others. */
const escapes: Replacing = {
  findStart: (text, from) => text.indexOf('%', from),
  findEnd: (text, start) => (readEscape(text, start) === -1 ? takeEnd(SPACE_ESCAPE, text, start) : start + 3),
  replace: (text, start, end) =>
    end - start === 3
      ? String.fromCharCode(readEscape(text, start))
      : decodeURIComponent(text.slice(start, end)),
};

/** Returns the end of the URL-encoded text that contains `start`. */
export function findUrlRegionEnd(text: string, start: number): number {
  return takeEnd(REGION, text, start);
}

/** Finds the tokens in URL-encoded text, each with its position in the text. */
export function* findInUrl(
  text: string,
  start: number,
  end: number,
  search: InnerSearch,
): Steps<readonly Found[]> {
  const wrapped = sliceWrapped(text, start, end, search.work);
  if (wrapped === undefined) return [];
  const decoded = yield* rewrite(wrapped, escapes, search.work);
  if (decoded === undefined) return [];
  return (yield* search.run(decoded.text)).map((found) => {
    const source = decoded.toSource(found.source);
    return {
      ...found,
      source: { start: start + source.start, end: start + source.end },
      path: ['url', ...found.path],
      notes: countUp(found.notes),
    };
  });
}

/** The character code of an escape, or -1 if it isn't an escape of an ASCII character. */
function readEscape(text: string, percent: number): number {
  const high = readHex(text.charCodeAt(percent + 1));
  const low = readHex(text.charCodeAt(percent + 2));
  return high === -1 || high > 7 || low === -1 ? -1 : 16 * high + low;
}

function readHex(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Combines the notes of text that was encoded several times into one with a count. */
function countUp(notes: readonly FoundNote[]): readonly FoundNote[] {
  const [first, ...rest] = notes;
  return first?.code === 'url_decoded'
    ? [createNote('url_decoded', Number(first.params[0]) + 1), ...rest]
    : [createNote('url_decoded', 1), ...notes];
}
