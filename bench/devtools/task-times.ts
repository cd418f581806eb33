import type { CDPSession, Frame, Page } from 'playwright';

/** A task of a main thread, in milliseconds. */
export interface TaskTime {
  readonly wallMs: number;
  /** Without the time in which another thread had the core. */
  readonly cpuMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** In microseconds. */
  readonly dur?: number;
  readonly tdur?: number;
}

const mark = 'traced frame';

/**
 * Records the tasks of the frame's main thread while `act` runs. The trace makes everything slower, so no other time is
 * measured meanwhile.
 */
export async function traceTasks(
  page: Page,
  frame: Frame,
  act: () => Promise<unknown>,
): Promise<readonly TaskTime[]> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    // The protocol's types don't describe the events.
    for (const event of value as unknown as readonly TraceEvent[]) events.push(event);
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'blink.user_timing'], excludedCategories: ['*'] },
  });
  await frame.evaluate((name) => void performance.mark(name), mark);
  await act();
  await endTracing(session);
  const thread = events.find(({ name }) => name === mark);
  if (thread === undefined) throw new Error('the trace has no mark of the frame');
  return events
    .filter(({ name, ph, pid, tid }) => {
      return name.endsWith('RunTask') && ph === 'X' && pid === thread.pid && tid === thread.tid;
    })
    .map(({ dur = 0, tdur = 0 }) => ({ wallMs: dur / 1_000, cpuMs: tdur / 1_000 }));
}

async function endTracing(session: CDPSession): Promise<void> {
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
}
