import { maxStoredBodyLength } from '../exchange/limits';
import type { Body, StreamMessage } from '../exchange/exchange';
import { detachString } from '../exchange/detached-string';

/** An error response, such as `application/problem+json` (RFC 9457) or an OAuth error (RFC 6749 §5.2). */
const maxErrorLength = 8 * 1024;
/** A JWKS (RFC 7517 §5) or a discovery document (RFC 8414 §2). */
const maxKeysLength = 64 * 1024;

const keysOrDiscovery = /"(?:keys|jwks_uri)"\s*:/;

/** The request body as the log stores it; undefined if it has no token or is too long. */
export function storeRequestBody(body: Body, hasToken: boolean): Body | undefined {
  return hasToken && isStorable(body) ? detachBody(body) : undefined;
}

/** The same for a response body. Also stores error descriptions and the issuer's keys. */
export function storeResponseBody(body: Body, hasToken: boolean, status: number): Body | undefined {
  if (!isStorable(body)) return undefined;
  return hasToken || isErrorDescription(body, status) || mayHaveKeys(body) ? detachBody(body) : undefined;
}

/** The first messages that fit. `room` is how many characters and `count` how many messages may be added. */
export function storeMessages(
  messages: readonly StreamMessage[],
  { room, count }: { readonly room: number; readonly count: number },
): StreamMessage[] {
  const stored: StreamMessage[] = [];
  for (const { direction, atMs, text, truncated } of messages) {
    if (stored.length >= count) break;
    if (text.length > room) continue;
    room -= text.length;
    stored.push({ direction, atMs, text: detachString(text), truncated });
  }
  return stored;
}

function isStorable({ text, mimeType, end }: Body): boolean {
  return (
    end === undefined &&
    typeof text === 'string' &&
    typeof mimeType === 'string' &&
    text.length <= maxStoredBodyLength
  );
}

function detachBody({ text, mimeType, truncated, gap }: Body): Body {
  return {
    text: detachString(text),
    mimeType: detachString(mimeType),
    truncated,
    ...(gap !== undefined && { gap }),
  };
}

function isErrorDescription({ text }: Body, status: number): boolean {
  return status >= 400 && text.length <= maxErrorLength && /^\s*[{[]/.test(text);
}

function mayHaveKeys({ text }: Body): boolean {
  return text.length <= maxKeysLength && /^\s*\{/.test(text) && keysOrDiscovery.test(text);
}
