import { compressionOf, isMedia, type Body, type BodyGap } from '../../traffic';
import { maxBodyLength } from './limits';
import { decodeBytes, decodeEach } from './decode-bytes';

/** Of a longer body the first and the last part are searched, each this long. */
export const bodyPartLength = maxBodyLength / 2;
/** Four characters encode three bytes, so a cut at a multiple of four is still base64 (RFC 4648 §4). */
const maxEncoded = Math.ceil(maxBodyLength / 3) * 4;
const encodedPart = Math.ceil(bodyPartLength / 3) * 4;
/** Length of base64 that is decoded to detect the content. */
const encodedHead = 64;

/** What is known about a body besides its content. */
export interface BodyFacts {
  readonly mimeType: string;
  readonly isBase64: boolean;
  /** The value of `Content-Encoding`, for bytes that may still be compressed. */
  readonly contentEncoding?: string;
}

/**
 * Creates a body from text or base64 of a browser or a HAR file. A body over the limit keeps its first and last part.
 * Media, detected by its first bytes, is left out; compressed bodies keep their bytes. A body that is labelled as base64
 * but isn't is read as text, since Firefox labels some text so.
 */
export function parseTextBody(text: string, facts: BodyFacts): Body {
  return (facts.isBase64 ? parseEncoded(text, facts) : undefined) ?? parsePlain(text, facts);
}

/** A body that is left out. */
export function leftOutBody(mimeType: string, gap: BodyGap): Body {
  return { text: '', mimeType, truncated: true, gap };
}

/** Creates a body from bytes, or from the first and the last part of a long one. */
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

/** Truncates the text of a body to the limit. */
export function limitText(text: string, mimeType: string): Body {
  if (text.length <= maxBodyLength) return { text, mimeType, truncated: false };
  const end = text.slice(-bodyPartLength);
  return { text: text.slice(0, bodyPartLength), mimeType, truncated: true, end, gap: 'middle' };
}

function parsePlain(text: string, { mimeType, contentEncoding = '' }: BodyFacts): Body {
  // Some tools write compressed bytes as text: one character per byte, or decoded as UTF-8, which destroys them.
  const compression = compressionOf(text) ?? (text.startsWith('\x1f\ufffd\b') ? 'gzip' : undefined);
  if (compression !== undefined) return { text, mimeType, truncated: true, gap: compression };
  const isBroken = /\bbr\b/i.test(contentEncoding) && isMostlyBroken(text);
  return isBroken ? leftOutBody(mimeType, 'brotli') : limitText(text, mimeType);
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
 * Brotli has no signature and zlib only two bytes, so the header counts if the bytes aren't text. Many tools keep the
 * header although they have decompressed the body.
 */
function compressionByName(
  bytes: Uint8Array,
  contentEncoding: string,
  mimeType: string,
): BodyGap | undefined {
  if (contentEncoding === '' || decodeBytes(bytes, { mimeType }) !== decodeEach(bytes)) return undefined;
  // ASCII text decodes to the same text either way.
  if (!bytes.subarray(0, 4_096).some((byte) => byte >= 0x80)) return undefined;
  if (/\bbr\b/i.test(contentEncoding)) return 'brotli';
  return /\bdeflate\b/i.test(contentEncoding) ? 'deflate' : undefined;
}

/** Whether non-text bytes were decoded as UTF-8: many characters are replacement characters. */
function isMostlyBroken(text: string): boolean {
  const head = text.slice(0, 200);
  return [...head].filter((character) => character === '\ufffd').length * 10 > head.length;
}

/** Converts base64url, base64 with line breaks, or a `data:` URL to what `atob` accepts. */
function tidyBase64(text: string): string {
  const head = text.slice(0, 256);
  const withoutScheme = head.startsWith('data:') ? text.slice(text.indexOf(',') + 1) : text;
  const concatenated = /\s/.test(head) ? withoutScheme.replaceAll(/\s+/g, '') : withoutScheme;
  if (!/[-_]/.test(head)) return concatenated;
  return concatenated.replaceAll('-', '+').replaceAll('_', '/');
}

/** Each character is one byte. */
function decodeBase64(text: string): string | undefined {
  try {
    return atob(text);
  } catch {
    return undefined;
  }
}

/** `Uint8Array.from` with a mapping function iterates over the characters: 0.7 s for 4 MB. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return bytes;
}
