import type { Body, Exchange } from '../exchange/exchange';

/** Rough weights of an object with its fields and of an entry in a list, in bytes: bounds need the order of size only. */
const exchangeOverhead = 480;
const lineOverhead = 12;
const objectOverhead = 80;

/** What an exchange of the log weighs, in estimated bytes; `newTexts` is the length of those that it shares with none. */
export function weighExchange(exchange: Exchange, unheld: readonly string[], newTexts: number): number {
  const own = exchangeOverhead + newTexts + sum(unheld.map((raw) => raw.length + lineOverhead));
  switch (exchange.kind) {
    case 'http': {
      const { requestHeaders, responseHeaders, requestBody, responseBody, messages = [] } = exchange;
      const lines = (requestHeaders.length + responseHeaders.length) * lineOverhead;
      const streamed = sum(messages.map(({ text }) => text.length + objectOverhead));
      return own + lines + weighBody(requestBody) + weighBody(responseBody) + streamed;
    }
    case 'storage':
      return own + exchange.entries.length * objectOverhead;
    case 'page-report':
      return own + exchange.carried.length * objectOverhead;
  }
}

function weighBody(body: Body | undefined): number {
  return body === undefined ? 0 : body.text.length + body.mimeType.length + objectOverhead;
}

function sum(weights: readonly number[]): number {
  return weights.reduce((total, weight) => total + weight, 0);
}
