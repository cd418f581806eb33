import type { Found } from './found';
import { MAX_WRAPPED_LENGTH } from '../limits';
import type { Steps } from '../steps';
import { PathWriter, readJsonString } from './json-path';
import { findSerialized, SerializedTokens } from './json-tokens';
import { createNote } from './found-note';
import { takeEnd } from './base64-runs';
import type { ScanResult } from './scanner';
import { JsonWalk, type JsonString } from './json-walker';
import { FOUND, type InnerSearch } from './search-work';

const BEGINS_AS_JSON = /^\s*[{["]/;
const SPACE = /\s*/y;
/** The longest string in JSON that is read anew, as it is written there. */
const MAX_STRING_LENGTH = 2 * MAX_WRAPPED_LENGTH;

/**
 * Names the place of each token in a text that is JSON, finds those that only its decoded strings show, and in any text
 * those in JSON serialization. `seen` are the tokens that stand in the text as it is, in order. Text that is JSON at
 * its beginning alone is read so far.
 */
export function* locateInJson(
  text: string,
  { broken, serialized }: ScanResult,
  seen: readonly Found[],
  search: InnerSearch,
): Steps<readonly Found[]> {
  const { work } = search;
  if (!BEGINS_AS_JSON.test(text)) {
    if (serialized.length === 0) return seen;
    return replaceInside(seen, yield* findSerialized(text, serialized, work));
  }
  const writer = new PathWriter(text);
  const objects = new SerializedTokens(text, work);
  const walk: JsonWalk = new JsonWalk(text, 0, work, (start, end) => {
    // The object itself is still among those that are open.
    const outer = walk.levels.slice(0, -1);
    objects.take(start, end, () => (outer.length === 0 ? [] : ['json', writer.write(outer)]));
  });
  const content = findContent(text);
  const isBroken = new Set(broken);
  const placed: Found[] = [];
  let next = 0;
  let readEnd = -1;
  for (const point of sortPoints(seen, broken, serialized)) {
    if (walk.isOver) break;
    const string = point < readEnd ? undefined : yield* walk.findString(point);
    if (string === undefined) continue;
    readEnd = string.end;
    next = takeUpTo(string.start, seen, next, placed);
    const inside: Found[] = [];
    next = takeUpTo(string.end, seen, next, inside);
    // A text that only begins with a string in quotes is no JSON.
    const isAll = string.start - 1 === content.start && string.end + 1 === content.end;
    const path = string.isName || !(isAll || walk.levels.length > 0) ? undefined : writer.write(walk.levels);
    const hasMore = string.hasEscape || isBroken.has(point);
    const here =
      path === undefined ? inside : yield* placeInString(text, string, hasMore, path, inside, search);
    for (const found of here) placed.push(found);
  }
  takeUpTo(Infinity, seen, next, placed);
  yield* walk.finish();
  return replaceInside(placed, objects.found);
}

/** Tokens in one string: with the path to it, or read anew where the string says something else than it shows. */
function* placeInString(
  text: string,
  { start, end }: JsonString,
  hasMore: boolean,
  path: string,
  inside: readonly Found[],
  { work, run }: InnerSearch,
): Steps<readonly Found[]> {
  const value = hasMore ? readString(text, start, end, work) : undefined;
  const read = value === undefined ? [] : yield* run(value);
  if (read.length === 0) return inside.map((found) => ({ ...found, path: ['json', path, ...found.path] }));
  const sources = matchSources(inside, read);
  const placed: Found[] = [];
  for (const [index, found] of read.entries()) {
    if (work.spend(FOUND)) yield work.pause();
    placed.push({
      ...found,
      source: sources[index] ?? { start, end },
      path: ['json', path, ...found.path],
      notes: found.path[0] === 'json' ? [createNote('json_decoded'), ...found.notes] : found.notes,
    });
  }
  return placed;
}

/**
 * Where each token that was found in a decoded string is in the text as it is: nowhere if it has escapes in it, else the
 * next one with the same characters. Both lists are in order.
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
  if (end - start > MAX_STRING_LENGTH) {
    work.isCut = true;
    return undefined;
  }
  work.spend(2 * (end - start));
  return readJsonString(text.slice(start, end));
}

/** Where a text begins and ends without the white space around it. */
function findContent(text: string): { readonly start: number; readonly end: number } {
  return { start: takeEnd(SPACE, text, 0), end: text.trimEnd().length };
}

function sortPoints(found: readonly Found[], ...others: readonly (readonly number[])[]): readonly number[] {
  const points = found.map(({ source }) => source.start);
  return points.concat(...others).sort((one, other) => one - other);
}

/** Moves what begins before `end`; returns the index of the first that does not. */
function takeUpTo(end: number, from: readonly Found[], index: number, to: Found[]): number {
  let next = index;
  for (; next < from.length; next += 1) {
    const found = from[next];
    if (found === undefined || found.source.start >= end) break;
    to.push(found);
  }
  return next;
}

/** Puts tokens in the place of those that are part of them. Both lists are in order. */
function replaceInside(found: readonly Found[], whole: readonly Found[]): readonly Found[] {
  if (whole.length === 0) return found;
  let at = 0;
  const rest = found.filter(({ source }) => {
    while (at < whole.length && (whole[at]?.source.end ?? 0) <= source.start) at += 1;
    return source.start < (whole[at]?.source.start ?? Infinity);
  });
  return [...rest, ...whole];
}
