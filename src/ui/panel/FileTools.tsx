import { useRef } from 'preact/hooks';
import { Icon } from '../components/Icon';
import type { CaptureModel } from '../model/capture';
import type { FilesModel } from '../model/files';
import { useTranslate } from '../format/translate';

/** For returning the focus to the button from the confirmation, which is rendered elsewhere. */
export const saveButtonId = 'save-button';

/** HAR (also compressed), this extension's JSON, JSON lines, Charles sessions and text. */
const fileTypes = '.har,.json,.gz,.jsonl,.ndjson,.chlsj,.txt,.log,.jwt';

interface FileToolsProps {
  readonly files: FilesModel;
  readonly capture: CaptureModel;
}

/** The buttons that save the log and open files. */
export function FileTools({ files, capture }: FileToolsProps) {
  const t = useTranslate();
  const fileInput = useRef<HTMLInputElement>(null);
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
      <button type="button" class="tool" title={t('open_title')} onClick={() => fileInput.current?.click()}>
        <Icon name="open" />
        <span class="tool-word">{t('open')}</span>
      </button>
      <input
        type="file"
        accept={fileTypes}
        multiple
        hidden
        ref={fileInput}
        aria-label={t('open')}
        onChange={(event) => {
          files.open([...(event.currentTarget.files ?? [])]);
          // Otherwise selecting the same file again would fire no event.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
