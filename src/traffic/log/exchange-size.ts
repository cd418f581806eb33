import type { Body, Exchange, StreamMessage } from '../exchange/exchange';

/** Rough weights of an object with its fields and of an entry in a list, in bytes: bounds need the order of size only. */
const exchangeOverhead = 480;
const lineOverhead = 12;
const objectOverhead = 80;

/** What an exchange of the log weighs, in estimated bytes, without its messages and the texts that others may share. */
export function weighExchange(exchange: Exchange): number {
  switch (exchange.kind) {
    case 'http': {
      const { requestHeaders, responseHeaders, requestBody, responseBody } = exchange;
      const lines = (requestHeaders.length + responseHeaders.length) * lineOverhead;
      return exchangeOverhead + lines + weighBody(requestBody) + weighBody(responseBody);
    }
    case 'storage':
      return exchangeOverhead + exchange.entries.length * objectOverhead;
    case 'page-report':
      return exchangeOverhead + exchange.carried.length * objectOverhead;
  }
}

export function weighMessages(messages: readonly StreamMessage[]): number {
  return messages.reduce((total, { text }) => total + text.length + objectOverhead, 0);
}

function weighBody(body: Body | undefined): number {
  return body === undefined ? 0 : body.text.length + body.mimeType.length + objectOverhead;
}
