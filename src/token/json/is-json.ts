const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS = ['true', 'false', 'null'];

/** Whether all of a text is JSON (RFC 8259), whatever its depth: whether `JSON.parse` reads it, without an exception. */
export function isJson(text: string): boolean {
  /** Whether each open bracket is that of an object, the innermost last. */
  const open: boolean[] = [];
  let at = skipSpace(text, 0);
  for (;;) {
    // Here begins a value.
    const code = text.charCodeAt(at);
    if (code === 0x7b || code === 0x5b) {
      const isObject = code === 0x7b;
      at = skipSpace(text, at + 1);
      if (text.charCodeAt(at) !== (isObject ? 0x7d : 0x5d)) {
        open.push(isObject);
        if (isObject) at = skipName(text, at);
        if (at === -1) return false;
        continue;
      }
      at += 1;
    } else {
      at = code === QUOTE ? skipString(text, at + 1, text.length) : skipScalar(text, at);
      if (at === -1) return false;
    }
    // Here it has ended, and perhaps what it is in.
    at = skipSpace(text, at);
    let innermost = open.at(-1);
    while (innermost !== undefined && text.charCodeAt(at) === (innermost ? 0x7d : 0x5d)) {
      open.pop();
      innermost = open.at(-1);
      at = skipSpace(text, at + 1);
    }
    if (innermost === undefined) return at === text.length;
    if (text.charCodeAt(at) !== 0x2c) return false;
    at = skipSpace(text, at + 1);
    if (innermost) at = skipName(text, at);
    if (at === -1) return false;
  }
}

/** Whether the characters from `start` to `end` are what stands between the quotes of a JSON string. */
export function isStringContent(text: string, start: number, end: number): boolean {
  return skipString(text, start, end, true) === end;
}

/** Each of these gives the index behind what it skips, or -1 where that doesn't stand there. */
function skipName(text: string, at: number): number {
  if (text.charCodeAt(at) !== QUOTE) return -1;
  const end = skipString(text, at + 1, text.length);
  if (end === -1) return -1;
  const colon = skipSpace(text, end);
  return text.charCodeAt(colon) === 0x3a ? skipSpace(text, colon + 1) : -1;
}

/** Goes on to the closing quote, or up to `limit` where there is to be none. */
function skipString(text: string, start: number, limit: number, isUnquoted = false): number {
  for (let at = start; at < limit; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return isUnquoted ? -1 : at + 1;
    if (code < 0x20) return -1;
    if (code === BACKSLASH) {
      const length = escapeLength(text, at + 1);
      if (length === 0) return -1;
      at += length;
    }
  }
  return isUnquoted ? limit : -1;
}

/** Of an escape behind its backslash; 0 for what is none. */
function escapeLength(text: string, at: number): number {
  switch (text.charCodeAt(at)) {
    case QUOTE:
    case BACKSLASH:
    case 0x2f:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return 1;
    case 0x75: {
      for (let digit = at + 1; digit <= at + 4; digit += 1) {
        if (!isHex(text.charCodeAt(digit))) return 0;
      }
      return 5;
    }
    default:
      return 0;
  }
}

function isHex(code: number): boolean {
  const letter = code | 0x20;
  return (code >= 0x30 && code <= 0x39) || (letter >= 0x61 && letter <= 0x66);
}

function skipScalar(text: string, at: number): number {
  NUMBER.lastIndex = at;
  if (NUMBER.test(text)) return NUMBER.lastIndex;
  const word = WORDS.find((one) => text.startsWith(one, at));
  return word === undefined ? -1 : at + word.length;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
    at += 1;
  }
}
