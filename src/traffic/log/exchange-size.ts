import type { Body, Exchange, StreamMessage } from '../exchange/exchange';

/**
 * Rough sizes of an object with its fields and of a list entry, in bytes. The limits need only the order of magnitude.
 */
const exchangeOverhead = 480;
const lineOverhead = 12;
const objectOverhead = 80;

/** Estimated size of a stored exchange in bytes, without its messages and without interned texts. */
export function sizeOfExchange(exchange: Exchange): number {
  switch (exchange.kind) {
    case 'http': {
      const { requestHeaders, responseHeaders, requestBody, responseBody, timings } = exchange;
      const lines = (requestHeaders.length + responseHeaders.length) * lineOverhead;
      const times = timings === undefined ? 0 : objectOverhead;
      return exchangeOverhead + lines + times + sizeOfBody(requestBody) + sizeOfBody(responseBody);
    }
    case 'storage':
      return exchangeOverhead + exchange.entries.length * objectOverhead;
    case 'page-report':
      return exchangeOverhead + exchange.texts.length * objectOverhead;
    case 'text':
      return exchangeOverhead + exchange.text.length;
  }
}

/** Estimated size of stored messages in bytes. */
export function sizeOfMessages(messages: readonly StreamMessage[]): number {
  return messages.reduce((total, { text }) => total + text.length + objectOverhead, 0);
}

function sizeOfBody(body: Body | undefined): number {
  return body === undefined ? 0 : body.text.length + body.mimeType.length + objectOverhead;
}
