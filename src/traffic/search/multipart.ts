import { maxPartHeadLength, maxParts } from './limits';

/** One part of a multipart body. Its name is empty if it has none. */
export interface Part {
  readonly name: string;
  readonly mimeType: string;
  readonly text: string;
}

/** The parts of a multipart body (RFC 2046 §5.1). */
export interface Parts {
  readonly parts: readonly Part[];
  /** The text after the last part, or after the limit on their number. */
  readonly rest: string;
  /** The body ends with its closing delimiter, so the last part isn't truncated. */
  readonly isClosed: boolean;
}

/** RFC 2046 §5.1.1: up to 70 characters. */
const boundaryParameter = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;,"]{1,70}))/i;
const firstLine = /^\s{0,4}--([^\r\n]{1,70})\r?\n/;
const headEnd = /\r?\n\r?\n/;
const partName = /[;\s]name=(?:"([^"]*)"|([^\s;"]+))/i;
const partType = /^content-type:[ \t]*([^\r\n]*)/im;

/**
 * Finds the parts of a multipart body (RFC 2046 §5.1, RFC 7578). Takes the boundary from the content type or, since
 * some logs omit it there, from the first line. Undefined without a boundary. Doesn't decode the parts.
 */
export function findParts(text: string, mimeType: string): Parts | undefined {
  const [, quoted, plain] = boundaryParameter.exec(mimeType) ?? [];
  const boundary = quoted ?? plain ?? firstLine.exec(text)?.[1];
  const delimiter = `--${boundary}`;
  const first = boundary === undefined ? -1 : findDelimiter(text, delimiter, 0);
  if (first === -1) return undefined;

  const parts: Part[] = [];
  let start = first + delimiter.length;
  while (parts.length < maxParts) {
    if (text.startsWith('--', start)) return { parts, rest: text.slice(start), isClosed: true };
    const end = findDelimiter(text, delimiter, start);
    parts.push(readPart(text.slice(start, end === -1 ? text.length : end)));
    if (end === -1) return { parts, rest: '', isClosed: false };
    start = end + delimiter.length;
  }
  return { parts, rest: text.slice(start), isClosed: false };
}

/** Finds a delimiter, which must be at the start of a line. */
function findDelimiter(text: string, delimiter: string, from: number): number {
  let at = text.indexOf(delimiter, from);
  while (at > 0 && text[at - 1] !== '\n') at = text.indexOf(delimiter, at + 1);
  return at;
}

function readPart(text: string): Part {
  const top = text.slice(0, maxPartHeadLength);
  const end = headEnd.exec(top);
  if (end === null) return { name: '', mimeType: '', text };
  const head = top.slice(0, end.index);
  const [, quoted, plain] = partName.exec(head) ?? [];
  return {
    name: quoted ?? plain ?? '',
    mimeType: partType.exec(head)?.[1]?.trim() ?? '',
    text: withoutLastBreak(text.slice(end.index + end[0].length)),
  };
}

/** The line break before a delimiter belongs to the delimiter (RFC 2046 §5.1.1). */
function withoutLastBreak(text: string): string {
  if (text.endsWith('\r\n')) return text.slice(0, -2);
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}
