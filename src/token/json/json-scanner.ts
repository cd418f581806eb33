const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS = ['true', 'false', 'null'];

/** Whether all of a text is JSON (RFC 8259) of any depth. Equals whether `JSON.parse` succeeds, without an exception. */
export function isJson(text: string): boolean {
  return scanJson(text, Infinity) === -1;
}

/**
 * Returns the zero-based index of the first character at which a text isn't JSON (RFC 8259) any longer, or nests deeper
 * than `maxDepth`: its length if it is valid, or ends too early. Every engine reports this differently, in a message.
 */
export function findJsonError(text: string, maxDepth: number): number {
  const error = scanJson(text, maxDepth);
  return error === -1 ? text.length : error;
}

/** Returns the index after what a sticky pattern matches at `at`, or `at` if it doesn't match. */
export function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Returns the index of the next character that isn't JSON's white space (RFC 8259 §2). */
export function skipSpace(text: string, start: number): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
    at += 1;
  }
}

/** Returns the index after the closing quote of the string that begins at `start`, or the length if it isn't closed. */
export function skipString(text: string, start: number): number {
  const end = findClosingQuote(text, start + 1);
  return end === -1 ? text.length : end + 1;
}

/** Returns the index of the quote that closes a string. `from` is within the string. -1 if it isn't closed. */
export function findClosingQuote(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at += 1;
  }
  return -1;
}

/**
 * Returns the index after the closing quote of the valid string that begins at `start`. For an invalid one, returns `~at`
 * (a negative number), where `at` is the index of its first character that is invalid, or the length if it isn't closed.
 */
export function scanString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code < 0x20) return ~at;
    if (code === BACKSLASH) {
      const length = measureEscape(text, at + 1);
      if (length === 0) return ~at;
      at += length;
    }
  }
  return ~text.length;
}

/** Returns the index of the first character at which the text isn't JSON, or -1. */
function scanJson(text: string, maxDepth: number): number {
  /** For each open bracket whether it is that of an object, the innermost last. */
  const open: boolean[] = [];
  let at = skipSpace(text, 0);
  for (;;) {
    // A value begins here.
    const code = text.charCodeAt(at);
    if (code === 0x7b || code === 0x5b) {
      if (open.length >= maxDepth) return at;
      const isObject = code === 0x7b;
      at = skipSpace(text, at + 1);
      if (text.charCodeAt(at) !== (isObject ? 0x7d : 0x5d)) {
        open.push(isObject);
        if (isObject) at = scanName(text, at);
        if (at < 0) return ~at;
        continue;
      }
      at += 1;
    } else {
      at = code === QUOTE ? scanString(text, at) : scanScalar(text, at);
      if (at < 0) return ~at;
    }
    // It ended here, and perhaps the objects and arrays around it do too.
    at = skipSpace(text, at);
    let innermost = open.at(-1);
    while (innermost !== undefined && text.charCodeAt(at) === (innermost ? 0x7d : 0x5d)) {
      open.pop();
      innermost = open.at(-1);
      at = skipSpace(text, at + 1);
    }
    if (innermost === undefined) return at === text.length ? -1 : at;
    if (text.charCodeAt(at) !== 0x2c) return at;
    at = skipSpace(text, at + 1);
    if (innermost) at = scanName(text, at);
    if (at < 0) return ~at;
  }
}

/** Returns the index of the value after a member's name, or `~at` as `scanString` does. */
function scanName(text: string, start: number): number {
  if (text.charCodeAt(start) !== QUOTE) return ~start;
  const end = scanString(text, start);
  if (end < 0) return end;
  const colon = skipSpace(text, end);
  return text.charCodeAt(colon) === 0x3a ? skipSpace(text, colon + 1) : ~colon;
}

/** Returns the index after a number, `true`, `false` or `null`, or `~start`. */
function scanScalar(text: string, start: number): number {
  NUMBER.lastIndex = start;
  if (NUMBER.test(text)) return NUMBER.lastIndex;
  const word = WORDS.find((one) => text.startsWith(one, start));
  return word === undefined ? ~start : start + word.length;
}

/** Returns how many characters an escape has after its backslash, or 0 if it is invalid. */
function measureEscape(text: string, at: number): number {
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
