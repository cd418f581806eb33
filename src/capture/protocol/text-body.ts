import { compressionOf, isMedia, type Body, type BodyGap } from '../../traffic';
import { maxBodyLength } from './limits';
import { decodeBytes, decodeEach } from './decode-bytes';

/** Of a longer body the first and the last part are searched, each this long. */
export const bodyPartLength = maxBodyLength / 2;
/** Four characters hold three bytes, so a cut at a multiple of four is still base64 (RFC 4648 §4). */
const maxEncoded = Math.ceil(maxBodyLength / 3) * 4;
const encodedPart = Math.ceil(bodyPartLength / 3) * 4;
/** As much of base64 as is decoded to see what it is. */
const encodedHead = 64;

export interface BodyFacts {
  readonly mimeType: string;
  readonly isBase64: boolean;
  /** The value of `Content-Encoding`, for bytes that may still be compressed. */
  readonly contentEncoding?: string;
}

/**
 * Makes a body of what a browser or a HAR gives as text or as base64 of bytes. Of one that is longer than the limit the
 * first and the last part are here. Media is left out, by its first bytes; of what is compressed the bytes are here.
 * What is labelled as base64 and isn't is text: Firefox labels some text so.
 */
export function parseTextBody(text: string, facts: BodyFacts): Body {
  return (facts.isBase64 ? parseEncoded(text, facts) : undefined) ?? parsePlain(text, facts);
}

/** A body of which nothing is here. */
export function leftOutBody(mimeType: string, gap: BodyGap): Body {
  return { text: '', mimeType, truncated: true, gap };
}

/** Makes a body of bytes; of too many of them the first and the last part, as they are given. */
export function parseBytes(start: Uint8Array, mimeType: string, end?: Uint8Array): Body {
  if (end === undefined) return { text: decodeBytes(start, { mimeType }), mimeType, truncated: false };
  return {
    text: decodeBytes(start, { mimeType, isCut: true }),
    mimeType,
    truncated: true,
    end: decodeBytes(end, { mimeType, isCut: true }),
    gap: 'middle',
  };
}

/** The text of a body within the limit. */
export function boundText(text: string, mimeType: string): Body {
  if (text.length <= maxBodyLength) return { text, mimeType, truncated: false };
  const end = text.slice(-bodyPartLength);
  return { text: text.slice(0, bodyPartLength), mimeType, truncated: true, end, gap: 'middle' };
}

function parsePlain(text: string, { mimeType, contentEncoding = '' }: BodyFacts): Body {
  // Some tools write compressed bytes as text: as characters of one byte each, or read as UTF-8, which breaks them.
  const compression = compressionOf(text) ?? (text.startsWith('\x1f\ufffd\b') ? 'gzip' : undefined);
  if (compression !== undefined) return { text, mimeType, truncated: true, gap: compression };
  const isBroken = /\bbr\b/i.test(contentEncoding) && isMostlyBroken(text);
  return isBroken ? leftOutBody(mimeType, 'brotli') : boundText(text, mimeType);
}

/** Undefined for text that isn't base64. */
function parseEncoded(given: string, { mimeType, contentEncoding = '' }: BodyFacts): Body | undefined {
  const text = tidyBase64(given);
  const head = decodeBase64(text.slice(0, encodedHead));
  if (head === undefined) return undefined;
  if (isMedia(head)) return leftOutBody(mimeType, 'media');
  const compression = compressionOf(head);
  if (text.length > maxEncoded) {
    if (compression !== undefined) return leftOutBody(mimeType, 'too large');
    const start = decodeBase64(text.slice(0, encodedPart));
    const end = decodeBase64(text.slice(Math.ceil((text.length - encodedPart) / 4) * 4));
    if (start === undefined || end === undefined) return leftOutBody(mimeType, 'encoding');
    return parseBytes(bytesOf(start), mimeType, bytesOf(end));
  }
  const decoded = decodeBase64(text);
  if (decoded === undefined) return undefined;
  const bytes = bytesOf(decoded);
  const gap = compression ?? compressionByName(bytes, contentEncoding, mimeType);
  return gap === undefined ? parseBytes(bytes, mimeType) : { text: decoded, mimeType, truncated: true, gap };
}

/**
 * Brotli has no signature and zlib one of two bytes, so what a header says counts where the bytes aren't text. Many
 * tools write the header and have undone the compression.
 */
function compressionByName(
  bytes: Uint8Array,
  contentEncoding: string,
  mimeType: string,
): BodyGap | undefined {
  if (contentEncoding === '' || decodeBytes(bytes, { mimeType }) !== decodeEach(bytes)) return undefined;
  // Valid UTF-8 in ASCII alone is the same either way.
  if (!bytes.subarray(0, 4_096).some((byte) => byte >= 0x80)) return undefined;
  if (/\bbr\b/i.test(contentEncoding)) return 'brotli';
  return /\bdeflate\b/i.test(contentEncoding) ? 'deflate' : undefined;
}

/** Bytes read as UTF-8 that are none: a replacement character for many of them. */
function isMostlyBroken(text: string): boolean {
  const head = text.slice(0, 200);
  return [...head].filter((character) => character === '\ufffd').length * 10 > head.length;
}

/** Of base64url, with line breaks or as a `data:` URL, what `atob` reads. */
function tidyBase64(text: string): string {
  const head = text.slice(0, 256);
  const withoutScheme = head.startsWith('data:') ? text.slice(text.indexOf(',') + 1) : text;
  const joined = /\s/.test(head) ? withoutScheme.replaceAll(/\s+/g, '') : withoutScheme;
  if (!/[-_]/.test(head)) return joined;
  return joined.replaceAll('-', '+').replaceAll('_', '/');
}

/** Each character is one byte. */
function decodeBase64(text: string): string | undefined {
  try {
    return atob(text);
  } catch {
    return undefined;
  }
}

/** `Uint8Array.from` with a function walks characters by an iterator: 0.7 s for 4 MB. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return bytes;
}
