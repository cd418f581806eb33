import { takeEnd } from './base64-runs';

/** What may follow the letters of a line that continues: the end of a string and an operator, a backslash, a frame. */
const LINE_END =
  /(?:["'`][ \t]*(?:\+\+|\|\||<>|[.+\\,~]|&(?: _)?|_)?|[ \t]*[\\`^|│┃║↩↵⏎¬]|<br ?\/?>)?[ \t\u00a0]*\r?\n/y;
/** The same at the end of a line, and the longest text that it matches without white space. */
const BEFORE_LINE_END =
  /(?:["'`][ \t]*(?:\+\+|\|\||<>|[.+\\,~]|&(?: _)?|_)?|[ \t]*[\\`^|│┃║↩↵⏎¬]|<br ?\/?>)?$/;
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
 * prefix as the first line has. A blank line may be in between. Undefined if something else follows the letters.
 */
export function findContinuation(text: string, lettersEnd: number, prefix: string): number | undefined {
  const next = takeEnd(LINE_END, text, lettersEnd);
  if (next === lettersEnd) return undefined;
  const afterPrefix = skipPrefix(text, next, prefix);
  if (afterPrefix !== undefined) return afterPrefix;
  const start = takeEnd(LINE_START, text, next);
  const blankEnd = takeEnd(BLANK_LINE, text, start);
  return blankEnd === start ? start : takeEnd(LINE_START, text, blankEnd);
}

/** Skips a prefix in which numbers and white space may differ, for example a time. Undefined if there's another text. */
function skipPrefix(text: string, start: number, prefix: string): number | undefined {
  const written = prefix.length > maxPrefix ? '' : prefix.trimStart();
  if (written === '') return undefined;
  let at = takeEnd(BLANKS, text, start);
  for (const [piece] of written.matchAll(/\d+|[ \t]+|[^\d \t]+/g)) {
    const first = piece.charCodeAt(0);
    const pattern = isBlank(first) ? BLANKS : first >= 0x30 && first <= 0x39 ? DIGITS : undefined;
    const end =
      pattern !== undefined
        ? takeEnd(pattern, text, at)
        : text.startsWith(piece, at)
          ? at + piece.length
          : at;
    if (end === at) return undefined;
    at = end;
  }
  return at;
}

/** Whether a text that follows a token in its line may end with this character. */
function endsLine(code: number): boolean {
  return code < 128 ? ENDS[code] === 1 : code > 0x2000 || code === 0xac;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d || code === 0xa0;
}
