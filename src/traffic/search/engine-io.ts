import type { Steps } from '../../token';
import { maxParts } from './limits';

const packetsBetweenPauses = 1_000;
const separator = '\x1e';
const base64 = /^[A-Za-z\d+/]+={0,2}$/;

/** Binary data of one packet; each character is one byte. */
export interface Attachment {
  readonly bytes: string;
  /** The text ends with it. */
  readonly isLast: boolean;
}

interface TextLimit {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the binary packets of Engine.IO, in which Socket.IO sends attachments when it has no WebSocket: base64 behind a
 * `b`, with record separators between packets (version 4 of the protocol), or behind a length and `b4` (version 3).
 * Passes over all other packets. Of more than `maxParts` the first ones are found, and one more says so: it is
 * `'more'`.
 */
export function* findAttachments(text: string): Steps<readonly (Attachment | 'more')[]> {
  const found: (Attachment | 'more')[] = [];
  let passed = 0;
  for (const { start, end } of /^\d{1,9}:/.test(text) ? measuredPackets(text) : separatedPackets(text)) {
    passed += 1;
    if (passed % packetsBetweenPauses === 0) yield;
    const isLast = end >= text.length;
    const bytes = decode(text.slice(start, end), isLast);
    if (bytes === undefined) continue;
    if (found.length === maxParts) return [...found, 'more'];
    found.push({ bytes, isLast });
  }
  return found;
}

/** The base64 of those that begin with a `b`. */
function* separatedPackets(text: string): Generator<TextLimit> {
  let at = text.startsWith('b') ? 0 : text.indexOf(`${separator}b`) + 1;
  while (text[at] === 'b') {
    const next = text.indexOf(separator, at);
    const end = next === -1 ? text.length : next;
    yield { start: at + 1, end };
    at = text.indexOf(`${separator}b`, end) + 1;
    if (at === 0) return;
  }
}

/** The base64 of those that begin with `b4`, and nothing for the others. */
function* measuredPackets(text: string): Generator<TextLimit> {
  const length = /(\d{1,9}):/y;
  for (let found = length.exec(text); found !== null; found = length.exec(text)) {
    const start = length.lastIndex;
    const end = start + Number(found[1]);
    yield text.startsWith('b4', start) ? { start: start + 2, end } : { start: end, end };
    length.lastIndex = end;
  }
}

/** Undefined for what isn't base64. What is cut may end within four characters (RFC 4648 §4). */
function decode(text: string, mayBeCut: boolean): string | undefined {
  const whole = mayBeCut && text.length % 4 === 1 ? text.slice(0, -1) : text;
  return whole.length % 4 !== 1 && base64.test(whole) ? atob(whole) : undefined;
}
