import type { Decryption, StorageArea, StorageEntry } from '../exchange/exchange';
import { describeAuthLibrary } from './auth-libraries';
import { maxEncryptedEntryLength } from './limits';

/** A storage entry with an encrypted token that wasn't decrypted. */
export interface EncryptedEntry {
  readonly library: string;
  readonly area: StorageArea;
  readonly key: string;
  readonly origin: string;
  readonly reason: Exclude<Decryption, 'decrypted'>;
}

/** The library that encrypted an entry where no token was found. Undefined for any other entry. Doesn't decrypt it. */
export function findEncryptingLibrary(
  area: StorageArea,
  { key, value, decryption }: StorageEntry,
): string | undefined {
  if (decryption === undefined && !isEncryptedByMsal(value)) return undefined;
  const authLibrary = describeAuthLibrary(area, key);
  return authLibrary?.encryption === 'msal' ? authLibrary.library : undefined;
}

/** MSAL.js 4 and later: `{ id, nonce, data, lastUpdatedAt }`, all strings. */
function isEncryptedByMsal(value: string): boolean {
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
