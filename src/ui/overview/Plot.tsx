import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { RequestSummary } from '../../traffic';
import { useTranslate } from '../format/translate';
import type { OffClock } from '../model/clocks';
import type { PanelModel } from '../model/panel';
import { describeGap, describeRequest, describeToken } from './describe';
import { findAt, type Found } from './find';
import { Axis, CursorMark, Drawing, NowMarks, SelectedMark, Shade } from './layers';
import { drawPaths } from './paths';
import { fitRange, pan, positionOf, reveal, timeAt, zoom, type Range } from './scale';
import { needsDate, readTimeFilter, setTimeFilter } from './time-filter';
import type { Timeline } from './timeline';

/** Until it's measured, and where there is no layout. */
const assumedWidth = 600;
const zoomStep = 1.5;
const panStep = 0.25;
/** A shorter movement is a click. */
const minDrag = 4;

interface PlotProps {
  readonly model: PanelModel;
  readonly timeline: Timeline;
  readonly off: readonly OffClock[];
  readonly nowMs: number;
  /** ID of the text with the same facts. */
  readonly summaryId: string;
}

/** The drawing. For the keyboard and screen readers, it's a slider over the requests. */
export function Plot({ model, timeline, off, nowMs, summaryId }: PlotProps) {
  const t = useTranslate();
  const plot = useRef<HTMLDivElement>(null);
  const width = useWidth(plot);
  const [zoomed, setZoomed] = useState<Range | undefined>(undefined);
  const [cursorId, setCursorId] = useState<string | undefined>(undefined);
  const [tip, setTip] = useState<{ readonly x: number; readonly text: string } | undefined>(undefined);
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | undefined>(undefined);
  /** Where a range selected by keyboard starts. */
  const anchor = useRef<RequestSummary | undefined>(undefined);
  const fitted = fitRange(timeline, nowMs);
  const range = zoomed ?? fitted;
  const { fromMs, toMs } = range;
  const paths = useMemo(() => drawPaths(timeline, range, width), [timeline, fromMs, toMs, width]);

  const { requests } = timeline;
  const cursorAt = requests.findIndex(({ id }) => id === (cursorId ?? model.requests.selectedId.value));
  const cursor = requests[cursorAt];
  const filtered = readTimeFilter(model.filter, timeline);
  const hasDate = needsDate(timeline);
  const timeOf = (x: number) => timeAt(range, width, x);

  const zoomBy = (factor: number, aroundMs: number) => setZoomed(zoom(range, factor, aroundMs));
  const panBy = (share: number) => setZoomed(pan(range, share, fitted));
  const moveTo = (index: number, isSelecting: boolean) => {
    const next = requests[Math.max(0, Math.min(requests.length - 1, index))];
    if (next === undefined) return;
    setCursorId(next.id);
    const shown = reveal(range, next.sentAtMs);
    if (shown.fromMs !== fromMs) setZoomed(shown);
    setTip({
      x: positionOf(shown, width, next.sentAtMs),
      text: describeRequest(t, model, next),
    });
    if (!isSelecting) anchor.current = undefined;
    else {
      anchor.current ??= cursor ?? next;
      const times = [anchor.current.sentAtMs, next.sentAtMs];
      setTimeFilter(model.filter, { fromMs: Math.min(...times), toMs: Math.max(...times) }, 1, hasDate);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = cursorAt === -1 ? requests.length : cursorAt;
    const aroundMs =
      cursor && cursor.sentAtMs >= fromMs && cursor.sentAtMs <= toMs ? cursor.sentAtMs : (fromMs + toMs) / 2;
    const acts: Record<string, () => unknown> = {
      ArrowLeft: () => moveTo(at - 1, event.shiftKey),
      ArrowRight: () => moveTo(at + 1, event.shiftKey),
      Home: () => moveTo(0, event.shiftKey),
      End: () => moveTo(requests.length - 1, event.shiftKey),
      PageUp: () => panBy(-panStep),
      PageDown: () => panBy(panStep),
      '+': () => zoomBy(1 / zoomStep, aroundMs),
      '=': () => zoomBy(1 / zoomStep, aroundMs),
      '-': () => zoomBy(zoomStep, aroundMs),
      '0': () => setZoomed(undefined),
      Enter: () => cursor && model.openRequest(cursor.id),
      // Without a range, DevTools itself gets the key.
      ...(filtered && { Escape: () => clearRange() }),
    };
    const act = Object.hasOwn(acts, event.key) ? acts[event.key] : undefined;
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const clearRange = () => {
    anchor.current = undefined;
    setTimeFilter(model.filter);
  };

  const positionIn = (event: MouseEvent) => {
    const box = plot.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };
  const onPointerMove = (event: PointerEvent) => {
    const { x, y } = positionIn(event);
    if (drag !== undefined) return setDrag({ from: drag.from, to: Math.max(0, Math.min(width, x)) });
    const found = findAt(timeline, range, width, x, y);
    setTip(found && { x, text: describeFound(t, model, timeline, found) });
  };
  const onPointerUp = (event: PointerEvent) => {
    setDrag(undefined);
    if (drag === undefined) return;
    if (Math.abs(drag.to - drag.from) >= minDrag) {
      const [from, to] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
      setTimeFilter(
        model.filter,
        { fromMs: timeOf(from), toMs: timeOf(to) },
        (toMs - fromMs) / width,
        hasDate,
      );
      return;
    }
    const { x, y } = positionIn(event);
    const found = findAt(timeline, range, width, x, y);
    if (found?.mark) {
      setCursorId(found.mark.request.id);
      model.openRequest(found.mark.request.id);
    } else if (found?.tokenId !== undefined) openToken(model, found.tokenId);
  };
  useWheel(plot, (event) => {
    const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
    const delta = isSideways ? event.deltaX || event.deltaY : event.deltaY;
    if (isSideways) panBy(Math.sign(delta) * 0.1);
    else zoomBy(zoomStep ** Math.sign(delta), timeOf(positionIn(event).x));
  });

  const shade = drag
    ? { from: Math.min(drag.from, drag.to), to: Math.max(drag.from, drag.to) }
    : filtered && {
        from: positionOf(range, width, filtered.fromMs),
        to: positionOf(range, width, filtered.toMs),
      };
  return (
    <div
      class="overview-plot"
      dir="ltr"
      role="slider"
      tabIndex={0}
      aria-label={t('overview_times')}
      aria-describedby={summaryId}
      aria-valuemin={Math.min(1, requests.length)}
      aria-valuemax={requests.length}
      aria-valuenow={cursorAt + 1}
      aria-valuetext={cursor ? describeRequest(t, model, cursor) : ''}
      ref={plot}
      onKeyDown={onKeyDown}
      onBlur={() => setTip(undefined)}
      onDblClick={() => setZoomed(undefined)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        plot.current?.setPointerCapture(event.pointerId);
        const { x } = positionIn(event);
        setTip(undefined);
        setDrag({ from: x, to: x });
      }}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setDrag(undefined)}
      onPointerLeave={() => setTip(undefined)}
    >
      <svg class="overview-drawing" width={width} height="100%" aria-hidden="true">
        <Axis range={range} width={width} />
        <Drawing paths={paths} />
        {shade && <Shade from={shade.from} to={shade.to} width={width} />}
        <CursorMark request={tip && cursor} range={range} width={width} />
        <SelectedMark model={model} range={range} width={width} />
        <NowMarks model={model} off={off} range={range} width={width} />
      </svg>
      {tip && (
        <div class="overview-tip" style={{ '--at': `${(tip.x / width) * 100}%` }} aria-hidden="true">
          {tip.text}
        </div>
      )}
    </div>
  );
}

/** Selects a token in the list of tokens. */
export function openToken(model: PanelModel, tokenId: number): void {
  model.tokens.select(tokenId);
  model.showView('tokens');
}

function describeFound(
  t: ReturnType<typeof useTranslate>,
  model: PanelModel,
  { lanes }: Timeline,
  { mark, gap, tokenId, lane: index }: Found,
): string {
  const lane = lanes[index];
  if (mark) return describeRequest(t, model, mark.request);
  if (gap) return describeGap(t, gap, lanes);
  return lane && tokenId !== undefined ? describeToken(t, model, tokenId, lane) : '';
}

function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(assumedWidth);
  useLayoutEffect(() => {
    if (!element.current) return undefined;
    const resizes = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width));
    });
    resizes.observe(element.current);
    return () => resizes.disconnect();
  }, []);
  return width;
}

/** Preact's own listeners may be passive, so that they couldn't keep DevTools from scrolling. */
export function useWheel(element: RefObject<HTMLElement | null>, onWheel: (event: WheelEvent) => void): void {
  const latest = useRef(onWheel);
  latest.current = onWheel;
  useLayoutEffect(() => {
    const target = element.current;
    const listener = (event: WheelEvent) => {
      if (event.ctrlKey) return;
      event.preventDefault();
      latest.current(event);
    };
    target?.addEventListener('wheel', listener, { passive: false });
    return () => target?.removeEventListener('wheel', listener);
  }, []);
}
