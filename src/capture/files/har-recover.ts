import { guarded, membersOf } from '../protocol/guard';
import { maxRecoveredDepth, maxRecoveredValues } from './limits';

/** Values found in a text that isn't valid JSON. */
export interface Recovered {
  /** `entries` of a HAR, `exchanges` of our own format, or consecutive values. */
  readonly kind: 'entries' | 'exchanges' | 'values';
  readonly values: readonly unknown[];
  /** The beginning of the value in which the text ends: see {@link closeObject}. */
  readonly partial: unknown;
  /** The list is incomplete: the text ends or is invalid within it. */
  readonly isCut: boolean;
  /** Number of values that aren't valid JSON. */
  readonly broken: number;
}

const listStart = /"(entries|exchanges)"\s{0,100}:\s{0,100}\[/g;

/**
 * Recovers what it can from a file that isn't valid JSON: one that is truncated, has extra commas, or has one JSON value
 * or one HAR per line. Parses each value separately, so that a broken one doesn't affect the others. Linear; never throws.
 */
export function recoverValues(text: string): Recovered {
  const found: Found = { values: [], partial: undefined, isCut: false, broken: 0, end: 0 };
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
  const { values, partial, isCut, broken } = found;
  return { kind, values, partial, isCut, broken };
}

interface Found {
  readonly values: unknown[];
  partial: unknown;
  isCut: boolean;
  broken: number;
  /** Where the list, the text, or its readable part ends. */
  end: number;
}

function readList(text: string, start: number, found: Found): void {
  let at = skip(text, start);
  while (at < text.length && text[at] !== ']' && found.values.length < maxRecoveredValues) {
    const end = findEnd(text, at);
    if (end === undefined) {
      found.isCut = true;
      found.partial = closeObject(text.slice(at));
      break;
    }
    const value = parseLoosely(text.slice(at, end));
    if (value === undefined) found.broken += 1;
    else found.values.push(value);
    at = skip(text, end);
  }
  found.end = at;
}

const structure = /["{}[\],]/g;
const memberStart = /:\s*$/;

/**
 * Parses the beginning of a HAR entry: its complete members, and as much as there is of a body, which is marked as
 * truncated. Leaves out other text that is truncated, since a part of a token would look like a complete one. Undefined if
 * it can't be parsed.
 */
function closeObject(text: string): unknown {
  const closers: string[] = [];
  let readable = { end: 0, depth: 0 };
  structure.lastIndex = 0;
  for (let mark = structure.exec(text); mark !== null; mark = structure.exec(text)) {
    const { 0: character, index } = mark;
    if (character === '"') {
      const end = findStringEnd(text, index + 1);
      if (end === undefined) {
        const before = text.slice(0, index);
        const isBody = /"text"\s{0,9}:\s{0,9}$/.test(before.slice(-32));
        const body = isBody
          ? markCutBody(closeText(`${before}${closeString(text.slice(index))}`, closers))
          : undefined;
        if (body !== undefined) return body;
        break;
      }
      // The value of a member is complete with its quote. A name without its value can't be parsed.
      if (memberStart.test(text.slice(Math.max(0, index - 16), index)))
        readable = { end, depth: closers.length };
      structure.lastIndex = end;
      continue;
    }
    // No entry nests this deep. Parsing such a text would take long.
    if (closers.length === maxRecoveredDepth) break;
    if (character === '{' || character === '[') closers.push(character === '{' ? '}' : ']');
    else if (character !== ',') closers.pop();
    readable = { end: character === ',' ? index : index + 1, depth: closers.length };
  }
  return closeText(text.slice(0, readable.end), closers.slice(0, readable.depth));
}

function closeText(text: string, closers: readonly string[]): unknown {
  return parseLoosely(text + closers.toReversed().join(''));
}

/** Base64 that is longer than a word. */
const base64 = /^"[\w+/]{64,}$/;

/**
 * Closes a string that ends early, perhaps within an escape. Browsers write after a body that it's base64, so that it has to
 * be recognized.
 */
function closeString(text: string): string {
  if (base64.test(text))
    return `${text.slice(0, 1 + 4 * Math.floor((text.length - 1) / 4))}","encoding":"base64"`;
  const end = /(?<!\\)(?:\\\\)*\\(?:u[\dA-F]{0,3})?$/i.exec(text.slice(-64));
  return `${end === null ? text : text.slice(0, text.length - end[0].length)}"`;
}

/** Marks the body as the panel's own files do, in the custom member that `har-additions.ts` reads. */
function markCutBody(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const isResponse = membersOf(entry)['response'] !== undefined;
  return { ...entry, _jwtDevtools: isResponse ? { isResponseBodyCut: true } : { isRequestBodyCut: true } };
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
