/** Characters of a text, zero-based, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A way to a value: names of members and indices of items, outermost first. */
export type JsonPath = readonly (string | number)[];

/** Where a member stands. An item of an array has no name. */
export interface MemberPlace {
  /** With its quotes. */
  readonly name?: Span;
  readonly value: Span;
}

const SPACE = /[ \t\n\r]*/y;
/** A string, each part of it a round of its own: a group that repeats would take the engine's stack. */
const STRING_PART = /[^"\\]*(?:\\.)?/sy;
const BARE = /[^\s,\]}]*/y;
const BRACKET_OR_QUOTE = /["[\]{}]/g;

/**
 * Where a member stands in a JSON text, which must be without fault. Of duplicate members the last one, as in
 * `JSON.parse`. Undefined where the path leads nowhere. Reads each level once.
 */
export function findMember(json: string, path: JsonPath): MemberPlace | undefined {
  let start = take(SPACE, json, 0);
  let place: MemberPlace = { value: { start, end: findValueEnd(json, start) } };
  for (const step of path) {
    const found = findStep(json, start, step);
    if (found === undefined) return undefined;
    place = found;
    start = found.value.start;
  }
  return place;
}

/**
 * Where the character at `index` of a decoded string stands in its JSON text, which begins at `start` with a quote: an
 * escape is up to six characters for one.
 */
export function findCharacter(json: string, start: number, index: number): number {
  let at = start + 1;
  for (let passed = 0; passed < index && json[at] !== '"'; passed += 1) {
    at += json[at] !== '\\' ? 1 : json[at + 1] === 'u' ? 6 : 2;
  }
  return at;
}

function findStep(json: string, start: number, step: string | number): MemberPlace | undefined {
  if (json[start] !== (typeof step === 'string' ? '{' : '[')) return undefined;
  let found: MemberPlace | undefined;
  let at = take(SPACE, json, start + 1);
  for (let index = 0; json[at] !== '}' && json[at] !== ']'; index += 1) {
    let name: Span | undefined;
    if (typeof step === 'string') {
      name = { start: at, end: findStringEnd(json, at) };
      at = take(SPACE, json, take(SPACE, json, name.end) + 1);
    }
    const value = { start: at, end: findValueEnd(json, at) };
    if (name === undefined) {
      if (index === step) return { value };
    } else if (JSON.parse(json.slice(name.start, name.end)) === step) {
      found = { name, value };
    }
    at = take(SPACE, json, value.end);
    if (json[at] === ',') at = take(SPACE, json, at + 1);
  }
  return found;
}

function findValueEnd(json: string, start: number): number {
  const character = json[start];
  if (character === '"') return findStringEnd(json, start);
  if (character !== '{' && character !== '[') return take(BARE, json, start);
  let depth = 0;
  let at = start;
  for (;;) {
    BRACKET_OR_QUOTE.lastIndex = at;
    if (!BRACKET_OR_QUOTE.test(json)) return json.length;
    const found = BRACKET_OR_QUOTE.lastIndex - 1;
    at = found + 1;
    if (json[found] === '"') {
      at = findStringEnd(json, found);
    } else {
      depth += json[found] === '{' || json[found] === '[' ? 1 : -1;
      if (depth === 0) return at;
    }
  }
}

/** Behind the closing quote. */
function findStringEnd(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at = take(STRING_PART, json, at);
  return at + 1;
}

function take(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
