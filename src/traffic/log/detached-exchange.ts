import { deliveryMember } from '../exchange/delivery';
import type { Exchange, HeaderField, HttpExchange, PageReport, StorageReading } from '../exchange/exchange';
import { keepAnswer, keepBody } from './stored-body';
import { detachString } from '../exchange/detached-string';
import type { LocationKind } from '../exchange/sighting';
import type { Findings } from '../search/find-sightings';
import { HeaderLine } from '../search/header-line';
import type { TextPool } from './text-interner';

/**
 * Copies an exchange, whose headers are shared lines, for the log: texts that many share are shared, bodies are there
 * only where they are worth their weight, and nothing larger is kept alive by what was cut out of it. Leaves out
 * messages, and what is no header, no entry, no text.
 */
export function ownExchange(exchange: Exchange, findings: Findings, pool: TextPool): Exchange {
  switch (exchange.kind) {
    case 'http':
      return ownHttp(exchange, findings, pool);
    case 'storage':
      return ownReading(exchange, pool);
    case 'page-report':
      return ownReport(exchange, pool);
  }
}

export function ownHttp(exchange: HttpExchange, findings: Findings, pool: TextPool): HttpExchange {
  const { requestBody, responseBody, status, sender, pageUrl, withheld, mayBeForged, isPending } = exchange;
  const isFoundIn = (place: LocationKind) => findings.found.some(({ location }) => location.place === place);
  const keptRequest = requestBody && keepBody(requestBody, isFoundIn('request body'));
  const keptAnswer = responseBody && keepAnswer(responseBody, isFoundIn('response body'), status);
  return {
    kind: 'http',
    id: detachString(exchange.id),
    sentAtMs: exchange.sentAtMs,
    answeredAtMs: exchange.answeredAtMs,
    method: pool.text(exchange.method),
    url: pool.text(exchange.url),
    requestHeaders: readHeaders(exchange.requestHeaders),
    responseHeaders: readHeaders(exchange.responseHeaders),
    status,
    statusText: pool.text(exchange.statusText),
    ...ownDelivery(exchange, pool),
    source: exchange.source,
    ...(keptRequest === undefined ? {} : { requestBody: keptRequest }),
    ...(keptAnswer === undefined ? {} : { responseBody: keptAnswer }),
    ...(sender === undefined ? {} : { sender }),
    ...(pageUrl === undefined ? {} : { pageUrl: pool.text(pageUrl) }),
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

function readHeaders(headers: readonly HeaderField[]): readonly HeaderField[] {
  if (!Array.isArray(headers)) return [];
  return (headers as readonly HeaderField[]).filter((header) => header instanceof HeaderLine);
}

function ownReading({ entries, leftOut, ...reading }: StorageReading, pool: TextPool): StorageReading {
  return {
    kind: 'storage',
    id: detachString(reading.id),
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
    id: detachString(report.id),
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
