import type { RequestTimings } from '../../traffic';
import { timingNames } from '../../traffic';
import { maxCallSiteLength } from '../protocol/limits';
import { membersOf } from '../protocol/guard';
import { looseNumber } from './har-values';
import { maxStackParents } from './limits';

/** A longer duration is an error of the tool. */
const maxTimingMs = 24 * 60 * 60 * 1_000;

/**
 * The phases of a request in milliseconds, without those that HAR marks as not applicable (-1). Undefined if there are
 * none. As in HAR, `connect` includes `ssl`.
 */
export function readTimings(value: unknown): RequestTimings | undefined {
  const members = membersOf<Record<string, unknown>>(value);
  const read = timingNames.flatMap((name) => {
    const ms = looseNumber(members[name]);
    return ms === undefined || ms < 0 || ms > maxTimingMs ? [] : [[name, ms] as const];
  });
  // A tool that doesn't measure them writes zeros and the whole duration.
  const isMeasured = read.some(([name, ms]) => name !== 'wait' && ms > 0);
  return isMeasured ? Object.fromEntries(read) : undefined;
}

interface HarInitiator {
  readonly url: unknown;
  /** From 0. */
  readonly lineNumber: unknown;
  readonly columnNumber: unknown;
  readonly stack: unknown;
}

interface HarStack {
  readonly callFrames: unknown;
  readonly parent: unknown;
}

/** The line of code that made a request, as `url:line:column`: Chrome's `_initiator`. Undefined if it isn't reported. */
export function readCallSite(initiator: unknown): string | undefined {
  const { stack, ...own } = membersOf<HarInitiator>(initiator);
  let next = stack;
  for (let count = 0; count < maxStackParents; count += 1) {
    const { callFrames, parent } = membersOf<HarStack>(next);
    const frames: readonly unknown[] = Array.isArray(callFrames) ? callFrames.slice(0, maxStackParents) : [];
    for (const frame of frames) {
      const site = writeSite(membersOf<HarInitiator>(frame));
      if (site !== undefined) return site;
    }
    if (parent === undefined) break;
    next = parent;
  }
  return writeSite(own);
}

function writeSite({ url, lineNumber, columnNumber }: Partial<HarInitiator>): string | undefined {
  if (typeof url !== 'string' || url === '' || typeof lineNumber !== 'number') return undefined;
  if (!Number.isSafeInteger(lineNumber) || lineNumber < 0) return undefined;
  const column = Number.isSafeInteger(columnNumber) ? `:${(columnNumber as number) + 1}` : '';
  const site = `${url}:${lineNumber + 1}${column}`;
  return site.length > maxCallSiteLength ? undefined : site;
}

/** {@link readCallSite} reads it back. */
export function writeInitiator(callSite: string): object {
  const [, url = callSite, line = '1', column] = /^(.*?):(\d+)(?::(\d+))?$/.exec(callSite) ?? [];
  return {
    type: 'script',
    url,
    lineNumber: Number(line) - 1,
    ...(column !== undefined && { columnNumber: Number(column) - 1 }),
  };
}
