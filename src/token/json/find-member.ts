import { skip, skipSpace, skipString } from './json-scanner';

/** Characters of a text, zero-based, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A path to a value: names of members and indices of items, outermost first. */
export type JsonPath = readonly (string | number)[];

/** The position of a member. An item of an array has no name. */
export interface MemberLocation {
  /** Including its quotes. */
  readonly name?: Span;
  readonly value: Span;
}

const BARE = /[^\s,\]}]*/y;
const BRACKET_OR_QUOTE = /["[\]{}]/g;

/**
 * Finds the position of a member in JSON, which must be valid. Returns the last of duplicate members, as `JSON.parse`
 * does, and undefined if there is no such member. Reads each level once.
 */
export function findMember(json: string, path: JsonPath): MemberLocation | undefined {
  let start = skipSpace(json, 0);
  let location: MemberLocation = { value: { start, end: findValueEnd(json, start) } };
  for (const step of path) {
    const found = findStep(json, start, step);
    if (found === undefined) return undefined;
    location = found;
    start = found.value.start;
  }
  return location;
}

/**
 * Finds the position in JSON of the character at `index` of a decoded string, which begins with a quote at `start`. An
 * escape has up to six characters.
 */
export function findCharacter(json: string, start: number, index: number): number {
  let at = start + 1;
  for (let passed = 0; passed < index && json[at] !== '"'; passed += 1) {
    at += json[at] !== '\\' ? 1 : json[at + 1] === 'u' ? 6 : 2;
  }
  return at;
}

function findStep(json: string, start: number, step: string | number): MemberLocation | undefined {
  if (json[start] !== (typeof step === 'string' ? '{' : '[')) return undefined;
  let found: MemberLocation | undefined;
  let at = skipSpace(json, start + 1);
  for (let index = 0; json[at] !== '}' && json[at] !== ']'; index += 1) {
    let name: Span | undefined;
    if (typeof step === 'string') {
      name = { start: at, end: skipString(json, at) };
      at = skipSpace(json, skipSpace(json, name.end) + 1);
    }
    const value = { start: at, end: findValueEnd(json, at) };
    if (name === undefined) {
      if (index === step) return { value };
    } else if (JSON.parse(json.slice(name.start, name.end)) === step) {
      found = { name, value };
    }
    at = skipSpace(json, value.end);
    if (json[at] === ',') at = skipSpace(json, at + 1);
  }
  return found;
}

/** Returns the index after the value that begins at `start`, in valid JSON. */
export function findValueEnd(json: string, start: number): number {
  const character = json[start];
  if (character === '"') return skipString(json, start);
  if (character !== '{' && character !== '[') return skip(BARE, json, start);
  let depth = 0;
  let at = start;
  for (;;) {
    BRACKET_OR_QUOTE.lastIndex = at;
    if (!BRACKET_OR_QUOTE.test(json)) return json.length;
    const found = BRACKET_OR_QUOTE.lastIndex - 1;
    at = found + 1;
    if (json[found] === '"') {
      at = skipString(json, found);
    } else {
      depth += json[found] === '{' || json[found] === '[' ? 1 : -1;
      if (depth === 0) return at;
    }
  }
}
