import type { Decryption, StorageEntry } from '../../traffic';
import { isAuthLibraryKey } from './auth-library-key';
import { guarded, membersOf } from './guard';
import { maxClientsTried, maxEntriesDecrypted, maxMsalClients } from './limits';
import { decodeBase64url, type MsalKey } from './msal-cookie';
import { hasTokenShape } from './token-shape';

/** The keys under which MSAL.js lists the entries of one client: `msal.3.token.keys.` and the client ID. */
export const msalClientShape = /^msal\.(?:\d{1,3}\.)?token\.keys\.([^]{1,256})$/;
/**
 * The client ID in an entry's key: `msal.3|account|host|type|client|…`, in earlier versions
 * `msal.1-account-host-type-client-…` and `account-host-type-client-…`.
 */
const clientInKey =
  /^msal\.\d{1,3}\|[^|]*\|[^|]*\|[^|]*\|([^|]+)|-(?:access|id|refresh)token-([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})-/i;
const ivLength = 12;

/** What is needed to decrypt MSAL's entries of one origin. */
export interface MsalSecrets {
  /** Undefined if the cookie wasn't found or isn't a key. */
  readonly key: MsalKey | undefined;
  readonly clientIds: readonly string[];
}

/** An entry as MSAL.js 4 and later writes it to localStorage. */
interface EncryptedRecord {
  readonly id: string;
  readonly nonce: string;
  readonly data: string;
}

/** The IDs of the clients that have entries in this storage, from its keys. */
export function listMsalClients(keys: readonly string[]): readonly string[] {
  return keys.flatMap((key) => msalClientShape.exec(key)?.[1] ?? []).slice(0, maxMsalClients);
}

/** Whether MSAL.js encrypted this entry of localStorage. */
export function isMsalEncrypted({ key, value }: StorageEntry): boolean {
  return parseRecord(key, value) !== undefined;
}

/**
 * Decrypts the entries that MSAL.js encrypted, with the key in its cookie. Leaves out a plaintext that can't contain a
 * token, such as that of an opaque refresh token. Other entries are returned as they are. Never throws.
 */
export async function decryptMsalEntries(
  entries: readonly StorageEntry[],
  { key, clientIds }: MsalSecrets,
): Promise<readonly StorageEntry[]> {
  const records = entries.map((entry) => parseRecord(entry.key, entry.value));
  const encrypted = records.filter((record) => record !== undefined);
  if (encrypted.length === 0) return entries;
  const tried = new Set(encrypted.slice(0, maxEntriesDecrypted));
  const baseKey = key && (await importKey(key));
  return Promise.all(
    entries.map((entry, index) => {
      const record = records[index];
      if (record === undefined) return entry;
      if (!tried.has(record)) return withDecryption(entry, 'not tried');
      if (key === undefined) return withDecryption(entry, 'no key');
      if (record.id !== key.id) return withDecryption(entry, 'earlier session');
      return decryptEntry(entry, record, baseKey, clientIds);
    }),
  );
}

function parseRecord(key: string, value: string): EncryptedRecord | undefined {
  if (!isAuthLibraryKey(key) || !value.includes('"nonce"')) return undefined;
  return guarded(() => {
    const { id, nonce, data } = membersOf<EncryptedRecord>(JSON.parse(value));
    const isRecord = typeof id === 'string' && typeof nonce === 'string' && typeof data === 'string';
    return isRecord ? { id, nonce, data } : undefined;
  });
}

function withDecryption({ key, value }: StorageEntry, decryption: Decryption): StorageEntry {
  return { key, value, decryption };
}

async function decryptEntry(
  entry: StorageEntry,
  record: EncryptedRecord,
  baseKey: CryptoKey | undefined,
  clientIds: readonly string[],
): Promise<StorageEntry> {
  const salt = guarded(() => decodeBase64url(record.nonce));
  const data = guarded(() => decodeBase64url(record.data));
  if (baseKey === undefined || salt === undefined || data === undefined)
    return withDecryption(entry, 'failed');
  // MSAL.js uses an empty text if the entry's key doesn't contain its client ID, such as for a family refresh token.
  for (const info of [...clientsOf(entry.key, clientIds), '']) {
    const value = await decryptData(data, { baseKey, salt, info });
    if (value === undefined) continue;
    return { key: entry.key, value: hasTokenShape(value) ? value : '', decryption: 'decrypted' };
  }
  return withDecryption(entry, 'failed');
}

function clientsOf(key: string, clientIds: readonly string[]): readonly string[] {
  const [, client, olderClient] = clientInKey.exec(key) ?? [];
  const inKey = [client ?? olderClient ?? '', ...clientIds].filter((id) => id !== '' && key.includes(id));
  return [...new Set(inKey)].slice(0, maxClientsTried);
}

async function importKey({ bytes }: MsalKey): Promise<CryptoKey | undefined> {
  try {
    return await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey']);
  } catch {
    // Insecure contexts have no `subtle`.
    return undefined;
  }
}

interface EntryKey {
  readonly baseKey: CryptoKey;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly info: string;
}

/** HKDF-SHA-256 (RFC 5869) and AES-256-GCM, as in `BrowserCrypto.ts` of @azure/msal-browser. */
async function decryptData(
  data: Uint8Array<ArrayBuffer>,
  { baseKey, salt, info }: EntryKey,
): Promise<string | undefined> {
  try {
    const key = await crypto.subtle.deriveKey(
      { name: 'HKDF', hash: 'SHA-256', salt, info: new TextEncoder().encode(info) },
      baseKey,
      { name: 'AES-GCM', length: 256 },
      false,
      ['decrypt'],
    );
    // Each entry has its own key, so the IV is constant.
    const iv = new Uint8Array(ivLength);
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data));
  } catch {
    return undefined;
  }
}
