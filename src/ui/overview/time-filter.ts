import { replaceTimeRange, resolveTimeRange } from '../../traffic';
import { shownZone } from '../format/time';
import type { FilterModel } from '../model/lists/filter';
import type { Range } from './scale';
import type { Timeline } from './timeline';

/** With less time per pixel, the range is written with milliseconds. */
const preciseBelowMs = 1_000;

/**
 * Sets the range of times in the text of the filter, where it can be edited and is saved. Without a range, removes it.
 * `stepMs` is the precision of the range.
 */
export function setTimeFilter(filter: FilterModel, range?: Range, stepMs = 1, hasDate = false): void {
  const written = range && {
    fromMs: range.fromMs,
    lastMs: range.toMs,
    hasDate,
    hasMilliseconds: stepMs < preciseBelowMs,
  };
  filter.set(replaceTimeRange(filter.text.peek(), shownZone(), written));
}

/** The range of times in the filter; one without a date is on the day of the newest request. */
export function readTimeFilter({ parsed }: FilterModel, { requests }: Timeline): Range | undefined {
  const range = parsed.value?.timeRange;
  return range && resolveTimeRange(range, requests.at(-1)?.sentAtMs ?? 0);
}

/** Whether a time of day could be on more than one day. */
export function needsDate({ requests }: Timeline): boolean {
  const [first, last] = [requests[0], requests.at(-1)];
  return first !== undefined && last !== undefined && dayOf(first.sentAtMs) !== dayOf(last.sentAtMs);
}

function dayOf(ms: number): number {
  return Math.floor((ms + shownZone()(ms)) / 86_400_000);
}
