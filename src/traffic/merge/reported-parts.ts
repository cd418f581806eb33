import { deliveryMember, deliveryOf, isSameDelivery, mergeDeliveries } from '../exchange/delivery';
import type { Body, HeaderField, HttpExchange } from '../exchange/exchange';
import type { Recorded } from './observation';
import type { TextPool } from '../log/text-interner';

/** Parts that are there or not; of these the first telling's are kept. */
const parts = ['requestBody', 'responseBody', 'messages', 'sender', 'pageUrl'] as const;

/** Takes note of which parts of a request were told. */
export function noteParts(exchange: HttpExchange, pool: TextPool): Recorded {
  return {
    requestNames: pool.text(namesOf(exchange.requestHeaders)),
    responseNames: pool.text(namesOf(exchange.responseHeaders)),
    has:
      partSets[parts.reduce((bits, part, index) => bits | (isThere(exchange, part) ? 1 << index : 0), 0)] ??
      new Set(),
    hasFragment: exchange.url.includes('#'),
    delivery: deliveryOf(exchange),
  };
}

/** What one source couldn't report of a body may be in the other observation. */
function isThere(exchange: HttpExchange, part: (typeof parts)[number]): boolean {
  return exchange[part] !== undefined && (part !== 'requestBody' || exchange.requestBody?.gap === undefined);
}

/** The log's body, with what it lacks of the other's. */
function joinBodies(log: Body | undefined, web: Body | undefined): Body | undefined {
  if (log?.gap === undefined || web === undefined) return log ?? web;
  // `webRequest` has less of a long body, and its end where DevTools may not.
  if (log.text === '' || web.gap === undefined) return web;
  const { end = web.end } = log;
  return end === undefined ? log : { ...log, end };
}

const partSets = Array.from(
  { length: 1 << parts.length },
  (_, bits) => new Set(parts.filter((_part, index) => (bits & (1 << index)) !== 0)),
);

/** The other telling of that request without what is recorded; undefined when nothing is left of it. */
export function onlyChanges(
  exchange: HttpExchange,
  recorded: Recorded,
  id: string,
): HttpExchange | undefined {
  const requestHeaders = lacking(exchange.requestHeaders, recorded.requestNames);
  const responseHeaders = lacking(exchange.responseHeaders, recorded.responseNames);
  const { requestBody, responseBody, messages, sender, pageUrl, ...rest } = exchange;
  const told = { requestBody, responseBody, messages, sender, pageUrl };
  const news = parts.filter((part) => told[part] !== undefined && !recorded.has.has(part));
  const isFragmentNew = exchange.url.includes('#') && !recorded.hasFragment;
  const { delivery } = recorded;
  const isDeliveryNew = !isSameDelivery(delivery, mergeDeliveries(delivery, deliveryOf(exchange)));
  const isNew = isFragmentNew || isDeliveryNew;
  if (requestHeaders.length + responseHeaders.length + news.length === 0 && !isNew) return undefined;
  const newParts = Object.fromEntries(news.map((part) => [part, told[part]]));
  return { ...rest, id, requestHeaders, responseHeaders, ...newParts };
}

/** One exchange of both tellings: the network log's, with what it lacks. */
export function mergeParts(told: HttpExchange, web: HttpExchange): HttpExchange {
  const { delivery: _ofLog, ...log } = told;
  const { sender = web.sender, pageUrl = web.pageUrl } = log;
  const requestBody = joinBodies(log.requestBody, web.requestBody);
  return {
    ...log,
    ...deliveryMember(mergeDeliveries(deliveryOf(told), deliveryOf(web)), log.status),
    url: log.url.includes('#') ? log.url : web.url,
    requestHeaders: [...log.requestHeaders, ...lacking(web.requestHeaders, namesOf(log.requestHeaders))],
    responseHeaders: [...log.responseHeaders, ...lacking(web.responseHeaders, namesOf(log.responseHeaders))],
    ...(requestBody === undefined ? {} : { requestBody }),
    ...(sender === undefined ? {} : { sender }),
    ...(pageUrl === undefined ? {} : { pageUrl }),
  };
}

function namesOf(headers: readonly HeaderField[]): string {
  return `\n${headers.map(({ name }) => name.toLowerCase()).join('\n')}\n`;
}

function lacking(headers: readonly HeaderField[], names: string): readonly HeaderField[] {
  const told = new Set(names.split('\n'));
  return headers.filter(({ name }) => !told.has(name.toLowerCase()));
}
