import { useRef, useState } from 'preact/hooks';
import { TokenDetail } from '../detail/TokenDetail';
import { useTranslate } from '../format/translate';
import type { Clock } from '../model/clock';
import type { PopupModel } from '../model/popup';
import { FoundList } from '../popup/FoundList';
import { PasteBox } from '../popup/PasteBox';
import { PasteMessages } from '../popup/PasteMessages';
import { PopupNotice } from '../popup/PopupActions';
import { makeSampleToken, sampleSecret } from './sample-token';

/** The text box of the first-run page, and its clock. */
export interface TryBoxProps {
  readonly model: PopupModel;
  readonly clock: Clock;
}

/** A text box for a token, and the details of what is found in it, as in the popup. */
export function TryBox({ model, clock }: TryBoxProps) {
  const t = useTranslate();
  const box = useRef<HTMLTextAreaElement>(null);
  const [sample, setSample] = useState<{ readonly text: string; readonly isMade: boolean } | undefined>();
  const { draft } = model;
  const text = draft.text.value;
  const detail = model.detail.value;
  const useSample = async () => {
    const before = draft.text.peek();
    const token = await makeSampleToken(clock.nowMs());
    // What the user has typed meanwhile stays.
    if (draft.text.peek() !== before) return;
    setSample({ text: token ?? before, isMade: token !== undefined });
    if (token !== undefined) draft.type(token);
  };
  return (
    <>
      <PasteBox model={model} box={box} takesFocus={false} />
      <div class="paste-foot">
        <div class="paste-status" id="paste-status" role="status">
          <PasteMessages model={model} />
          {text === sample?.text && (
            <p>{sample.isMade ? t('welcome_sample_secret', sampleSecret) : t('editor_failed')}</p>
          )}
        </div>
        <div class="popup-actions">
          <button type="button" class="button" onClick={() => void useSample()}>
            {t('welcome_sample')}
          </button>
          <button
            type="button"
            class="button"
            disabled={text === ''}
            title={t('popup_clear_title')}
            onClick={() => {
              draft.clear();
              box.current?.focus();
            }}
          >
            {t('popup_clear')}
          </button>
        </div>
      </div>
      <div role="status">{model.notice.value !== undefined && <PopupNotice model={model} />}</div>
      {model.search.value.found.length > 1 && <FoundList model={model} />}
      {detail?.token.value && <TokenDetail model={detail} />}
    </>
  );
}
