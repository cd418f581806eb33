import type { StreamMessage } from '../../traffic';
import { membersOf } from '../protocol/guard';
import { maxStreamLength, maxStreamMessageLength, maxStreamMessages } from './limits';

/** Members that Chrome adds to a HAR entry; they aren't specified. */
export interface HarStream {
  readonly _webSocketMessages?: unknown;
  readonly _eventSourceMessages?: unknown;
}

/** Chrome's format of a message. */
export interface HarStreamMessage {
  /** For a WebSocket; Chrome also writes `error`. */
  readonly type: 'send' | 'receive';
  /** Seconds since 1970. */
  readonly time: number;
  /** RFC 6455 §5.2: 1 is text, 2 is binary. */
  readonly opcode: number;
  /** The text, or base64 of the bytes. */
  readonly data: string;
}

const textOpcode = 1;
const binaryOpcode = 2;
/** Four characters encode three bytes, so a cut at a multiple of four is still base64 (RFC 4648 §4). */
const maxEncodedLength = Math.ceil(maxStreamMessageLength / 3) * 4;

/** Number of messages of any kind that an entry lists. */
export function countStreamMessages(entry: HarStream): number {
  return listOf(entry).messages.length;
}

/**
 * The messages of a WebSocket or an event stream, oldest first, starting at index `from`. Undefined if there are none. A
 * binary message, such as MessagePack or MQTT, becomes text with one character per byte: tokens in it are ASCII. Messages
 * over the limits are replaced by one truncated message without text.
 */
export function parseStreamMessages(entry: HarStream, from = 0): readonly StreamMessage[] | undefined {
  const { messages, isEventStream } = listOf(entry);
  const left = messages.length - from;
  if (left <= 0) return undefined;
  const first = maxStreamMessages / 2;
  const newest = maxStreamMessages - first - 1;
  const listed =
    left <= maxStreamMessages
      ? messages.slice(from)
      : [...messages.slice(from, from + first), undefined, ...messages.slice(-newest)];
  const read: StreamMessage[] = [];
  let length = 0;
  let lastAtMs = 0;
  for (const listedMessage of listed) {
    const message =
      listedMessage === undefined ? leftOut(lastAtMs) : parseMessage(listedMessage, isEventStream);
    if (message === undefined) continue;
    lastAtMs = message.atMs;
    length += message.text.length;
    if (length > maxStreamLength) {
      read.push(leftOut(lastAtMs));
      break;
    }
    read.push(message);
  }
  return read.length === 0 ? undefined : read;
}

function listOf(entry: HarStream): {
  readonly messages: readonly unknown[];
  readonly isEventStream: boolean;
} {
  /* oxlint-disable no-underscore-dangle -- HAR's prefix for members that browsers add */
  const isEventStream = Array.isArray(entry._eventSourceMessages);
  const messages = isEventStream ? entry._eventSourceMessages : entry._webSocketMessages;
  /* oxlint-enable no-underscore-dangle */
  return { messages: Array.isArray(messages) ? messages : [], isEventStream };
}

function parseMessage(value: unknown, isEventStream: boolean): StreamMessage | undefined {
  const { type, time, opcode, data } = membersOf<HarStreamMessage>(value);
  if (typeof data !== 'string') return undefined;
  const isBinary = !isEventStream && opcode === binaryOpcode;
  const isMessage = isBinary || opcode === textOpcode;
  if (!isEventStream && !(isMessage && (type === 'send' || type === 'receive'))) return undefined;
  const text = isBinary ? decodeBase64(data.slice(0, maxEncodedLength)) : data;
  const seconds = typeof time === 'number' && Number.isFinite(time) ? time : 0;
  return {
    direction: type === 'send' && !isEventStream ? 'sent' : 'received',
    atMs: Math.max(0, seconds * 1_000),
    text: text?.slice(0, maxStreamMessageLength) ?? '',
    truncated:
      text === undefined ||
      text.length > maxStreamMessageLength ||
      (isBinary && data.length > maxEncodedLength),
  };
}

/** Each character is one byte. Undefined if it isn't base64. */
function decodeBase64(text: string): string | undefined {
  try {
    return atob(text);
  } catch {
    return undefined;
  }
}

function leftOut(atMs: number): StreamMessage {
  return { direction: 'received', atMs, text: '', truncated: true };
}
