import { useRef } from 'preact/hooks';
import { createLazyComponent } from '../detail/LazyComponent';
import type { TokenDetailProps } from '../detail/TokenDetail';
import { ErrorBoundary } from '../components/ErrorBoundary';
import type { PopupModel } from '../model/popup';
import { TranslateProvider } from '../format/translate';
import { PasteBox } from './PasteBox';

/** Loaded after the text box is shown, because the details are most of the code. */
const TokenDetail = createLazyComponent<TokenDetailProps>(
  async () => (await import('../detail/TokenDetail')).TokenDetail,
);

const PasteMessages = createLazyComponent<{ readonly model: PopupModel }>(
  async () => (await import('./PasteMessages')).PasteMessages,
);

const FoundList = createLazyComponent<{ readonly model: PopupModel }>(
  async () => (await import('./FoundList')).FoundList,
);

/** The popup: a text box for pasting, and the same token details as in the panel, in the system's theme. */
export function Popup({ model }: { readonly model: PopupModel }) {
  const detail = model.detail.value;
  const box = useRef<HTMLTextAreaElement>(null);
  return (
    <TranslateProvider value={model.t}>
      <main class="app popup">
        <PasteBox model={model} box={box} />
        <div class="paste-foot">
          {/* There before its text: screen readers announce only what changes in it. */}
          <div class="paste-status" id="paste-status" role="status">
            <PasteMessages model={model} />
          </div>
          <button
            type="button"
            class="button"
            disabled={model.draft.text.value === ''}
            title={model.t('popup_clear_title')}
            onClick={() => {
              model.draft.clear();
              box.current?.focus();
            }}
          >
            {model.t('popup_clear')}
          </button>
        </div>
        {model.search.value.found.length > 1 && <FoundList model={model} />}
        {detail && (
          <ErrorBoundary of={detail.token.value}>
            <TokenDetail model={detail} />
          </ErrorBoundary>
        )}
      </main>
    </TranslateProvider>
  );
}
