/** The quote before an armor, possibly with a line break between them. */
const OPENING = /(["'`])(?:\\{1,2}[nr]|\s){0,8}-{1,40}\s{0,4}BEGIN(?=[\s"'`+%])/gi;
const END = /\bEND\b/i;
/** Maximum characters between two literals: an operator, a constant for a line break, a comment. */
const maxGapLength = 200;

/**
 * A PEM from source code on lines of its own: the content of its string literals, without what is between them, such as
 * `' + sLineBreak +\n'`, `" & vbCrLf & _\n"`, `'#13#10 +\n'`, `',\n'`, `"\n  b"`. Other text is unchanged.
 */
export function concatenateLiterals(text: string): string {
  let concatenated = '';
  let from = 0;
  OPENING.lastIndex = 0;
  for (let opening = OPENING.exec(text); opening !== null; opening = OPENING.exec(text)) {
    const [, quote = ''] = opening;
    const block = readLiterals(text, opening.index + 1, quote);
    if (block === undefined) break;
    concatenated += `${text.slice(from, opening.index + 1)}${block.literals.join('\n')}`;
    from = block.end;
    OPENING.lastIndex = block.end;
  }
  return `${concatenated}${text.slice(from)}`;
}

/** The literals up to the one with the end of the armor; undefined if they stop before. */
function readLiterals(
  text: string,
  start: number,
  quote: string,
): { readonly literals: readonly string[]; readonly end: number } | undefined {
  const literals: string[] = [];
  for (let at = start; ;) {
    const end = text.indexOf(quote, at);
    if (end === -1) return undefined;
    const literal = text.slice(at, end);
    literals.push(literal);
    if (END.test(literal)) return { literals, end };
    const next = text.indexOf(quote, end + 1);
    if (next === -1 || next - end > maxGapLength) return undefined;
    at = next + 1;
  }
}
