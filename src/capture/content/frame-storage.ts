import type { StorageArea, StorageEntry } from '../../traffic';
import { guarded } from '../protocol/guard';
import { maxStorageKeysVisited } from '../protocol/limits';
import { limitEntries, isWorthReporting, type StorageEntries } from '../protocol/storage-entries';

/** Returns whether the entries were sent. */
export type ReportEntries = (changed: StorageEntries) => boolean;

/** Reads one area's entries; throws if the frame has no such storage. */
export interface ReadArea {
  readonly area: StorageArea;
  read(): StorageEntries;
}

/** Reports the entries of a storage area that changed since the last successful report. */
export class ChangedEntries {
  #known = new Map<string, string>();
  #knownLeftOut = 0;

  /** Entries that `send` didn't send are reported again next time. */
  report({ entries: candidates, leftOut: unread }: StorageEntries, send: ReportEntries): void {
    const { entries, leftOut: pastBounds } = limitEntries(candidates);
    const leftOut = unread + pastBounds;
    const changed = entries.filter(({ key, value }) => this.#known.get(key) !== value);
    // `leftOut` is the current total, not the increase.
    const hasChanged = changed.length > 0 || leftOut !== this.#knownLeftOut;
    if (hasChanged && !send({ entries: changed, leftOut })) return;
    this.#knownLeftOut = leftOut;
    this.#known = new Map(entries.map(({ key, value }) => [key, value]));
  }
}

/** Empty if the frame may not read: a sandboxed one, or one whose storage the user has blocked. */
export function readIfAllowed({ read }: ReadArea): StorageEntries {
  return guarded(read) ?? { entries: [], leftOut: 0 };
}

/** The entries that may contain a token. */
export function readStorageArea(area: Storage): StorageEntries {
  const entries: StorageEntry[] = [];
  const { length } = area;
  const last = Math.min(length, maxStorageKeysVisited);
  for (let index = 0; index < last; index += 1) {
    const key = area.key(index);
    const value = key === null ? null : area.getItem(key);
    if (key !== null && value !== null && isWorthReporting(key, value)) entries.push({ key, value });
  }
  return { entries, leftOut: length - last };
}
