import type { Body } from '../traffic';
import { maxBodyLength } from './bounds';

/** Whether content of this type is text that an application's data travels in; code, styles and media are not. */
export function isTextual(mimeType: string): boolean {
  const type = mimeType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  // Chrome writes `x-unknown` where the server named no type.
  if (type === '' || type === 'x-unknown') return true;
  if (/^(?:image|audio|video|font)\//.test(type) || /^text\/(?:css|(?:java|ecma|type)script)$/.test(type))
    return false;
  return /^text\/|[/+](?:json|xml|jwt|jose|ndjson|x-ndjson|x-www-form-urlencoded)$|^application\/json/.test(
    type,
  );
}

/** Makes a body of what a browser or a HAR gives as text or as base64 of UTF-8, no longer than the bound. */
export function parseTextBody(
  text: string,
  { mimeType, isBase64 }: { readonly mimeType: string; readonly isBase64: boolean },
): Body {
  if (!isBase64) {
    return { text: text.slice(0, maxBodyLength), mimeType, truncated: text.length > maxBodyLength };
  }
  // Four characters hold three bytes, so a cut at a multiple of four is still base64 (RFC 4648 §4).
  const maxEncoded = Math.ceil(maxBodyLength / 3) * 4;
  const decoded = decodeBase64(text.slice(0, maxEncoded));
  if (decoded === undefined) return leftOutBody(mimeType);
  return { text: decoded, mimeType, truncated: text.length > maxEncoded };
}

/** A body of which nothing is here. */
export function leftOutBody(mimeType: string): Body {
  return { text: '', mimeType, truncated: true };
}

function decodeBase64(text: string): string | undefined {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
