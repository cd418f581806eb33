/**
 * Members of the JSON serializations (RFC 7515 §7.2, RFC 7516 §7.2). Every token has at least one of them with a value
 * that is long enough to be a run.
 */
const MEMBERS = ['signature', 'protected', 'ciphertext', 'tag'];
/** The longest text between a member's name and its value: two quotes, perhaps escaped, a colon and white space. */
const MAX_SEPARATOR = 12;

/** Whether the value at `start` is the first chunk of a cookie: after `NAME.0=` or `NAME__0=`. */
export function isFirstChunk(text: string, start: number): boolean {
  if (text.charCodeAt(start - 1) !== 0x3d || text.charCodeAt(start - 2) !== 0x30) return false;
  return text[start - 3] === '.' || text.startsWith('__', start - 4);
}

/** Whether the string at `start` is the value of one of these members. */
export function isSerializedValue(text: string, start: number): boolean {
  if (text.charCodeAt(start - 1) !== 0x22) return false;
  let end = start - 1;
  while (end > start - MAX_SEPARATOR && isSeparator(text.charCodeAt(end - 1))) end -= 1;
  return MEMBERS.some((name) => text.startsWith(`"${name}`, end - name.length - 1));
}

function isSeparator(code: number): boolean {
  return code === 0x22 || code === 0x3a || code === 0x5c || code === 0x20;
}
