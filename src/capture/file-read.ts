import type { Exchange, FileProblem } from '../traffic';
import { guarded, membersOf } from './guard';
import { describeSending, parseHarEntry } from './har';
import { maxTimeMs, readAdditions } from './har-additions';
import { isRedacted, isSanitizedByChrome } from './har-withheld';
import { ownFormat, ownVersion, parseOwnExchange } from './own-json';

/** Entries of one file; with more of them it is not read. */
const maxFileEntries = 1_000_000;

/**
 * Reads the text of a file, HAR 1.2 or our own JSON, one exchange after the other in the file's order, each with an id
 * of its own; returns what is to be known of the file. A HAR's entry without a date has that of the one before it, and
 * where none has one, the given time. Never throws.
 */
export function* readExchanges(
  text: string,
  { writtenAtMs }: { readonly writtenAtMs: number },
): Generator<Exchange, readonly FileProblem[]> {
  // Windows writes a byte order mark before the text (RFC 8259 §8.1 lets a reader ignore it).
  const value = guarded((): unknown => JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text));
  if (value === undefined) return [{ code: 'not JSON' }];
  const { format, version, exchanges } = membersOf(value);
  if (format === ownFormat) {
    return version === ownVersion && Array.isArray(exchanges)
      ? yield* readEach(exchanges, parseOwnExchange)
      : [{ code: 'unreadable' }];
  }
  return yield* readHar(value, writtenAtMs);
}

function* readHar(value: unknown, writtenAtMs: number): Generator<Exchange, readonly FileProblem[]> {
  // Some tools write what stands in `log` alone, or the entries alone.
  const { log = value } = membersOf(value);
  const { creator, entries: named } = membersOf(log);
  const entries = Array.isArray(log) ? log : named;
  if (!Array.isArray(entries)) return [{ code: 'no requests' }];
  if (entries.length > maxFileEntries) return [{ code: 'too large' }];
  const isSanitized = isSanitizedByChrome(creator, entries);
  let isWithheld = isSanitized;
  let lastSentAtMs = firstDateOf(entries) ?? writtenAtMs;

  const problems = yield* readEach(entries, (entry, id) => {
    const parsed = parseHarEntry(entry, id, { source: 'file', readAtMs: lastSentAtMs });
    if (parsed === undefined) return undefined;
    const added = readAdditions(entry, parsed);
    const withheld = isSanitized || added.withheld === true || isRedacted(added);
    isWithheld ||= withheld;
    lastSentAtMs = added.sentAtMs;
    return {
      ...added,
      answeredAtMs: Math.min(added.answeredAtMs, maxTimeMs),
      ...(withheld && { withheld }),
    };
  });
  return isWithheld ? [...problems, { code: 'withheld' }] : problems;
}

function firstDateOf(entries: readonly unknown[]): number | undefined {
  for (const entry of entries) {
    const { sentAtMs } = describeSending(entry) ?? {};
    if (sentAtMs !== undefined) return sentAtMs;
  }
  return undefined;
}

function* readEach(
  entries: readonly unknown[],
  parse: (entry: unknown, id: string) => Exchange | undefined,
): Generator<Exchange, readonly FileProblem[]> {
  if (entries.length > maxFileEntries) return [{ code: 'too large' }];
  let unreadable = 0;
  for (const [index, entry] of entries.entries()) {
    const exchange = parse(entry, `file-${index + 1}`);
    if (exchange === undefined) unreadable += 1;
    else yield exchange;
  }
  return [
    ...(unreadable === entries.length ? ([{ code: 'no requests' }] as const) : []),
    ...(unreadable > 0 ? ([{ code: 'unreadable entries', count: unreadable }] as const) : []),
  ];
}
