/**
 * Where base64url of a JSON object may begin. `eyJ` is `{"`; `eyI`, `eyK` and `eyL` are `{"` before a sign, a digit or
 * a letter beyond ASCII; `eyA`, `ewo`, `ew0` and `ewk` are `{` before white space. `I`, `C` and `D` are the white space
 * that JSON allows in front (RFC 8259 §2), followed by more of it or by `{`. `ZX…` is any of the `ey` and `ew` in base64
 * once more. All but `eyJ`, which may be glued to a prefix, count only where a word begins.
 */
const HEADER_START =
  /eyJ|(?<![\w-])(?:ey[AIKL]|ew[ok0]|I(?:Hs|C[AB]|A[klop01])|C(?:Xs|ns|S[AB]|i[AB]|[Qg][klop01])|D(?:Xs|S[AB]|Q[klop01])|ZX[lcd])/g;

/** Zero-based index of the next such place from `from` on, or -1. */
export function findHeaderStart(text: string, from = 0): number {
  HEADER_START.lastIndex = from;
  return HEADER_START.exec(text)?.index ?? -1;
}
