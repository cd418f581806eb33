import type { OpenFile } from '../../traffic';
import { HostileText } from '../components/HostileText';
import { Icon } from '../components/Icon';
import type { PanelModel } from '../model/panel';
import { describeNumber, translateCount, useTranslate, type Translate } from '../format/translate';
import { describeBodyGaps } from '../format/sources/describe-losses';
import { describeFileProblem } from '../format/sources/file';

/** The files of one log, opened together. */
export interface FileNoticeProps {
  readonly model: PanelModel;
  readonly files: readonly OpenFile[];
  /** Whether the list shows these files; otherwise it still shows the previous log. */
  readonly isShown?: boolean;
}

/** File names are truncated to this length. */
const nameLength = 100;
/** If there are more files, the failed ones are shown first. */
const maxFiles = 20;
const separator = ' · ';

/** The files that were opened together: the progress of each, and what couldn't be read and why. */
export function FileNotice({ model, files, isShown = false }: FileNoticeProps) {
  const t = useTranslate();
  const isReading = files.some(({ state }) => state === 'reading');
  const isFailed = files.some(({ state }) => state === 'failed');
  const listed = files.toSorted((a, b) => order[a.state] - order[b.state]).slice(0, maxFiles);
  const further = [
    files.length > listed.length &&
      t('capture_more', describeNumber(files.length - listed.length, t.language)),
    ...(isShown && !isReading ? describeBodyGaps(t, model.capture.counts.value.bodyGaps) : []),
    isShown && !model.texts && t('file_capture_continues'),
  ].filter((text) => text !== false);
  return (
    <div class={`notice${isFailed ? ' notice-warning' : ''}`}>
      <Icon name={isFailed ? 'warning' : 'open'} />
      <span>
        {listed.map((file, index) => (
          <FileLine key={index} file={file} isFirst={index === 0} />
        ))}
        {further.map((text) => (
          <span key={text}>
            {separator}
            {text}
          </span>
        ))}
      </span>
      <button type="button" class="button" onClick={isShown ? model.files.close : model.files.dismiss}>
        {t(
          isShown ? (model.texts ? 'viewer_file_close' : 'file_close') : isReading ? 'file_stop' : 'dismiss',
        )}
      </button>
    </div>
  );
}

function FileLine({ file, isFirst }: { readonly file: OpenFile; readonly isFirst: boolean }) {
  const t = useTranslate();
  return (
    <span>
      {!isFirst && separator}
      <strong>
        <HostileText text={file.name.slice(0, nameLength)} />
      </strong>{' '}
      {describeState(t, file)}
      {file.problems.map((problem) => (
        <span key={problem.code}> {describeFileProblem(t, problem)}</span>
      ))}
    </span>
  );
}

const order: Record<OpenFile['state'], number> = { failed: 0, reading: 1, open: 2 };

function describeState(t: Translate, { state, exchanges }: OpenFile): string {
  switch (state) {
    case 'reading':
      return t('file_reading', describeNumber(exchanges, t.language));
    case 'open':
      return translateCount(t, 'file_shown', exchanges);
    case 'failed':
      return t('file_failed');
  }
}
