/**
 * Text in which a token may stand, told cheaply: the beginning of a base64url-encoded JSON object (`{"`, `{ ` or a
 * line break behind the brace, RFC 7515 §3.1, with white space in front of it or not), with enough behind it to be a
 * JOSE header; the same with every letter URL-encoded; base64 of ASCII text, in which a token may be wrapped (of each
 * byte the highest bit is zero); or a JSON serialization without a protected header. Claims nothing more: the search is
 * done elsewhere, and some of what passes here holds no token.
 */
export const tokenShape =
  /(?:ey[A-DI-L]|ew[k-r0-3]|I[ACH]|C[QSXgin]|D[QSX])[\w%+/-]{11}|(?:[A-Za-f][A-HQ-Xg-nw-z0-3][ABEFIJMNQRUVYZcdghklopstwx014589][\w+/-]){5}|65%(?:25)*7[79]|"(?:signature|ciphertext)\\*"|e30\./;

export function hasTokenShape(text: string): boolean {
  return tokenShape.test(text);
}
