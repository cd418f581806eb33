type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | 'colon' | 'comma or end';

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
/** What may stand in a string as it is: all but the quote, the backslash and what lies under the space. */
const PLAIN = /[ !#-[\]-\uFFFF]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;

/**
 * Zero-based index of the first character at which a text stops being JSON (RFC 8259), or at which it nests deeper
 * than `maxDepth`; the length where it ends too early or is without fault. Engines tell this only in messages of their
 * own, each in another way. Only finds the place: the value comes from `JSON.parse`.
 */
export function findJsonError(text: string, maxDepth: number): number {
  const closers: ('}' | ']')[] = [];
  let expected = 'value' as Expected;
  let at = 0;
  for (;;) {
    at = skip(SPACE, text, at);
    const character = text[at];
    if (character === undefined) return at;

    if (character === '"' && expected !== 'colon' && expected !== 'comma or end') {
      const string = readString(text, at);
      if (!string.closed) return string.end;
      at = string.end;
      expected = expected === 'name' || expected === 'name or }' ? 'colon' : 'comma or end';
      continue;
    }
    if (character === ',' && expected === 'comma or end' && closers.length > 0) {
      expected = closers.at(-1) === '}' ? 'name' : 'value';
    } else if (character === ':' && expected === 'colon') {
      expected = 'value';
    } else if (character === closers.at(-1) && mayClose(expected, character)) {
      closers.pop();
      expected = 'comma or end';
    } else if (
      (character === '{' || character === '[') &&
      isValueExpected(expected) &&
      closers.length < maxDepth
    ) {
      closers.push(character === '{' ? '}' : ']');
      expected = character === '{' ? 'name or }' : 'value or ]';
    } else {
      const end = isValueExpected(expected) ? Math.max(skip(NUMBER, text, at), skip(WORD, text, at)) : at;
      if (end === at) return at;
      at = end;
      expected = 'comma or end';
      continue;
    }
    at += 1;
  }
}

function isValueExpected(expected: Expected): boolean {
  return expected === 'value' || expected === 'value or ]';
}

function mayClose(expected: Expected, closer: '}' | ']'): boolean {
  return expected === 'comma or end' || expected === (closer === '}' ? 'name or }' : 'value or ]');
}

/** `end` lies behind the closing quote, or at the first character that a string cannot hold. */
function readString(text: string, start: number): { readonly end: number; readonly closed: boolean } {
  let at = start + 1;
  for (;;) {
    at = skip(PLAIN, text, at);
    if (text[at] === '"') return { end: at + 1, closed: true };
    const escape = skip(ESCAPE, text, at);
    if (escape === at) return { end: at, closed: false };
    at = escape;
  }
}

/** The index behind what the sticky pattern takes at `at`; `at` itself when it takes nothing. */
function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
