import { maxAddedTextLength, type Exchange, type FileProblem } from '../../traffic';
import { guarded, membersOf } from '../protocol/guard';
import { describeSending, parseHarEntry } from './har';
import { maxTimeMs, readAdditions } from './har-additions';
import { readCharlesEntry } from './har-charles';
import { recoverValues } from './har-recover';
import { hasRedactedHeaders, isSanitizedByChrome } from './har-redacted';
import { hasTokenShape } from '../protocol/token-shape';
import { ownFormat, readableVersions, parseOwnExchange, sanitizedMember } from './own-json';
import { maxFileEntries } from './limits';

interface ReadOptions {
  /** Time for entries of a file without any date. */
  readonly writtenAtMs: number;
  /** The file's name. */
  readonly name?: string;
  /** The entry in which a truncated file ends. */
  readonly partial?: unknown;
}

/**
 * Reads the text of a file, HAR 1.2 or our own JSON, one exchange at a time in the file's order, each with a unique ID;
 * returns the problems of the file. Any other text that may contain a token is one exchange. A HAR entry without a date gets that of the previous one, or the given time if none
 * has a date. From a truncated or damaged file the readable part is returned. Compressed bodies stay compressed. Never
 * throws.
 */
export function* readExchanges(
  text: string,
  options: ReadOptions,
): Generator<Exchange, readonly FileProblem[]> {
  // Windows writes a byte order mark before the text (RFC 8259 §8.1 lets a reader ignore it).
  const json = text.startsWith('\ufeff') ? text.slice(1) : text;
  const problems = yield* readRequests(json, options);
  // Any other text: a token, a log, source code.
  const isOther = problems.some(({ code }) => code === 'not JSON' || code === 'no requests');
  if (!isOther || !hasTokenShape(json)) return problems;
  const addedAtMs = options.writtenAtMs;
  yield {
    kind: 'text',
    id: 'file-text',
    addedAtMs,
    name: options.name ?? '',
    text: json.slice(0, maxAddedTextLength),
  };
  return [];
}

function* readRequests(json: string, options: ReadOptions): Generator<Exchange, readonly FileProblem[]> {
  const value = guarded((): unknown => JSON.parse(json));
  if (value === undefined) return yield* readDamaged(json, options);
  const { format, version, exchanges } = membersOf(value);
  if (format === ownFormat) {
    if (!readableVersions.has(version) || !Array.isArray(exchanges)) return [{ code: 'unreadable' }];
    const problems = yield* readEach(exchanges, parseOwnExchange);
    return noteSanitized(problems, membersOf(value)[sanitizedMember.json]);
  }
  return yield* readHar(value, options);
}

/** Reads a text that isn't valid JSON: one value per line, or a truncated or damaged file. */
function* readDamaged(text: string, options: ReadOptions): Generator<Exchange, readonly FileProblem[]> {
  const { kind, values: complete, partial, isCut, broken } = recoverValues(text);
  // Of our own format, the end of an exchange may contain what the rest of it means.
  const isPartial = kind !== 'exchanges' && (describeSending(partial)?.url ?? '') !== '';
  const values = isPartial ? [...complete, partial] : complete;
  if (values.length === 0)
    return [isCut && kind !== 'values' ? { code: 'cut', count: 0 } : { code: 'not JSON' }];
  const [only] = values;
  const isOneHar = values.length === 1 && kind === 'values' && membersOf(only)['log'] !== undefined;
  const creator = /"creator"\s{0,9}:\s{0,9}(\{[^{}]{0,1000}\})/.exec(text.slice(0, 10_000))?.[1] ?? '';
  const problems =
    kind === 'exchanges'
      ? yield* readEach(values, parseOwnExchange)
      : yield* readHar(
          isOneHar ? only : { creator: guarded((): unknown => JSON.parse(creator)), entries: values },
          { ...options, partial },
        );
  // Any text may contain braces, so this isn't JSON.
  if (kind === 'values' && problems.some(({ code }) => code === 'no requests')) return [{ code: 'not JSON' }];
  const unreadable = problems.find(({ code }) => code === 'unreadable entries');
  const count = broken + (unreadable?.code === 'unreadable entries' ? unreadable.count : 0);
  return [
    ...problems.filter((problem) => problem !== unreadable),
    ...(count > 0 ? ([{ code: 'unreadable entries', count }] as const) : []),
    ...(isCut ? ([{ code: 'cut', count: values.length }] as const) : []),
  ];
}

function* readHar(value: unknown, options: ReadOptions): Generator<Exchange, readonly FileProblem[]> {
  // Some tools write only the content of `log`, or only the entries.
  const { log = value } = membersOf(value);
  const { creator, entries: listed } = membersOf(log);
  // In JSON lines, one line can be an entry.
  const isEntry = membersOf(membersOf(value)['request'])['url'] !== undefined;
  const entries = Array.isArray(log) ? log : isEntry ? [value] : listed;
  if (!Array.isArray(entries)) return [{ code: 'no requests' }];
  if (entries.length > maxFileEntries) return [{ code: 'too large' }];
  const isSanitized = isSanitizedByChrome(creator, entries);
  let isRedactedFile = isSanitized;
  let lastSentAtMs = firstDateOf(entries) ?? options.writtenAtMs;

  const problems = yield* readEach(entries, (written, id) => {
    const entry = readCharlesEntry(written);
    const isPending =
      written === options.partial && membersOf(membersOf(entry)['response'])['status'] === undefined;
    const parsed = parseHarEntry(entry, id, { source: 'file', readAtMs: lastSentAtMs, isPending });
    if (parsed === undefined) return undefined;
    const added = readAdditions(entry, parsed);
    const isRedacted = isSanitized || added.isRedacted === true || hasRedactedHeaders(added);
    isRedactedFile ||= isRedacted;
    lastSentAtMs = added.sentAtMs;
    return {
      ...added,
      answeredAtMs: Math.min(added.answeredAtMs, maxTimeMs),
      ...(isRedacted && { isRedacted }),
    };
  });
  return noteSanitized(
    isRedactedFile ? [...problems, { code: 'credentials redacted' }] : problems,
    membersOf(log)[sanitizedMember.har],
  );
}

function noteSanitized(problems: readonly FileProblem[], note: unknown): readonly FileProblem[] {
  return typeof note === 'object' && note !== null ? [...problems, { code: 'sanitized' }] : problems;
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
