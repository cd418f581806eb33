import { maxHeldBodyLength, maxHeldMessages } from '../exchange/limits';
import type { Body, StreamMessage } from '../exchange/exchange';
import { spotOf } from './find-stored';
import { ownText } from '../exchange/detached-string';
import type { FoundToken } from '../search/search';
import type { Sighting } from '../exchange/sighting';
import { mayHoldToken } from '../search/token-shape';

/** An answer that says why it refuses, as `application/problem+json` (RFC 9457) or OAuth's errors do (RFC 6749 §5.2). */
const maxErrorLength = 8 * 1024;
/** A JWKS (RFC 7517 §5) or a discovery document (RFC 8414 §2). */
const maxKeysLength = 64 * 1024;

const keysOrDiscovery = /"(?:keys|jwks_uri)"\s*:/;

/** The body as the log keeps it, where a token was found in it; undefined without one, and for a long one. */
export function keepBody(body: Body | undefined, holdsToken: boolean): Body | undefined {
  return body !== undefined && holdsToken && isKeepable(body) ? ownBody(body) : undefined;
}

/** The same of an answer, of which the log keeps as well what says why it refuses, and the issuer's keys. */
export function keepAnswer(body: Body | undefined, holdsToken: boolean, status: number): Body | undefined {
  if (body === undefined || !isKeepable(body)) return undefined;
  return holdsToken || saysWhy(body, status) || tellsKeys(body) ? ownBody(body) : undefined;
}

/** Those in which a token was found, within the bounds: first come, first kept. */
export function keepMessages(
  messages: readonly StreamMessage[] | undefined,
  found: readonly FoundToken[],
): readonly StreamMessage[] | undefined {
  const spots = new Set(found.map(({ sighting }) => spotOf(sighting)));
  if (!Array.isArray(messages) || !found.some(({ sighting }) => isMessage(sighting))) return undefined;
  const kept: StreamMessage[] = [];
  let room = maxHeldBodyLength;
  for (const message of messages as readonly StreamMessage[]) {
    if (kept.length >= maxHeldMessages) break;
    if (typeof message?.text !== 'string' || message.text.length > room) continue;
    const { direction, atMs, text, truncated } = message;
    // Several messages may have one time.
    if (!spots.has(`message ${direction} ${atMs}`) || !mayHoldToken(text)) continue;
    room -= text.length;
    kept.push({ direction, atMs, text: ownText(text), truncated });
  }
  return kept;
}

function isKeepable({ text, mimeType, end }: Body): boolean {
  return (
    end === undefined &&
    typeof text === 'string' &&
    typeof mimeType === 'string' &&
    text.length <= maxHeldBodyLength
  );
}

function ownBody({ text, mimeType, truncated, gap }: Body): Body {
  return { text: ownText(text), mimeType: ownText(mimeType), truncated, ...(gap !== undefined && { gap }) };
}

function saysWhy({ text }: Body, status: number): boolean {
  return status >= 400 && text.length <= maxErrorLength && /^\s*[{[]/.test(text);
}

function tellsKeys({ text }: Body): boolean {
  return text.length <= maxKeysLength && /^\s*\{/.test(text) && keysOrDiscovery.test(text);
}

function isMessage({ place }: Sighting): boolean {
  return place === 'message sent' || place === 'message received';
}
