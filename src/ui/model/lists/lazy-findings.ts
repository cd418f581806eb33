import { computed, effect, signal } from '@preact/signals';
import type { Token } from '../../../token';
import type { FilterModel } from './filter';
import type { ListedFindingsOptions } from './listed-findings';

/**
 * Whether a listed token has a finding, for the filter. Loads the checks with the first filter that needs them, and runs
 * them while there is such a filter. Reading the result in a computation subscribes to its changes.
 */
export function createLazyFindings(
  filter: FilterModel,
  options: Omit<ListedFindingsOptions, 'isNeeded'>,
): (token: Token) => boolean {
  const isNeeded = computed(() => filter.parsed.value?.usesFindings === true);
  const findings = signal<((token: Token) => boolean) | undefined>(undefined);
  const stopLoading = effect(() => {
    if (!isNeeded.value || findings.peek()) return;
    void import('./listed-findings').then(({ createListedFindings }) => {
      if (options.ended.aborted) return;
      findings.value ??= createListedFindings({ ...options, isNeeded });
    });
  });
  options.ended.addEventListener('abort', stopLoading);
  return (token) => findings.value?.(token) === true;
}
