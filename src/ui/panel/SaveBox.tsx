import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../components/Icon';
import type { FilesModel } from '../model/files';
import { useTranslate } from '../format/translate';

export interface SaveBoxProps {
  readonly files: FilesModel;
  readonly onClose: () => void;
}

/** Says what the file will hold before it is written. */
export function SaveBox({ files, onClose }: SaveBoxProps) {
  const t = useTranslate();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const act = (what: () => void) => {
    what();
    onClose();
  };
  return (
    <section
      class="notice save-box"
      aria-label={t('save_name')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // DevTools would open its drawer.
        event.preventDefault();
        event.stopPropagation();
        act(files.toggleConfirmation);
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
        onClick={() => act(() => files.save('har'))}
      >
        {t('save_har')}
      </button>
      <button
        type="button"
        class="button"
        aria-describedby="save-warning"
        title={t('save_json_title')}
        onClick={() => act(() => files.save('json'))}
      >
        {t('save_json')}
      </button>
      <button type="button" class="button" onClick={() => act(files.toggleConfirmation)}>
        {t('save_cancel')}
      </button>
    </section>
  );
}
