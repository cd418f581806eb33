import type { StorageArea } from '../exchange/exchange';
import { describeAuthLibrary } from './auth-libraries';
import { maxEncryptedEntryLength } from './limits';

/** An entry in which a library keeps a token, encrypted: it cannot be read. */
export interface EncryptedEntry {
  readonly library: string;
  readonly area: StorageArea;
  readonly key: string;
  readonly origin: string;
}

/** The library that sealed an entry in which no token was found; undefined for any other entry. Decrypts nothing. */
export function findSealer(area: StorageArea, key: string, value: string): string | undefined {
  if (!isSealedByMsal(value)) return undefined;
  const keeper = describeAuthLibrary(area, key);
  return keeper?.encryption === 'msal' ? keeper.library : undefined;
}

/** MSAL.js 4 and later: `{ id, nonce, data, lastUpdatedAt }`, all strings. */
function isSealedByMsal(value: string): boolean {
  if (value.length > maxEncryptedEntryLength || !value.includes('"nonce"')) return false;
  try {
    const record: unknown = JSON.parse(value);
    return (
      typeof record === 'object' &&
      record !== null &&
      ['id', 'nonce', 'data'].every((name) => typeof (record as Record<string, unknown>)[name] === 'string')
    );
  } catch {
    return false;
  }
}
