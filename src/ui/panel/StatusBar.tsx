import { Fragment } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { createLazyComponent } from '../detail/LazyComponent';
import { ErrorBoundary } from '../components/ErrorBoundary';
import { Icon } from '../components/Icon';
import type { PanelModel } from '../model/panel';
import { describeNumber, translateCount, useTranslate } from '../format/translate';
import { hasFileProblem } from '../format/sources/file';
import { countLosses } from '../format/sources/losses';
import type { CapturePageProps } from './CapturePage';

const CapturePage = createLazyComponent<CapturePageProps>(
  async () => (await import('./CapturePage')).CapturePage,
);

/** The status line at the bottom. A click opens the capture page, which has the details. */
export function StatusBar({ model }: { readonly model: PanelModel }) {
  const t = useTranslate();
  const line = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const { capture } = model;
  const close = () => {
    setOpen(false);
    line.current?.focus();
  };
  return (
    <footer class="status-bar">
      {capture.settings.value.paused && <strong>{t('status_paused')}</strong>}
      {capture.isConnected.value && (
        <button
          type="button"
          class="status-line"
          aria-expanded={isOpen}
          title={t(model.texts ? 'viewer_status_title' : 'status_title')}
          ref={line}
          onClick={() => setOpen(!isOpen)}
        >
          <span class="status-facts">
            <StatusFacts model={model} />
          </span>
          <Icon name="note" />
        </button>
      )}
      <button
        type="button"
        class="icon-button status-keys"
        aria-label={t('keys_button')}
        title={t('keys_button')}
        onClick={() => model.screen.showKeys(true)}
      >
        ?
      </button>
      {isOpen && (
        <ErrorBoundary of={capture.health.value}>
          <CapturePage model={model} onClose={close} />
        </ErrorBoundary>
      )}
    </footer>
  );
}

function StatusFacts({
  model: { capture, files: openFiles, tokens, texts },
}: {
  readonly model: PanelModel;
}) {
  const t = useTranslate();
  const counts = capture.counts.value;
  const tokenCount = tokens.entries().size;
  const losses = countLosses(counts);
  // The capture state is that of the tab, so it doesn't apply to a file.
  const files = openFiles.shown.value;
  const items = files.length === 0 ? capture.health.value.items : [];
  const isEmptyViewer = texts !== undefined && tokenCount === 0 && files.length === 0;
  const isNothingDropped = losses === 0 && !hasFileProblem(files);
  const captured = items.filter(({ state }) => state === 'captured').length;
  const isSomeUncaptured = items.some(({ state }) => state === 'not captured' || state === 'partial');
  const facts = [
    counts.requests > 0 && translateCount(t, 'status_requests', counts.requests),
    tokenCount > 0 && translateCount(t, 'status_tokens', tokenCount),
    isNothingDropped && !isEmptyViewer && t('status_nothing_dropped'),
    losses > 0 && translateCount(t, 'status_dropped', losses),
    losses === 0 && !isNothingDropped && t('status_file_incomplete'),
    isSomeUncaptured &&
      t('status_captured', describeNumber(captured, t.language), describeNumber(items.length, t.language)),
    counts.opaqueBearers > 0 && translateCount(t, 'status_opaque', counts.opaqueBearers),
  ].filter((fact) => fact !== false);
  return (
    <>
      {facts.map((fact) => (
        <Fragment key={fact}>
          <span>{fact}</span>{' '}
        </Fragment>
      ))}
    </>
  );
}
