import type { Exchange, SanitizedSummary, SaveFormat } from '../../traffic';
import { batchesOf } from './exchange-batches';
import { writeHarEntry } from './har-write';
import { ownFormat, ownVersion, sanitizedMember } from './own-json';

/** Facts about a file's creation. */
export interface FileFacts {
  /** The extension's version. */
  readonly version: string;
  readonly savedAtMs: number;
}

/** What a file contains, and what was replaced in it if it's sanitized. */
export interface FileContent {
  readonly exchanges: Iterable<Exchange>;
  readonly sanitized?: SanitizedSummary;
}

/**
 * Writes exchanges as the text of a file, in parts that each take a few milliseconds. A HAR contains only requests, our
 * own JSON everything. Unless it's sanitized, the text contains the complete tokens.
 */
export function* writeExchanges(
  { exchanges, sanitized }: FileContent,
  format: SaveFormat,
  facts: FileFacts,
): Generator<string> {
  const write = format === 'har' ? writeHar : writeOwn;
  const note = sanitized && JSON.stringify(noteOf(sanitized));
  yield format === 'har' ? harHead(facts, note) : ownHead(facts, note);
  let separator = '\n';
  for (const batch of batchesOf(exchanges[Symbol.iterator]())) {
    const written = batch.flatMap(write);
    if (written.length === 0) continue;
    yield `${separator}${written.join(',\n')}`;
    separator = ',\n';
  }
  yield format === 'har' ? '\n]}}\n' : '\n]}\n';
}

/** What was replaced and dropped. A reader of our own needs only the name of the member. */
function noteOf({ counts, dropped }: SanitizedSummary): object {
  return { replaced: counts, dropped };
}

function harHead({ version }: FileFacts, sanitized: string | undefined): string {
  const creator = { name: 'JWT DevTools', version };
  const note = sanitized === undefined ? '' : `"${sanitizedMember.har}":${sanitized},`;
  return `{"log":{"version":"1.2","creator":${JSON.stringify(creator)},${note}"pages":[],"entries":[`;
}

function ownHead({ savedAtMs }: FileFacts, sanitized: string | undefined): string {
  const savedAt = new Date(savedAtMs).toISOString();
  const note = sanitized === undefined ? '' : `"${sanitizedMember.json}":${sanitized},`;
  return `{"format":"${ownFormat}","version":${ownVersion},"savedAt":"${savedAt}",${note}"exchanges":[`;
}

function writeHar(exchange: Exchange): string[] {
  return exchange.kind === 'http' ? [JSON.stringify(writeHarEntry(exchange))] : [];
}

function writeOwn(exchange: Exchange): string[] {
  return [JSON.stringify(exchange)];
}
