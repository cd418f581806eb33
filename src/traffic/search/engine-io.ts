import type { Steps } from '../../token';
import { maxParts } from './limits';

const packetsBetweenPauses = 1_000;
const separator = '\x1e';
const base64 = /^[A-Za-z\d+/]+={0,2}$/;

/** Binary data of one packet. Each character is one byte. */
export interface Attachment {
  readonly bytes: string;
  /** It's at the end of the text. */
  readonly isLast: boolean;
}

interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the binary packets of Engine.IO, which Socket.IO uses for attachments without a WebSocket. In version 4 of the
 * protocol a packet is base64 after `b`, with record separators between packets; in version 3 it's base64 after a
 * length and `b4`. Skips all other packets. If there are more than `maxParts`, the result ends with `'more'`.
 */
export function* findAttachments(text: string): Steps<readonly (Attachment | 'more')[]> {
  const found: (Attachment | 'more')[] = [];
  let visited = 0;
  for (const { start, end } of /^\d{1,9}:/.test(text) ? measuredPackets(text) : separatedPackets(text)) {
    visited += 1;
    if (visited % packetsBetweenPauses === 0) yield;
    const isLast = end >= text.length;
    const bytes = decode(text.slice(start, end), isLast);
    if (bytes === undefined) continue;
    if (found.length === maxParts) return [...found, 'more'];
    found.push({ bytes, isLast });
  }
  return found;
}

/** The base64 in packets that start with `b`. */
function* separatedPackets(text: string): Generator<TextRange> {
  let at = text.startsWith('b') ? 0 : text.indexOf(`${separator}b`) + 1;
  while (text[at] === 'b') {
    const next = text.indexOf(separator, at);
    const end = next === -1 ? text.length : next;
    yield { start: at + 1, end };
    at = text.indexOf(`${separator}b`, end) + 1;
    if (at === 0) return;
  }
}

/** The base64 in packets that start with `b4`, and an empty range for others. */
function* measuredPackets(text: string): Generator<TextRange> {
  const length = /(\d{1,9}):/y;
  for (let found = length.exec(text); found !== null; found = length.exec(text)) {
    const start = length.lastIndex;
    const end = start + Number(found[1]);
    yield text.startsWith('b4', start) ? { start: start + 2, end } : { start: end, end };
    length.lastIndex = end;
  }
}

/** Undefined if this isn't base64. A truncated text may end within a group of four characters (RFC 4648 §4). */
function decode(text: string, mayBeCut: boolean): string | undefined {
  const decodable = mayBeCut && text.length % 4 === 1 ? text.slice(0, -1) : text;
  return decodable.length % 4 !== 1 && base64.test(decodable) ? atob(decodable) : undefined;
}
