/**
 * A cheap test for text that may contain a token: the beginning of a base64url-encoded JSON object (`{"`, `{ ` or a line
 * break after the brace, RFC 7515 §3.1, optionally after white space) that is long enough for a JOSE header; the same
 * with every letter URL-encoded; base64 of ASCII text (the highest bit of each byte is zero), which may be an encoded
 * token; a JSON serialization without a protected header; or a SMART Health Card. It may match text without a token: the
 * search decides. Matches at least what `mayContainToken` in `traffic/search` does, whose code the content scripts would
 * otherwise contain.
 */
export const tokenShape =
  /(?:ey[A-DI-L]|ew[k-r0-3]|I[ACH]|C[QSXgin]|D[QSX])[\w%+/-]{11}|(?:[A-Za-f][A-HQ-Xg-nw-z0-3][ABEFIJMNQRUVYZcdghklopstwx014589][\w+/-]){5}|65%(?:25)*7[79]|"(?:signature|ciphertext)\\*"|e30\.|(?:shc|SHC)(?::\/|%3A)/;

/** Whether a text has {@link tokenShape}. Linear time. */
export function hasTokenShape(text: string): boolean {
  return tokenShape.test(text);
}
