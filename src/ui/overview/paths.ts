import { positionOf, type Range } from './scale';
import type { Bar, Mark, Outcome, Timeline } from './timeline';

/** In pixels. Must match overview.css. */
export const axisHeight = 14;
/** In pixels. Must match overview.css. */
export const laneHeight = 15;
const barHeight = 9;
/** Of a cross, a diamond and a circle. */
const shapeSize = 7;
/** Shapes that are closer would be unreadable. */
const minShapeDistance = 4;

/** The `d` attributes of the drawing, one path for everything that looks the same. */
export interface Paths {
  readonly bars: string;
  /** Where tokens of one lane overlap. */
  readonly overlaps: string;
  /** Where tokens expire. */
  readonly ends: string;
  readonly gaps: string;
  readonly joints: string;
  readonly marks: Readonly<Record<Outcome, string>>;
}

/** The top of a lane. */
export function topOf(lane: number): number {
  return axisHeight + lane * laneHeight;
}

function middleOf(lane: number): number {
  return topOf(lane) + Math.floor(laneHeight / 2);
}

/**
 * Draws a timeline in a number of steps that's limited by its width in pixels: what has the same position is drawn once.
 */
export function drawPaths({ lanes, gaps, joints, marks }: Timeline, range: Range, width: number): Paths {
  const x = (atMs: number) => round(positionOf(range, width, atMs));
  const clip = (px: number) => Math.max(-2, Math.min(width + 2, px));
  const bars = lanes.map(({ bars: inLane }, lane) => drawBars(inLane, lane, (atMs) => clip(x(atMs)), width));
  return {
    bars: bars.map(({ covered }) => covered).join(''),
    overlaps: bars.map(({ overlaps }) => overlaps).join(''),
    ends: bars.map(({ ends }) => ends).join(''),
    gaps: drawOnce(gaps, ({ fromMs, toMs, lane }) => {
      const [from, to] = [clip(x(fromMs)), clip(x(toMs))];
      return to <= 0 || from >= width ? '' : `M${from} ${middleOf(lane)}H${Math.max(to, from + 2)}`;
    }),
    joints: drawOnce(joints, ({ atMs, lanes: linked }) => {
      const at = x(atMs);
      if (at < 0 || at > width) return '';
      const [first, last] = [Math.min(...linked), Math.max(...linked)];
      const line = `M${at} ${middleOf(first)}V${middleOf(last)}`;
      return line + linked.map((lane) => drawCircle(at, middleOf(lane), 2)).join('');
    }),
    marks: drawMarks(marks, x, width),
  };
}

function round(px: number): number {
  return Math.round(Math.max(-1e6, Math.min(1e6, px)));
}

function drawOnce<Item>(items: readonly Item[], draw: (item: Item) => string): string {
  return [...new Set(items.map(draw))].join('');
}

function drawBars(bars: readonly Bar[], lane: number, x: (atMs: number) => number, width: number) {
  const top = middleOf(lane) - Math.floor(barHeight / 2);
  const box = (from: number, to: number) => `M${from} ${top}H${to}v${barHeight}H${from}Z`;
  const covered = new Set<string>();
  const overlaps = new Set<string>();
  const ends = new Set<string>();
  let coveredTo = -Infinity;
  for (const { startMs, endMs } of bars) {
    const [from, to] = [x(startMs), x(Math.max(startMs, endMs))];
    if (to >= 0 && from <= width) {
      // One pixel less at the start, so that bars beside each other are two.
      covered.add(box(from + 1, Math.max(to, from + 2)));
      if (coveredTo - from > 1) overlaps.add(box(from + 1, Math.min(coveredTo, to)));
      if (to >= 0 && to <= width && endMs < Infinity) ends.add(`M${to} ${top - 1}v${barHeight + 2}`);
    }
    coveredTo = Math.max(coveredTo, to);
  }
  return { covered: concatenate(covered), overlaps: concatenate(overlaps), ends: concatenate(ends) };
}

function concatenate(parts: Iterable<string>): string {
  return [...parts].join('');
}

function drawMarks(marks: readonly Mark[], x: (atMs: number) => number, width: number): Paths['marks'] {
  const paths: Record<Outcome, string[]> = { accepted: [], rejected: [], failed: [], pending: [] };
  const last = new Map<string, number>();
  for (const { atMs, lane, outcome } of marks) {
    const at = x(atMs);
    if (at < 0 || at > width) continue;
    const group = `${outcome} ${lane}`;
    const before = last.get(group) ?? -Infinity;
    if (at - before < (outcome === 'accepted' ? 1 : minShapeDistance)) continue;
    last.set(group, at);
    paths[outcome].push(shapes[outcome](at, middleOf(lane)));
  }
  return {
    accepted: concatenate(paths.accepted),
    rejected: concatenate(paths.rejected),
    failed: concatenate(paths.failed),
    pending: concatenate(paths.pending),
  };
}

const arm = (shapeSize - 1) / 2;

/** A line, a cross, a diamond and a circle. */
const shapes: Record<Outcome, (x: number, y: number) => string> = {
  accepted: (x, y) => `M${x} ${y - Math.floor(barHeight / 2)}v${barHeight}`,
  rejected: (x, y) => `M${x - arm} ${y - arm}l${2 * arm} ${2 * arm}m0 ${-2 * arm}l${-2 * arm} ${2 * arm}`,
  failed: (x, y) => `M${x} ${y - arm}l${arm} ${arm}l${-arm} ${arm}l${-arm} ${-arm}Z`,
  pending: (x, y) => drawCircle(x, y, arm),
};

function drawCircle(x: number, y: number, radius: number): string {
  return `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`;
}
