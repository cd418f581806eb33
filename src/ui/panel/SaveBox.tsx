import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../components/Icon';
import type { FilesModel } from '../model/files';
import { useTranslate } from '../format/translate';

export interface SaveBoxProps {
  readonly files: FilesModel;
  readonly onClose: () => void;
}

/** Warns about the content of the file before it's written. */
export function SaveBox({ files, onClose }: SaveBoxProps) {
  const t = useTranslate();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const runAndClose = (action: () => void) => {
    action();
    onClose();
  };
  return (
    <section
      class="notice save-box"
      aria-label={t('save_name')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // Otherwise Escape would open the drawer of DevTools.
        event.preventDefault();
        event.stopPropagation();
        runAndClose(files.toggleConfirmation);
      }}
    >
      <Icon name="warning" />
      <span id="save-warning">{t('save_warning')}</span>
      <button
        type="button"
        class="button"
        aria-describedby="save-warning"
        title={t('save_har_title')}
        ref={first}
        onClick={() => runAndClose(() => files.save('har'))}
      >
        {t('save_har')}
      </button>
      <button
        type="button"
        class="button"
        aria-describedby="save-warning"
        title={t('save_json_title')}
        onClick={() => runAndClose(() => files.save('json'))}
      >
        {t('save_json')}
      </button>
      <button type="button" class="button" onClick={() => runAndClose(files.toggleConfirmation)}>
        {t('save_cancel')}
      </button>
    </section>
  );
}
