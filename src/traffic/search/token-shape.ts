/**
 * A necessary condition for a token. One of:
 * - the start of a JOSE header in base64url: `{"`, or `{` and white space, optionally after white space (RFC 8259 §2),
 *   followed by at least the characters of the shortest header
 * - five groups of base64 that decode to ASCII (the high bit of each byte is zero), in which a token may be wrapped
 * - the characters `ey` or `ew` of such a start, URL-encoded once or several times
 * - a member of a JSON serialization that has no protected header
 * - the digits of a SMART Health Card
 *
 * `capture` has its own, which must match at least the same.
 */
export const tokenShape =
  /(?:ey[AIJKL]|ew[0ko]|I[ACH]|C[QSXgin]|D[QSX])[\w%-]{11}|(?:[A-Za-f][A-HQ-Xg-nw-z0-3][ABEFIJMNQRUVYZcdghklopstwx014589][\w+/-]){5}|65%(?:25)*7[79]|"(?:signature|ciphertext)\\*"|(?:shc|SHC)(?::\/|%3A)/;

/**
 * The same for code, where names look like base64 and megabytes would be searched in vain. For a token wrapped in
 * base64, it requires `eyJ` in one of its three base64 forms (RFC 4648 §4).
 */
const tokenShapeInCode =
  /(?:ey[AIJKL]|ew[0ko]|I[ACH]ey|C[QSX]ey)[\w%-]{11}|ZXlK|V5S[\w+/-]{9}|leU[o-r]|65%(?:25)*7[79]|"(?:signature|ciphertext)\\*"/;

/** {@link mayContainToken} for scripts and style sheets. Misses only tokens that are wrapped in base64 twice. */
export function mayContainTokenInCode(text: string): boolean {
  return tokenShapeInCode.test(text);
}

/**
 * A cheap test that avoids searching most headers and bodies. False only if there is no token; also true for many texts
 * without one.
 */
export function mayContainToken(text: string): boolean {
  return tokenShape.test(text);
}
