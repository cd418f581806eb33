import { deliveryMember, deliveryOf, isSameDelivery, mergeDeliveries } from '../exchange/delivery';
import type { Body, HeaderField, HttpExchange } from '../exchange/exchange';
import type { Recorded } from './observation';
import type { TextInterner } from '../log/text-interner';

/** Optional parts. If both observations have one, the one recorded first is kept. */
const parts = ['requestBody', 'responseBody', 'messages', 'sender', 'pageUrl'] as const;

/** Lists the parts that an observation has. */
export function noteParts(exchange: HttpExchange, interner: TextInterner): Recorded {
  return {
    requestNames: interner.text(namesOf(exchange.requestHeaders)),
    responseNames: interner.text(namesOf(exchange.responseHeaders)),
    has:
      partSets[parts.reduce((bits, part, index) => bits | (hasPart(exchange, part) ? 1 << index : 0), 0)] ??
      new Set(),
    hasFragment: exchange.url.includes('#'),
    delivery: deliveryOf(exchange),
  };
}

/** A request body with a gap counts as missing, since the other observation may have what is missing. */
function hasPart(exchange: HttpExchange, part: (typeof parts)[number]): boolean {
  return exchange[part] !== undefined && (part !== 'requestBody' || exchange.requestBody?.gap === undefined);
}

/** The log's body, completed from the other one. */
function mergeBodies(log: Body | undefined, web: Body | undefined): Body | undefined {
  if (log?.gap === undefined || web === undefined) return log ?? web;
  // `webRequest` has less of a long body than DevTools, but it may have the end, which DevTools may not.
  if (log.text === '' || web.gap === undefined) return web;
  const { end = web.end } = log;
  return end === undefined ? log : { ...log, end };
}

/** All combinations of parts, by bit mask: observations with the same parts share one set. */
const partSets = Array.from(
  { length: 1 << parts.length },
  (_, bits) => new Set(parts.filter((_part, index) => (bits & (1 << index)) !== 0)),
);

/** The parts of another observation that aren't recorded. Undefined if there are none. */
export function onlyChanges(
  exchange: HttpExchange,
  recorded: Recorded,
  id: string,
): HttpExchange | undefined {
  const requestHeaders = lacking(exchange.requestHeaders, recorded.requestNames);
  const responseHeaders = lacking(exchange.responseHeaders, recorded.responseNames);
  const { requestBody, responseBody, messages, sender, pageUrl, ...rest } = exchange;
  const reported = { requestBody, responseBody, messages, sender, pageUrl };
  const added = parts.filter((part) => reported[part] !== undefined && !recorded.has.has(part));
  const isFragmentNew = exchange.url.includes('#') && !recorded.hasFragment;
  const { delivery } = recorded;
  const isDeliveryNew = !isSameDelivery(delivery, mergeDeliveries(delivery, deliveryOf(exchange)));
  const isNew = isFragmentNew || isDeliveryNew;
  if (requestHeaders.length + responseHeaders.length + added.length === 0 && !isNew) return undefined;
  const newParts = Object.fromEntries(added.map((part) => [part, reported[part]]));
  return { ...rest, id, requestHeaders, responseHeaders, ...newParts };
}

/** Merges both observations: the network log's, completed from `webRequest`. */
export function mergeParts(fromLog: HttpExchange, web: HttpExchange): HttpExchange {
  const { delivery: _replaced, ...log } = fromLog;
  const { sender = web.sender, pageUrl = web.pageUrl } = log;
  const requestBody = mergeBodies(log.requestBody, web.requestBody);
  return {
    ...log,
    ...deliveryMember(mergeDeliveries(deliveryOf(fromLog), deliveryOf(web)), log.status),
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
  const known = new Set(names.split('\n'));
  return headers.filter(({ name }) => !known.has(name.toLowerCase()));
}
