import type { Body } from '../../traffic';
import { maxBodyLength } from './limits';
import { parseTextBody, type BodyFacts } from './text-body';

/**
 * Firefox keeps at most this many bytes of a body, compressed as they were transferred
 * (`devtools.netmonitor.responseBodyLimit` and `requestBodyLimit`).
 */
const firefoxLimit = 1024 * 1024;
/** The same limit in base64. */
const encodedLimit = Math.ceil(firefoxLimit / 3) * 4;
/** A shorter body is never truncated by a browser. */
const minCutLength = 512 * 1024;
const blockLength = 64 * 1024;
const zeros = '\0'.repeat(blockLength);
/** Zero bytes in base64. */
const encodedZeros = 'A'.repeat(blockLength);

/** What is known about the size of a body. */
export interface BodySize {
  /** In bytes; 0 if unknown. */
  readonly sizeBytes: number;
  /** It's the compressed size, which is what Firefox reports. */
  readonly isCompressedSize?: boolean;
}

/**
 * {@link parseTextBody}, with the gap 'browser limit' if the text isn't the whole body. Firefox cuts off a request body
 * after its first 1 MiB. In a response body it replaces the rest with zero bytes before it decompresses and decodes it
 * (`decodeResponseChunks` in its NetworkUtils.sys.mjs, 153), so the text looks complete. The zeros are removed here.
 */
export function parseSizedBody(text: string, facts: BodyFacts, size: BodySize): Body {
  const start = readStart(text, facts.isBase64, size);
  if (start === undefined) return parseTextBody(text, facts);
  // The last part of the text isn't from the body.
  const body = parseTextBody(start.slice(0, maxBodyLength), facts);
  const read = size.isCompressedSize === true ? dropRepeated(body.text) : body.text;
  return { ...body, text: read, truncated: true, gap: body.gap ?? 'browser limit' };
}

/** Undefined if the text is the whole body. */
function readStart(
  text: string,
  isBase64: boolean,
  { sizeBytes, isCompressedSize = false }: BodySize,
): string | undefined {
  if (text.length < minCutLength) return undefined;
  if (sizeBytes > firefoxLimit) {
    const start = isBase64 ? dropEncodedZeros(text) : dropZeros(text);
    if (start !== undefined) return start;
    if (isCompressedSize) return text;
  }
  if (text.length >= sizeBytes) return undefined;
  const bytes = isBase64 ? (text.length / 4) * 3 + 4 : new TextEncoder().encode(text).length;
  return bytes < sizeBytes ? text : undefined;
}

/** The text without its trailing zeros if they fill everything after the limit; otherwise undefined. */
function dropZeros(text: string): string | undefined {
  if (!isFilled(text, zeros, firefoxLimit, text.length)) return undefined;
  return text.slice(0, findFillerStart(text, '\0', Math.min(firefoxLimit, text.length)));
}

function dropEncodedZeros(text: string): string | undefined {
  const end = text.length - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
  if (!isFilled(text, encodedZeros, encodedLimit, end)) return undefined;
  // Four characters encode three bytes (RFC 4648 §4).
  return text.slice(0, Math.floor(findFillerStart(text, 'A', Math.min(encodedLimit, end)) / 4) * 4);
}

/** Whether the text consists of the filler from `start` to `end`; at least its last character must. */
function isFilled(text: string, filler: string, start: number, end: number): boolean {
  if (text[end - 1] !== filler[0]) return false;
  for (let at = start; at < end; at += blockLength) {
    if (!text.startsWith(filler.slice(0, Math.min(blockLength, end - at)), at)) return false;
  }
  return true;
}

/** Start of the run of one character that ends at `end`. */
function findFillerStart(text: string, character: string, end: number): number {
  let start = end;
  while (start > 0 && text[start - 1] === character) start -= 1;
  return start;
}

/** Zeros usually decompress to one repeated character, which could look like part of a token. */
function dropRepeated(text: string): string {
  return text.slice(0, findFillerStart(text, text.at(-1) ?? '', text.length));
}
