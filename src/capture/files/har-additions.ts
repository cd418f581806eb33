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
import { boundMessages } from './message-limits';

/**
 * What an exchange says and HAR 1.2 has no place for, in a member of the entry. Its name begins with an underscore, as
 * custom members must.
 */
interface Additions {
  /** Where they are no whole milliseconds. */
  readonly sentAtMs?: number;
  readonly answeredAtMs?: number;
  readonly sender?: Sender;
  readonly pageUrl?: string;
  readonly isRequestBodyCut?: boolean;
  readonly isResponseBodyCut?: boolean;
  /** Why not all of the body is there. */
  readonly requestBodyGap?: BodyGap;
  readonly responseBodyGap?: BodyGap;
  /** The places of those messages of which only the beginning is there. */
  readonly cutMessages?: readonly number[];
  readonly isWithheld?: boolean;
  readonly delivery?: Delivery;
}

interface AddedMembers {
  readonly _webSocketMessages?: readonly HarStreamMessage[];
  readonly _jwtDevtools?: Additions;
  /** As Chrome writes it. */
  readonly _fromCache?: 'memory' | 'disk';
}

/** The custom members of an entry; of an event stream the messages stand where those of a WebSocket do. */
export function writeAdditions(exchange: HttpExchange): AddedMembers {
  const { sentAtMs, answeredAtMs, sender, pageUrl, requestBody, responseBody, messages, withheld, delivery } =
    exchange;
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
    ...(withheld === true && { isWithheld: true }),
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

/** Takes over what an entry says in members of ours; an entry without them gives back the exchange as it is. */
export function readAdditions(entry: unknown, exchange: HttpExchange): HttpExchange {
  return guarded(() => withAdditions(membersOf<AddedMembers>(entry), entry, exchange)) ?? exchange;
}

function withAdditions(
  // oxlint-disable-next-line no-underscore-dangle -- HAR's own way to name additions
  { _jwtDevtools: ours, _webSocketMessages: written }: { readonly [Name in keyof AddedMembers]?: unknown },
  entry: unknown,
  exchange: HttpExchange,
): HttpExchange {
  if (typeof ours !== 'object' || ours === null) return exchange;
  const said = membersOf<Additions>(ours);
  const cut = new Set(Array.isArray(said.cutMessages) ? (said.cutMessages as unknown[]) : []);
  const { sentAtMs, answeredAtMs, sender, pageUrl } = said;
  const delivery = parseDelivery(said.delivery);
  return {
    ...exchange,
    ...(isTime(sentAtMs) && isTime(answeredAtMs) && { sentAtMs, answeredAtMs }),
    ...(isSender(sender) && { sender }),
    ...(typeof pageUrl === 'string' && { pageUrl }),
    ...(said.isRequestBodyCut === true && {
      requestBody: cutBody(exchange.requestBody, { gap: said.requestBodyGap, mimeType: '' }),
    }),
    ...(said.isResponseBodyCut === true && {
      responseBody: cutBody(exchange.responseBody, {
        gap: said.responseBodyGap,
        mimeType: mimeTypeOf(entry),
      }),
    }),
    ...(Array.isArray(written) && { messages: boundMessages(readMessages(written, cut)) }),
    ...(said.isWithheld === true && { withheld: true }),
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
  // To the microsecond: a division and a product by a thousand leave a trace behind it.
  const atMs = Math.round(time * 1_000_000) / 1_000;
  if (!isTime(atMs)) return undefined;
  return { direction: type === 'send' ? 'sent' : 'received', atMs, text: data, truncated };
}

/** A body of which nothing was there is not written at all. */
function cutBody(
  body: Body | undefined,
  { gap, mimeType }: { readonly gap: unknown; readonly mimeType: string },
): Body {
  const cut = { text: body?.text ?? '', mimeType: body?.mimeType ?? '', truncated: true };
  if (!isBodyGap(gap)) return { ...body, ...cut };
  return { ...body, ...cut, mimeType: cut.mimeType || mimeType, gap };
}

/** Of the response's content. */
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

/** Whether the value names a sender of requests. */
export function isSender(value: unknown): value is Sender {
  return senders.has(value);
}

/** What a `Date` can hold (ECMA-262 §21.4.1.1). */
export const maxTimeMs = 8.64e15;

/** Whether the value is a time that a `Date` can hold, in milliseconds. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= maxTimeMs;
}
