import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { loadCheck, type Finding } from '../../token';
import type { SeenContext, Sighting } from '../../traffic';
import { describeContext, describeSeen } from '../format/check-context';
import { readLifetime } from '../format/lifetime';
import type { InsideModel } from './token-in-token';
import type { KeyBoxModel } from './key-box';
import type { SecretsModel, SecretsState } from './secrets';

export interface ChecksModel {
  /** What the checks say of the token that is shown, worst first; undefined until they are loaded. */
  readonly findings: ReadonlySignal<readonly Finding[] | undefined>;
  end(): void;
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

/** Checks the token that is shown, and again whenever more is known of it. */
export function createChecks(options: ChecksOptions): ChecksModel {
  const { inside, keyBox, secrets, now, lastSeen, context } = options;
  const { token, claims, decryption, disclosures, walk } = inside;
  const rules = signal<Awaited<ReturnType<typeof loadCheck>> | undefined>(undefined);
  let isEnded = false;
  let isAsked = false;
  const stop = effect(() => {
    if (token.value === undefined || isAsked) return;
    isAsked = true;
    void loadCheck().then((check) => {
      if (!isEnded) rules.value = check;
    });
  });

  // Time enters only where it changes what is said: a check each second would be for nothing.
  const lifetimeState = computed(() => readLifetime(claims.value, now, token.value?.header).state);
  // Typing in the key box and each step of a search change their states, but nothing of what the checks know.
  const verdict = computed(() =>
    keyBox.state.value.state === 'verdict' ? keyBox.state.value.verdict : undefined,
  );
  const knownSecret = computed(() => isKnown(secrets.state.value));
  // Apart from the rest: the tokens that travelled beside it are decoded once.
  const seen = computed(() =>
    context.value === undefined ? describeSeen(lastSeen.value) : describeContext(context.value),
  );
  const findings = computed(() => {
    const shown = token.value;
    if (rules.value === undefined || shown === undefined) return undefined;
    void lifetimeState.value;
    const disclosed = disclosures.disclosed.value;
    const outcome = decryption.outcome.value;
    return rules.value(shown, {
      atSeconds: now.peek() / 1_000,
      // What was seen is the outermost token; one inside it travelled nowhere by itself.
      ...(walk.around.value.length === 0 && seen.value),
      ...(verdict.value && { verdict: verdict.value }),
      ...(knownSecret.value && { knownSecret: true }),
      ...(outcome !== undefined && { decryption: outcome }),
      ...(disclosed !== undefined && { disclosed }),
    });
  });
  return {
    findings,
    end() {
      isEnded = true;
      stop();
    },
  };
}

/** A secret that stands on a list is one that others have as well. */
function isKnown(state: SecretsState): boolean {
  return state.state === 'ended' && state.search.outcome === 'found';
}
