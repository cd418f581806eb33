import { maxInflatedPayload, maxInflation } from '../limits';
import type { Compression } from '../token';
import { inflate } from './inflate';

/** Inflated content with the format it had, or why it can't be inflated. */
export type Inflated =
  | { readonly content: Uint8Array<ArrayBuffer>; readonly format: Compression['format'] }
  | 'broken'
  | 'too large';

const GZIP_TRAILER = 8;
const ZLIB_TRAILER = 4;
/** Flags of a gzip header for the optional members (RFC 1952 §2.3.1). */
const HAS_CHECKSUM = 2;
const HAS_EXTRA = 4;
const HAS_NAME = 8;
const HAS_COMMENT = 16;

/**
 * Inflates a payload. The header's `zip` doesn't decide the format: SMART Health Cards have `DEF` with DEFLATE alone, JJWT
 * has `DEF` with zlib, and `GZIP`. Checksums aren't compared, since the signature covers the bytes. Up to `least` bytes are
 * always inflated, more only in proportion.
 */
export function decompress(bytes: Uint8Array, least = maxInflatedPayload): Inflated {
  const limit = Math.max(least, maxInflation * bytes.length);
  if (hasGzipHeader(bytes)) {
    return inflateAs('gzip', bytes.subarray(findGzipContent(bytes), -GZIP_TRAILER), limit);
  }
  const wrapped = hasZlibHeader(bytes)
    ? inflateAs('zlib', bytes.subarray(2, -ZLIB_TRAILER), limit)
    : 'broken';
  // By chance, DEFLATE alone may begin like the header of zlib.
  return wrapped === 'broken' ? inflateAs('deflate', bytes, limit) : wrapped;
}

/** Whether bytes that the header doesn't declare as compressed begin as if they were. */
export function looksCompressed(bytes: Uint8Array): boolean {
  return hasGzipHeader(bytes) || hasZlibHeader(bytes);
}

function inflateAs(format: Compression['format'], bytes: Uint8Array, limit: number): Inflated {
  const content = inflate(bytes, limit);
  return typeof content === 'string' ? content : { content, format };
}

function hasGzipHeader([first, second, method]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b && method === 8;
}

/** RFC 1950 §2.2: the method DEFLATE, and a checksum of the two bytes. */
function hasZlibHeader([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && first >> 4 <= 7 && ((first << 8) | second) % 31 === 0;
}

function findGzipContent(bytes: Uint8Array): number {
  const flags = bytes[3] ?? 0;
  let at = 10;
  if (flags & HAS_EXTRA) at += 2 + ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8));
  for (const flag of [HAS_NAME, HAS_COMMENT]) {
    // An end that is missing makes the content empty, so that it's broken.
    if (flags & flag) at = bytes.indexOf(0, at) + 1 || bytes.length;
  }
  return flags & HAS_CHECKSUM ? at + 2 : at;
}
