import browser from 'webextension-polyfill';
import type { StorageReading } from '../traffic';
import { isOrigin } from './messages';
import { parseStorageAnswer } from './storage-answer';
import { storageExpression } from './storage-expression';

/** A page stopped in the debugger, or busy, answers late or never. */
const answerDeadlineMs = 5_000;
const loadAskedEveryMs = 50;
const loadAskedAtMost = 200;

let readings = 0;

/**
 * Reads the top frame's localStorage, sessionStorage and `document.cookie` once. Needs no permission.
 * Holds only entries in which token-shaped text stands, or that a known library keeps sealed; empty where nothing does
 * and where no extension may read.
 * Does not see HttpOnly cookies, other frames, or IndexedDB.
 */
export async function readStorage(): Promise<readonly StorageReading[]> {
  const answer = await evaluate(storageExpression);
  const readAtMs = Date.now();
  return parseStorageAnswer(answer).map((facts) => {
    readings += 1;
    return { kind: 'storage', id: `reading-${readings}`, readAtMs, ...facts };
  });
}

/** The http or https origin of the top frame; undefined for any other page, and where no extension may read. */
export async function readOrigin(): Promise<string | undefined> {
  const origin = await evaluate('location.origin');
  return isOrigin(origin) ? origin : undefined;
}

/**
 * Settles when the top frame's document has loaded, so that what its scripts store while loading is there to be read;
 * or after ten seconds, or at once where no extension may ask.
 */
export async function whenLoaded(): Promise<void> {
  for (let asked = 0; asked < loadAskedAtMost; asked += 1) {
    const state = await evaluate('document.readyState');
    if (state !== 'loading' && state !== 'interactive') return;
    await new Promise((resolve) => setTimeout(resolve, loadAskedEveryMs));
  }
}

/** Coarser than what browsers round their clocks to. */
const clockGrainMs = 5;

/**
 * When the navigation to the top frame's document began, in milliseconds since 1970; now where it cannot be asked.
 * Not `performance.timeOrigin`: the clock that it is read from can have drifted since the browser was started.
 */
export async function readNavigationStart(): Promise<number> {
  const startedAtMs = await evaluate('Date.now() - performance.now()');
  const nowMs = Date.now();
  const isTime = typeof startedAtMs === 'number' && startedAtMs > 0 && startedAtMs <= nowMs;
  return (isTime ? startedAtMs : nowMs) - clockGrainMs;
}

/** Loads the inspected page again. */
export function reloadPage(): void {
  browser.devtools.inspectedWindow.reload({});
}

interface CallbackEval {
  eval(expression: string, answered: (value: unknown, problem?: unknown) => void): unknown;
}

/**
 * Evaluates an expression in the top frame, among the page's own scripts: what it answers is hostile.
 * Undefined when the page threw, may not be read, or gave no answer in time.
 * Asks with a callback, since Chrome's promise of the bare value is younger than its `browser` (DevTools bug
 * 496604552); webextension-polyfill answers a promise of `[value, problem]` all the same.
 */
export function evaluate(expression: string): Promise<unknown> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => resolve(undefined), answerDeadlineMs);
    const answered = (value: unknown, problem?: unknown) => {
      clearTimeout(deadline);
      resolve(problem ? undefined : value);
    };
    // The types know options as the second argument; browsers take a callback in its place.
    const inspectedWindow = browser.devtools.inspectedWindow as unknown as CallbackEval;
    const ask = async () => inspectedWindow.eval(expression, answered);
    ask().then(
      (pair) => {
        if (Array.isArray(pair)) answered(pair[0], pair[1]);
      },
      () => answered(undefined, true),
    );
  });
}
