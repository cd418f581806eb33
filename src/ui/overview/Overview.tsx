import '../style/overview.css';
import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { Icon } from '../components/Icon';
import { setTitleIfTruncated } from '../components/truncated-title';
import { useTranslate } from '../format/translate';
import { distinctionsOf } from '../model/lists/distinctions';
import type { PanelModel } from '../model/panel';
import { describeLane, describeMore, describeTimeline } from './describe';
import { openToken, Plot, useWheel } from './Plot';
import { followsNow } from './scale';
import { createTimeline, type Timeline } from './timeline';
import { setTimeFilter } from './time-filter';
import { useFrame } from './useFrame';

/** The panel, whose requests and tokens are drawn by time. */
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
  const page = useSignal(0);
  const { timeline, off, nowMs } = useFrame(
    () => {
      void page.value;
      void requests.changes.value;
      void requests.showsAll.value;
      tokens.entries();
      void (latest.current && followsNow(latest.current, tokens.now.peek()) && tokens.now.value);
    },
    () => {
      const drawn = createTimeline(
        tokens.entries().values(),
        requests.listed.value,
        distinctionsOf(tokens).value,
        page.peek(),
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
          <Labels model={model} timeline={timeline} turn={(by) => (page.value += by)} />
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

interface LabelsProps {
  readonly model: PanelModel;
  readonly timeline: Timeline;
  /** Shows other lanes, by this many pages. */
  readonly turn: (by: 1 | -1) => void;
}

/** Whose tokens each lane has. A click selects the newest one. The wheel and the first label show other lanes. */
function Labels({ model, timeline, turn }: LabelsProps) {
  const t = useTranslate();
  const labels = useRef<HTMLDivElement>(null);
  const hasMore = timeline.laneCount > timeline.lanes.length;
  useWheel(labels, ({ deltaY }) => {
    if (hasMore && deltaY !== 0) turn(deltaY > 0 ? 1 : -1);
  });
  const selectedId = model.tokens.selectedId.value;
  return (
    <div class="overview-labels" ref={labels}>
      <span class="overview-more">
        {hasMore && (
          <button
            type="button"
            class="overview-label"
            title={t('overview_more_title')}
            onClick={() => turn(1)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
              event.preventDefault();
              turn(event.key === 'ArrowDown' ? 1 : -1);
            }}
          >
            {describeMore(t, timeline)}
          </button>
        )}
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
