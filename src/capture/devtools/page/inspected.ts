import type { StorageReading } from '../../../traffic';
import { decryptMsalEntries } from '../../protocol/msal-cache';
import { isOrigin } from '../../protocol/watch-messages';
import { evaluate, evaluateWhenReady, type EvaluationResult, type WhenReadyOptions } from './evaluate';
import { nativePrelude } from './page-natives';
import { parseStorageResult } from './storage-result';
import { storageExpression } from './storage-expression';

/** A page that is still loading after this time is read anyway. */
const loadWithinMs = 30_000;
const firstPollMs = 50;
const maxPollMs = 1_000;

/** What {@link whenLoaded} evaluates in the page. */
export const readyStateExpression = `(() => {${nativePrelude} return get(Document.prototype, 'readyState', document); })()`;
/** What {@link readNavigationStart} evaluates in the page. */
export const navigationStartExpression = `(() => {${nativePrelude}
  const performance = get(window, 'performance', window);
  return [
    call(Date, 'now', Date, []),
    call(Performance.prototype, 'now', performance, []),
    get(Performance.prototype, 'timeOrigin', performance),
  ];
})()`;

let readings = 0;

/**
 * Result of reading the page's storage. `problem` is the kind of the last attempt if all attempts failed.
 */
export type StorageReadResult =
  | {
      readonly readings: readonly StorageReading[];
      /** Empty for a document without an http or https origin. */
      readonly origin: string;
      /** The page's own scripts can't open its localStorage or its sessionStorage either. */
      readonly isBlocked: boolean;
    }
  | { readonly problem: Exclude<EvaluationResult['kind'], 'value'> };

/**
 * Reads the top frame's localStorage, sessionStorage and `document.cookie`, retrying until the page can be read or
 * `signal` is aborted. Needs no permission. Keeps only entries that contain token-shaped text or that a known auth
 * library encrypts; decrypts MSAL's. Doesn't read HttpOnly cookies, other frames, or IndexedDB.
 */
export async function readStorage(options: WhenReadyOptions = {}): Promise<StorageReadResult> {
  const result = await evaluateWhenReady(storageExpression, options);
  if (result.kind !== 'value') return { problem: result.kind };
  const readAtMs = Date.now();
  const parsed = parseStorageResult(result.value);
  // The page tampered with the result, so nothing was read.
  if (parsed === undefined) return { problem: 'exception' };
  const { origin, isBlocked, msal } = parsed;
  const areas = await Promise.all(
    parsed.areas.map(async (facts) =>
      facts.area === 'localStorage'
        ? { ...facts, entries: await decryptMsalEntries(facts.entries, msal) }
        : facts,
    ),
  );
  return {
    origin: isOrigin(origin) ? origin : '',
    isBlocked,
    readings: areas.map((facts) => {
      readings += 1;
      return { kind: 'storage', id: `reading-${readings}`, readAtMs, ...facts };
    }),
  };
}

/**
 * The http or https origin of the top frame; empty for any other page and if scripts aren't allowed there. Undefined if
 * the page couldn't be read.
 */
export async function readOrigin(options: WhenReadyOptions = {}): Promise<string | undefined> {
  const result = await evaluateWhenReady('location.origin', options);
  if (result.kind === 'denied') return '';
  if (result.kind !== 'value') return undefined;
  return isOrigin(result.value) ? result.value : '';
}

/**
 * Whether the top frame's document has loaded, so that what its scripts store while loading can be read. Waits for it.
 * False if it's still loading after {@link loadWithinMs}, if it can't be read, and after an abort.
 */
export async function whenLoaded(signal: AbortSignal): Promise<boolean> {
  const givenUpAtMs = Date.now() + loadWithinMs;
  let pollMs = firstPollMs;
  while (!signal.aborted && Date.now() < givenUpAtMs) {
    const result = await evaluate(readyStateExpression, { signal });
    if (result.kind === 'denied') return false;
    if (result.kind === 'value' && result.value === 'complete') return !signal.aborted;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    pollMs = Math.min(pollMs * 1.5, maxPollMs);
  }
  return false;
}

/** Coarser than what browsers round their clocks to. */
const clockGrainMs = 5;

/** When the navigation to a document began, and what identifies the document. */
export interface NavigationStart {
  /** In milliseconds since 1970. May be too late after the computer slept: Chrome's `performance.now()` doesn't count sleep. */
  readonly startedAtMs: number;
  /**
   * The document's `performance.timeOrigin`. Constant for one document, but not a reliable time, since its clock may
   * have drifted since the browser started.
   */
  readonly timeOrigin: number;
}

/**
 * When the navigation to the top frame's document began; undefined if the page couldn't be read. Works even if the page
 * replaced `Date`: its clock is used only if it returns a time between the request and the result.
 */
export async function readNavigationStart(
  options: WhenReadyOptions = {},
): Promise<NavigationStart | undefined> {
  const requestedAtMs = Date.now();
  const result = await evaluateWhenReady(navigationStartExpression, options);
  const receivedAtMs = Date.now();
  if (result.kind !== 'value' || !Array.isArray(result.value)) return undefined;
  const [pageNowMs, sinceStartMs, timeOrigin] = result.value.map((value: unknown) =>
    typeof value === 'number' ? value : NaN,
  );
  if (!(sinceStartMs !== undefined && sinceStartMs >= 0 && sinceStartMs < receivedAtMs)) return undefined;
  const isPlausible = pageNowMs !== undefined && pageNowMs >= requestedAtMs && pageNowMs <= receivedAtMs;
  const startedAtMs = (isPlausible ? pageNowMs : receivedAtMs) - sinceStartMs - clockGrainMs;
  return { startedAtMs, timeOrigin: timeOrigin !== undefined && timeOrigin > 0 ? timeOrigin : startedAtMs };
}
