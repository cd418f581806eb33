import type { Found } from '../found';
import { PathWriter, readJsonString } from './json-path';
import { findSerialized, takeSerialized } from './json-tokens';
import { createNote } from './note';
import type { Sweep } from './sweep';
import { JsonWalk, type JsonString } from './walk-json';

type Search = (text: string) => readonly Found[];

const BEGINS_AS_JSON = /^\s*[{["]/;

/**
 * Names the place of each token in a text that is JSON, finds those that only its decoded strings show, and in any text
 * those in JSON serialization. `seen` are the tokens that stand in the text as it is, in order. Text that is JSON at
 * its beginning alone is read so far.
 */
export function placeInJson(
  text: string,
  { broken, serialized }: Sweep,
  seen: readonly Found[],
  search: Search,
): readonly Found[] {
  if (!BEGINS_AS_JSON.test(text)) {
    return serialized.length === 0 ? seen : replaceInside(seen, findSerialized(text, serialized));
  }
  const writer = new PathWriter(text);
  const objects: Found[] = [];
  const walk: JsonWalk = new JsonWalk(text, 0, (start, end) => {
    // The object itself is still among those that are open.
    const outer = walk.levels.slice(0, -1);
    takeSerialized(text, start, end, outer.length === 0 ? [] : ['json', writer.write(outer)], objects);
  });
  const isBroken = new Set(broken);
  const placed: Found[] = [];
  let next = 0;
  let readEnd = -1;
  for (const point of sortPoints(seen, broken, serialized)) {
    const string = point < readEnd ? undefined : walk.findString(point);
    if (string === undefined) continue;
    readEnd = string.end;
    next = takeUpTo(string.start, seen, next, placed);
    const inside: Found[] = [];
    next = takeUpTo(string.end, seen, next, inside);
    const isAll = walk.levels.length > 0 || isWholeText(text, string);
    const path = string.isName || !isAll ? undefined : writer.write(walk.levels);
    const hasMore = string.hasEscape || isBroken.has(point);
    const here = path === undefined ? inside : placeInString(text, string, hasMore, path, inside, search);
    for (const found of here) placed.push(found);
  }
  takeUpTo(Infinity, seen, next, placed);
  walk.finish();
  return replaceInside(placed, objects);
}

/** Tokens in one string: with the path to it, or read anew where the string says something else than it shows. */
function placeInString(
  text: string,
  { start, end }: JsonString,
  hasMore: boolean,
  path: string,
  inside: readonly Found[],
  search: Search,
): readonly Found[] {
  const value = hasMore ? readJsonString(text.slice(start, end)) : undefined;
  const read = value === undefined ? [] : search(value);
  if (read.length === 0) return inside.map((found) => ({ ...found, path: ['json', path, ...found.path] }));
  const shown = new Map<string, Found[]>();
  // The last one first, so that taking the first one costs the same however many there are.
  for (const found of inside.toReversed()) {
    const same = shown.get(found.raw);
    if (same === undefined) shown.set(found.raw, [found]);
    else same.push(found);
  }
  return read.map((found) => ({
    ...found,
    source: shown.get(found.raw)?.pop()?.source ?? { start, end },
    path: ['json', path, ...found.path],
    notes: found.path[0] === 'json' ? [createNote('json_decoded'), ...found.notes] : found.notes,
  }));
}

/** A text that only begins with a string in quotes is no JSON. */
function isWholeText(text: string, { start, end }: JsonString): boolean {
  return text.slice(0, start - 1).trim() === '' && text.slice(end + 1).trim() === '';
}

function sortPoints(seen: readonly Found[], ...others: readonly (readonly number[])[]): readonly number[] {
  const points = new Set(seen.map(({ source }) => source.start));
  for (const point of others.flat()) points.add(point);
  return [...points].sort((one, other) => one - other);
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
