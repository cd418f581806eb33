/**
 * Where base64url of a JSON object may begin, however little of it is left. `eyJ` is `{"`; `eyI`, `eyK` and `eyL` are
 * `{"` before a sign, a digit or a letter beyond ASCII; `eyA`, `ewo`, `ew0` and `ewk` are `{` before white space. `I`,
 * `C` and `D` are the white space that JSON allows in front (RFC 8259 §2). All but `eyJ`, which may be glued to a prefix,
 * count only where a word begins.
 */
const HEADER_START =
  /eyJ|(?<![\w-])(?:ey[AIKL]|ew[ok0]|I(?:Hs|C[AB]|A[klop01])|C(?:Xs|ns|S[AB]|i[AB]|[Qg][klop01])|D(?:Xs|S[AB]|Q[klop01]))/;

/** Zero-based index of the first such place, or -1. */
export function findHeaderStart(text: string): number {
  return text.search(HEADER_START);
}
