import { createLate } from '../detail/Late';
import type { NoticesProps } from './NoticeLines';

const NoticeLines = createLate<NoticesProps>(async () => (await import('./NoticeLines')).NoticeLines);

/** The lines under the bar. Their region is there before them, so that they are announced. */
export function Notices({ model }: NoticesProps) {
  const { watching, files, opening } = model.log;
  const isReloadOffered = watching.value.state === 'on' && watching.value.reloadOffered;
  const hasFiles = files.value.length > 0 || opening.value.length > 0;
  const isAny =
    hasFiles ||
    isReloadOffered ||
    model.complaint.value !== undefined ||
    model.files.saving.value !== undefined;
  return (
    <div class="notices" aria-live="polite">
      {isAny && <NoticeLines model={model} />}
    </div>
  );
}
