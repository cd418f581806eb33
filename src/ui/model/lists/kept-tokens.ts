import type { TokenRow } from '../../../traffic';
import { createEntry, type Entry } from '../detail/entry';

/**
 * Tokens that stay in the list after the log has removed them, since the user has changed them in the editor. They get
 * negative IDs, which no log uses.
 */
export interface KeptTokens {
  isKept(id: number | undefined): boolean;
  /** Keeps a token, and returns its new entry. */
  keep(row: TokenRow, before: Entry | undefined): Entry;
  /** Stops keeping the token with this text, and returns its entry. */
  release(raw: string): Entry | undefined;
  /** Stops keeping those that have no changes any more, except for the one with this ID, and returns their IDs. */
  releaseUnchanged(hasEdits: (raw: string) => boolean, exceptId: number | undefined): readonly number[];
}

/** Keeps nothing at first. IDs are used once. */
export function createKeptTokens(): KeptTokens {
  const byRaw = new Map<string, Entry>();
  let lastId = 0;
  return {
    isKept: (id) => id !== undefined && id < 0,
    keep({ line: _line, lastSentMs: _lastSentMs, ...row }, before) {
      lastId -= 1;
      // The log doesn't know its requests any more.
      const entry = createEntry({ ...row, id: lastId, requests: 0, rejected: 0, sightings: 0 }, before);
      byRaw.set(row.raw, entry);
      return entry;
    },
    release(raw) {
      const entry = byRaw.get(raw);
      byRaw.delete(raw);
      return entry;
    },
    releaseUnchanged(hasEdits, exceptId) {
      const unchanged = [...byRaw.values()].filter(({ row }) => row.id !== exceptId && !hasEdits(row.raw));
      for (const { row } of unchanged) byRaw.delete(row.raw);
      return unchanged.map(({ row }) => row.id);
    },
  };
}
