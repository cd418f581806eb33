/**
 * Text in which a token may stand, told cheaply: the beginning of a base64url-encoded JSON object (`{"`, `{ ` or a
 * line break behind the brace, RFC 7515 §3.1), or that in base64 once more, with enough behind it to be a JOSE header.
 * Finds JSON wrapped in base64 as well. Claims nothing more: the search is done elsewhere, and some of what passes
 * here holds no token.
 */
export const tokenShape = /(?:ey[A-DI-L]|ew[k-r0-3]|ZX[cdl])[\w+/-]{11}|e30\./;

export function hasTokenShape(text: string): boolean {
  return tokenShape.test(text);
}
