import type { PanelModel } from '../model/panel';
import { useTranslate } from '../format/translate';
import { hasFileProblem, describeFilesEmpty } from '../format/sources/file';
import { countLosses } from '../format/sources/losses';

/** Shown instead of the rows: why there are none, and what to do. */
export function EmptyList({ model }: { readonly model: PanelModel }) {
  const t = useTranslate();
  const { capture, tokens, requests, filter } = model;
  if (!capture.isConnected.value) {
    return model.screen.isConnecting.value ? <p class="empty quiet">{t('list_connecting')}</p> : null;
  }
  const isRequests = model.screen.view.value === 'requests';
  if ((isRequests ? requests : tokens).shown.value.length > 0) return null;
  const all = isRequests ? requests.inTimeOrder.value.length : tokens.entries().size;
  if (all > 0 && filter.text.value.trim() !== '') {
    return (
      <div class="empty">
        <p>{t(isRequests ? 'list_requests_filtered' : 'list_filtered')}</p>
        <button type="button" class="button" onClick={() => filter.set('')}>
          {t('list_filtered_clear')}
        </button>
      </div>
    );
  }
  if (all > 0) {
    return (
      <div class="empty">
        <p>{t('list_requests_without_token')}</p>
        <button type="button" class="button" onClick={requests.toggleAll}>
          {t('list_requests_all')}
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
  if (model.texts) return <p class="empty">{t('viewer_empty')}</p>;
  const isPaused = capture.settings.value.paused;
  const watching = capture.watching.value;
  // In this case the notice above has the same button.
  const isReloadOffered = watching.state === 'on' && watching.reloadOffered;
  return (
    <div class="empty">
      <p>{t(isPaused ? 'list_paused' : isRequests ? 'list_requests_empty' : 'list_empty')}</p>
      {(isPaused || !isReloadOffered) && (
        <button type="button" class="button" onClick={isPaused ? capture.togglePause : capture.reload}>
          {t(isPaused ? 'list_resume' : 'reload_page')}
        </button>
      )}
    </div>
  );
}
