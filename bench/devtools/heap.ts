import type { CDPSession, Frame } from 'playwright';

/** The size of the JavaScript heaps of these frames, in megabytes. */
export interface HeapWatch {
  /** After a garbage collection. */
  settled(): Promise<number>;
  /** The maximum since the last call, garbage included, measured ten times a second. */
  peak(): number;
  end(): Promise<void>;
}

/** Watches the heaps of the frames. Two frames of one process share a heap, which is counted once. */
export async function watchHeap(frames: readonly Frame[]): Promise<HeapWatch> {
  const sessions = await openSessions(frames);
  const sum = async (isCollected: boolean) => {
    let bytes = 0;
    for (const session of sessions.values()) {
      if (isCollected) await session.send('HeapProfiler.collectGarbage');
      bytes += (await session.send('Runtime.getHeapUsage')).usedSize;
    }
    return bytes / 1024 / 1024;
  };
  let highest = 0;
  const ending = new AbortController();
  const sample = async () => {
    while (!ending.signal.aborted) {
      highest = Math.max(highest, await sum(false));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const sampling = sample();
  return {
    settled: () => sum(true),
    peak: () => {
      const most = highest;
      highest = 0;
      return most;
    },
    end: async () => {
      ending.abort();
      await sampling;
      for (const session of sessions.values()) await session.detach();
    },
  };
}

/** By isolate. A frame that shares its process with its parent has no session of its own. */
async function openSessions(frames: readonly Frame[]): Promise<ReadonlyMap<string, CDPSession>> {
  const sessions = new Map<string, CDPSession>();
  for (const frame of frames) {
    const session = await frame
      .page()
      .context()
      .newCDPSession(frame)
      .catch(() => undefined);
    if (session === undefined) continue;
    const { id } = await session.send('Runtime.getIsolateId');
    if (sessions.has(id)) {
      await session.detach();
      continue;
    }
    await session.send('HeapProfiler.enable');
    sessions.set(id, session);
  }
  return sessions;
}
