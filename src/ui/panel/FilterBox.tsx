import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../components/Icon';
import type { FilterModel } from '../model/filter';
import { useTranslate } from '../format/translate';
import { describeShortcut } from '../format/shortcut';

export function FilterBox({ model }: { readonly model: FilterModel }) {
  const t = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => focusOnFind(input.current), []);
  return (
    <div class="filter">
      <Icon name="filter" />
      <input
        ref={input}
        type="search"
        aria-label={t('filter_name')}
        placeholder={t('filter_name')}
        title={t('filter_title', describeShortcut('F'))}
        spellcheck={false}
        autocomplete="off"
        value={model.text.value}
        onInput={(event) => model.set(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || model.text.peek() === '') return;
          // Otherwise Escape would open the drawer of DevTools.
          event.preventDefault();
          event.stopPropagation();
          model.set('');
        }}
      />
    </div>
  );
}

/**
 * Focuses the filter on Ctrl+F. Uses a capturing listener on `window`, because Chromium's DevTools listens on the
 * panel's document and opens its own search bar, and Firefox opens the search bar of the page.
 */
function focusOnFind(input: HTMLInputElement | null): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (
      event.key.toLowerCase() !== 'f' ||
      !(event.ctrlKey || event.metaKey) ||
      event.altKey ||
      event.shiftKey
    )
      return;
    event.preventDefault();
    event.stopPropagation();
    input?.focus();
    input?.select();
  };
  window.addEventListener('keydown', onKey, { capture: true });
  return () => window.removeEventListener('keydown', onKey, { capture: true });
}
