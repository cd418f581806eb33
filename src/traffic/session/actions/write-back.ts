import type { TokenLog } from '../../log/log';
import { listSetCookies, parseCookieAttributes } from '../../exchange/set-cookie';
import type { InspectedPage, StoredEntry, WritableArea, WriteOutcome } from './inspected-page';
import { maxWrites } from '../limits';

/** An entry that a token was written to, as panels show it. */
export interface WrittenEntry {
  readonly id: number;
  readonly origin: string;
  readonly area: WritableArea;
  readonly key: string;
}

/** `encoded`: the entry has the token only in an encoded form. `token-text`: a cookie can't have these characters. */
export type WriteProblem = Exclude<WriteOutcome, 'written'> | 'encoded' | 'token-text';

/** A token to write in place of another one in one storage entry or cookie. */
export interface WriteRequest {
  readonly origin: string;
  readonly area: WritableArea;
  readonly key: string;
  /** The token that the entry contains, and the one to write instead. */
  readonly raw: string;
  readonly text: string;
}

interface Write {
  readonly entry: StoredEntry;
  readonly before: string;
  readonly after: string;
}

/** Writes tokens into the inspected page's storage, and undoes that. Stores the earlier values in memory. */
export class StorageWrites {
  readonly #page: InspectedPage;
  readonly #writes = new Map<number, Write>();
  readonly #undoing = new Map<number, Promise<WriteProblem | undefined>>();
  #lastId = 0;

  constructor(page: InspectedPage) {
    this.#page = page;
  }

  /** Oldest first. */
  get entries(): readonly WrittenEntry[] {
    return [...this.#writes].map(
      ([
        id,
        {
          entry: { origin, area, key },
        },
      ]) => ({ id, origin, area, key }),
    );
  }

  /** Replaces only the token's text in the entry. Returns why it can't. */
  async write(
    { origin, area, key, raw, text }: WriteRequest,
    log: TokenLog,
  ): Promise<WriteProblem | undefined> {
    const attributes = area === 'cookie' ? findCookieAttributes(log, origin, key) : undefined;
    const entry: StoredEntry = { origin, area, key, ...(attributes !== undefined && { attributes }) };
    const read = await this.#page.readStored(entry);
    if (read.kind !== 'value') return read.kind;
    const before = read.value;
    if (area === 'cookie' && !/^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/.test(text)) return 'token-text';
    const after = replaceIn(before, raw, text);
    if (after === before) return 'encoded';
    const outcome = await this.#page.writeStored(entry, before, after);
    if (outcome !== 'written') return outcome;
    this.#note({ entry, before, after });
    return undefined;
  }

  /** Consecutive writes to an entry are undone together. */
  #note(write: Write): void {
    const previous = [...this.#writes].findLast(([, { entry }]) => isSameEntry(entry, write.entry));
    const isNext = previous?.[1].after === write.before;
    if (previous && isNext) this.#writes.delete(previous[0]);
    const before = previous && isNext ? previous[1].before : write.before;
    if (before === write.after) return;
    this.#lastId += 1;
    this.#writes.set(this.#lastId, { ...write, before });
    for (const oldest of this.#writes.keys()) {
      if (this.#writes.size <= maxWrites) break;
      this.#writes.delete(oldest);
    }
  }

  /** Restores the earlier value, unless the entry has changed since. Returns why it can't. */
  undo(id: number): Promise<WriteProblem | undefined> {
    const undoing = this.#undoing.get(id) ?? this.#undo(id).finally(() => this.#undoing.delete(id));
    this.#undoing.set(id, undoing);
    return undoing;
  }

  async #undo(id: number): Promise<WriteProblem | undefined> {
    const write = this.#writes.get(id);
    if (write === undefined) return 'missing';
    const outcome = await this.#page.writeStored(write.entry, write.after, write.before);
    // What has changed since may have its earlier value again, for example after another undo.
    if (outcome === 'written' || outcome === 'missing') this.#writes.delete(id);
    return outcome === 'written' ? undefined : outcome;
  }

  /** Keeps what was written, and forgets the earlier value. */
  forget(id: number): void {
    this.#writes.delete(id);
  }

  /** Forgets all earlier values. */
  clear(): void {
    this.#writes.clear();
  }
}

function isSameEntry(one: StoredEntry, other: StoredEntry): boolean {
  return one.origin === other.origin && one.area === other.area && one.key === other.key;
}

/** In JSON, the text is written as in a string of it. */
function replaceIn(value: string, raw: string, text: string): string {
  const isJson = value !== raw && /^\s*[{["]/.test(value);
  return value.replaceAll(raw, () => (isJson ? JSON.stringify(text).slice(1, -1) : text));
}

/**
 * The attributes of a cookie, from the newest captured `Set-Cookie`: writing it without its path and domain would create
 * another cookie. Scripts can't read them. Without one, the path is `/`, it's sent only with https if the page has it, and the
 * cookie ends with the session.
 */
function findCookieAttributes(log: TokenLog, origin: string, name: string): string {
  const { hostname, protocol } = new URL(origin);
  let found = protocol === 'https:' ? '; Path=/; Secure' : '; Path=/';
  for (const exchange of log.exchanges()) {
    if (exchange.kind !== 'http' || !URL.canParse(exchange.url)) continue;
    for (const cookie of listSetCookies(exchange.responseHeaders)) {
      if (cookie.name !== name) continue;
      const attributes = parseCookieAttributes(cookie);
      const domain = attributes.get('domain')?.replace(/^\./, '').toLowerCase() ?? '';
      const host = new URL(exchange.url).hostname;
      // A browser ignores a cookie for another domain than that of the response (RFC 6265 §5.3).
      const isOfPage =
        domain === '' ? host === hostname : isWithin(hostname, domain) && isWithin(host, domain);
      if (isOfPage)
        found = writeAttributes(attributes, exchange.answeredAtMs, new URL(exchange.url).pathname);
    }
  }
  return found;
}

function isWithin(host: string, domain: string): boolean {
  return `.${host}`.endsWith(`.${domain}`);
}

function writeAttributes(
  attributes: ReadonlyMap<string, string>,
  answeredAtMs: number,
  requestPath: string,
): string {
  const path = attributes.get('path');
  // RFC 6265 §5.1.4.
  const defaultPath = requestPath.slice(0, Math.max(1, requestPath.lastIndexOf('/')));
  const maxAge = Number(attributes.get('max-age') ?? NaN);
  const expires = Number.isFinite(maxAge)
    ? new Date(Math.min(answeredAtMs + maxAge * 1_000, 8.64e15)).toUTCString()
    : attributes.get('expires');
  return [
    `; Path=${path?.startsWith('/') ? path : defaultPath}`,
    ...(attributes.get('domain') ? [`; Domain=${attributes.get('domain')}`] : []),
    ...(expires ? [`; Expires=${expires}`] : []),
    ...(attributes.has('secure') ? ['; Secure'] : []),
    ...(attributes.get('samesite') ? [`; SameSite=${attributes.get('samesite')}`] : []),
    ...(attributes.has('partitioned') ? ['; Partitioned'] : []),
  ].join('');
}
