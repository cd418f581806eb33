import { createNote, type Found } from './found';
import { maxWrappedLength } from '../limits';
import type { Steps } from '../steps';
import { PathWriter, readJsonString } from './json-path';
import { findSerialized, SerializedTokens } from './json-tokens';
import { takeEnd } from './base64-runs';
import type { ScanResult } from './scanner';
import { JsonWalker, type JsonString } from './json-walker';
import { FOUND, type InnerSearch } from './search-work';

const BEGINS_AS_JSON = /^\s*[{["]/;
const SPACE = /\s*/y;
/** The longest JSON string that is decoded and searched, in characters as written. */
const maxStringLength = 2 * maxWrappedLength;

/**
 * Adds to each token in a text that is JSON its path, finds the tokens that are only in decoded strings, and in any text
 * the tokens in JSON serialization. `foundAsWritten` are the tokens in the text as it is, in order. If only the beginning
 * of the text is JSON, the rest has no paths.
 */
export function* locateInJson(
  text: string,
  { broken, serialized }: ScanResult,
  foundAsWritten: readonly Found[],
  search: InnerSearch,
): Steps<readonly Found[]> {
  const { work } = search;
  if (!BEGINS_AS_JSON.test(text)) {
    if (serialized.length === 0) return foundAsWritten;
    return replaceInside(foundAsWritten, yield* findSerialized(text, serialized, work));
  }
  const writer = new PathWriter(text);
  const objects = new SerializedTokens(text, work);
  const walker: JsonWalker = new JsonWalker(text, 0, work, (start, end) => {
    // The object itself is still open.
    const outer = walker.levels.slice(0, -1);
    objects.take(start, end, () => (outer.length === 0 ? [] : ['json', writer.write(outer)]));
  });
  const content = findContent(text);
  const isBroken = new Set(broken);
  const located: Found[] = [];
  let next = 0;
  let readEnd = -1;
  for (const position of sortPositions(foundAsWritten, broken, serialized)) {
    if (walker.isOver) break;
    const string = position < readEnd ? undefined : yield* walker.findString(position);
    if (string === undefined) continue;
    readEnd = string.end;
    next = takeUpTo(string.start, foundAsWritten, next, located);
    const inside: Found[] = [];
    next = takeUpTo(string.end, foundAsWritten, next, inside);
    // A text that begins with a string in quotes and continues isn't JSON.
    const isEntireText = string.start - 1 === content.start && string.end + 1 === content.end;
    const path =
      string.isName || !(isEntireText || walker.levels.length > 0) ? undefined : writer.write(walker.levels);
    const mayHaveMore = string.hasEscape || isBroken.has(position);
    const here =
      path === undefined ? inside : yield* locateInString(text, string, mayHaveMore, path, inside, search);
    for (const found of here) located.push(found);
  }
  takeUpTo(Infinity, foundAsWritten, next, located);
  yield* walker.finish();
  return replaceInside(located, objects.found);
}

/** Adds the path of a string to the tokens in it. If the string has escapes, its decoded value is searched too. */
function* locateInString(
  text: string,
  { start, end }: JsonString,
  mayHaveMore: boolean,
  path: string,
  inside: readonly Found[],
  { work, run }: InnerSearch,
): Steps<readonly Found[]> {
  const value = mayHaveMore ? readString(text, start, end, work) : undefined;
  const decoded = value === undefined ? [] : yield* run(value);
  if (decoded.length === 0) return inside.map((found) => ({ ...found, path: ['json', path, ...found.path] }));
  const sources = matchSources(inside, decoded);
  const located: Found[] = [];
  for (const [index, found] of decoded.entries()) {
    if (work.spend(FOUND)) yield work.pause();
    located.push({
      ...found,
      source: sources[index] ?? { start, end },
      path: ['json', path, ...found.path],
      notes: found.path[0] === 'json' ? [createNote('json_decoded'), ...found.notes] : found.notes,
    });
  }
  return located;
}

/**
 * Returns the position in the text of each token that was found in a decoded string: that of the next token as written
 * with the same characters, or undefined if the token is written with escapes. Both lists are in order.
 */
function matchSources(
  inside: readonly Found[],
  decoded: readonly Found[],
): readonly (Found['source'] | undefined)[] {
  if (inside.length === decoded.length && inside.every(({ raw }, index) => raw === decoded[index]?.raw)) {
    return inside.map(({ source }) => source);
  }
  const sources = new Map<string, Found['source'][]>();
  // In reverse order, since `pop` takes constant time.
  for (const { raw, source } of inside.toReversed()) {
    const same = sources.get(raw);
    if (same === undefined) sources.set(raw, [source]);
    else same.push(source);
  }
  return decoded.map(({ raw }) => sources.get(raw)?.pop());
}

function readString(text: string, start: number, end: number, work: InnerSearch['work']): string | undefined {
  if (end - start > maxStringLength) {
    work.isCut = true;
    return undefined;
  }
  work.spend(2 * (end - start));
  return readJsonString(text.slice(start, end));
}

/** The position of a text without the white space around it. */
function findContent(text: string): { readonly start: number; readonly end: number } {
  return { start: takeEnd(SPACE, text, 0), end: text.trimEnd().length };
}

function sortPositions(
  found: readonly Found[],
  ...others: readonly (readonly number[])[]
): readonly number[] {
  const positions = found.map(({ source }) => source.start);
  return positions.concat(...others).sort((one, other) => one - other);
}

/** Moves the tokens that begin before `end`, and returns the index of the first one that doesn't. */
function takeUpTo(end: number, from: readonly Found[], index: number, to: Found[]): number {
  let next = index;
  for (; next < from.length; next += 1) {
    const found = from[next];
    if (found === undefined || found.source.start >= end) break;
    to.push(found);
  }
  return next;
}

/** Adds `outer` tokens, and removes those that are part of them. Both lists are in order. */
function replaceInside(found: readonly Found[], outer: readonly Found[]): readonly Found[] {
  if (outer.length === 0) return found;
  let at = 0;
  const rest = found.filter(({ source }) => {
    while (at < outer.length && (outer[at]?.source.end ?? 0) <= source.start) at += 1;
    return source.start < (outer[at]?.source.start ?? Infinity);
  });
  return [...rest, ...outer];
}
