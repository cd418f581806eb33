import type { PageCall, PageCallOutcome } from '../../../traffic';
import { guarded, membersOf } from '../../protocol/guard';
import {
  callLimitMs,
  writeAbortExpression,
  writeCallExpression,
  writePollExpression,
  type CallState,
} from './call-expression';
import { evaluate, startLimit } from './evaluate';

/** The page aborts a call itself at its limit. A page that doesn't respond can't. */
const givenUpAfterMs = callLimitMs + 5_000;
/** In Chrome's hidden devtools page timers are aligned to whole seconds, so the first polls follow each other. */
const pollsWithoutDelay = 30;
const pollMs = 200;

/** Makes a call from the page, as its own scripts would, and waits for its end. Never rejects. */
export async function makePageCall(call: PageCall, signal: AbortSignal): Promise<PageCallOutcome> {
  const startedAtMs = Date.now();
  const key = `jwt-devtools-${crypto.randomUUID()}`;
  const started = await evaluate(writeCallExpression(key, call, startLimit()));
  if (started.kind !== 'value' || started.value !== true) return { kind: 'not sent' };
  for (let polls = 0; !signal.aborted && Date.now() - startedAtMs < givenUpAfterMs; polls += 1) {
    const polled = await evaluate(writePollExpression(key));
    const state = polled.kind === 'value' ? (guarded(() => readState(polled.value)) ?? 'failed') : undefined;
    if (typeof state === 'number') return { kind: 'responded', status: state, startedAtMs };
    if (state !== undefined && state !== 'pending') return { kind: state, startedAtMs };
    if (polls > pollsWithoutDelay) await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  void evaluate(writeAbortExpression(key));
  return { kind: signal.aborted ? 'failed' : 'timed out', startedAtMs };
}

/** The status of a response, or what happened instead. */
function readState(value: unknown): number | 'pending' | 'failed' | 'timed out' {
  const { kind, status } = membersOf<CallState>(value);
  if (kind === 'pending' || kind === 'timed out') return kind;
  return kind === 'responded' && Number.isSafeInteger(status) ? Number(status) : 'failed';
}
