import type { Edit } from './edits';

/** A text with one kind of escapes decoded. */
export interface View {
  readonly text: string;
  /** Turns an edit of the decoded text into one of the original. */
  readonly toSource: (edit: Edit) => Edit;
}

interface Escapes {
  readonly hint: string;
  readonly pattern: RegExp;
  /** One or more characters for an escape. */
  readonly decode: (escape: string) => string;
  readonly encode: (text: string) => string;
}

const names: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  period: '.',
};
const decoder = new TextDecoder();

const kinds: readonly Escapes[] = [
  {
    hint: '%',
    pattern: /(?:%[\da-f]{2})+/gi,
    decode: (escape) => {
      const bytes = Uint8Array.from(escape.match(/[\da-f]{2}/gi) ?? [], (hex) => Number.parseInt(hex, 16));
      return decoder.decode(bytes);
    },
    encode: encodeURIComponent,
  },
  {
    hint: '\\',
    pattern: /\\(?:u[\da-f]{4}|[^u])/gi,
    decode: (escape) => {
      const letter = escape.charAt(1);
      if (escape.length > 2) return String.fromCharCode(Number.parseInt(escape.slice(2), 16));
      return { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }[letter] ?? letter;
    },
    encode: (text) => JSON.stringify(text).slice(1, -1),
  },
  {
    hint: '&',
    pattern: /&(?:#\d{1,7}|#x[\da-f]{1,6}|amp|lt|gt|quot|apos|period);/gi,
    decode: (escape) => {
      const body = escape.slice(1, -1).toLowerCase();
      if (!body.startsWith('#')) return names[body] ?? escape;
      const code = body[1] === 'x' ? Number.parseInt(body.slice(2), 16) : Number(body.slice(1));
      return code <= 0x10ffff ? String.fromCodePoint(code) : escape;
    },
    encode: (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
  },
];

/** The text with percent-encoding, with backslash escapes, and with HTML entities decoded; only those that it has. */
export function* decodeViews(text: string): Generator<View> {
  for (const kind of kinds) {
    if (!text.includes(kind.hint)) continue;
    const view = decodeView(text, kind);
    if (view !== undefined) yield view;
  }
}

function decodeView(text: string, { pattern, decode, encode }: Escapes): View | undefined {
  const parts: string[] = [];
  // For each piece its start in the decoded text and in the original; inside a piece, characters correspond.
  const decodedAt: number[] = [0];
  const sourceAt: number[] = [0];
  let length = 0;
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const [escape] = match;
    const decoded = decode(escape);
    const before = text.slice(end, match.index);
    parts.push(before, decoded);
    length += before.length;
    addPieces(escape, decoded, { length, source: match.index, decodedAt, sourceAt });
    length += decoded.length;
    end = match.index + escape.length;
    decodedAt.push(length);
    sourceAt.push(end);
  }
  if (end === 0) return undefined;
  parts.push(text.slice(end));
  const toSource = (at: number) => {
    let low = 0;
    let high = decodedAt.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((decodedAt[middle] ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return (sourceAt[low - 1] ?? 0) + at - (decodedAt[low - 1] ?? 0);
  };
  return {
    text: parts.join(''),
    toSource: ({ start, end: editEnd, text: replacement }) => ({
      start: toSource(start),
      end: toSource(editEnd),
      text: encode(replacement),
    }),
  };
}

/** The start of each character of a percent-encoded run: one to four bytes of three characters each. */
function addPieces(
  escape: string,
  decoded: string,
  at: {
    readonly length: number;
    readonly source: number;
    readonly decodedAt: number[];
    readonly sourceAt: number[];
  },
): void {
  at.decodedAt.push(at.length);
  at.sourceAt.push(at.source);
  if (!escape.startsWith('%')) return;
  let source = at.source;
  let length = at.length;
  for (const character of decoded) {
    at.decodedAt.push(length);
    at.sourceAt.push(source);
    length += character.length;
    source += 3 * byteLength(character.codePointAt(0) ?? 0);
  }
}

/** Bytes in UTF-8. An invalid byte was decoded to U+FFFD, which is then one byte. */
function byteLength(code: number): number {
  if (code < 0x80 || code === 0xfffd) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
