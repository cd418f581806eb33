import { findCookies, type StoredEntry, type StoredValue, type WriteOutcome } from '../../../traffic';
import { maxStorageTotalLength } from '../../protocol/limits';
import { guarded, isText, membersOf } from '../../protocol/guard';
import { evaluate, startLimit } from './evaluate';
import { nativePrelude } from './page-natives';

/** The current text of the entry: the value, or all cookies, since only the browser can find one of them. */
interface Read {
  readonly kind?: unknown;
  readonly text?: unknown;
}

/** Reads an entry of the top frame's storage. */
export async function readStoredEntry(entry: StoredEntry): Promise<StoredValue> {
  const read = await readText(entry);
  if ('kind' in read) return read;
  if (entry.area !== 'cookie') return { kind: 'value', value: read.text };
  const [value] = listCookieValues(read.text, entry.key);
  return value === undefined ? { kind: 'missing' } : { kind: 'value', value };
}

/**
 * Replaces the value of an entry if it's the expected one. Compares and writes in one expression, so that nothing that
 * the page writes meanwhile is lost. Doesn't fire a `storage` event in the page. A cookie that would be another one than
 * the existing one is removed again, and one that the write deleted is restored until the end of the session.
 */
export async function writeStoredEntry(
  entry: StoredEntry,
  expected: string,
  next: string,
): Promise<WriteOutcome> {
  const read = await readText(entry);
  if ('kind' in read) return read.kind;
  const { area, key } = entry;
  if (area !== 'cookie') return read.text === expected ? write(entry, expected, next) : 'changed';
  const before = listCookieValues(read.text, key);
  if (before.length === 0) return 'missing';
  if (before[0] !== expected) return 'changed';
  const outcome = await write(entry, read.text, `${key}=${next}${currentAttributes(entry.attributes)}`);
  const now = await readText(entry);
  if (outcome !== 'written' || 'kind' in now) return outcome;
  const after = listCookieValues(now.text, key);
  if (after.length === before.length && after[0] === next) return 'written';
  // The browser deleted it, for example since it doesn't accept the new value.
  if (after.length < before.length)
    await write(entry, now.text, `${key}=${expected}${withoutExpiry(entry.attributes)}`);
  // A second cookie, with another path or domain than the first one.
  if (after.length > before.length) {
    await write(
      entry,
      now.text,
      `${key}=${withoutExpiry(entry.attributes)}; Expires=Thu, 01 Jan 1970 00:00:00 GMT`,
    );
  }
  return 'failed';
}

/** A time in the past would delete the cookie. The page has set it again since, or prolonged it. */
function currentAttributes(attributes = ''): string {
  const [, expires = ''] = /; Expires=([^;]*)/i.exec(attributes) ?? [];
  return Date.parse(expires) <= Date.now() ? withoutExpiry(attributes) : attributes;
}

function withoutExpiry(attributes = ''): string {
  return attributes.replace(/; Expires=[^;]*/i, '');
}

function listCookieValues(text: string, key: string): readonly string[] {
  return findCookies(text)
    .fields.filter(({ name }) => name === key)
    .map(({ value }) => value);
}

async function readText(
  entry: StoredEntry,
): Promise<{ readonly text: string } | Exclude<StoredValue, { kind: 'value' }>> {
  const result = await evaluate(writeExpression(entry, 'return read();'));
  if (result.kind !== 'value') return { kind: 'unreadable' };
  return (
    guarded(() => {
      const { kind, text } = membersOf<Read>(result.value);
      if (kind === 'other page') return { kind };
      return isText(text, maxStorageTotalLength) ? { text } : { kind: 'missing' as const };
    }) ?? { kind: 'unreadable' }
  );
}

async function write(entry: StoredEntry, expectedText: string, next: string): Promise<WriteOutcome> {
  const result = await evaluate(
    writeExpression(
      entry,
      `if (isLate(${startLimit()})) return { __proto__: null, kind: 'failed' };
      const before = read();
      if (before.text !== ${JSON.stringify(expectedText)}) return { __proto__: null, kind: before.kind ?? 'changed' };
      return { __proto__: null, kind: set(${JSON.stringify(next)}) ? 'written' : 'failed' };`,
    ),
  );
  const kind = result.kind === 'value' ? guarded(() => membersOf<Read>(result.value).kind) : undefined;
  return kind === 'written' || kind === 'changed' || kind === 'other page' ? kind : 'failed';
}

/** An expression in the page world with `read` and `set` for the entry, which use only the browser's own functions. */
function writeExpression({ origin, area, key }: StoredEntry, body: string): string {
  const storage = `
  const name = ${JSON.stringify(area)}, key = ${JSON.stringify(key)};
  const isOpen = isNative(describe(window, name).get, name);
  const text = () => isOpen ? call(Storage.prototype, 'getItem', get(window, name, window), [key]) : undefined;
  const set = (value) => (call(Storage.prototype, 'setItem', get(window, name, window), [key, value]), text() === value);`;
  const cookie = `
  const text = () => get(Document.prototype, 'cookie', document);
  const set = (value) => {
    const setter = describe(Document.prototype, 'cookie').set;
    if (!isNative(setter, 'set cookie')) return false;
    apply(setter, document, [value]);
    return true;
  };`;
  return `(() => {${nativePrelude}${area === 'cookie' ? cookie : storage}
  const read = () => location.origin === ${JSON.stringify(origin)}
    ? { __proto__: null, text: text() }
    : { __proto__: null, kind: 'other page' };
  try { ${body} } catch { return { __proto__: null, kind: 'failed' }; }
})()`;
}
