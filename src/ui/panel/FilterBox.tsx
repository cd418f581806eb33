import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Icon } from '../components/Icon';
import { createLazyComponent } from '../detail/LazyComponent';
import type { PanelModel } from '../model/panel';
import { useTranslate } from '../format/translate';
import { describeShortcut } from '../format/shortcut';
import type { FilterSuggestionsProps } from './FilterSuggestions';

const FilterSuggestions = createLazyComponent<FilterSuggestionsProps>(
  async () => (await import('./FilterSuggestions')).FilterSuggestions,
);

/** ID of the list of suggestions; an option's has its index after it. */
const listId = 'filter-suggestions';

/** The filter that both lists share, with a list of suggestions while the user types. */
export function FilterBox({ model }: { readonly model: PanelModel }) {
  const t = useTranslate();
  const { filter } = model;
  const input = useRef<HTMLInputElement>(null);
  // Not opened by text that is pasted, so that it doesn't cover the list.
  const isTyping = useSignal(false);
  const count = useSignal(0);
  const activeIndex = useSignal(-1);
  const onKey = useRef<(key: string) => boolean>(() => false);
  const isOpen = isTyping.value && count.value > 0;
  return (
    <div class="filter">
      <Icon name="filter" />
      <input
        ref={input}
        type="search"
        aria-label={t('filter_name')}
        aria-autocomplete="list"
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={
          isOpen && activeIndex.value >= 0 ? `${listId}-${activeIndex.value}` : undefined
        }
        placeholder={t('filter_name')}
        title={t('filter_title', describeShortcut('F'))}
        spellcheck={false}
        autocomplete="off"
        value={filter.text.value}
        onInput={(event) => filter.set(event.currentTarget.value)}
        onBlur={() => (isTyping.value = false)}
        onKeyDown={(event) => {
          const { key } = event;
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          if (key.length === 1 || key === 'Backspace' || key === 'ArrowDown') isTyping.value = true;
          if (key === 'Escape') {
            if (isOpen) isTyping.value = false;
            else if (filter.text.peek() === '') return;
            else filter.set('');
          } else if (!isOpen || event.shiftKey || !onKey.current(key)) return;
          // Otherwise Escape would open the drawer of DevTools.
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      {filter.text.value !== '' && (
        // For the mouse only; the keyboard has Escape.
        <span class="filter-clear" aria-hidden="true" onClick={() => filter.set('')}>
          <Icon name="close" />
        </span>
      )}
      {isTyping.value && (
        <FilterSuggestions
          model={model}
          id={listId}
          input={input}
          count={count}
          activeIndex={activeIndex}
          onKey={onKey}
        />
      )}
    </div>
  );
}
