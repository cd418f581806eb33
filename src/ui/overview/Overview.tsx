import '../style/overview.css';
import { useId, useRef } from 'preact/hooks';
import { Icon } from '../components/Icon';
import { setTitleIfTruncated } from '../components/truncated-title';
import { useTranslate } from '../format/translate';
import type { PanelModel } from '../model/panel';
import { describeLane, describeMore, describeTimeline } from './describe';
import { openToken, Plot } from './Plot';
import { followsNow } from './scale';
import { createTimeline, type Timeline } from './timeline';
import { setTimeFilter } from './time-filter';
import { useFrame } from './useFrame';

export interface OverviewProps {
  readonly model: PanelModel;
  readonly isCollapsed: boolean;
}

/** Tokens as bars and requests as marks in the order of time. Collapsed, one line of text with the same facts. */
export function Overview({ model, isCollapsed }: OverviewProps) {
  const t = useTranslate();
  const summaryId = useId();
  const { tokens, requests, clocks, screen } = model;
  const latest = useRef<Timeline | undefined>(undefined);
  const { timeline, off, nowMs } = useFrame(
    () => {
      void requests.changes.value;
      void requests.showsAll.value;
      tokens.entries();
      void (latest.current && followsNow(latest.current, tokens.now.peek()) && tokens.now.value);
    },
    () => {
      const drawn = createTimeline(
        tokens.entries().values(),
        requests.listed.value,
        tokens.distinctions.value,
      );
      latest.current = drawn;
      return { timeline: drawn, off: clocks.off.value, nowMs: tokens.now.value };
    },
  );
  const summary = describeTimeline(t, timeline, off);
  return (
    <section class="overview" aria-label={t('overview_name')}>
      <button
        type="button"
        class="icon-button overview-toggle"
        aria-label={t('overview_name')}
        aria-expanded={!isCollapsed}
        title={t('overview_title')}
        onClick={() => screen.collapseOverview(!isCollapsed)}
      >
        <Icon name={isCollapsed ? 'folded' : 'unfolded'} />
      </button>
      {isCollapsed ? (
        <p class="overview-summary" title={summary}>
          {summary}
        </p>
      ) : (
        <>
          <Labels model={model} timeline={timeline} />
          <Plot model={model} timeline={timeline} off={off} nowMs={nowMs} summaryId={summaryId} />
          <p class="visually-hidden" id={summaryId}>
            {summary} {t('overview_keys')}
          </p>
        </>
      )}
      {model.filter.parsed.value?.timeRange && (
        <button type="button" class="text-button overview-clear" onClick={() => setTimeFilter(model.filter)}>
          {t('overview_clear')}
        </button>
      )}
    </section>
  );
}

/** Whose tokens each lane has. A click selects the newest one. */
function Labels({ model, timeline }: { readonly model: PanelModel; readonly timeline: Timeline }) {
  const t = useTranslate();
  const selectedId = model.tokens.selectedId.value;
  return (
    <div class="overview-labels">
      <span class="overview-more" title={t('overview_more_title')}>
        {timeline.moreLanes > 0 && describeMore(t, timeline.moreLanes)}
      </span>
      {timeline.lanes.map((lane) => {
        const name = describeLane(t, lane);
        const newest = lane.bars.at(-1)?.tokenId;
        const isSelected = lane.bars.some(({ tokenId }) => tokenId === selectedId);
        return newest === undefined ? (
          <span key={lane.key} class="overview-label">
            {name}
          </span>
        ) : (
          <button
            key={lane.key}
            type="button"
            class="overview-label"
            onMouseEnter={(event) => setTitleIfTruncated(event.currentTarget)}
            aria-current={isSelected}
            onClick={() => openToken(model, newest)}
          >
            {name}
          </button>
        );
      })}
    </div>
  );
}
