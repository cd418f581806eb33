import { guarded } from '../protocol/guard';

/** What is found in a text that isn't one JSON value. */
export interface Recovered {
  /** `entries` of a HAR, `exchanges` of our own file, or values one after the other. */
  readonly kind: 'entries' | 'exchanges' | 'values';
  readonly values: readonly unknown[];
  /** The text ends, or goes wrong, within the list. */
  readonly isCut: boolean;
  /** Values that aren't JSON. */
  readonly broken: number;
}

/** More aren't read; the reader has the same limit. */
const maxValues = 1_000_001;
const listStart = /"(entries|exchanges)"\s{0,100}:\s{0,100}\[/g;

/**
 * Finds what can be read in a file that isn't JSON as a whole: one that is cut off, has commas too many, or has one JSON
 * value, or one HAR, per line. Each value is read by itself, so that one that is broken doesn't hide the others. Linear;
 * never throws.
 */
export function recoverValues(text: string): Recovered {
  const found: Found = { values: [], isCut: false, broken: 0, end: 0 };
  let kind: Recovered['kind'] = 'values';
  listStart.lastIndex = 0;
  for (let list = listStart.exec(text); list !== null && !found.isCut; list = listStart.exec(text)) {
    kind = list[1] === 'exchanges' ? 'exchanges' : 'entries';
    readList(text, listStart.lastIndex, found);
    // What comes behind a list isn't needed, but a list must end.
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
  /** Where the list ends, or the text, or what can be read of it. */
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

/** Behind white space, commas, and the byte that begins a record of a JSON text sequence (RFC 7464 §2.2). */
function skip(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n,\ufeff\x1e'.includes(text[at] ?? '')) at += 1;
  return at;
}

const marks = /["{}[\]]/g;

/** Where the object or list that begins here ends; undefined for one that doesn't, and for anything else. */
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

/** A string, which stays as it is, or a comma that nothing follows. */
const stringOrComma = /"[^"\\]*(?:\\[^][^"\\]*)*"|,(?=\s*(?:,|[}\]]))/g;

/** JSON, also with a comma behind the last member. */
function parseLoosely(text: string): unknown {
  return (
    guarded((): unknown => JSON.parse(text)) ??
    guarded((): unknown =>
      JSON.parse(text.replaceAll(stringOrComma, (match) => (match === ',' ? '' : match))),
    )
  );
}
