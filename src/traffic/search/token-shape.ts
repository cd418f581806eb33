/**
 * What the search of `token` begins at: base64url of `{"` or of `{` before white space, both with white space in front
 * (RFC 8259 §2), with as much behind it as the shortest header needs; five groups of base64 of ASCII text, in which a
 * token may be wrapped (of each byte the highest bit is zero); `{` with every letter URL-encoded; and a JSON
 * serialization without a protected header.
 */
const tokenShape =
  /(?:ey[AIJKL]|ew[0ko]|I[ACH]|C[QSXgin]|D[QSX])[\w%-]{11}|(?:[A-Za-f][A-HQ-Xg-nw-z0-3][ABEFIJMNQRUVYZcdghklopstwx014589][\w+/-]){5}|65%(?:25)*7[79]|"(?:signature|ciphertext)\\*"/;

/**
 * The same for code: of what is wrapped in base64, only `eyJ` in it, in each of its three forms (RFC 4648 §4). Names in
 * code look like base64, and megabytes of it would be searched for nothing.
 */
const tokenShapeInCode =
  /(?:ey[AIJKL]|ew[0ko]|I[ACH]ey|C[QSX]ey)[\w%-]{11}|ZXlK|V5S[\w+/-]{9}|leU[o-r]|65%(?:25)*7[79]|"(?:signature|ciphertext)\\*"/;

/** {@link mayHoldToken} for scripts and style sheets; misses only a token that is wrapped in base64 twice. */
export function mayHoldTokenInCode(text: string): boolean {
  return tokenShapeInCode.test(text);
}

/**
 * Says cheaply whether a search of the text is worth its while: most headers and bodies hold nothing of that shape.
 * True for much that holds no token.
 */
export function mayHoldToken(text: string): boolean {
  return tokenShape.test(text);
}
