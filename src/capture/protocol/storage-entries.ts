import {
  maxStorageEntries,
  maxStorageKeyLength,
  maxStorageTotalLength,
  maxStorageValueLength,
} from './limits';
import type { Decryption, StorageEntry } from '../../traffic';
import { isAuthLibraryKey } from './auth-library-key';
import { isOneOf, membersOf } from './guard';
import { msalCookieName } from './msal-cookie';
import { hasTokenShape } from './token-shape';

/** The entries of one storage area that may contain a token. */
export interface StorageEntries {
  readonly entries: readonly StorageEntry[];
  /** At least this many entries exceeded a limit. */
  readonly leftOut: number;
}

/** Whether the entry may contain a token, encrypted or not. No other storage entries leave the page. */
export function isWorthReporting(key: string, value: string): boolean {
  return isAuthLibraryKey(key) || hasTokenShape(value);
}

const decryptions: readonly Decryption[] = ['decrypted', 'earlier session', 'no key', 'failed', 'not tried'];

/** Undefined if it isn't an entry. Drops unknown members. */
export function parseStorageEntry(untrusted: unknown): StorageEntry | undefined {
  const { key, value, decryption } = membersOf<StorageEntry>(untrusted);
  if (typeof key !== 'string' || typeof value !== 'string') return undefined;
  if (decryption === undefined) return { key, value };
  return isOneOf(decryptions, decryption) ? { key, value, decryption } : undefined;
}

/** Keeps the entries within the limits of one reading and counts the others. */
export function limitEntries(candidates: readonly StorageEntry[]): StorageEntries {
  const entries: StorageEntry[] = [];
  let left = maxStorageTotalLength;
  for (const entry of candidates) {
    const { key, value } = entry;
    const length = key.length + value.length;
    const fits = key.length <= maxStorageKeyLength && value.length <= maxStorageValueLength && length <= left;
    if (!fits || entries.length === maxStorageEntries) continue;
    left -= length;
    entries.push(entry);
  }
  return { entries, leftOut: candidates.length - entries.length };
}

/**
 * Finds the cookies that may contain a token, in the text of `document.cookie`. Servers split a long value over cookies
 * numbered `name.0`, `name.1` … or `name__0` …, of which only the first looks like a token: all of them are kept. Never
 * returns MSAL's key, which may look like a token by chance.
 */
export function findTokenCookies(cookieText: string): readonly StorageEntry[] {
  if (!hasTokenShape(cookieText)) return [];
  const cookies = cookieText.split('; ').map(parseCookie);
  const stems = new Set(
    cookies.filter(({ key, value }) => key !== msalCookieName && hasTokenShape(value)).map(stemOf),
  );
  return cookies.filter((cookie) => stems.has(stemOf(cookie)));
}

/** A cookie without `=` has a value and no name (RFC 6265bis §5.6). */
function parseCookie(text: string): StorageEntry {
  const at = text.indexOf('=');
  return at === -1 ? { key: '', value: text } : { key: text.slice(0, at), value: text.slice(at + 1) };
}

function stemOf({ key }: StorageEntry): string {
  return key.replace(/(\.|__)\d{1,3}$/, '$1');
}
