const SPACE = /[ \t\n\r]*/y;
/** A string, each part of it in a round of its own: a group that repeats would take the engine's stack. */
const STRING_PART = /[^"\\]*(?:\\.)?/sy;

/** The index behind what a sticky pattern matches at `at`; `at` itself where it doesn't match. */
export function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** The index of the next character that isn't JSON's white space (RFC 8259 §2). */
export function skipSpace(json: string, at: number): number {
  return skip(SPACE, json, at);
}

/** The index behind the closing quote of a string that begins at `start`; the length where it isn't closed. */
export function skipString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') {
    const end = skip(STRING_PART, json, at);
    if (end === at) return json.length;
    at = end;
  }
  return Math.min(at + 1, json.length);
}
