import { useRef } from 'preact/hooks';
import { Icon } from '../components/Icon';
import type { CaptureModel } from '../model/capture';
import type { FilesModel } from '../model/files';
import { useTranslate } from '../format/translate';

/** As the question stands elsewhere, the focus comes back here by name. */
export const saveButtonId = 'save-button';

/** HAR, also compressed, our own JSON, one entry per line, Charles' session. */
const fileTypes = '.har,.json,.gz,.jsonl,.ndjson,.chlsj';

export interface FileToolsProps {
  readonly files: FilesModel;
  readonly capture: CaptureModel;
}

/** Saving what is held, and opening what was saved. */
export function FileTools({ files, capture }: FileToolsProps) {
  const t = useTranslate();
  const chooser = useRef<HTMLInputElement>(null);
  const saving = files.saving.value;
  const isEmpty = capture.counts.value.storedExchanges === 0;
  return (
    <>
      <button
        type="button"
        class="tool"
        id={saveButtonId}
        aria-expanded={saving === 'confirming'}
        disabled={isEmpty && saving === undefined}
        title={t(isEmpty ? 'save_title_empty' : 'save_title')}
        onClick={files.toggleConfirmation}
      >
        <Icon name="save" />
        <span class="tool-word">{t('save')}</span>
      </button>
      <button type="button" class="tool" title={t('open_title')} onClick={() => chooser.current?.click()}>
        <Icon name="open" />
        <span class="tool-word">{t('open')}</span>
      </button>
      <input
        type="file"
        accept={fileTypes}
        multiple
        hidden
        ref={chooser}
        aria-label={t('open')}
        onChange={(event) => {
          files.open([...(event.currentTarget.files ?? [])]);
          // The same file may be chosen again.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
