import type { Found } from '../found';
import { MAX_TOKENS_FOUND } from '../limits';
import { findInBase64 } from './base64';
import { findHeaderStart } from './header-start';
import { findSegmentEnd, readCompact, readUrlEncoded } from './shape';

/**
 * Every token that stands in a text as it is, with its dots URL-encoded, or in base64, in order. One pass: a run of
 * letters is read once, from the first place in it where a header may begin. `search` looks through decoded base64.
 */
export function findShapes(text: string, search: (text: string) => readonly Found[]): Found[] {
  const found: Found[] = [];
  let start = findHeaderStart(text);
  while (start !== -1 && found.length < MAX_TOKENS_FOUND) {
    const end = findSegmentEnd(text, start);
    const here = readShape(text, start, end, search);
    for (const one of here) found.push(one);
    start = findHeaderStart(text, here[0]?.source.end ?? end);
  }
  return found;
}

function readShape(
  text: string,
  start: number,
  end: number,
  search: (text: string) => readonly Found[],
): readonly Found[] {
  const token =
    text[end] === '.'
      ? readCompact(text, start, end)
      : text[end] === '%'
        ? readUrlEncoded(text, start)
        : undefined;
  return token === undefined ? findInBase64(text, start, search) : [token];
}
