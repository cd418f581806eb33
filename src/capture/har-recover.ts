import { guarded } from './guard';

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
const listStart = /"(entries|exchanges)"\s{0,100}:\s{0,100}\[/;

/**
 * Finds what can be read in a file that isn't JSON as a whole: one that is cut off, has commas too many, or has one JSON
 * value per line. Each value is read by itself, so that one that is broken doesn't hide the others. Linear; never throws.
 */
export function recoverValues(text: string): Recovered {
  const [start = '', kind] = listStart.exec(text) ?? [];
  const isList = kind === 'entries' || kind === 'exchanges';
  const from = isList ? text.indexOf(start) + start.length : skip(text, text.startsWith('[') ? 1 : 0);
  const values: unknown[] = [];
  let broken = 0;
  let at = skip(text, from);
  while (at < text.length && text[at] !== ']' && values.length < maxValues) {
    const end = findEnd(text, at);
    if (end === undefined) return { kind: isList ? kind : 'values', values, isCut: true, broken };
    const value = parseLoosely(text.slice(at, end));
    if (value === undefined) broken += 1;
    else values.push(value);
    at = skip(text, end);
  }
  // What comes behind the list isn't needed, but a list must end.
  const isCut = isList ? text[at] !== ']' : false;
  return { kind: isList ? kind : 'values', values, isCut, broken };
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
