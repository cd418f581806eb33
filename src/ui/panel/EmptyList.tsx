import type { PanelModel } from '../model/panel';
import { useTranslate } from '../format/translate';
import { hasFileProblem, describeFilesEmpty } from '../format/file';
import { countLosses } from '../format/losses';

/** Shown instead of the rows: why there are none, and what to do. */
export function EmptyList({ model }: { readonly model: PanelModel }) {
  const t = useTranslate();
  const { capture, tokens } = model;
  if (!capture.isConnected.value) {
    return model.screen.isConnecting.value ? <p class="empty quiet">{t('list_connecting')}</p> : null;
  }
  if (tokens.shown.value.length > 0) return null;
  if (tokens.entries().size > 0) {
    return (
      <div class="empty">
        <p>{t('list_filtered')}</p>
        <button type="button" class="button" onClick={() => tokens.setFilter('')}>
          {t('list_filtered_clear')}
        </button>
      </div>
    );
  }
  const files = model.files.shown.value;
  if (files.length > 0) {
    // More tokens can be found while the files are being read.
    if (files.some(({ state }) => state === 'reading')) return null;
    const isAllSearched = !hasFileProblem(files) && countLosses(capture.counts.value) === 0;
    return <p class="empty empty-title">{describeFilesEmpty(t, files.length, isAllSearched)}</p>;
  }
  const isPaused = capture.settings.value.paused;
  const watching = capture.watching.value;
  // In this case the notice above has the same button.
  const isReloadOffered = watching.state === 'on' && watching.reloadOffered;
  return (
    <div class="empty">
      <p class="empty-title">{t(isPaused ? 'list_paused' : 'list_empty')}</p>
      <p class="quiet">{t(isPaused ? 'list_paused_hint' : 'list_empty_hint')}</p>
      {(isPaused || !isReloadOffered) && (
        <button type="button" class="button" onClick={isPaused ? capture.togglePause : capture.reload}>
          {t(isPaused ? 'list_resume' : 'reload_page')}
        </button>
      )}
    </div>
  );
}
