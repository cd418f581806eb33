import '../style/notices.css';
import { createLazyPart } from '../detail/LazyComponent';
import { ActionNotices } from '../actions/ActionNotices';
import { DismissButton } from '../components/DismissButton';
import { Icon } from '../components/Icon';
import { useTranslate } from '../format/translate';
import type { PanelModel } from '../model/panel';
import type { BugNoticeProps } from '../components/BugNotice';
import type { FileNoticeProps } from './FileNotice';
import { saveButtonId } from './FileTools';
import type { SaveBoxProps } from './SaveBox';

const FileNotice = createLazyPart<FileNoticeProps>(async () => (await import('./FileNotice')).FileNotice);
const BugNotice = createLazyPart<BugNoticeProps>(
  async () => (await import('../components/BugNotice')).BugNotice,
);
const SaveBox = createLazyPart<SaveBoxProps>(async () => (await import('./SaveBox')).SaveBox);

/** The panel, whose errors and notices are shown. */
export interface NoticesProps {
  readonly model: PanelModel;
}

/** Messages under the bar, such as a page to reload, an error or the state of files. */
export function NoticeLines({ model }: NoticesProps) {
  const t = useTranslate();
  const watching = model.capture.watching.value;
  const errorMessage = model.screen.errorMessage.value;
  const bugs = model.screen.bugs.value;
  const saving = model.files.saving.value;
  const shownFiles = model.files.shown.value;
  const opening = model.files.opening.value;
  return (
    <>
      {saving === 'confirming' && (
        <SaveBox files={model.files} onClose={() => document.getElementById(saveButtonId)?.focus()} />
      )}
      {saving === 'writing' && (
        <p class="notice">
          <Icon name="save" />
          <span>{t('save_writing')}</span>
        </p>
      )}
      {shownFiles.length > 0 && <FileNotice files={shownFiles} isShown model={model} />}
      {opening.length > 0 && <FileNotice files={opening} model={model} />}
      <ActionNotices model={model} />
      {watching.state === 'on' && watching.reloadOffered && (
        <p class="notice">
          <Icon name="watch" />
          <span>{t('notice_watch_on', watching.origin)}</span>
          <button type="button" class="button" onClick={model.capture.reload}>
            {t('reload_page')}
          </button>
        </p>
      )}
      {errorMessage !== undefined && <Warning text={errorMessage} onDismiss={model.screen.dismissError} />}
      {bugs.count > 0 && (
        <BugNotice bugs={bugs} copyText={model.copyText} onDismiss={model.screen.dismissBugs} />
      )}
    </>
  );
}

function Warning({ text, onDismiss }: { readonly text: string; readonly onDismiss: () => void }) {
  return (
    <p class="notice notice-warning">
      <Icon name="warning" />
      <span>{text}</span>
      <DismissButton onDismiss={onDismiss} />
    </p>
  );
}
