import { signal } from '@preact/signals';
import type { Token, Verdict } from '../../token';
import { findKeys, type KeyOrigin } from '../../traffic';
import type { Clock } from './clock';
import { reportBug } from './report-bug';
import {
  findVerificationKeys,
  forAll,
  isSameKeys,
  scopeOf,
  verifyWithKeys,
  type KeyringModel,
  type VerificationKeys,
} from './detail/keyring';

/** The signatures of the listed tokens. */
export interface VerdictsModel {
  /**
   * The verdict on a token with the current keys, as its details show it; undefined until it's known. Only tokens that
   * are asked for are verified. Reading it in a computation subscribes to its changes.
   */
  of(tokenId: number): Verdict | undefined;
  /** Where the key that the verdict is about is from, if the user entered it. */
  keyOriginOf(tokenId: number): KeyOrigin | undefined;
}

interface VerdictsOptions {
  readonly tokenOf: (tokenId: number) => Token | undefined;
  readonly keyring: KeyringModel;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly ended: AbortSignal;
}

/** Some algorithms block the page for a few milliseconds. */
const verifiedPerTask = 4;
/** With a filter by verdict, each change filters all tokens again. */
const shownEveryMs = 100;

interface Known {
  /** The keys and sets of the keyring at the last look, to skip the search for those of the token. */
  readonly seen: readonly unknown[];
  readonly keys: VerificationKeys;
  readonly verdict: Verdict;
  readonly usedText: string | undefined;
}

/** Verifies a few tokens at a time, so that the page stays responsive, and keeps each verdict until its keys change. */
export function createVerdicts({ tokenOf, keyring, clock, ended }: VerdictsOptions): VerdictsModel {
  const known = new WeakMap<Token, Known>();
  const waiting = new Map<Token, Omit<Known, 'verdict' | 'usedText'> & { readonly tokenId: number }>();
  const change = signal(0);
  let isRunning = false;
  let lastShownMs = -Infinity;

  const verifySome = async () => {
    // The newest ones are in view. Others may have been cleared meanwhile.
    for (const [token, { tokenId, seen, keys }] of [...waiting].slice(-verifiedPerTask).toReversed()) {
      waiting.delete(token);
      if (tokenOf(tokenId) !== token) continue;
      const { verdict, usedText } = await verifyWithKeys(token, keys, { signal: ended, pause: nextTask });
      known.set(token, { seen, keys, verdict, usedText });
      keyring.noteUse(token, verdict, usedText);
    }
    if (waiting.size === 0 || clock.nowMs() - lastShownMs >= shownEveryMs) {
      lastShownMs = clock.nowMs();
      change.value += 1;
    }
  };
  const verifyWaiting = async () => {
    isRunning = true;
    try {
      while (waiting.size > 0 && !ended.aborted) {
        await nextTask();
        await verifySome();
      }
    } catch (error) {
      reportBug(error);
    } finally {
      isRunning = false;
    }
  };

  return {
    of(tokenId) {
      void change.value;
      const token = tokenOf(tokenId);
      if (token === undefined) return undefined;
      const seen = [keyring.keys.value, keyring.keySets.value, keyring.kept.value];
      const last = known.get(token);
      if (last !== undefined && seen.every((each, index) => each === last.seen[index])) return last.verdict;
      const keys = findVerificationKeys(keyring, token, scopeOf(token));
      if (last !== undefined && isSameKeys(last.keys, keys)) {
        known.set(token, { ...last, seen });
        return last.verdict;
      }
      waiting.set(token, { tokenId, seen, keys });
      if (!isRunning) void verifyWaiting();
      return undefined;
    },
    keyOriginOf(tokenId) {
      const token = tokenOf(tokenId);
      const usedText = token && known.get(token)?.usedText;
      if (token === undefined || usedText === undefined) return undefined;
      const entered = findKeys(keyring.keys.value, 'verify', [scopeOf(token), forAll]);
      return entered.find(({ text }) => text === usedText)?.origin;
    },
  };
}

/** Yields to the event loop between verifications, so that the page stays responsive. */
const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve));
