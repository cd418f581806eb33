/**
 * The first letters of a JSON object in base64url. `eyJ` is `{"`; `eyI`, `eyK` and `eyL` are `{"` before a sign, a digit
 * or a letter beyond ASCII; `eyA`, `ewo`, `ew0` and `ewk` are `{` before white space. `I`, `C` and `D` are white space
 * before the object (RFC 8259 §2). Only `eyJ` may follow a prefix without a word boundary.
 */
const HEADER_START =
  /eyJ|(?<![\w-])(?:ey[AIKL]|ew[ok0]|I(?:Hs|C[AB]|A[klop01])|C(?:Xs|ns|S[AB]|i[AB]|[Qg][klop01])|D(?:Xs|S[AB]|Q[klop01]))/;

/** The zero-based index of the first text that may be the beginning of a header, or -1. */
export function findHeaderStart(text: string): number {
  return text.search(HEADER_START);
}
