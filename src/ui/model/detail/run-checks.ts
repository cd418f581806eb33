import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import {
  verify,
  type check as Check,
  type Finding,
  type RuleTexts,
  type Token,
  type Verdict,
} from '../../../token';
import type { SeenContext, Sighting } from '../../../traffic';
import { createContext, describeContext, describeSeen } from '../../format/check-context';
import { readLifetime } from '../../format/lifetime';
import { reportBug } from '../report-bug';
import type { KeyBoxModel } from './key-box';
import type { SecretsModel, SecretsState } from './secrets';
import type { TokenContentModel } from './token-content';

/** The findings of the rules in `token/rules`. */
export interface FindingsModel {
  /** The findings for the shown token, most severe first; undefined until the rules are loaded. */
  readonly findings: ReadonlySignal<readonly Finding[] | undefined>;
  end(): void;
}

/** The findings, and which of them are shown. */
export interface ChecksModel extends FindingsModel {
  /** The findings to show: those of level `info` only if `showsAll`. */
  readonly shown: ReadonlySignal<readonly Finding[] | undefined>;
  /** Applies to every token. */
  readonly showsAll: ReadonlySignal<boolean>;
  toggleAll(): void;
  /** The texts of the rules; loaded whenever there are findings. */
  readonly texts: ReadonlySignal<RuleTexts | undefined>;
}

/** What the rules get about the shown token. */
export interface ChecksOptions {
  readonly content: Omit<TokenContentModel, 'end'>;
  readonly keyBox: KeyBoxModel;
  readonly secrets: SecretsModel;
  /** Milliseconds since 1970. */
  readonly now: ReadonlySignal<number>;
  /** The newest sighting of the token. */
  readonly lastSeen: ReadonlySignal<Sighting | undefined>;
  /** The token's context in the log, which has more facts than `lastSeen`; undefined until it's loaded. */
  readonly context: ReadonlySignal<SeenContext | undefined>;
}

/** The findings for the shown token, computed again whenever more facts about it are known. */
export function runChecks(check: typeof Check, options: ChecksOptions): FindingsModel {
  const { content, keyBox, secrets, now, lastSeen, context } = options;
  const { token, claims, decryption, disclosures, nestedTokens } = content;
  // Depends on the lifetime's state, not on the clock, so that the rules don't run every second.
  const lifetimeState = computed(() => readLifetime(claims.value, now, token.value?.header).state);
  // Computations of their own, so that typing a key and search progress don't run the rules.
  const verdict = computed(() =>
    keyBox.state.value.state === 'verdict' ? keyBox.state.value.verdict : undefined,
  );
  const knownSecret = computed(() => isKnown(secrets.state.value));
  // Only the outermost token was captured; a nested one was never sent by itself.
  const isOutermost = computed(() => nestedTokens.enclosing.value.length === 0);
  // A computation of its own, so that the tokens of the same request are decoded once.
  const seen = computed(() =>
    context.value === undefined ? describeSeen(lastSeen.value) : describeContext(context.value),
  );
  // As text, so that the value doesn't change when the same keys are reported again.
  const capturedKeys = computed(() => {
    const jwks = isOutermost.value && isHmac(token.value) ? context.value?.jwks : undefined;
    return jwks === undefined ? '' : JSON.stringify(jwks);
  });
  const withCapturedKeys = watchVerdict(() =>
    capturedKeys.value === '' ? undefined : { token: token.value, keyText: capturedKeys.value },
  );
  return {
    findings: computed(() => {
      const shown = token.value;
      if (shown === undefined) return undefined;
      void lifetimeState.value;
      return check(
        shown,
        createContext({
          nowMs: now.peek(),
          seen: isOutermost.value ? seen.value : undefined,
          verdict: verdict.value,
          knownSecret: knownSecret.value,
          publicKeyAsSecret: withCapturedKeys.verdict.value?.warnings.includes('HMAC-KEY-IS-PUBLIC') === true,
          decryption: decryption.outcome.value,
          disclosed: disclosures.disclosed.value,
        }),
        reportBug,
      );
    }),
    end: () => withCapturedKeys.end(),
  };
}

/** Whether the search found the secret in a list, so others may know it too. */
function isKnown(state: SecretsState): boolean {
  return state.state === 'ended' && state.search.outcome === 'found';
}

/** RFC 7518 §3.2. */
export function isHmac(token: Token | undefined): boolean {
  return /^HS\d{3}$/.test(String(token?.header?.['alg']));
}

interface VerifyInput {
  readonly token: Token | undefined;
  readonly keyText: string;
}

/** Verifies `getInput()` whenever it changes; the verdict is undefined while it's being verified. */
function watchVerdict(getInput: () => VerifyInput | undefined): {
  readonly verdict: ReadonlySignal<Verdict | undefined>;
  end(): void;
} {
  const settled = signal<Verdict | undefined>(undefined);
  const end = effect(() => {
    const input = getInput();
    settled.value = undefined;
    if (input?.token === undefined) return;
    const ending = new AbortController();
    void verify(input.token, input.keyText, { signal: ending.signal, pause }).then((verdict) => {
      if (!ending.signal.aborted) settled.value = verdict;
    });
    return () => ending.abort();
  });
  return { verdict: settled, end };
}

/** Yields to the event loop between verifications, so that the page stays responsive. */
export const pause = () => new Promise<void>((resolve) => setTimeout(resolve));
