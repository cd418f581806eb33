import { createLazyPart } from '../detail/LazyComponent';
import type { NoticesProps } from './NoticeLines';

const NoticeLines = createLazyPart<NoticesProps>(async () => (await import('./NoticeLines')).NoticeLines);

/** The live region for messages under the bar. It's always rendered: screen readers announce only changes in it. */
export function Notices({ model }: NoticesProps) {
  const { capture, files, screen, actions } = model;
  const { writes, overrideOrigin } = actions.state.value;
  const watching = capture.watching.value;
  const isReloadOffered = watching.state === 'on' && watching.reloadOffered;
  const hasFiles = files.shown.value.length > 0 || files.opening.value.length > 0;
  const isAny =
    hasFiles ||
    isReloadOffered ||
    writes.length > 0 ||
    overrideOrigin !== undefined ||
    screen.errorMessage.value !== undefined ||
    screen.bugs.value.count > 0 ||
    files.saving.value !== undefined;
  return (
    <div class="notices" aria-live="polite">
      {isAny && <NoticeLines model={model} />}
    </div>
  );
}
