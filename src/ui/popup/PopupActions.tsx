import type { RefObject } from 'preact';
import { describeMissing } from '../format/sources/missing';
import { useTranslate } from '../format/translate';
import { writeHostile } from '../format/visible-text';
import type { PopupModel } from '../model/popup';

/** The popup, and its text box, which gets the focus after a text is cleared. */
export interface PopupActionsProps {
  readonly model: PopupModel;
  readonly box: RefObject<HTMLTextAreaElement | null>;
}

const nameLength = 100;

/** The buttons below the text box. */
export function PopupActions({ model, box }: PopupActionsProps) {
  const t = useTranslate();
  return (
    <div class="popup-actions">
      <button type="button" class="button" title={t('popup_tab_title')} onClick={model.showTab}>
        {t('popup_tab')}
      </button>
      <button
        type="button"
        class="button"
        title={t('popup_viewer_title')}
        onClick={() => model.showInViewer()}
      >
        {t('popup_viewer')}
      </button>
      <button
        type="button"
        class="button"
        disabled={model.draft.text.value === ''}
        title={t('popup_clear_title')}
        onClick={() => {
          model.draft.clear();
          box.current?.focus();
        }}
      >
        {t('popup_clear')}
      </button>
    </div>
  );
}

/** The link to the first-run page. Opening it closes the popup. */
export function PopupAbout() {
  const t = useTranslate();
  return (
    <p class="popup-about">
      <a class="text-button" href="welcome.html" target="_blank" rel="noreferrer">
        {t('welcome_link')}
      </a>
      <a class="text-button" href="options.html" target="_blank" rel="noreferrer">
        {t('options_link')}
      </a>
    </p>
  );
}

/** What became of dropped files, or why an action failed. */
export function PopupNotice({ model }: { readonly model: PopupModel }) {
  const t = useTranslate();
  const notice = model.notice.value;
  if (notice === undefined) return null;
  if (typeof notice === 'string') return <p class="popup-notice problem">{notice}</p>;
  switch (notice.kind) {
    case 'viewer': {
      const [file] = notice.files;
      const name = writeHostile((file?.name ?? '').slice(0, nameLength));
      return (
        <p class="popup-notice">
          <span>{notice.files.length > 1 ? t('popup_files_viewer') : t('popup_file_viewer', name)}</span>
          <button type="button" class="button" onClick={() => model.showInViewer(notice.files)}>
            {t('popup_viewer')}
          </button>
        </p>
      );
    }
    case 'unusable': {
      const reason = typeof notice.reason === 'string' ? notice.reason : describeMissing(t, notice.reason);
      return (
        <p class="popup-notice problem">
          <span>
            <strong>{writeHostile(notice.name.slice(0, nameLength))}</strong> {reason}
          </span>
        </p>
      );
    }
    default:
      return null;
  }
}
