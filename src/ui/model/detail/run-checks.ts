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
import type { KeyBoxModel } from './key-box';
import type { SecretsModel, SecretsState } from './secrets';
import type { InsideModel } from './token-in-token';

export interface FindingsModel {
  /** What the checks find in the token that is shown, worst first; undefined until they are loaded. */
  readonly findings: ReadonlySignal<readonly Finding[] | undefined>;
  end(): void;
}

export interface ChecksModel extends FindingsModel {
  /** What each rule says; there as soon as there are findings. */
  readonly texts: ReadonlySignal<RuleTexts | undefined>;
}

export interface ChecksOptions {
  readonly inside: Omit<InsideModel, 'end'>;
  readonly keyBox: KeyBoxModel;
  readonly secrets: SecretsModel;
  /** Milliseconds since 1970. */
  readonly now: ReadonlySignal<number>;
  /** The newest place where the token was seen. */
  readonly lastSeen: ReadonlySignal<Sighting | undefined>;
  /** What the log knows of the token, which is more; undefined until it has told. */
  readonly context: ReadonlySignal<SeenContext | undefined>;
}

/** The findings on the token that is shown, computed again whenever more is known of it. */
export function runChecks(check: typeof Check, options: ChecksOptions): FindingsModel {
  const { inside, keyBox, secrets, now, lastSeen, context } = options;
  const { token, claims, decryption, disclosures, walk } = inside;
  // Time enters only where it changes what is said: a check each second would be for nothing.
  const lifetimeState = computed(() => readLifetime(claims.value, now, token.value?.header).state);
  // Typing in the key box and each step of a search change their states, but nothing of what the checks know.
  const verdict = computed(() =>
    keyBox.state.value.state === 'verdict' ? keyBox.state.value.verdict : undefined,
  );
  const knownSecret = computed(() => isKnown(secrets.state.value));
  // What was seen is the outermost token; one inside it travelled nowhere by itself.
  const isOutermost = computed(() => walk.around.value.length === 0);
  // Apart from the rest: the tokens that travelled beside it are decoded once.
  const seen = computed(() =>
    context.value === undefined ? describeSeen(lastSeen.value) : describeContext(context.value),
  );
  // As text, which is equal when the same keys are reported again.
  const capturedKeys = computed(() => {
    const jwks = isOutermost.value && isHmac(token.value) ? context.value?.jwks : undefined;
    return jwks === undefined ? '' : JSON.stringify(jwks);
  });
  const withCapturedKeys = watchVerdict(() =>
    capturedKeys.value === '' ? undefined : { token: token.value, keyText: capturedKeys.value },
  );
  const nested = computed(() => decryption.outcome.value?.token);
  // The keys that were tried can change only while another token is shown, and decryption runs again after that.
  const ofNested = watchVerdict(
    () => nested.value && { token: nested.value, keyText: keyBox.keyFor(nested.value) },
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
          nestedVerdict: ofNested.verdict.value,
          disclosed: disclosures.disclosed.value,
        }),
      );
    }),
    end() {
      withCapturedKeys.end();
      ofNested.end();
    },
  };
}

/** A secret that stands on a list is one that others have as well. */
function isKnown(state: SecretsState): boolean {
  return state.state === 'ended' && state.search.outcome === 'found';
}

/** RFC 7518 §3.2. */
function isHmac(token: Token | undefined): boolean {
  return /^HS\d{3}$/.test(String(token?.header?.['alg']));
}

interface Question {
  readonly token: Token | undefined;
  readonly keyText: string;
}

/** The verdict on what is asked, and anew when that changes; undefined while it isn't known. */
function watchVerdict(ask: () => Question | undefined): {
  readonly verdict: ReadonlySignal<Verdict | undefined>;
  end(): void;
} {
  const settled = signal<Verdict | undefined>(undefined);
  const end = effect(() => {
    const question = ask();
    settled.value = undefined;
    if (question?.token === undefined) return;
    const ending = new AbortController();
    void verify(question.token, question.keyText, { signal: ending.signal, pause }).then((verdict) => {
      if (!ending.signal.aborted) settled.value = verdict;
    });
    return () => ending.abort();
  });
  return { verdict: settled, end };
}

/** Between two checks of many, so that the page stays quick. */
const pause = () => new Promise<void>((resolve) => setTimeout(resolve));
