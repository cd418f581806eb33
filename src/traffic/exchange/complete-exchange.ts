import { deliveryOf, mergeDeliveries } from './delivery';
import type { HeaderField, HttpExchange } from './exchange';

/**
 * Fills in what the stored exchange lacks from another observation of it, except messages. Where both have a value, the
 * stored one is kept. The delivery is taken from the addition, because `alignWithStored` has already merged it.
 */
export function completeExchange(stored: HttpExchange, addition: HttpExchange): HttpExchange {
  const hasNewStatus = stored.status === 0 && addition.status !== 0;
  const { requestBody = addition.requestBody, responseBody = addition.responseBody } = stored;
  const { sender = addition.sender, pageUrl = addition.pageUrl, grant = addition.grant } = stored;
  const { callSite = addition.callSite, timings = addition.timings } = stored;
  const { isRedacted: wasRedacted, isPending: wasPending, delivery: _before, ...rest } = stored;
  return {
    ...rest,
    // DevTools' log omits the fragment; `webRequest` doesn't.
    url: addition.url.startsWith(`${stored.url}#`) ? addition.url : stored.url,
    answeredAtMs: Math.max(stored.answeredAtMs, addition.answeredAtMs),
    requestHeaders: mergeHeaders(stored.requestHeaders, addition.requestHeaders),
    responseHeaders: mergeHeaders(stored.responseHeaders, addition.responseHeaders),
    status: hasNewStatus ? addition.status : stored.status,
    statusText: hasNewStatus ? addition.statusText : stored.statusText,
    ...(addition.delivery === undefined ? {} : { delivery: addition.delivery }),
    source: addition.source === 'network log' ? 'network log' : stored.source,
    ...(requestBody === undefined ? {} : { requestBody }),
    ...(grant === undefined ? {} : { grant }),
    ...(responseBody === undefined ? {} : { responseBody }),
    ...(sender === undefined ? {} : { sender }),
    ...(pageUrl === undefined ? {} : { pageUrl }),
    ...(callSite === undefined ? {} : { callSite }),
    ...(timings === undefined ? {} : { timings }),
    ...(addition.mayBeForged === true ? { mayBeForged: true } : {}),
    ...(wasPending === true && addition.isPending === true ? { isPending: true } : {}),
    ...(wasRedacted === true && addition.isRedacted === true ? { isRedacted: true } : {}),
  };
}

function mergeHeaders(stored: readonly HeaderField[], added: readonly HeaderField[]): readonly HeaderField[] {
  if (added.length === 0) return stored;
  const lines = new Set(stored.map(({ name, value }) => `${name}:${value}`));
  const lacking = added.filter(({ name, value }) => !lines.has(`${name}:${value}`));
  return lacking.length === 0 ? stored : [...stored, ...lacking];
}

/** The addition with the stored exchange's time, status, delivery, source and sender, so that its sightings match. */
export function alignWithStored(stored: HttpExchange, addition: HttpExchange): HttpExchange {
  const { sender = addition.sender } = stored;
  return {
    ...addition,
    sentAtMs: stored.sentAtMs,
    status: stored.status === 0 ? addition.status : stored.status,
    delivery: mergeDeliveries(deliveryOf(stored), deliveryOf(addition)),
    source: stored.source === 'network log' ? stored.source : addition.source,
    ...(sender === undefined ? {} : { sender }),
  };
}
