/**
 * Members of a JSON serialization (RFC 7515 §7.2, RFC 7516 §7.2). Some of them is there in every token, and long enough
 * to be a run.
 */
const MEMBERS = ['signature', 'protected', 'ciphertext', 'tag'];
/** Between a member's name and its value: quotes, each perhaps escaped, a colon, white space. */
const MAX_BETWEEN = 12;

/** Whether a value at `start` is that of a cookie's first chunk: `NAME.0=` or `NAME__0=`. */
export function isFirstChunk(text: string, start: number): boolean {
  if (text.charCodeAt(start - 1) !== 0x3d || text.charCodeAt(start - 2) !== 0x30) return false;
  return text[start - 3] === '.' || text.startsWith('__', start - 4);
}

/** Whether a string at `start` is the value of such a member. */
export function isSerializedValue(text: string, start: number): boolean {
  if (text.charCodeAt(start - 1) !== 0x22) return false;
  let end = start - 1;
  while (end > start - MAX_BETWEEN && isBetween(text.charCodeAt(end - 1))) end -= 1;
  return MEMBERS.some((name) => text.startsWith(`"${name}`, end - name.length - 1));
}

function isBetween(code: number): boolean {
  return code === 0x22 || code === 0x3a || code === 0x5c || code === 0x20;
}
