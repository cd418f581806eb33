import type { StorageArea } from '../../traffic';
import { maxStorageKeysVisited } from '../protocol/limits';
import {
  boundEntries,
  isWorthReporting,
  type StorageEntries,
  type StorageEntry,
} from '../protocol/storage-entries';

/** Answers whether it took the entries. */
export type ReportEntries = (changed: StorageEntries) => boolean;

/** Where one area's entries are read from; throws where the frame has no such storage. */
export interface ReadArea {
  readonly area: StorageArea;
  read(): StorageEntries;
}

/** Tells what changed in one place of storage since the last time, and remembers it once it was told. */
export class ChangedEntries {
  #known = new Map<string, string>();
  #knownLeftOut = 0;

  /** Those that `tell` did not take count as new the next time. */
  tellChanged({ entries: candidates, leftOut: unread }: StorageEntries, tell: ReportEntries): void {
    const { entries, leftOut: pastBounds } = boundEntries(candidates);
    const leftOut = unread + pastBounds;
    const changed = entries.filter(({ key, value }) => this.#known.get(key) !== value);
    // The number says how many this read left out, not how many more.
    const isNews = changed.length > 0 || leftOut !== this.#knownLeftOut;
    if (isNews && !tell({ entries: changed, leftOut })) return;
    this.#knownLeftOut = leftOut;
    this.#known = new Map(entries.map(({ key, value }) => [key, value]));
  }
}

/** Nothing where the frame may not read: a sandboxed one, or one whose storage the person has blocked. */
export function readIfAllowed({ read }: ReadArea): StorageEntries {
  try {
    return read();
  } catch {
    return { entries: [], leftOut: 0 };
  }
}

/** The entries in which a token may stand. */
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
