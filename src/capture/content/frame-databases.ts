import { maxDatabases } from '../protocol/limits';
import { listDatabases, readDatabase } from './read-databases';
import { ChangedEntries, type ReportEntries } from './frame-storage';

/** Time between the end of one scan and the start of the next. */
const scanIntervalMs = 10_000;
/** Time limit for one database. */
const timeoutMs = 300;
/** A database that takes longer than this is skipped for a while. */
const slowMs = 100;
const pauseMs = 120_000;

interface DatabaseWatch {
  /** Scans when enough time has passed since the last scan. Not while the page is hidden: call again when it's shown. */
  scan(): void;
  scanNow(): void;
  end(): void;
}

/** Scans the databases of a frame's origin on request, and reports new entries. */
export function watchDatabases(frame: Window & typeof globalThis, report: ReportEntries): DatabaseWatch {
  const { document } = frame;
  const ended = new AbortController();
  /** Represents the databases over the limit, which aren't read. */
  const overLimit = new KnownDatabase();
  let known = new Map<string, KnownDatabase>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isScanning = false;
  let isRequested = false;
  let nextAtMs = 0;

  return {
    scan: scheduleScan,
    scanNow: () => {
      clearTimeout(timer);
      timer = undefined;
      nextAtMs = 0;
      scheduleScan();
    },
    end: () => {
      clearTimeout(timer);
      ended.abort();
    },
  };

  function scheduleScan(): void {
    isRequested = isScanning;
    if (isScanning || ended.signal.aborted) return;
    timer ??= setTimeout(begin, Math.max(0, nextAtMs - performance.now()));
  }

  async function begin(): Promise<void> {
    timer = undefined;
    if (isHidden()) return;
    isScanning = true;
    try {
      await scanAll();
    } catch {
      // The frame has no databases, or may not read them.
    }
    isScanning = false;
    nextAtMs = performance.now() + scanIntervalMs;
    if (isRequested) scheduleScan();
  }

  async function scanAll(): Promise<void> {
    const factory = frame.indexedDB;
    const names = await listDatabases(factory);
    known = new Map(
      names.slice(0, maxDatabases).map((name) => [name, known.get(name) ?? new KnownDatabase()]),
    );
    overLimit.changed.report({ entries: [], leftOut: names.length - known.size }, reporterOf(overLimit));
    for (const [name, database] of known) {
      if (isHidden() || ended.signal.aborted) return;
      if (database.pausedUntilMs > performance.now()) continue;
      const startedAtMs = performance.now();
      const scan = await readDatabase(factory, name, { timeoutMs, signal: ended.signal });
      const endedAtMs = performance.now();
      if (endedAtMs - startedAtMs > slowMs) database.pausedUntilMs = endedAtMs + pauseMs;
      if (!ended.signal.aborted) database.changed.report(scan, reporterOf(database));
    }
  }

  /** Reports the number of entries left out in all databases together. */
  function reporterOf(database: KnownDatabase): ReportEntries {
    return ({ entries, leftOut }) => {
      database.leftOut = leftOut;
      const all = [overLimit, ...known.values()];
      return report({ entries, leftOut: all.reduce((sum, one) => sum + one.leftOut, 0) });
    };
  }

  function isHidden(): boolean {
    return document.visibilityState !== 'visible';
  }
}

class KnownDatabase {
  readonly changed = new ChangedEntries();
  pausedUntilMs = 0;
  leftOut = 0;
}
