import type { Body } from '../traffic';
import { maxBodyLength } from './bounds';

/** Four characters hold three bytes, so a cut at a multiple of four is still base64 (RFC 4648 §4). */
const maxEncoded = Math.ceil(maxBodyLength / 3) * 4;

/** Data that is not JSON, XML or a form by its name, and in which tokens stand as text all the same. */
const textualTypes = new Set([
  'application/graphql',
  'application/json-seq',
  'application/jsonl',
  'application/x-json-stream',
  'application/x-jsonlines',
]);

/** Messages of which the bytes are wanted, since what is read as UTF-8 can be taken apart no more. */
const binaryTypes = /^application\/(?:grpc-web|connect|proto|protobuf|x-protobuf)(?:\+|$)/;

/** Whether content of this type is text that an application's data travels in; code, styles and media are not. */
export function isTextual(mimeType: string): boolean {
  const type = essenceOf(mimeType);
  // Chrome writes `x-unknown` where the server named no type.
  if (type === '' || type === 'x-unknown') return true;
  if (/^(?:image|audio|video|font)\//.test(type)) return false;
  if (/^text\/(?:css|(?:java|ecma|type)script)$/.test(type)) return false;
  return (
    textualTypes.has(type) ||
    binaryTypes.test(type) ||
    /^text\/|^multipart\/|^application\/(?:json|grpc-web-text)/.test(type) ||
    /[/+](?:json|xml|jwt|jose|ndjson|x-ndjson|x-www-form-urlencoded)$/.test(type)
  );
}

/**
 * Makes a body of what a browser or a HAR gives as text or as base64 of bytes, no longer than the bound. Bytes are read
 * as UTF-8, but for messages of gRPC-web and its like: of those each character is one byte.
 */
export function parseTextBody(
  text: string,
  { mimeType, isBase64 }: { readonly mimeType: string; readonly isBase64: boolean },
): Body {
  if (!isBase64) {
    return { text: text.slice(0, maxBodyLength), mimeType, truncated: text.length > maxBodyLength };
  }
  const bytes = decodeBase64(text.slice(0, maxEncoded));
  if (bytes === undefined) return leftOutBody(mimeType);
  const decoded = binaryTypes.test(essenceOf(mimeType)) ? bytes : decodeUtf8(bytes);
  return { text: decoded, mimeType, truncated: text.length > maxEncoded };
}

/** A body of which nothing is here. */
export function leftOutBody(mimeType: string): Body {
  return { text: '', mimeType, truncated: true };
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
function decodeUtf8(text: string): string {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return new TextDecoder().decode(bytes);
}

function essenceOf(mimeType: string): string {
  return mimeType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
