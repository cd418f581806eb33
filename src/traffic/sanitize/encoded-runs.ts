import type { SanitizeWork } from './work';

/** Text in which bytes are encoded, in base64 or hexadecimal, that could contain a secret. */
export interface EncodedRun {
  readonly start: number;
  readonly end: number;
  /** The bytes, each a character, or the text if they are UTF-8. */
  readonly decoded: string;
  /** They are UTF-8 text, so that more can be encoded in it. */
  readonly isText: boolean;
  readonly encode: (decoded: string) => string;
}

const base64 = /[\w+/-]{16,}={0,2}/g;
const hexadecimal = /(?<![\da-z])(?:[\da-f]{2}){12,}(?![\da-z])/gi;
// oxlint-disable-next-line no-control-regex -- bytes that aren't in text
const noText = /[\0-\x08\x0e-\x1f\x7f]/;
const minDecoded = 8;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** Decodes each run of base64 at each of the four positions where its groups can begin, and each run of hexadecimal. */
export function* listEncodedRuns(
  text: string,
  isSkipped: (start: number, end: number) => boolean,
  work: SanitizeWork,
): Generator<EncodedRun> {
  work.spend(2 * text.length);
  for (const { 0: run, index } of text.matchAll(base64)) {
    // Percent-encoded padding: the run is decoded in the view without percent-encoding.
    if (text.charAt(index + run.length) === '%' || isSkipped(index, index + run.length)) continue;
    const letters = run.replace(/=+$/, '');
    work.spend(60 * run.length);
    for (let skipped = 0; skipped < 4; skipped += 1) {
      const decoded = decodeBase64(letters.slice(skipped));
      if (decoded === undefined || decoded.length < minDecoded) continue;
      const isPadded = letters.length < run.length;
      const isUrlSafe = /[-_]/.test(letters) || (!isPadded && !/[+/]/.test(letters));
      const read = readText(decoded);
      yield {
        start: index + skipped,
        end: index + run.length,
        ...read,
        encode: (changed) => encodeBase64(read.isText ? toBytes(changed) : changed, { isPadded, isUrlSafe }),
      };
    }
  }
  for (const { 0: run, index } of text.matchAll(hexadecimal)) {
    if (isSkipped(index, index + run.length)) continue;
    work.spend(20 * run.length);
    const bytes = (run.match(/../g) ?? [])
      .map((pair) => String.fromCharCode(Number.parseInt(pair, 16)))
      .join('');
    const read = readText(bytes);
    const isUpper = /[A-F]/.test(run);
    yield {
      start: index,
      end: index + run.length,
      ...read,
      encode: (changed) => {
        const hex = [...(read.isText ? toBytes(changed) : changed)]
          .map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0'))
          .join('');
        return isUpper ? hex.toUpperCase() : hex;
      },
    };
  }
}

/** Encodes text in UTF-8 as base64url without padding. */
export function encodeBase64url(text: string): string {
  return encodeBase64(toBytes(text), { isPadded: false, isUrlSafe: true });
}

/** Decodes base64 or base64url with or without padding to UTF-8 text; undefined for anything else. */
export function decodeBase64Text(encoded: string): string | undefined {
  const bytes = decodeBase64(encoded.replace(/=+$/, ''));
  return bytes === undefined ? undefined : decodeUtf8(bytes);
}

/** Without the bits of an incomplete last byte. */
function decodeBase64(letters: string): string | undefined {
  const complete = letters.length % 4 === 1 ? letters.slice(0, -1) : letters;
  try {
    return atob(complete.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return undefined;
  }
}

function encodeBase64(
  bytes: string,
  { isPadded, isUrlSafe }: { readonly isPadded: boolean; readonly isUrlSafe: boolean },
): string {
  const encoded = btoa(bytes);
  const letters = isPadded ? encoded : encoded.replace(/=+$/, '');
  return isUrlSafe ? letters.replaceAll('+', '-').replaceAll('/', '_') : letters;
}

function readText(bytes: string): Pick<EncodedRun, 'decoded' | 'isText'> {
  const decoded = noText.test(bytes) ? undefined : decodeUtf8(bytes);
  return decoded === undefined ? { decoded: bytes, isText: false } : { decoded, isText: true };
}

/** A part of bytes that is text. */
export interface TextSegment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const printable = /[\t\n\r\x20-\x7e\x80-\xff]{12,}/g;
const ascii = /[\t\n\r\x20-\x7e]{12,}/g;

/**
 * Lists the text in bytes. A prefix such as Supabase's `base64-`, and a signature after the value, look like base64 as well
 * and are decoded to a few other bytes.
 */
export function* listSegments(bytes: string): Generator<TextSegment> {
  for (const { 0: part, index } of bytes.matchAll(printable)) {
    const text = decodeUtf8(part);
    if (text !== undefined) {
      yield { start: index, end: index + part.length, text };
      continue;
    }
    for (const inner of part.matchAll(ascii)) {
      const start = index + inner.index;
      yield { start, end: start + inner[0].length, text: inner[0] };
    }
  }
}

/** Undefined for invalid UTF-8. A lenient decoder, since exceptions for random bytes would take most of the time. */
function decodeUtf8(bytes: string): string | undefined {
  if (!/[\x80-\xff]/.test(bytes)) return bytes;
  const decoded = decoder.decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
  return decoded.includes('\ufffd') ? undefined : decoded;
}

/** UTF-8, each character a byte. */
export function toBytes(text: string): string {
  const bytes = encoder.encode(text);
  let result = '';
  for (let at = 0; at < bytes.length; at += 8_192)
    result += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return result;
}
