import { useRef } from 'preact/hooks';
import { createLazyComponent } from '../detail/LazyComponent';
import type { TokenDetailProps } from '../detail/TokenDetail';
import { ErrorBoundary } from '../components/ErrorBoundary';
import type { PanelModel } from '../model/panel';
import { TranslateProvider } from '../format/translate';
import { CaptureBar } from './CaptureBar';
import { EmptyList } from './EmptyList';
import { Notices } from './Notices';
import type { RequestsProps } from './Requests';
import { Splitter } from './Splitter';
import { StatusBar } from './StatusBar';
import { TokenGrid } from './TokenGrid';

/** The list is there at once; the detail, which is most of the code, follows it. */
const TokenDetail = createLazyComponent<TokenDetailProps>(
  async () => (await import('../detail/TokenDetail')).TokenDetail,
);

const Requests = createLazyComponent<RequestsProps>(async () => (await import('./Requests')).Requests);

interface PanelProps {
  readonly model: PanelModel;
}

/** The DevTools panel. Fills its root; the theme is the one the feed tells, which the system's does not follow. */
export function Panel({ model }: PanelProps) {
  return (
    <TranslateProvider value={model.t}>
      <div
        class="app panel"
        data-theme={model.screen.theme.value}
        onDragOver={(event) => {
          // Else the browser would show the file in the place of the panel.
          if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
        }}
        onDrop={(event) => {
          const files = [...(event.dataTransfer?.files ?? [])];
          // One that was dropped on the word list is taken.
          if (files.length === 0 || event.defaultPrevented) return;
          event.preventDefault();
          model.files.open(files);
        }}
      >
        {model.screen.isOrphaned.value ? (
          <main class="orphaned">
            <p role="alert">{model.t('panel_orphaned')}</p>
          </main>
        ) : (
          <>
            <CaptureBar model={model} />
            <Notices model={model} />
            <main class="panes" style={{ '--share': `${model.screen.share.value}%` }}>
              <ListPane model={model} />
              <Splitter model={model.screen} />
              <DetailPane model={model} />
            </main>
            <StatusBar model={model} />
          </>
        )}
      </div>
    </TranslateProvider>
  );
}

/** By itself, so that a letter in the filter draws the list again and not the detail. */
function ListPane({ model }: PanelProps) {
  return (
    <div class="list">
      <ErrorBoundary of={model.tokens.shown.value}>
        <TokenGrid model={model.tokens} isRedacted={model.files.isRedacted.value} />
      </ErrorBoundary>
      <EmptyList model={model} />
    </div>
  );
}

function DetailPane({ model }: PanelProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const detail = model.detail.value;
  if (detail === undefined) return null;
  return (
    <ErrorBoundary of={detail.token.value}>
      <TokenDetail model={detail} scroller={scroller}>
        <Requests model={model} detail={detail} scroller={scroller} />
      </TokenDetail>
    </ErrorBoundary>
  );
}
