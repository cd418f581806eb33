import {
  maxStorageEntries,
  maxStorageKeyLength,
  maxStorageTotalLength,
  maxStorageValueLength,
} from './limits';
import { isAuthLibraryKey } from './auth-library-key';
import { hasTokenShape } from './token-shape';

export interface StorageEntry {
  readonly key: string;
  readonly value: string;
}

export interface StorageEntries {
  readonly entries: readonly StorageEntry[];
  /** At least this many entries exceeded a limit. */
  readonly leftOut: number;
}

/** Whether the entry may contain a token, encrypted or not. No other storage entries leave the page. */
export function isWorthReporting(key: string, value: string): boolean {
  return isAuthLibraryKey(key) || hasTokenShape(value);
}

/** Keeps the entries within the limits of one reading and counts the others. */
export function limitEntries(candidates: readonly StorageEntry[]): StorageEntries {
  const entries: StorageEntry[] = [];
  let left = maxStorageTotalLength;
  for (const { key, value } of candidates) {
    const length = key.length + value.length;
    const fits = key.length <= maxStorageKeyLength && value.length <= maxStorageValueLength && length <= left;
    if (!fits || entries.length === maxStorageEntries) continue;
    left -= length;
    entries.push({ key, value });
  }
  return { entries, leftOut: candidates.length - entries.length };
}

/**
 * Finds the cookies that may contain a token, in the text of `document.cookie`. Servers split a long value over cookies
 * numbered `name.0`, `name.1` … or `name__0` …, of which only the first looks like a token: all of them are kept.
 */
export function findTokenCookies(cookieText: string): readonly StorageEntry[] {
  if (!hasTokenShape(cookieText)) return [];
  const cookies = cookieText.split('; ').map(parseCookie);
  const stems = new Set(cookies.filter(({ value }) => hasTokenShape(value)).map(stemOf));
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
