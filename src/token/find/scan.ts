import type { Found } from '../found';
import { MAX_TOKENS_FOUND } from '../limits';
import { findBase64End, findInBase64 } from './base64';
import { findHeaderStart } from './header-start';
import { Run } from './run';
import { findSegmentEnd, findUrlSegmentEnd, readCompact, readUrlEncoded } from './shape';

/**
 * Every token that stands in a text as it is, with its dots URL-encoded, or in base64, in order. One pass: a run of
 * letters is read from the first few places in it where a header may begin. `search` looks through decoded base64.
 */
export function findShapes(text: string, search: (text: string) => readonly Found[]): Found[] {
  const found: Found[] = [];
  const runs = { url: new Run(text, findUrlSegmentEnd), base64: new Run(text, findBase64End) };
  let start = findHeaderStart(text);
  while (start !== -1 && found.length < MAX_TOKENS_FOUND) {
    const end = findSegmentEnd(text, start);
    const here = readShape(text, start, end, runs, search);
    for (const one of here) found.push(one);
    start = findHeaderStart(text, here[0]?.source.end ?? end);
  }
  return found;
}

function readShape(
  text: string,
  start: number,
  end: number,
  runs: { readonly url: Run; readonly base64: Run },
  search: (text: string) => readonly Found[],
): readonly Found[] {
  let token: Found | undefined;
  if (text[end] === '.') {
    token = readCompact(text, start, end);
  } else if (text[end] === '%') {
    const headerEnd = runs.url.enter(start);
    token = headerEnd === undefined ? undefined : readUrlEncoded(text, start, headerEnd);
  }
  if (token !== undefined) return [token];
  const runEnd = runs.base64.enter(start);
  return runEnd === undefined ? [] : findInBase64(text, start, runEnd, search);
}
