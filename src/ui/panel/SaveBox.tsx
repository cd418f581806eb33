import '../style/save.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SanitizedSummary } from '../../traffic';
import { Icon } from '../components/Icon';
import type { FilesModel } from '../model/files';
import { replacedClaims } from '../format/preferences';
import { useTranslate } from '../format/translate';
import { RawSave } from './RawSave';
import { SavePreview } from './SavePreview';

/** The box is open while it's rendered. */
export interface SaveBoxProps {
  readonly files: FilesModel;
  readonly onClose: () => void;
}

/** Shows what a sanitized file replaces before it's written. A file with live tokens needs a confirmation. */
export function SaveBox({ files, onClose }: SaveBoxProps) {
  const t = useTranslate();
  const first = useRef<HTMLButtonElement>(null);
  /**
   * Whether to replace a claim, by its name: at first as on the options page. The others are replaced if they are usually
   * personal.
   */
  const [decided, setDecided] = useState(replacedClaims.peek());
  const [preview, setPreview] = useState<SanitizedSummary | 'failed' | undefined>(undefined);
  const [isRaw, setRaw] = useState(false);
  const sanitize = { decided };
  useEffect(() => first.current?.focus(), []);
  useEffect(() => {
    const ending = new AbortController();
    void files.preview(sanitize, ending.signal).then((summary) => {
      if (!ending.signal.aborted) setPreview(summary ?? 'failed');
    });
    // A long log takes seconds for each selected claim.
    return () => ending.abort();
  }, [decided]);
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
      <div class="save-actions">
        <Icon name="save" />
        <span id="save-sanitized">{t('save_sanitized')}</span>
        <button
          type="button"
          class="button"
          aria-describedby="save-sanitized"
          title={t('save_har_title')}
          ref={first}
          onClick={() => runAndClose(() => files.save('har', sanitize))}
        >
          {t('save_har')}
        </button>
        <button
          type="button"
          class="button"
          aria-describedby="save-sanitized"
          title={t('save_json_title')}
          onClick={() => runAndClose(() => files.save('json', sanitize))}
        >
          {t('save_json')}
        </button>
        <button type="button" class="button" onClick={() => runAndClose(files.toggleConfirmation)}>
          {t('save_cancel')}
        </button>
      </div>
      <SavePreview
        summary={preview}
        onDecide={(name, isReplaced) => setDecided((old) => ({ ...old, [name]: isReplaced }))}
      />
      <RawSave isOpen={isRaw} onOpen={setRaw} onSave={(format) => runAndClose(() => files.save(format))} />
    </section>
  );
}
