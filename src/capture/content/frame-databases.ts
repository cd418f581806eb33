import { maxDatabases } from '../protocol/limits';
import { lookIntoDatabase } from './read-databases';
import { ChangedEntries, type ReportEntries } from './frame-storage';

/** Between the end of one look and the start of the next. */
const lookEveryMs = 10_000;
/** One database; what takes longer is let go. */
const withinMs = 300;
/** A database that takes longer than this is left alone for a while. */
const slowMs = 100;
const restMs = 120_000;
/** Where a known library keeps its tokens: looked into first. */
const knownNames: readonly string[] = ['firebaseLocalStorageDb'];

export interface DatabaseWatch {
  /** Looks when the time since the last look has passed. Not while the page is hidden: ask again when it is shown. */
  look(): void;
  lookAtOnce(): void;
  end(): void;
}

/** Looks into the databases of a frame's origin when asked to, and tells which of their entries are new. */
export function watchDatabases(frame: Window & typeof globalThis, tell: ReportEntries): DatabaseWatch {
  const { document } = frame;
  const ended = new AbortController();
  /** Databases that aren't looked into. */
  const beyond = new KnownDatabase();
  let known = new Map<string, KnownDatabase>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLooking = false;
  let isWanted = false;
  let nextAtMs = 0;

  return {
    look: lookSoon,
    lookAtOnce: () => {
      clearTimeout(timer);
      timer = undefined;
      nextAtMs = 0;
      lookSoon();
    },
    end: () => {
      clearTimeout(timer);
      ended.abort();
    },
  };

  function lookSoon(): void {
    isWanted = isLooking;
    if (isLooking || ended.signal.aborted) return;
    timer ??= setTimeout(begin, Math.max(0, nextAtMs - performance.now()));
  }

  async function begin(): Promise<void> {
    timer = undefined;
    if (isHidden()) return;
    isLooking = true;
    try {
      await lookIntoAll();
    } catch {
      // The frame has no databases, or may not read them.
    }
    isLooking = false;
    nextAtMs = performance.now() + lookEveryMs;
    if (isWanted) lookSoon();
  }

  async function lookIntoAll(): Promise<void> {
    const factory = frame.indexedDB;
    const listed = (await factory.databases()).flatMap(({ name }) => (name === undefined ? [] : [name]));
    const names = [...new Set([...knownNames.filter((name) => listed.includes(name)), ...listed])];
    known = new Map(
      names.slice(0, maxDatabases).map((name) => [name, known.get(name) ?? new KnownDatabase()]),
    );
    beyond.changed.tellChanged({ entries: [], leftOut: names.length - known.size }, tellOf(beyond));
    for (const [name, database] of known) {
      if (isHidden() || ended.signal.aborted) return;
      if (database.restsUntilMs > performance.now()) continue;
      const startedAtMs = performance.now();
      const look = await lookIntoDatabase(factory, name, { withinMs, signal: ended.signal });
      const endedAtMs = performance.now();
      if (endedAtMs - startedAtMs > slowMs) database.restsUntilMs = endedAtMs + restMs;
      if (!ended.signal.aborted) database.changed.tellChanged(look, tellOf(database));
    }
  }

  /** What is left out is the number of all databases together. */
  function tellOf(database: KnownDatabase): ReportEntries {
    return ({ entries, leftOut }) => {
      database.leftOut = leftOut;
      const all = [beyond, ...known.values()];
      return tell({ entries, leftOut: all.reduce((sum, one) => sum + one.leftOut, 0) });
    };
  }

  function isHidden(): boolean {
    return document.visibilityState !== 'visible';
  }
}

class KnownDatabase {
  readonly changed = new ChangedEntries();
  restsUntilMs = 0;
  leftOut = 0;
}
