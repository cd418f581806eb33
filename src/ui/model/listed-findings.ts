import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { Token } from '../../token';
import type { PanelSession, TokenRow } from '../../traffic';
import type { Clock } from './clock';
import type { Entry } from './detail/entry';
import type { FindingSearch } from './find-findings';

export interface ListedFindingsOptions {
  readonly call: PanelSession['call'];
  readonly clock: Clock;
  /** All tokens by ID. Reading it in a computation subscribes to its changes. */
  readonly tokens: () => ReadonlyMap<number, Entry>;
  /** The filter compares findings. */
  readonly isNeeded: ReadonlySignal<boolean>;
  readonly ended: AbortSignal;
}

/** Each takes a few milliseconds. */
const tokensPerTask = 3;
/** A token with new requests is checked again at most this often. */
const checkAgainMs = 10_000;

/**
 * Checks all tokens while the filter needs their findings, a few per task. Returns whether a token has one of level
 * High or Medium; false until it was checked. Reading it in a computation subscribes to new results.
 */
export function createListedFindings(options: ListedFindingsOptions): (token: Token) => boolean {
  const { call, clock, tokens, isNeeded, ended } = options;
  const results = new WeakMap<Token, { row: TokenRow; atMs: number; hasFinding: boolean }>();
  const change = signal(0);
  let isRunning = false;
  let stopWaiting = () => {};

  /** Those that weren't checked, or not since their last request. */
  const listOutdated = () =>
    [...tokens().values()].filter(({ row, facts }) => results.get(facts.token)?.row !== row);
  const isDue = ({ facts }: Entry) =>
    clock.nowMs() - (results.get(facts.token)?.atMs ?? -Infinity) >= checkAgainMs;
  const isStopped = () => ended.aborted || !isNeeded.peek();

  /** Returns whether the result differs from the last one. */
  const checkOne = async ({ row, facts: { token } }: Entry, search: FindingSearch) => {
    const context = await call('context', { tokenId: row.id }, ended);
    const hasFinding = context.ok && search(token, context.value, clock.nowMs());
    const had = results.get(token)?.hasFinding === true;
    results.set(token, { row, atMs: clock.nowMs(), hasFinding });
    return had !== hasFinding;
  };
  const run = async () => {
    if (isRunning) return;
    isRunning = true;
    stopWaiting();
    const search = await (await import('./find-findings')).loadFindingSearch();
    while (!isStopped()) {
      const outdated = untracked(listOutdated);
      const due = outdated.filter(isDue).slice(0, tokensPerTask);
      if (due.length === 0) {
        if (outdated.length > 0) stopWaiting = clock.after(checkAgainMs, () => void run());
        break;
      }
      let hasChanged = false;
      for (const entry of due) hasChanged = (await checkOne(entry, search)) || hasChanged;
      if (hasChanged) change.value += 1;
      await new Promise<void>((resolve) => void clock.after(0, resolve));
    }
    isRunning = false;
  };
  const stop = effect(() => {
    if (isNeeded.value && tokens().size > 0) void run();
  });
  ended.addEventListener('abort', () => {
    stop();
    stopWaiting();
  });
  return (token) => {
    void change.value;
    return results.get(token)?.hasFinding === true;
  };
}
