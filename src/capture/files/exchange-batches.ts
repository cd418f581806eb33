import type { Body, Exchange } from '../../traffic';

/** Limits of a batch, so that processing it takes less than a frame. */
const maxBatchSize = 100;
const maxBatchLength = 128 * 1024;

/** Splits exchanges into batches of up to 100 with limited text. An exchange with more text is a batch of its own. */
export function* batchesOf<T>(exchanges: Iterator<Exchange, T>): Generator<readonly Exchange[], T> {
  let batch: Exchange[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = exchanges.next();
    if (done) {
      if (batch.length > 0) yield batch;
      return value;
    }
    const more = textLengthOf(value);
    if (batch.length === maxBatchSize || (batch.length > 0 && length + more > maxBatchLength)) {
      yield batch;
      batch = [];
      length = 0;
    }
    batch.push(value);
    length += more;
  }
}

/** Length of all texts of an exchange, in UTF-16 code units. */
export function textLengthOf(exchange: Exchange): number {
  switch (exchange.kind) {
    case 'http':
      return (
        exchange.url.length +
        sum(exchange.requestHeaders, ({ name, value }) => name.length + value.length) +
        sum(exchange.responseHeaders, ({ name, value }) => name.length + value.length) +
        bodyLengthOf(exchange.requestBody) +
        bodyLengthOf(exchange.responseBody) +
        sum(exchange.messages ?? [], ({ text }) => text.length)
      );
    case 'storage':
      return sum(exchange.entries, ({ key, value }) => key.length + value.length);
    case 'page-report':
      return exchange.url.length + sum(exchange.texts, ({ text }) => text.length);
    case 'text':
      return exchange.text.length;
  }
}

function bodyLengthOf(body: Body | undefined): number {
  return body === undefined ? 0 : body.text.length + (body.end?.length ?? 0);
}

function sum<T>(values: readonly T[], lengthOf: (value: T) => number): number {
  let total = 0;
  for (const value of values) total += lengthOf(value);
  return total;
}
