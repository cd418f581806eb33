import { fromZoned, type ZoneOffset } from '../../traffic';
import type { Timeline } from './timeline';

/** The range of times that the overview shows. */
export interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

const minSpanMs = 20;
/** Times of tokens can be any, but a range beyond 200 years helps nobody. */
const maxSpanMs = 200 * 365 * 86_400_000;
/** The shortest time that all requests are shown in. */
const minFitMs = 10_000;

/** The requests, with the time after them as far as it matters: now, and when the tokens expire. */
export function fitRange({ lanes, requests }: Timeline, nowMs: number): Range {
  const bars = lanes.flatMap((lane) => lane.bars);
  const first = requests[0]?.sentAtMs ?? nowMs;
  const last = requests.at(-1)?.sentAtMs ?? nowMs;
  const span = Math.max(last - first, minFitMs);
  const after = [nowMs, ...bars.map(({ endMs }) => endMs)].filter((atMs) => atMs <= last + span);
  const end = after.reduce((latest, atMs) => Math.max(latest, atMs), last);
  // In steps, so that the marks don't move all the time.
  const step = span / 8;
  const endMs = last + Math.ceil((end - last + span / 20) / step) * step;
  return { fromMs: first - span / 40, toMs: endMs };
}

/** Whether {@link fitRange} depends on the current time. */
export function followsNow({ requests }: Timeline, nowMs: number): boolean {
  const first = requests[0]?.sentAtMs ?? nowMs;
  const last = requests.at(-1)?.sentAtMs ?? nowMs;
  return nowMs <= last + Math.max(last - first, minFitMs);
}

/** Changes the span by a factor; the time at `aroundMs` stays where it is. */
export function zoom({ fromMs, toMs }: Range, factor: number, aroundMs: number): Range {
  const span = Math.max(minSpanMs, Math.min(maxSpanMs, (toMs - fromMs) * factor));
  const share = (aroundMs - fromMs) / (toMs - fromMs);
  return { fromMs: aroundMs - share * span, toMs: aroundMs + (1 - share) * span };
}

/** Moves by a part of the span, but not away from the limits. */
export function pan({ fromMs, toMs }: Range, share: number, limits: Range): Range {
  const span = toMs - fromMs;
  const from = Math.max(limits.fromMs - span / 2, Math.min(limits.toMs - span / 2, fromMs + share * span));
  return { fromMs: from, toMs: from + span };
}

/** Moves just far enough to show a time. */
export function reveal({ fromMs, toMs }: Range, atMs: number): Range {
  if (atMs >= fromMs && atMs <= toMs) return { fromMs, toMs };
  const span = toMs - fromMs;
  const from = atMs - span / 2;
  return { fromMs: from, toMs: from + span };
}

/** The distance of a time from the left, in pixels. Outside of the drawing for a time outside of the range. */
export function positionOf({ fromMs, toMs }: Range, width: number, atMs: number): number {
  return ((atMs - fromMs) / (toMs - fromMs)) * width;
}

/** The time at a distance from the left in pixels, in milliseconds since 1970. */
export function timeAt({ fromMs, toMs }: Range, width: number, x: number): number {
  return fromMs + (x / width) * (toMs - fromMs);
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  10,
  20,
  50,
  100,
  200,
  500,
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 5, 10, 30, 100, 365, 1_000, 3_650, 10_000].map((count) => count * day),
];
const stepPx = 100;

/** The times of the axis: round ones in this time zone, not too close to each other. */
export function listAxisTimes(range: Range, width: number, zone: ZoneOffset) {
  const smallest = ((range.toMs - range.fromMs) / Math.max(width, 1)) * stepPx;
  const stepMs = steps.find((step) => step >= smallest) ?? (steps.at(-1) as number);
  const times: number[] = [];
  let zonedMs = Math.ceil((range.fromMs + zone(range.fromMs)) / stepMs) * stepMs;
  for (let count = 0; count < 100; count += 1, zonedMs += stepMs) {
    const atMs = fromZoned(zonedMs, zone);
    if (atMs >= range.toMs) break;
    // Clocks that are set forward skip an hour, in which there are no times.
    if (atMs >= range.fromMs && atMs > (times.at(-1) ?? -Infinity)) times.push(atMs);
  }
  return { stepMs, times };
}
