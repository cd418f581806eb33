import { deliveryMember } from '../exchange/delivery';
import type { Exchange, HeaderField, HttpExchange, PageReport, StorageReading } from '../exchange/exchange';
import { keepAnswer, keepBody, keepMessages } from './stored-body';
import { ownText } from '../exchange/detached-string';
import type { FoundToken } from '../search/search';
import type { TextPool } from './text-interner';

/**
 * Copies an exchange for the log: texts that many share are shared, bodies and messages are there only where they are
 * worth their weight, and nothing larger is kept alive by what was cut out of it. Leaves out what is no header, no
 * entry, no text.
 */
export function ownExchange(exchange: Exchange, found: readonly FoundToken[], pool: TextPool): Exchange {
  switch (exchange.kind) {
    case 'http':
      return ownHttp(exchange, found, pool);
    case 'storage':
      return ownReading(exchange, pool);
    case 'page-report':
      return ownReport(exchange, pool);
  }
}

/**
 * The raw tokens that were sent in a request body which was too long to be kept, or in messages, of which not all are
 * kept: a search of what is held would not tell of them.
 */
export function findUnheld(held: Exchange, found: readonly FoundToken[]): readonly string[] {
  if (held.kind !== 'http') return none;
  const isBodyHeld = held.requestBody !== undefined;
  const unheld = found.filter(
    ({ sighting: { place } }) => place === 'message sent' || (place === 'request body' && !isBodyHeld),
  );
  return unheld.length === 0 ? none : [...new Set(unheld.map(({ raw }) => raw))].map(ownText);
}

const none: readonly string[] = [];

function ownHttp(exchange: HttpExchange, found: readonly FoundToken[], pool: TextPool): HttpExchange {
  const { requestBody, responseBody, messages, status, sender, pageUrl, withheld, mayBeForged, isPending } =
    exchange;
  const places = new Set(found.map(({ sighting }) => sighting.place));
  const keptRequest = keepBody(requestBody, places.has('request body'));
  const keptAnswer = keepAnswer(responseBody, places.has('response body'), status);
  const keptMessages = keepMessages(messages, found);
  return {
    kind: 'http',
    id: ownText(exchange.id),
    sentAtMs: exchange.sentAtMs,
    answeredAtMs: exchange.answeredAtMs,
    method: pool.text(exchange.method),
    url: pool.text(exchange.url),
    requestHeaders: ownHeaders(exchange.requestHeaders, pool),
    responseHeaders: ownHeaders(exchange.responseHeaders, pool),
    status,
    statusText: pool.text(exchange.statusText),
    ...ownDelivery(exchange, pool),
    source: exchange.source,
    ...(keptRequest === undefined ? {} : { requestBody: keptRequest }),
    ...(keptAnswer === undefined ? {} : { responseBody: keptAnswer }),
    ...(sender === undefined ? {} : { sender }),
    ...(pageUrl === undefined ? {} : { pageUrl: pool.text(pageUrl) }),
    ...(keptMessages === undefined ? {} : { messages: keptMessages }),
    ...(withheld === undefined ? {} : { withheld }),
    ...(mayBeForged === undefined ? {} : { mayBeForged }),
    ...(isPending === undefined ? {} : { isPending }),
  };
}

function ownDelivery({ delivery, status }: HttpExchange, pool: TextPool): Pick<HttpExchange, 'delivery'> {
  if (delivery === undefined) return {};
  const isWithError = delivery.state !== 'sent' && delivery.error !== undefined;
  return deliveryMember(isWithError ? { ...delivery, error: pool.text(delivery.error) } : delivery, status);
}

function ownHeaders(headers: readonly HeaderField[], pool: TextPool): readonly HeaderField[] {
  if (!Array.isArray(headers)) return [];
  return (headers as readonly HeaderField[])
    .filter((header) => typeof header?.name === 'string' && typeof header.value === 'string')
    .map(({ name, value }) => pool.line(name, value));
}

function ownReading({ entries, leftOut, ...reading }: StorageReading, pool: TextPool): StorageReading {
  return {
    kind: 'storage',
    id: ownText(reading.id),
    readAtMs: reading.readAtMs,
    origin: pool.text(reading.origin),
    area: reading.area,
    entries: entries
      .filter((entry) => typeof entry?.key === 'string' && typeof entry.value === 'string')
      .map(({ key, value }) => ({ key: pool.text(key), value: pool.text(value) })),
    ...(leftOut === undefined ? {} : { leftOut }),
  };
}

function ownReport({ carried, callSite, ...report }: PageReport, pool: TextPool): PageReport {
  return {
    kind: 'page-report',
    id: ownText(report.id),
    reportedAtMs: report.reportedAtMs,
    origin: pool.text(report.origin),
    api: report.api,
    method: pool.text(report.method),
    url: pool.text(report.url),
    carried: carried
      .filter((item) => typeof item?.text === 'string')
      .map(({ place, name, text }) => ({ place, name: pool.text(name), text: pool.text(text) })),
    ...(callSite === undefined ? {} : { callSite: pool.text(callSite) }),
  };
}
