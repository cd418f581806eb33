import { computed, effect, signal } from '@preact/signals';
import { loadCheck } from '../../../token';
import type { ChecksModel, ChecksOptions } from './run-checks';

/**
 * Checks the shown token, and again whenever more facts about it are known. The rules are loaded for the first token.
 */
export function createChecks(options: ChecksOptions): ChecksModel {
  const { token } = options.content;
  const running = signal<ChecksModel | undefined>(undefined);
  let isEnded = false;
  let isLoading = false;
  const stop = effect(() => {
    if (token.value === undefined || isLoading) return;
    isLoading = true;
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
