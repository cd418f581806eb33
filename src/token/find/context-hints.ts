/**
 * Members of the JSON serializations (RFC 7515 §7.2, RFC 7516 §7.2). Every token has at least one of them with a value
 * that is long enough to be a run.
 */
const MEMBERS = ['signature', 'protected', 'ciphertext', 'tag'];
/** The longest text between a member's name and its value: two quotes, perhaps escaped, a colon and white space. */
const maxSeparator = 12;

/** The end of the name of a first chunk, and the member of a list of cookies that has its value. */
const FIRST_CHUNK_END = /(?:\.|__)0$/;
const FIRST_CHUNK_NAME = /(?:\.|__)0\\?"/;
const VALUE_MEMBER = /"value\\?$/;
/** The longest text between the name of a cookie and its value in a list of cookies in JSON. */
export const maxCookieMembers = 400;

/**
 * Whether the value at `start` is the first chunk of a cookie: after `NAME.0=` or `NAME__0=`, in the next column of a
 * table, or as a string in JSON.
 */
export function isFirstChunk(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1);
  if (before === 0x3d || before === 0x09) return FIRST_CHUNK_END.test(text.slice(start - 4, start - 1));
  if (before !== 0x22) return false;
  let end = start - 1;
  while (end > start - maxSeparator && isSeparator(text.charCodeAt(end - 1))) end -= 1;
  if (FIRST_CHUNK_END.test(text.slice(Math.max(0, end - 3), end))) return true;
  return (
    VALUE_MEMBER.test(text.slice(Math.max(0, end - 7), end)) &&
    FIRST_CHUNK_NAME.test(text.slice(Math.max(0, end - maxCookieMembers), end))
  );
}

/** Whether the string at `start` is the value of one of these members. */
export function isSerializedValue(text: string, start: number): boolean {
  if (text.charCodeAt(start - 1) !== 0x22) return false;
  let end = start - 1;
  while (end > start - maxSeparator && isSeparator(text.charCodeAt(end - 1))) end -= 1;
  return MEMBERS.some((name) => text.startsWith(`"${name}`, end - name.length - 1));
}

/** The name before a header in code, and the longest text that it matches. */
const PROTECTED = /\bprotected['"]?\s{0,4}(?::|=>)\s{0,4}[bu]?['"]$/;
const maxProtected = 28;

/** Whether the string at `start` is the header in a JSON serialization that is written as Python, Ruby or JavaScript. */
export function isHeaderInCode(text: string, start: number): boolean {
  if (text.charCodeAt(start) !== 0x65) return false;
  const before = text.charCodeAt(start - 1);
  if (before !== 0x22 && before !== 0x27) return false;
  return PROTECTED.test(text.slice(Math.max(0, start - maxProtected), start));
}

function isSeparator(code: number): boolean {
  return code === 0x22 || code === 0x3a || code === 0x5c || code === 0x20;
}
