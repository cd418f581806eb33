import { computed, effect, signal } from '@preact/signals';
import { loadCheck, loadRuleTexts, type RuleTexts } from '../../../token';
import type { ChecksModel, ChecksOptions, FindingsModel } from './run-checks';

/**
 * Checks the shown token, and again whenever more facts about it are known. The rules and their texts in `language`
 * (BCP 47) are loaded for the first token.
 */
export function createChecks({
  language,
  ...options
}: ChecksOptions & { readonly language: string | undefined }): ChecksModel {
  const { token } = options.content;
  const running = signal<FindingsModel | undefined>(undefined);
  const texts = signal<RuleTexts | undefined>(undefined);
  const showsAll = signal(false);
  const findings = computed(() => running.value?.findings.value);
  let isEnded = false;
  let isLoading = false;
  const stop = effect(() => {
    if (token.value === undefined || isLoading) return;
    isLoading = true;
    const loads = [loadCheck(), import('./run-checks'), loadRuleTexts(language)] as const;
    void Promise.all(loads).then(([check, { runChecks }, ruleTexts]) => {
      if (isEnded) return;
      texts.value = ruleTexts;
      running.value = runChecks(check, options);
    });
  });
  return {
    findings,
    shown: computed(() => findings.value?.filter(({ severity }) => showsAll.value || severity !== 'info')),
    showsAll,
    toggleAll: () => (showsAll.value = !showsAll.peek()),
    texts,
    end() {
      isEnded = true;
      stop();
      running.peek()?.end();
    },
  };
}
