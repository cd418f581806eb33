import { useRef } from 'preact/hooks';
import { TokenDetail } from '../detail/TokenDetail';
import { FaultBoundary } from '../element/FaultBoundary';
import type { PopupModel } from '../model/popup';
import { SayProvider } from '../translate';
import { FoundList } from './FoundList';
import { PasteBox } from './PasteBox';
import { PasteNews } from './PasteNews';

/** The popup: a box to paste into, and the same detail as in the panel, in one column. Follows the system's theme. */
export function Popup({ model }: { readonly model: PopupModel }) {
  const box = useRef<HTMLTextAreaElement>(null);
  return (
    <SayProvider value={model.say}>
      <main class="app popup">
        <PasteBox model={model} box={box} />
        <div class="paste-foot">
          <PasteNews model={model} />
          <button
            type="button"
            class="button"
            disabled={model.draft.text.value === ''}
            title={model.say('popup_clear_title')}
            onClick={() => {
              model.draft.clear();
              box.current?.focus();
            }}
          >
            {model.say('popup_clear')}
          </button>
        </div>
        <FoundList model={model} />
        <FaultBoundary of={model.detail.token.value}>
          <TokenDetail model={model.detail} />
        </FaultBoundary>
      </main>
    </SayProvider>
  );
}
