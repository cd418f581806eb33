import { maxStoredBodyLength } from '../exchange/limits';
import type { Body, StreamMessage } from '../exchange/exchange';
import { detachString } from '../exchange/detached-string';

/** An answer that says why it refuses, as `application/problem+json` (RFC 9457) or OAuth's errors do (RFC 6749 §5.2). */
const maxErrorLength = 8 * 1024;
/** A JWKS (RFC 7517 §5) or a discovery document (RFC 8414 §2). */
const maxKeysLength = 64 * 1024;

const keysOrDiscovery = /"(?:keys|jwks_uri)"\s*:/;

/** The body as the log keeps it, where a token was found in it; undefined without one, and for a long one. */
export function keepBody(body: Body, holdsToken: boolean): Body | undefined {
  return holdsToken && isKeepable(body) ? ownBody(body) : undefined;
}

/** The same of an answer, of which the log keeps as well what says why it refuses, and the issuer's keys. */
export function keepAnswer(body: Body, holdsToken: boolean, status: number): Body | undefined {
  if (!isKeepable(body)) return undefined;
  return holdsToken || saysWhy(body, status) || tellsKeys(body) ? ownBody(body) : undefined;
}

/**
 * As many messages as have room beside those that are kept, first come, first kept. `room` is how many characters, and
 * `count` how many messages, may be added.
 */
export function keepMessages(
  messages: readonly StreamMessage[],
  { room, count }: { readonly room: number; readonly count: number },
): StreamMessage[] {
  const kept: StreamMessage[] = [];
  for (const { direction, atMs, text, truncated } of messages) {
    if (kept.length >= count) break;
    if (text.length > room) continue;
    room -= text.length;
    kept.push({ direction, atMs, text: detachString(text), truncated });
  }
  return kept;
}

function isKeepable({ text, mimeType, end }: Body): boolean {
  return (
    end === undefined &&
    typeof text === 'string' &&
    typeof mimeType === 'string' &&
    text.length <= maxStoredBodyLength
  );
}

function ownBody({ text, mimeType, truncated, gap }: Body): Body {
  return {
    text: detachString(text),
    mimeType: detachString(mimeType),
    truncated,
    ...(gap !== undefined && { gap }),
  };
}

function saysWhy({ text }: Body, status: number): boolean {
  return status >= 400 && text.length <= maxErrorLength && /^\s*[{[]/.test(text);
}

function tellsKeys({ text }: Body): boolean {
  return text.length <= maxKeysLength && /^\s*\{/.test(text) && keysOrDiscovery.test(text);
}
