import type { Found, FoundNote } from '../found';
import { MAX_WRAPPED_LENGTH } from '../limits';
import { takeEnd } from './runs';
import { createNote } from './note';
import { rewrite } from './rewrite';

/** URL-encoded text goes on until something that ends a URL, a field or a string. */
const REGION = /[^\s"'`<>&;\\^|)]*/y;
/** Of ASCII alone: tokens and what JSON wraps them in are nothing else. */
const ESCAPE = /%[0-7][\dA-F]/gi;

export function findUrlRegionEnd(text: string, start: number): number {
  return takeEnd(REGION, text, start);
}

/** The tokens in URL-encoded text, each with its own place. `search` finds them in the decoded text. */
export function findInUrl(
  text: string,
  start: number,
  end: number,
  search: (text: string) => readonly Found[],
): readonly Found[] {
  if (end - start > MAX_WRAPPED_LENGTH) return [];
  const decoded = rewrite(text.slice(start, end), ESCAPE, (escape) =>
    String.fromCharCode(Number.parseInt(escape.slice(1), 16)),
  );
  if (decoded === undefined) return [];
  return search(decoded.text).map((found) => {
    const source = decoded.toSource(found.source);
    return {
      ...found,
      source: { start: start + source.start, end: start + source.end },
      path: ['url', ...found.path],
      notes: countUp(found.notes),
    };
  });
}

/** Text that was encoded twice is said to be so in one note. */
function countUp(notes: readonly FoundNote[]): readonly FoundNote[] {
  const [first, ...rest] = notes;
  return first?.code === 'url_decoded'
    ? [createNote('url_decoded', String(Number(first.params[0]) + 1)), ...rest]
    : [createNote('url_decoded', '1'), ...notes];
}
