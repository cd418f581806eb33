import type { OpenFile } from '../../traffic';
import { HostileText } from '../element/HostileText';
import { Icon } from '../element/Icon';
import type { PanelModel } from '../model/panel';
import { describeNumber, sayCount, useSay, type Say } from '../translate';
import { describeFileProblem } from '../words/file';

export interface FileNoticeProps {
  readonly model: PanelModel;
  readonly file: OpenFile;
}

/** A file's name is shown no longer than this. */
const nameLength = 100;

/** Says that a file is shown and not the tab, what is to be known of it, and the way back. */
export function FileNotice({ model, file }: FileNoticeProps) {
  const say = useSay();
  const isFailed = file.state === 'failed';
  return (
    <div class={`notice${isFailed ? ' notice-warning' : ''}`}>
      <Icon name={isFailed ? 'warning' : 'open'} />
      <span>
        <strong>
          <HostileText text={file.name.slice(0, nameLength)} />
        </strong>{' '}
        {describeState(say, file)}
        {file.problems.map((problem) => (
          <span key={problem.code} class="notice-more">
            {' '}
            {describeFileProblem(say, problem)}
          </span>
        ))}
      </span>
      <button type="button" class="button" onClick={model.files.close}>
        {say('file_close')}
      </button>
    </div>
  );
}

function describeState(say: Say, { state, exchanges }: OpenFile): string {
  switch (state) {
    case 'reading':
      return say('file_reading', describeNumber(exchanges));
    case 'open':
      return sayCount(say, 'file_shown', exchanges);
    case 'failed':
      return say('file_failed');
  }
}
