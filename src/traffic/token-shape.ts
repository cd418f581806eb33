/**
 * Where base64url of a JSON object may begin, as `token` looks for it: `{"` and `{` before white space, both with white
 * space in front (RFC 8259 §2), and the same in base64 once more; with as much behind it as the shortest header needs.
 */
const tokenShape = /(?:ey[AIJKL]|ew[0ko]|I[ACH]|C[QSXgin]|D[QSX]|ZX[cdl])[\w-]{11}/;

/**
 * Says cheaply whether a search of the text is worth its while: most headers and bodies hold nothing of that shape.
 * True for much that holds no token.
 */
export function mayHoldToken(text: string): boolean {
  return tokenShape.test(text);
}
