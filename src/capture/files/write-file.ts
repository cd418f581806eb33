import type { Exchange, SaveFormat } from '../../traffic';
import { batchesOf } from './exchange-batches';
import { writeHarEntry } from './har-write';
import { ownFormat, ownVersion } from './own-json';

/** Facts about a file's creation. */
export interface FileFacts {
  /** The extension's version. */
  readonly version: string;
  readonly savedAtMs: number;
}

/**
 * Writes exchanges as the text of a file, in parts that each take a few milliseconds. A HAR contains only requests, our
 * own JSON everything. The text contains the complete tokens.
 */
export function* writeExchanges(
  exchanges: Iterable<Exchange>,
  format: SaveFormat,
  facts: FileFacts,
): Generator<string> {
  const write = format === 'har' ? writeHar : writeOwn;
  yield format === 'har' ? harHead(facts) : ownHead(facts);
  let separator = '\n';
  for (const batch of batchesOf(exchanges[Symbol.iterator]())) {
    const written = batch.flatMap(write);
    if (written.length === 0) continue;
    yield `${separator}${written.join(',\n')}`;
    separator = ',\n';
  }
  yield format === 'har' ? '\n]}}\n' : '\n]}\n';
}

function harHead({ version }: FileFacts): string {
  const creator = { name: 'JWT DevTools', version };
  return `{"log":{"version":"1.2","creator":${JSON.stringify(creator)},"pages":[],"entries":[`;
}

function ownHead({ savedAtMs }: FileFacts): string {
  const savedAt = new Date(savedAtMs).toISOString();
  return `{"format":"${ownFormat}","version":${ownVersion},"savedAt":"${savedAt}","exchanges":[`;
}

function writeHar(exchange: Exchange): string[] {
  return exchange.kind === 'http' ? [JSON.stringify(writeHarEntry(exchange))] : [];
}

function writeOwn(exchange: Exchange): string[] {
  return [JSON.stringify(exchange)];
}
