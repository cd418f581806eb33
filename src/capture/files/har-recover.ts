import { guarded } from '../protocol/guard';

/** Values found in a text that isn't valid JSON. */
export interface Recovered {
  /** `entries` of a HAR, `exchanges` of our own format, or consecutive values. */
  readonly kind: 'entries' | 'exchanges' | 'values';
  readonly values: readonly unknown[];
  /** The list is incomplete: the text ends or is invalid within it. */
  readonly isCut: boolean;
  /** Number of values that aren't valid JSON. */
  readonly broken: number;
}

/** Maximum number of values; the reader has the same limit. */
const maxValues = 1_000_001;
const listStart = /"(entries|exchanges)"\s{0,100}:\s{0,100}\[/g;

/**
 * Recovers what it can from a file that isn't valid JSON: one that is truncated, has extra commas, or has one JSON value
 * or one HAR per line. Parses each value separately, so that a broken one doesn't affect the others. Linear; never throws.
 */
export function recoverValues(text: string): Recovered {
  const found: Found = { values: [], isCut: false, broken: 0, end: 0 };
  let kind: Recovered['kind'] = 'values';
  listStart.lastIndex = 0;
  for (let list = listStart.exec(text); list !== null && !found.isCut; list = listStart.exec(text)) {
    kind = list[1] === 'exchanges' ? 'exchanges' : 'entries';
    readList(text, listStart.lastIndex, found);
    // The text after a list doesn't matter, but the list must be closed.
    found.isCut ||= text[found.end] !== ']';
    listStart.lastIndex = found.end;
  }
  if (kind === 'values') readList(text, text.startsWith('[') ? 1 : 0, found);
  const { values, isCut, broken } = found;
  return { kind, values, isCut, broken };
}

interface Found {
  readonly values: unknown[];
  isCut: boolean;
  broken: number;
  /** Where the list, the text, or its readable part ends. */
  end: number;
}

function readList(text: string, start: number, found: Found): void {
  let at = skip(text, start);
  while (at < text.length && text[at] !== ']' && found.values.length < maxValues) {
    const end = findEnd(text, at);
    if (end === undefined) {
      found.isCut = true;
      break;
    }
    const value = parseLoosely(text.slice(at, end));
    if (value === undefined) found.broken += 1;
    else found.values.push(value);
    at = skip(text, end);
  }
  found.end = at;
}

/** Skips white space, commas, and the byte that begins a record of a JSON text sequence (RFC 7464 §2.2). */
function skip(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n,\ufeff\x1e'.includes(text[at] ?? '')) at += 1;
  return at;
}

const marks = /["{}[\]]/g;

/** The end of the object or array that starts here; undefined if it isn't closed or is something else. */
function findEnd(text: string, start: number): number | undefined {
  if (text[start] !== '{' && text[start] !== '[') return undefined;
  let depth = 0;
  marks.lastIndex = start;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === '"') {
      const end = findStringEnd(text, mark.index + 1);
      if (end === undefined) return undefined;
      marks.lastIndex = end;
      continue;
    }
    depth += mark[0] === '{' || mark[0] === '[' ? 1 : -1;
    if (depth === 0) return mark.index + 1;
  }
  return undefined;
}

const stringMarks = /["\\]/g;

function findStringEnd(text: string, start: number): number | undefined {
  stringMarks.lastIndex = start;
  for (let mark = stringMarks.exec(text); mark !== null; mark = stringMarks.exec(text)) {
    if (mark[0] === '"') return mark.index + 1;
    stringMarks.lastIndex = mark.index + 2;
  }
  return undefined;
}

/** Matches a string, which is kept, or a trailing comma. */
const stringOrComma = /"[^"\\]*(?:\\[^][^"\\]*)*"|,(?=\s*(?:,|[}\]]))/g;

/** Parses JSON that may contain trailing commas. */
function parseLoosely(text: string): unknown {
  return (
    guarded((): unknown => JSON.parse(text)) ??
    guarded((): unknown =>
      JSON.parse(text.replaceAll(stringOrComma, (match) => (match === ',' ? '' : match))),
    )
  );
}
