import type { StorageReading } from '../../../traffic';
import { isOrigin } from '../../protocol/watch-messages';
import { evaluate, evaluateWhenReady, type PageAnswer, type WhenReadyOptions } from './page-answer';
import { nativePrelude } from './page-natives';
import { parseStorageAnswer } from './storage-answer';
import { storageExpression } from './storage-expression';

/** A page that is still loading after this time is read as it is. */
const loadWithinMs = 30_000;
const firstPollMs = 50;
const maxPollMs = 1_000;

/** What {@link whenLoaded} asks the page. */
export const readyStateExpression = `(() => {${nativePrelude} return get(Document.prototype, 'readyState', document); })()`;
/** What {@link readNavigationStart} asks the page. */
export const navigationStartExpression = `(() => {${nativePrelude}
  const performance = get(window, 'performance', window);
  return [
    call(Date, 'now', Date, []),
    call(Performance.prototype, 'now', performance, []),
    get(Performance.prototype, 'timeOrigin', performance),
  ];
})()`;

let readings = 0;

/** What a read of the page's storage brought; `problem` is the last answer when none of them was a value. */
export type StorageReadResult =
  | {
      readonly readings: readonly StorageReading[];
      /** Empty for a document whose origin is not one of http or https. */
      readonly origin: string;
      /** The page's own scripts can't open its localStorage or its sessionStorage either. */
      readonly isBlocked: boolean;
    }
  | { readonly problem: Exclude<PageAnswer['kind'], 'value'> };

/**
 * Reads the top frame's localStorage, sessionStorage and `document.cookie`, retrying until the page can be asked or
 * `signal` is aborted. Needs no permission. Keeps only entries that contain token-shaped text, or that a known library
 * keeps encrypted. Doesn't read HttpOnly cookies, other frames, or IndexedDB.
 */
export async function readStorage(options: WhenReadyOptions = {}): Promise<StorageReadResult> {
  const answer = await evaluateWhenReady(storageExpression, options);
  if (answer.kind !== 'value') return { problem: answer.kind };
  const readAtMs = Date.now();
  const parsed = parseStorageAnswer(answer.value);
  // A page that meddled with the expression's answer was not read.
  if (parsed === undefined) return { problem: 'exception' };
  return {
    origin: isOrigin(parsed.origin) ? parsed.origin : '',
    isBlocked: parsed.isBlocked,
    readings: parsed.areas.map((facts) => {
      readings += 1;
      return { kind: 'storage', id: `reading-${readings}`, readAtMs, ...facts };
    }),
  };
}

/**
 * The http or https origin of the top frame; empty for any other page and where no script may run. Undefined when the
 * page couldn't be asked.
 */
export async function readOrigin(options: WhenReadyOptions = {}): Promise<string | undefined> {
  const answer = await evaluateWhenReady('location.origin', options);
  if (answer.kind === 'denied') return '';
  if (answer.kind !== 'value') return undefined;
  return isOrigin(answer.value) ? answer.value : '';
}

/**
 * Whether the top frame's document has loaded, so that what its scripts store while loading can be read. Waits for it;
 * false when it is still loading after {@link loadWithinMs}, when it can't be asked, and after an abort.
 */
export async function whenLoaded(signal: AbortSignal): Promise<boolean> {
  const givenUpAtMs = Date.now() + loadWithinMs;
  let pollMs = firstPollMs;
  while (!signal.aborted && Date.now() < givenUpAtMs) {
    const answer = await evaluate(readyStateExpression, { signal });
    if (answer.kind === 'denied') return false;
    if (answer.kind === 'value' && answer.value === 'complete') return !signal.aborted;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    pollMs = Math.min(pollMs * 1.5, maxPollMs);
  }
  return false;
}

/** Coarser than what browsers round their clocks to. */
const clockGrainMs = 5;

/** When the navigation to a document began, and what tells the document from others. */
export interface NavigationStart {
  /** In milliseconds since 1970. After the computer slept it may be late: Chrome's `performance.now()` doesn't count sleep. */
  readonly startedAtMs: number;
  /**
   * The document's `performance.timeOrigin`: always the same for one document, but not a time to rely on, since the
   * clock that it is read from can have drifted since the browser was started.
   */
  readonly timeOrigin: number;
}

/**
 * When the navigation to the top frame's document began; undefined when the page couldn't be asked. A page that sets its
 * own `Date` changes nothing: its clock counts only if it says a time between question and answer.
 */
export async function readNavigationStart(
  options: WhenReadyOptions = {},
): Promise<NavigationStart | undefined> {
  const askedAtMs = Date.now();
  const answer = await evaluateWhenReady(navigationStartExpression, options);
  const answeredAtMs = Date.now();
  if (answer.kind !== 'value' || !Array.isArray(answer.value)) return undefined;
  const [pageNowMs, sinceStartMs, timeOrigin] = answer.value.map((value: unknown) =>
    typeof value === 'number' ? value : NaN,
  );
  if (!(sinceStartMs !== undefined && sinceStartMs >= 0 && sinceStartMs < answeredAtMs)) return undefined;
  const isPlausible = pageNowMs !== undefined && pageNowMs >= askedAtMs && pageNowMs <= answeredAtMs;
  const startedAtMs = (isPlausible ? pageNowMs : answeredAtMs) - sinceStartMs - clockGrainMs;
  return { startedAtMs, timeOrigin: timeOrigin !== undefined && timeOrigin > 0 ? timeOrigin : startedAtMs };
}
