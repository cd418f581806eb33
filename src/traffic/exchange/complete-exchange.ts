import { deliveryOf, mergeDeliveries } from './delivery';
import type { HeaderField, HttpExchange } from './exchange';

/**
 * The exchange with what the addition brings that it lacks, but for messages. Of what both tell, the first stays as it
 * is. The delivery is the addition's: `ofOneExchange` has merged it.
 */
export function completeExchange(held: HttpExchange, addition: HttpExchange): HttpExchange {
  const isAnswered = held.status === 0 && addition.status !== 0;
  const { requestBody = addition.requestBody, responseBody = addition.responseBody } = held;
  const { sender = addition.sender, pageUrl = addition.pageUrl } = held;
  const { withheld: wasWithheld, isPending: wasPending, delivery: _before, ...rest } = held;
  return {
    ...rest,
    // DevTools' log cuts the fragment off; `webRequest` does not.
    url: addition.url.startsWith(`${held.url}#`) ? addition.url : held.url,
    answeredAtMs: Math.max(held.answeredAtMs, addition.answeredAtMs),
    requestHeaders: mergeHeaders(held.requestHeaders, addition.requestHeaders),
    responseHeaders: mergeHeaders(held.responseHeaders, addition.responseHeaders),
    status: isAnswered ? addition.status : held.status,
    statusText: isAnswered ? addition.statusText : held.statusText,
    ...(addition.delivery === undefined ? {} : { delivery: addition.delivery }),
    source: addition.source === 'network log' ? 'network log' : held.source,
    ...(requestBody === undefined ? {} : { requestBody }),
    ...(responseBody === undefined ? {} : { responseBody }),
    ...(sender === undefined ? {} : { sender }),
    ...(pageUrl === undefined ? {} : { pageUrl }),
    ...(addition.mayBeForged === true ? { mayBeForged: true } : {}),
    ...(wasPending === true && addition.isPending === true ? { isPending: true } : {}),
    ...(wasWithheld === true && addition.withheld === true ? { withheld: true } : {}),
  };
}

function mergeHeaders(held: readonly HeaderField[], added: readonly HeaderField[]): readonly HeaderField[] {
  if (added.length === 0) return held;
  const lines = new Set(held.map(({ name, value }) => `${name}:${value}`));
  const lacking = added.filter(({ name, value }) => !lines.has(`${name}:${value}`));
  return lacking.length === 0 ? held : [...held, ...lacking];
}

/** The addition as a part of the exchange that it belongs to, so that what stands in it is sighted as there. */
export function ofOneExchange(held: HttpExchange, addition: HttpExchange): HttpExchange {
  const { sender = addition.sender } = held;
  return {
    ...addition,
    sentAtMs: held.sentAtMs,
    status: held.status === 0 ? addition.status : held.status,
    delivery: mergeDeliveries(deliveryOf(held), deliveryOf(addition)),
    source: held.source === 'network log' ? held.source : addition.source,
    ...(sender === undefined ? {} : { sender }),
  };
}
