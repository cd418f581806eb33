import { useTranslate } from '../format/translate';
import { describeMoment, shownZone } from '../format/time';
import type { RequestSummary } from '../../traffic';
import type { OffClock } from '../model/clocks';
import type { PanelModel } from '../model/panel';
import { describeHost, offsetMs } from './describe';
import { axisHeight, laneHeight, type Paths } from './paths';
import { listAxisTimes, positionOf, type Range } from './scale';
import { maxLanes } from './timeline';

const height = axisHeight + maxLanes * laneHeight;

interface LayerProps {
  readonly range: Range;
  readonly width: number;
}

/** Times of day; for long ranges, days. */
export function Axis({ range, width }: LayerProps) {
  const { stepMs, times } = listAxisTimes(range, width, shownZone());
  return (
    <g class="overview-axis">
      {times.map((atMs) => {
        const x = Math.round(positionOf(range, width, atMs));
        const at = describeMoment(atMs);
        const text = stepMs < 1_000 ? at?.timeMs : stepMs < 86_400_000 ? at?.time : at?.local.slice(0, 10);
        return (
          <g key={atMs} transform={`translate(${x} 0)`}>
            <path d={`M0.5 0V${height}`} />
            <text x="4" y="10">
              {text}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** One element for everything that looks the same, so that their number doesn't depend on that of the requests. */
export function Drawing({ paths }: { readonly paths: Paths }) {
  const { bars, overlaps, ends, gaps, joints, marks } = paths;
  return (
    <g>
      <path class="overview-bars" d={bars} />
      <path class="overview-overlaps" d={overlaps} />
      <path class="overview-ends" d={ends} />
      <path class="overview-accepted" d={marks.accepted} />
      <path class="overview-gaps" d={gaps} />
      <path class="overview-joints" d={joints} />
      <path class="overview-pending" d={marks.pending} />
      <path class="overview-failed" d={marks.failed} />
      <path class="overview-halo" d={marks.rejected} />
      <path class="overview-rejected" d={marks.rejected} />
    </g>
  );
}

/** Covers what isn't in the selected range. */
export function Shade({
  from,
  to,
  width,
}: Pick<LayerProps, 'width'> & { readonly from: number; readonly to: number }) {
  const left = Math.max(0, Math.min(width, from));
  const right = Math.max(left, Math.min(width, Math.max(to, from + 1)));
  return (
    <g class="overview-shade">
      <rect x="0" y="0" width={left} height={height} />
      <rect x={right} y="0" width={width - right} height={height} />
      <path d={`M${left} 0V${height}M${right} 0V${height}`} />
    </g>
  );
}

/** The selected request. */
export function SelectedMark({ model, range, width }: LayerProps & { readonly model: PanelModel }) {
  return <CursorMark request={model.requests.selected.value} range={range} width={width} />;
}

/** A request that's selected, or that the keyboard has moved to. */
export function CursorMark({
  request,
  range,
  width,
}: LayerProps & { readonly request: RequestSummary | undefined }) {
  if (request === undefined) return null;
  const x = Math.round(positionOf(range, width, request.sentAtMs));
  if (x < 0 || x > width) return null;
  return <path class="overview-cursor" d={`M${x} ${axisHeight}V${height}`} />;
}

interface NowMarksProps extends LayerProps {
  readonly model: PanelModel;
  readonly off: readonly OffClock[];
}

/** The current time, and by the clock of a server that differs. Beyond the range, they are at its edge. */
export function NowMarks({ model, off, range, width }: NowMarksProps) {
  const t = useTranslate();
  const nowMs = model.tokens.now.value;
  const [server] = off;
  // In a file, the current time isn't near the requests.
  const isFile = model.files.shown.value.length > 0;
  return (
    <>
      {!(isFile && nowMs > range.toMs) && (
        <NowMark name={t('overview_now')} atMs={nowMs} range={range} width={width} kind="here" />
      )}
      {server && !isFile && (
        <NowMark
          name={t('overview_now_there', describeHost(server.origin))}
          atMs={nowMs + offsetMs(server)}
          range={range}
          width={width}
          kind="there"
        />
      )}
    </>
  );
}

interface NowMarkProps extends LayerProps {
  readonly name: string;
  readonly atMs: number;
  readonly kind: 'here' | 'there';
}

function NowMark({ name, atMs, range, width, kind }: NowMarkProps) {
  const position = Math.round(positionOf(range, width, atMs));
  const x = Math.max(0, Math.min(width - 1, position));
  const isLeft = x > width / 2;
  const isBeyond = position !== x;
  const text = isBeyond ? (isLeft ? `${name} →` : `← ${name}`) : name;
  // Beside each other at the end, they would be one text.
  const y = kind === 'here' ? height - 2 : height - laneHeight - 2;
  return (
    <g class={`overview-now overview-now-${kind}`}>
      <path d={`M${x + 0.5} 0V${height}`} />
      <text x={isLeft ? x - 4 : x + 4} y={y} text-anchor={isLeft ? 'end' : 'start'}>
        {text}
      </text>
    </g>
  );
}
