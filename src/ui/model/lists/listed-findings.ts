import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { Finding, Token, Verdict } from '../../../token';
import type { PanelSession, TokenRow } from '../../../traffic';
import type { Clock } from '../clock';
import type { Entry } from '../detail/entry';
import { reportBug } from '../report-bug';
import type { FindingSearch } from './find-findings';

/** The tokens whose findings the filter compares. */
export interface ListedFindingsOptions {
  readonly call: PanelSession['call'];
  readonly clock: Clock;
  /** All tokens by ID. Reading it in a computation subscribes to its changes. */
  readonly tokens: () => ReadonlyMap<number, Entry>;
  /** See `VerdictsModel.of`. */
  readonly verdictOf: (tokenId: number) => Verdict | undefined;
  /** The findings of the token that the details show. They can depend on what the user found out about it there. */
  readonly shown: ReadonlySignal<ShownFindings | undefined>;
  /** The filter compares findings. */
  readonly isNeeded: ReadonlySignal<boolean>;
  readonly ended: AbortSignal;
}

/** The findings in the details, which replace those computed for the list. */
export interface ShownFindings {
  readonly token: Token;
  readonly findings: readonly Finding[];
}

interface Result {
  /** The token's row when it was checked; undefined if its context couldn't be read. */
  readonly row: TokenRow | undefined;
  readonly verdict: Verdict | undefined;
  readonly atMs: number;
  readonly hasFinding: boolean;
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
  const { call, clock, tokens, verdictOf, shown, isNeeded, ended } = options;
  const results = new WeakMap<Token, Result>();
  const shownResults = new WeakMap<Token, boolean>();
  const change = signal(0);
  let isRunning = false;
  let stopWaiting = () => {};

  const hasOtherVerdict = ({ row, facts }: Entry) => {
    const verdict = verdictOf(row.id);
    // While it's verified again, the last one is still likely.
    return verdict !== undefined && results.get(facts.token)?.verdict !== verdict;
  };
  /** Those that weren't checked, or not since their last request or with the current keys. */
  const listOutdated = () =>
    [...tokens().values()].filter(
      (entry) => results.get(entry.facts.token)?.row !== entry.row || hasOtherVerdict(entry),
    );
  const isDue = (entry: Entry) =>
    clock.nowMs() - (results.get(entry.facts.token)?.atMs ?? -Infinity) >= checkAgainMs ||
    hasOtherVerdict(entry);
  const isStopped = () => ended.aborted || !isNeeded.peek();

  /** Returns whether the result differs from the last one. */
  const checkOne = async ({ row, facts: { token } }: Entry, search: FindingSearch) => {
    const verdict = untracked(() => verdictOf(row.id));
    let hasFinding = false;
    let isRead = true;
    try {
      const context = await call('context', { tokenId: row.id }, ended);
      isRead = context.ok;
      if (context.ok) {
        hasFinding = isSerious(
          await search(token, { nowMs: clock.nowMs(), context: context.value, verdict }),
        );
      }
    } catch (error) {
      // The other tokens are checked nevertheless.
      reportBug(error);
    }
    const had = results.get(token)?.hasFinding === true;
    results.set(token, { row: isRead ? row : undefined, verdict, atMs: clock.nowMs(), hasFinding });
    return had !== hasFinding;
  };
  const run = async () => {
    if (isRunning) return;
    isRunning = true;
    stopWaiting();
    try {
      const search = await (await import('./find-findings')).loadFindingSearch();
      while (!isStopped()) {
        const outdated = untracked(listOutdated);
        const due = untracked(() => outdated.filter(isDue)).slice(0, tokensPerTask);
        if (due.length === 0) {
          if (outdated.length > 0) stopWaiting = clock.after(checkAgainMs, () => void run());
          break;
        }
        let hasChanged = false;
        for (const entry of due) hasChanged = (await checkOne(entry, search)) || hasChanged;
        if (hasChanged) change.value += 1;
        await new Promise<void>((resolve) => void clock.after(0, resolve));
      }
    } catch (error) {
      // Loading the checks failed. The next change of a token tries it again.
      reportBug(error);
    } finally {
      isRunning = false;
    }
  };
  const stopRunning = effect(() => {
    if (!isNeeded.value) return;
    for (const id of tokens().keys()) void verdictOf(id);
    if (tokens().size > 0) void run();
  });
  const stopNoting = effect(() => {
    if (shown.value === undefined) return;
    const { token, findings } = shown.value;
    const hasFinding = isSerious(findings);
    if (shownResults.get(token) === hasFinding) return;
    shownResults.set(token, hasFinding);
    change.value = change.peek() + 1;
  });
  ended.addEventListener('abort', () => {
    stopRunning();
    stopNoting();
    stopWaiting();
  });
  return (token) => {
    void change.value;
    return results.get(token)?.hasFinding === true || shownResults.get(token) === true;
  };
}

function isSerious(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'high' || severity === 'medium');
}
