import type { StorageEntry, StorageReading } from '../../../traffic';
import { maxOriginLength, maxStorageEntries, maxStorageTotalLength } from '../../protocol/limits';
import { guarded, membersOf, type Unread } from '../../protocol/guard';
import { listMsalClients, type MsalSecrets } from '../../protocol/msal-cache';
import { findMsalCookie, parseMsalKey } from '../../protocol/msal-cookie';
import {
  limitEntries,
  findTokenCookies,
  isWorthReporting,
  type StorageEntries,
} from '../../protocol/storage-entries';
import type { StorageResult } from './storage-expression';

/** What one evaluation in the page returns about one storage area. When it was read is added by the caller. */
export type StorageFacts = Pick<StorageReading, 'origin' | 'area' | 'entries' | 'leftOut'>;

/** The top frame's storage as the page returned it. */
export interface ReadStorage {
  readonly origin: string;
  /** Only areas that contain something of interest. */
  readonly areas: readonly StorageFacts[];
  /** localStorage or sessionStorage couldn't be opened: the origin is opaque, or site data is blocked. */
  readonly isBlocked: boolean;
  /** For the entries of localStorage. */
  readonly msal: MsalSecrets;
}

/** Validates the result of {@link StorageResult}'s expression; undefined if it isn't valid. */
export function parseStorageResult(value: unknown): ReadStorage | undefined {
  return guarded(() => readResult(membersOf<StorageResult>(value)));
}

function readResult(result: Unread<StorageResult>): ReadStorage | undefined {
  const { origin, cookie, isCookieRedefined, name, local, session } = result;
  if (typeof origin !== 'string' || origin.length > maxOriginLength) return undefined;
  const cookieText = typeof cookie === 'string' && cookie.length <= maxStorageTotalLength ? cookie : '';
  const localEntries = readEntries(local);
  const areas = [
    areaFacts(origin, 'localStorage', localEntries),
    areaFacts(origin, 'sessionStorage', readEntries(session)),
    areaFacts(origin, 'window.name', { entries: readName(name), leftOut: 0 }),
    areaFacts(origin, 'cookie', {
      entries: findTokenCookies(cookieText),
      leftOut: isCookieRedefined === true ? 1 : 0,
    }),
  ];
  return {
    origin,
    areas: areas.filter(({ entries, leftOut }) => entries.length > 0 || leftOut !== undefined),
    msal: { key: parseMsalKey(findMsalCookie(cookieText)), clientIds: localEntries.clientIds },
    isBlocked: [local, session].some((area) => membersOf(area)['isBlocked'] === true),
  };
}

/** `window.name` has a value but no key. */
function readName(name: unknown): readonly StorageEntry[] {
  return typeof name === 'string' && isWorthReporting('', name) ? [{ key: '', value: name }] : [];
}

function areaFacts(origin: string, area: StorageReading['area'], read: StorageEntries): StorageFacts {
  const bounded = limitEntries(read.entries);
  const leftOut = bounded.leftOut + read.leftOut;
  return { origin, area, entries: bounded.entries, ...(leftOut > 0 && { leftOut }) };
}

function readEntries(value: unknown): StorageEntries & Pick<MsalSecrets, 'clientIds'> {
  const { found, count, leftOut } = membersOf(value);
  const numbered = membersOf<Record<number, unknown>>(found);
  const entries: StorageEntry[] = [];
  const keys: string[] = [];
  const last = typeof count === 'number' ? Math.min(count, maxStorageEntries) : 0;
  for (let index = 0; index < last; index += 1) {
    const { key, value: text } = membersOf(numbered[index]);
    if (typeof key !== 'string' || typeof text !== 'string') continue;
    keys.push(key);
    if (isWorthReporting(key, text)) entries.push({ key, value: text });
  }
  return {
    entries,
    leftOut: Number.isSafeInteger(leftOut) ? Math.max(0, leftOut as number) : 0,
    clientIds: listMsalClients(keys),
  };
}
