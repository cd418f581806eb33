import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { loadCheck, type Finding } from '../../token';
import type { SeenContext, Sighting } from '../../traffic';
import type { InsideModel } from './token-in-token';
import type { KeyBoxModel } from './key-box';
import type { SecretsModel } from './secrets';

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

/** Checks the token that is shown, and again whenever more is known of it. The checks are loaded for the first token. */
export function createChecks(options: ChecksOptions): ChecksModel {
  const { token } = options.inside;
  const running = signal<ChecksModel | undefined>(undefined);
  let isEnded = false;
  let isAsked = false;
  const stop = effect(() => {
    if (token.value === undefined || isAsked) return;
    isAsked = true;
    void Promise.all([loadCheck(), import('./run-checks')]).then(([check, { runChecks }]) => {
      if (!isEnded) running.value = runChecks(check, options);
    });
  });
  return {
    findings: computed(() => running.value?.findings.value),
    end() {
      isEnded = true;
      stop();
      running.peek()?.end();
    },
  };
}
