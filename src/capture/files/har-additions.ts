import {
  isBodyGap,
  type Body,
  type BodyGap,
  type Delivery,
  type HttpExchange,
  type NotSentReason,
  type Sender,
  type StreamMessage,
} from '../../traffic';
import { parseDelivery } from '../protocol/delivery';
import { guarded, membersOf } from '../protocol/guard';
import type { HarStreamMessage } from './har-messages';
import { limitMessages } from './message-limits';

/**
 * Facts of an exchange that HAR 1.2 has no members for, written into a custom member of the entry. Custom names must begin
 * with an underscore.
 */
interface Additions {
  /** Written if they aren't whole milliseconds. */
  readonly sentAtMs?: number;
  readonly answeredAtMs?: number;
  readonly sender?: Sender;
  readonly pageUrl?: string;
  readonly isRequestBodyCut?: boolean;
  readonly isResponseBodyCut?: boolean;
  /** Why the body is incomplete. */
  readonly requestBodyGap?: BodyGap;
  readonly responseBodyGap?: BodyGap;
  /** Indexes of the truncated messages. */
  readonly cutMessages?: readonly number[];
  readonly isRedacted?: boolean;
  readonly delivery?: Delivery;
}

interface AddedMembers {
  readonly _webSocketMessages?: readonly HarStreamMessage[];
  readonly _jwtDevtools?: Additions;
  /** Chrome's format. */
  readonly _fromCache?: 'memory' | 'disk';
}

/** The custom members of an entry. Event stream messages are written like WebSocket messages. */
export function writeAdditions(exchange: HttpExchange): AddedMembers {
  const {
    sentAtMs,
    answeredAtMs,
    sender,
    pageUrl,
    requestBody,
    responseBody,
    messages,
    isRedacted,
    delivery,
  } = exchange;
  const hasMessages = messages !== undefined && messages.length > 0;
  const cutMessages = (messages ?? []).flatMap(({ truncated }, index) => (truncated ? [index] : []));
  const additions: Additions = {
    ...(!(Number.isInteger(sentAtMs) && Number.isInteger(answeredAtMs)) && { sentAtMs, answeredAtMs }),
    ...(sender !== undefined && { sender }),
    ...(pageUrl !== undefined && { pageUrl }),
    ...(requestBody?.truncated === true && { isRequestBodyCut: true }),
    ...(responseBody?.truncated === true && { isResponseBodyCut: true }),
    ...(requestBody?.gap !== undefined && { requestBodyGap: requestBody.gap }),
    ...(responseBody?.gap !== undefined && { responseBodyGap: responseBody.gap }),
    ...(cutMessages.length > 0 && { cutMessages }),
    ...(isRedacted === true && { isRedacted: true }),
    ...(delivery !== undefined && { delivery }),
  };
  const cache = delivery?.state === 'not sent' ? cacheNames.get(delivery.reason) : undefined;
  return {
    ...(cache !== undefined && { _fromCache: cache }),
    ...(hasMessages && { _webSocketMessages: messages.map(writeMessage) }),
    ...((hasMessages || Object.keys(additions).length > 0) && { _jwtDevtools: additions }),
  };
}

const cacheNames: ReadonlyMap<NotSentReason, 'memory' | 'disk'> = new Map([
  ['memory cache', 'memory'],
  ['disk cache', 'disk'],
]);

/** Adds the facts from our custom members; returns the exchange unchanged if the entry has none. */
export function readAdditions(entry: unknown, exchange: HttpExchange): HttpExchange {
  return guarded(() => withAdditions(membersOf<AddedMembers>(entry), entry, exchange)) ?? exchange;
}

function withAdditions(
  // oxlint-disable-next-line no-underscore-dangle -- HAR's prefix for custom members
  { _jwtDevtools: ours, _webSocketMessages: written }: { readonly [Name in keyof AddedMembers]?: unknown },
  entry: unknown,
  exchange: HttpExchange,
): HttpExchange {
  if (typeof ours !== 'object' || ours === null) return exchange;
  const additions = membersOf<Additions>(ours);
  const cut = new Set(Array.isArray(additions.cutMessages) ? (additions.cutMessages as unknown[]) : []);
  const { sentAtMs, answeredAtMs, sender, pageUrl } = additions;
  const delivery = parseDelivery(additions.delivery);
  return {
    ...exchange,
    ...(isTime(sentAtMs) && isTime(answeredAtMs) && { sentAtMs, answeredAtMs }),
    ...(isSender(sender) && { sender }),
    ...(typeof pageUrl === 'string' && { pageUrl }),
    ...(additions.isRequestBodyCut === true && {
      requestBody: cutBody(exchange.requestBody, { gap: additions.requestBodyGap, mimeType: '' }),
    }),
    ...(additions.isResponseBodyCut === true && {
      responseBody: cutBody(exchange.responseBody, {
        gap: additions.responseBodyGap,
        mimeType: mimeTypeOf(entry),
      }),
    }),
    ...(Array.isArray(written) && { messages: limitMessages(readMessages(written, cut)) }),
    ...((additions.isRedacted ?? membersOf(ours)['isWithheld']) === true && { isRedacted: true }),
    ...(delivery && { delivery }),
  };
}

function writeMessage({ direction, atMs, text }: StreamMessage): HarStreamMessage {
  return { type: direction === 'sent' ? 'send' : 'receive', time: atMs / 1_000, opcode: 1, data: text };
}

function* readMessages(written: readonly unknown[], cut: ReadonlySet<unknown>): Generator<StreamMessage> {
  for (const [index, value] of written.entries()) {
    const message = readMessage(value, cut.has(index));
    if (message !== undefined) yield message;
  }
}

function readMessage(message: unknown, truncated: boolean): StreamMessage | undefined {
  const { type, time, data } = membersOf<HarStreamMessage>(message);
  if ((type !== 'send' && type !== 'receive') || typeof time !== 'number' || typeof data !== 'string') {
    return undefined;
  }
  // Rounded to microseconds, since converting between seconds and milliseconds adds a rounding error.
  const atMs = Math.round(time * 1_000_000) / 1_000;
  if (!isTime(atMs)) return undefined;
  return { direction: type === 'send' ? 'sent' : 'received', atMs, text: data, truncated };
}

/** A body that was completely left out isn't written at all. */
function cutBody(
  body: Body | undefined,
  { gap, mimeType }: { readonly gap: unknown; readonly mimeType: string },
): Body {
  const cut = { text: body?.text ?? '', mimeType: body?.mimeType ?? '', truncated: true };
  if (!isBodyGap(gap)) return { ...body, ...cut };
  return { ...body, ...cut, mimeType: cut.mimeType || mimeType, gap };
}

/** The MIME type of the response's content. */
function mimeTypeOf(entry: unknown): string {
  const { mimeType } = membersOf(membersOf(membersOf(entry)['response'])['content']);
  return typeof mimeType === 'string' ? mimeType : '';
}

const senders: ReadonlySet<unknown> = new Set<Sender>([
  'page',
  'dedicated worker',
  'shared or service worker',
  'other tab',
]);

/** Whether the value is a sender of requests. */
export function isSender(value: unknown): value is Sender {
  return senders.has(value);
}

/** Maximum time value of a `Date` (ECMA-262 §21.4.1.1). */
export const maxTimeMs = 8.64e15;

/** Whether the value is a valid time of a `Date`, in milliseconds. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= maxTimeMs;
}
