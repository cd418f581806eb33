import { takeEnd } from './base64-runs';

/**
 * What may follow the letters of a line that continues: the end of a string, an operator and the mark of a line that goes
 * on, or a backslash, a frame or a hyphen that isn't one of a token. With limits on white space, which would be passed again and again otherwise.
 */
const LINE_END =
  /(?:["'`][ \t]{0,8}(?:\+\+|\|\||<>|[.+,~&])?[ \t]{0,4}[\\`_]?|[ \t]*[\\`^|│┃║↩↵⏎¬\u2010]|<br ?\/?>)?[ \t\u00a0]*\r?\n/y;
/** The same at the end of a line, and the longest text that it matches without white space. */
const BEFORE_LINE_END =
  /(?:["'`][ \t]{0,8}(?:\+\+|\|\||<>|[.+,~&])?[ \t]{0,4}[\\`_]?|[ \t]*[\\`^|│┃║↩↵⏎¬\u2010]|<br ?\/?>)?$/;
const maxLineEnd = 12;
const ENDS = Uint8Array.from({ length: 128 }, (_, code) =>
  Number('"\'`.+\\,~&_^|>'.includes(String.fromCharCode(code))),
);
/**
 * What may precede the letters of a line: quoting marks, the prompt of a shell, the frame of a table, the mark of a
 * comment or a diff, a line number, the operator that joins strings, and the beginning of a string.
 */
const LINE_START =
  /[ \t\u00a0]*(?:(?:(?:d?quote)?>|[|│┃║↪↳]|(?:[#*%;:]{1,3}|\/\/|--|[+-])(?=[ \t])|\d{1,6}[ \t]{0,8}[|│:](?=[ \t])|(?:\.{1,2}|&|<>)(?=[ \t]*["'`]))[ \t]*){0,8}["'`\\]?/y;
const BLANK_LINE = /[ \t]*\r?\n/y;
const BLANKS = /[ \t]*/y;
const DIGITS = /\d*/y;
/** The longest text before the first line that is looked for before the others, such as the prefix of a log. */
const maxPrefix = 160;
/** The name of a value, and an authentication scheme (RFC 9110 §11.1). Only the first line has them. */
const LABELS = /(?:["'`]?[\w-]{1,40}["'`]?[:=][ \t]{0,8}["'`]?|\b(?:bearer|dpop|jwt|token)[ \t]{1,8}){1,4}$/i;
const EACH_LABEL = /["'`]?[\w-]+(?:["'`]?[:=][ \t]*["'`]?|[ \t]+)/g;
const PIECES = /\d+|[ \t]+|[^\d \t]+/g;

/** The text before the first line of a token, in pieces: numbers, white space and others. */
export interface LinePrefix {
  readonly pieces: readonly string[];
  /** At which pieces a label begins, without which the other lines may have the prefix. */
  readonly labels: ReadonlySet<number>;
}

const noPrefix: LinePrefix = { pieces: [], labels: new Set() };

/** Splits the text before the first line of a token. */
export function splitPrefix(prefix: string): LinePrefix {
  if (prefix.length > maxPrefix) return noPrefix;
  const written = prefix.trimStart();
  const [labelsText = ''] = LABELS.exec(written) ?? [];
  const pieces = split(written.slice(0, written.length - labelsText.length));
  const labels = new Set<number>();
  for (const [label] of labelsText.matchAll(EACH_LABEL)) {
    // Without anything before them, a line of any text has the prefix.
    if (pieces.length > 0) labels.add(pieces.length);
    pieces.push(...split(label));
  }
  return { pieces, labels };
}

function split(text: string): string[] {
  return Array.from(text.matchAll(PIECES), ([piece]) => piece);
}

/** Returns the end of the text in a line, without what may follow a token that continues in the next line. */
export function findLineText(text: string, lineStart: number, lineEnd: number): number {
  let end = lineEnd;
  while (end > lineStart && isBlank(text.charCodeAt(end - 1))) end -= 1;
  // Most lines end with another character, or with one that isn't after the end of a string.
  if (!endsLine(text.charCodeAt(end - 1))) return end;
  const from = Math.max(lineStart, end - maxLineEnd);
  return from + text.slice(from, end).search(BEFORE_LINE_END);
}

/**
 * Returns where the next line has letters that may continue those that end at `lettersEnd`, after its marks or the same
 * prefix as the first line has, perhaps without its label. A blank line may be in between. Undefined if something else follows the letters.
 */
export function findContinuation(text: string, lettersEnd: number, prefix: LinePrefix): number | undefined {
  const next = takeEnd(LINE_END, text, lettersEnd);
  if (next === lettersEnd) return undefined;
  const afterPrefix = skipPrefix(text, next, prefix);
  if (afterPrefix !== undefined) return afterPrefix;
  const start = takeEnd(LINE_START, text, next);
  const blankEnd = takeEnd(BLANK_LINE, text, start);
  return blankEnd === start ? start : takeEnd(LINE_START, text, blankEnd);
}

/** Skips a prefix in which numbers and white space may differ, for example a time. Undefined if there's another text. */
function skipPrefix(text: string, start: number, { pieces, labels }: LinePrefix): number | undefined {
  if (pieces.length === 0) return undefined;
  let at = takeEnd(BLANKS, text, start);
  let beforeLabel: number | undefined;
  for (const [index, piece] of pieces.entries()) {
    if (labels.has(index)) beforeLabel = at;
    const end = skipPiece(text, at, piece);
    if (end === at) return beforeLabel;
    at = end;
  }
  return at;
}

function skipPiece(text: string, at: number, piece: string): number {
  const first = piece.charCodeAt(0);
  if (isBlank(first)) return takeEnd(BLANKS, text, at);
  if (first >= 0x30 && first <= 0x39) return takeEnd(DIGITS, text, at);
  return text.startsWith(piece, at) ? at + piece.length : at;
}

/** Whether a text that follows a token in its line may end with this character. */
function endsLine(code: number): boolean {
  return code < 128 ? ENDS[code] === 1 : code > 0x2000 || code === 0xac;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d || code === 0xa0;
}
