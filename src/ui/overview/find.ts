import { axisHeight, laneHeight } from './paths';
import { timeAt, type Range } from './scale';
import type { Gap, Mark, Timeline } from './timeline';

/** How far a pointer may be from a mark, in pixels. */
const reach = 6;

/** What is at a point of the drawing: the nearest request in the lane, a time without a token, or the newest token. */
export interface Found {
  readonly mark?: Mark;
  readonly gap?: Gap;
  readonly tokenId?: number;
  readonly lane: number;
}

/**
 * What is at a point, in pixels from the top left of the drawing. Undefined outside of the lanes, and where there is
 * nothing.
 */
export function findAt(
  timeline: Timeline,
  range: Range,
  width: number,
  x: number,
  y: number,
): Found | undefined {
  const lane = Math.floor((y - axisHeight) / laneHeight);
  const inLane = timeline.lanes[lane];
  if (inLane === undefined) return undefined;
  const mark = findMark(timeline.marks, lane, (px) => timeAt(range, width, px), x);
  if (mark !== undefined) return { mark, lane };
  const atMs = timeAt(range, width, x);
  const gap = timeline.gaps.find((each) => each.lane === lane && atMs >= each.fromMs && atMs <= each.toMs);
  if (gap !== undefined) return { gap, lane };
  const bar = inLane.bars.findLast(({ startMs, endMs }) => atMs >= startMs && atMs <= endMs);
  return bar && { tokenId: bar.tokenId, lane };
}

function findMark(
  marks: readonly Mark[],
  lane: number,
  timeOf: (px: number) => number,
  x: number,
): Mark | undefined {
  const [atMs, lastMs] = [timeOf(x), timeOf(x + reach)];
  let best: Mark | undefined;
  const distanceOf = (mark: Mark) => Math.abs(mark.atMs - atMs);
  for (let index = firstFrom(marks, timeOf(x - reach)); index < marks.length; index += 1) {
    const mark = marks[index];
    if (mark === undefined || mark.atMs > lastMs) break;
    if (mark.lane === lane && (best === undefined || isBetter(mark, best, distanceOf))) best = mark;
  }
  return best;
}

/** A request that wasn't accepted is drawn over the others. */
function isBetter(mark: Mark, other: Mark, distanceOf: (mark: Mark) => number): boolean {
  const isAccepted = mark.outcome === 'accepted';
  if (isAccepted !== (other.outcome === 'accepted')) return !isAccepted;
  return distanceOf(mark) < distanceOf(other);
}

/** Index of the first mark that isn't before this time. */
function firstFrom(marks: readonly Mark[], atMs: number): number {
  let [low, high] = [0, marks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.atMs ?? Infinity) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
