import '../../style/find.css';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../../components/Icon';
import { describeNumber, useTranslate } from '../../format/translate';
import type { FindBoxModel } from '../../model/detail/find';
import { maxMatches } from '../../model/json/find-in-json';
import { summaryId } from '../Breadcrumbs';

/** Searches the claims and the header, as shown or in the editor. Escape closes it and returns the focus. */
export function FindBox({ find }: { readonly find: FindBoxModel }) {
  const t = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const before = useRef<Element | null>(null);
  useLayoutEffect(() => {
    // The editor's text boxes are in shadow roots.
    before.current = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
    input.current?.focus();
    input.current?.select();
  }, []);
  const close = () => {
    find.close();
    const target = before.current;
    // The match may have replaced what had the focus.
    if (target instanceof HTMLElement && target.isConnected && target !== document.body) target.focus();
    else document.getElementById(summaryId)?.focus();
  };
  useEffect(() => {
    // Chromium's DevTools listens on the panel's document for these keys.
    const onKey = (event: KeyboardEvent) => {
      if (!(event.target instanceof Node) || !bar.current?.contains(event.target)) return;
      const isFind = event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey);
      if (event.key === 'Escape') close();
      else if (event.key === 'Enter' && event.target === input.current) find.step(event.shiftKey ? -1 : 1);
      else if (isFind) input.current?.select();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [find]);
  return (
    <div class="find-bar" role="search" aria-label={t('find_name')} ref={bar}>
      <input
        ref={input}
        type="search"
        aria-label={t('find_text')}
        placeholder={t('find_text')}
        // Online spell checking would send what is typed to a server.
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        value={find.text.value}
        onInput={(event) => find.type(event.currentTarget.value)}
      />
      <span class="find-count" role="status">
        <Count find={find} />
      </span>
      <button
        type="button"
        class="icon-button"
        aria-label={t('find_previous')}
        title={t('find_key', t('find_previous'), '⇧Enter')}
        disabled={find.matches.value.length === 0}
        onClick={() => find.step(-1)}
      >
        <Icon name="ascending" />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={t('find_next')}
        title={t('find_key', t('find_next'), 'Enter')}
        disabled={find.matches.value.length === 0}
        onClick={() => find.step(1)}
      >
        <Icon name="descending" />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={t('find_close')}
        title={t('find_key', t('find_close'), 'Esc')}
        onClick={close}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}

function Count({ find }: { readonly find: FindBoxModel }) {
  const t = useTranslate();
  if (find.text.value === '') return null;
  const total = find.matches.value.length;
  if (total === 0) return <>{t('find_none')}</>;
  const written = `${describeNumber(total, t.language)}${total >= maxMatches ? '+' : ''}`;
  return <>{t('find_count', describeNumber(find.index.value + 1, t.language), written)}</>;
}
