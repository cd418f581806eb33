import { deliveryMember } from '../exchange/delivery';
import type {
  AddedText,
  Exchange,
  HeaderField,
  HttpExchange,
  PageReport,
  StorageReading,
} from '../exchange/exchange';
import { readGrant, storeRequestBody, storeResponseBody } from './stored-body';
import { maxStoredBodyLength } from '../exchange/limits';
import { detachString } from '../exchange/detached-string';
import type { LocationKind } from '../exchange/sighting';
import type { Findings } from '../search/find-sightings';
import { HeaderLine } from '../search/header-line';
import type { TextInterner } from './text-interner';

/**
 * Copies an exchange for the log. Expects headers that are shared lines. Interns repeated texts, detaches the others
 * from larger strings, and leaves out messages, bodies that aren't worth storing, and members of the wrong type.
 */
export function detachExchange(exchange: Exchange, findings: Findings, interner: TextInterner): Exchange {
  switch (exchange.kind) {
    case 'http':
      return detachHttp(exchange, findings, interner);
    case 'storage':
      return detachReading(exchange, interner);
    case 'page-report':
      return detachReport(exchange, interner);
    case 'text':
      return detachText(exchange, findings);
  }
}

/** {@link detachExchange} for an HTTP exchange. */
export function detachHttp(exchange: HttpExchange, findings: Findings, interner: TextInterner): HttpExchange {
  const { requestBody, responseBody, status, sender, pageUrl, callSite, timings } = exchange;
  const { isRedacted, mayBeForged, isPending } = exchange;
  const isFoundIn = (kind: LocationKind) => findings.found.some(({ location }) => location.kind === kind);
  const storedRequestBody = requestBody && storeRequestBody(requestBody, isFoundIn('request body'));
  // A file that was saved from the log has it instead of the body.
  const grant = storedRequestBody === undefined ? (exchange.grant ?? readGrant(requestBody)) : undefined;
  const storedResponseBody =
    responseBody && storeResponseBody(responseBody, isFoundIn('response body'), status);
  return {
    kind: 'http',
    id: detachString(exchange.id),
    sentAtMs: exchange.sentAtMs,
    answeredAtMs: exchange.answeredAtMs,
    method: interner.text(exchange.method),
    url: interner.text(exchange.url),
    requestHeaders: readHeaders(exchange.requestHeaders),
    responseHeaders: readHeaders(exchange.responseHeaders),
    status,
    statusText: interner.text(exchange.statusText),
    ...detachDelivery(exchange, interner),
    source: exchange.source,
    ...(storedRequestBody === undefined ? {} : { requestBody: storedRequestBody }),
    ...(grant === undefined ? {} : { grant }),
    ...(storedResponseBody === undefined ? {} : { responseBody: storedResponseBody }),
    ...(sender === undefined ? {} : { sender }),
    ...(pageUrl === undefined ? {} : { pageUrl: interner.text(pageUrl) }),
    ...(callSite === undefined ? {} : { callSite: interner.text(callSite) }),
    ...(timings === undefined ? {} : { timings }),
    ...(isRedacted === undefined ? {} : { isRedacted }),
    ...(mayBeForged === undefined ? {} : { mayBeForged }),
    ...(isPending === undefined ? {} : { isPending }),
  };
}

function detachDelivery(
  { delivery, status }: HttpExchange,
  interner: TextInterner,
): Pick<HttpExchange, 'delivery'> {
  if (delivery === undefined) return {};
  const hasError = delivery.state !== 'sent' && delivery.error !== undefined;
  return deliveryMember(hasError ? { ...delivery, error: interner.text(delivery.error) } : delivery, status);
}

function readHeaders(headers: readonly HeaderField[]): readonly HeaderField[] {
  if (!Array.isArray(headers)) return [];
  return (headers as readonly HeaderField[]).filter((header) => header instanceof HeaderLine);
}

function detachReading(
  { entries, leftOut, ...reading }: StorageReading,
  interner: TextInterner,
): StorageReading {
  return {
    kind: 'storage',
    id: detachString(reading.id),
    readAtMs: reading.readAtMs,
    origin: interner.text(reading.origin),
    area: reading.area,
    entries: entries
      .filter((entry) => typeof entry?.key === 'string' && typeof entry.value === 'string')
      .map(({ key, value, decryption }) => ({
        key: interner.text(key),
        value: interner.text(value),
        ...(decryption === undefined ? {} : { decryption }),
      })),
    ...(leftOut === undefined ? {} : { leftOut }),
  };
}

function detachReport({ texts, callSite, ...report }: PageReport, interner: TextInterner): PageReport {
  return {
    kind: 'page-report',
    id: detachString(report.id),
    reportedAtMs: report.reportedAtMs,
    origin: interner.text(report.origin),
    api: report.api,
    method: interner.text(report.method),
    url: interner.text(report.url),
    texts: texts
      .filter((item) => typeof item?.text === 'string')
      .map(({ kind, name, text }) => ({ kind, name: interner.text(name), text: interner.text(text) })),
    ...(callSite === undefined ? {} : { callSite: interner.text(callSite) }),
  };
}

/** A text without a token isn't stored, and of a very long one only the beginning. */
function detachText({ id, addedAtMs, name, text }: AddedText, { found }: Findings): AddedText {
  const stored = found.length === 0 ? '' : text.slice(0, maxStoredBodyLength);
  return {
    kind: 'text',
    id: detachString(id),
    addedAtMs,
    name: detachString(name),
    text: detachString(stored),
  };
}
