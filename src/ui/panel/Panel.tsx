import { useRef } from 'preact/hooks';
import { createLate } from '../detail/Late';
import type { TokenDetailProps } from '../detail/TokenDetail';
import { FaultBoundary } from '../element/FaultBoundary';
import type { PanelModel } from '../model/panel';
import { SayProvider } from '../translate';
import { CaptureBar } from './CaptureBar';
import { EmptyList } from './EmptyList';
import { Notices } from './Notices';
import type { RequestsProps } from './Requests';
import { Splitter } from './Splitter';
import { StatusBar } from './StatusBar';
import { TokenGrid } from './TokenGrid';

/** The list is there at once; the detail, which is most of the code, follows it. */
const TokenDetail = createLate<TokenDetailProps>(
  async () => (await import('../detail/TokenDetail')).TokenDetail,
);

const Requests = createLate<RequestsProps>(async () => (await import('./Requests')).Requests);

/** The DevTools panel. Fills its root; the theme is the one the feed tells, which the system's does not follow. */
export function Panel({ model }: { readonly model: PanelModel }) {
  const scroller = useRef<HTMLDivElement>(null);
  return (
    <SayProvider value={model.say}>
      <div class="app panel" data-theme={model.log.theme.value}>
        <CaptureBar model={model} />
        <Notices model={model} />
        <main class="panes" style={{ '--share': `${model.share.value}%` }}>
          <div class="list">
            <FaultBoundary of={model.shown.value}>
              <TokenGrid model={model} />
            </FaultBoundary>
            <EmptyList model={model} />
          </div>
          <Splitter model={model} />
          <FaultBoundary of={model.detail.token.value}>
            <TokenDetail model={model.detail} scroller={scroller}>
              <Requests model={model} scroller={scroller} />
            </TokenDetail>
          </FaultBoundary>
        </main>
        <StatusBar model={model} />
      </div>
    </SayProvider>
  );
}
