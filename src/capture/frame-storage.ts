import type { StorageArea } from '../traffic';
import { maxStorageKeysVisited } from './bounds';
import { boundEntries, type StorageEntries, type StorageEntry } from './storage-entries';
import { hasTokenShape } from './token-shape';

/** Where one area's entries with token-shaped text are read from; throws where the frame has no such storage. */
export type ReadArea = () => readonly StorageEntry[];

/** Tells what changed in one area since the last time, and remembers it once it was told. */
export class ChangedEntries {
  readonly area: StorageArea;
  readonly #read: ReadArea;
  #known = new Map<string, string>();
  #knownLeftOut = 0;

  constructor(area: StorageArea, read: ReadArea) {
    this.area = area;
    this.#read = read;
  }

  /** `tell` answers whether it took the entries; those that it did not take count as new the next time. */
  check(tell: (changed: StorageEntries) => boolean): void {
    const { entries, leftOut } = boundEntries(this.#readable());
    const changed = entries.filter(({ key, value }) => this.#known.get(key) !== value);
    // The same ones are past the bounds at every look: only more of them is news.
    const moreLeftOut = Math.max(0, leftOut - this.#knownLeftOut);
    const isNews = changed.length > 0 || moreLeftOut > 0;
    if (isNews && !tell({ entries: changed, leftOut: moreLeftOut })) return;
    this.#knownLeftOut = leftOut;
    this.#known = new Map(entries.map(({ key, value }) => [key, value]));
  }

  #readable(): readonly StorageEntry[] {
    try {
      return this.#read();
    } catch {
      // A sandboxed frame, or one whose storage the person has blocked.
      return [];
    }
  }
}

export function readStorageArea(area: Storage): readonly StorageEntry[] {
  const found: StorageEntry[] = [];
  const last = Math.min(area.length, maxStorageKeysVisited);
  for (let index = 0; index < last; index += 1) {
    const key = area.key(index);
    const value = key === null ? null : area.getItem(key);
    if (key !== null && value !== null && hasTokenShape(value)) found.push({ key, value });
  }
  return found;
}
