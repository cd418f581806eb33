import browser from 'webextension-polyfill';
import { guarded, membersOf } from '../../protocol/guard';

/** A page that is busy, or paused in the debugger, answers later or never. */
const answerWithinMs = 5_000;
/** How long an answer is waited for before the attempt is given up. */
const patienceMs = 60_000;
/**
 * The first attempts follow one another without a timer: a failed one takes about 10 ms, and Chrome's hidden devtools
 * page has its timers aligned to whole seconds.
 */
const retryDelaysMs = [...Array<number>(10).fill(0), 50, 100, 200, 400, 800, 1_600, 3_200, 6_400];

/** What came of evaluating an expression. Only a `value` says something about the page. */
export type PageAnswer =
  | { readonly kind: 'value'; readonly value: unknown }
  /** The expression threw in the page. */
  | { readonly kind: 'exception' }
  /** The document can't be asked yet, or was replaced before it answered. */
  | { readonly kind: 'not ready' }
  /** The browser doesn't let this extension run scripts in the page. */
  | { readonly kind: 'denied' }
  /** Nothing came within the time limit, or the caller stopped waiting. */
  | { readonly kind: 'no answer' };

export interface EvaluateOptions {
  readonly deadlineMs?: number;
  /** Stops waiting; the page may still run the expression. */
  readonly signal?: AbortSignal;
}

export interface WhenReadyOptions {
  readonly signal?: AbortSignal;
  /** Called when the page hasn't answered for some seconds; its answer is still waited for. */
  readonly slow?: () => void;
}

interface CallbackEval {
  eval(expression: string, ...rest: readonly unknown[]): unknown;
}

/**
 * Evaluates an expression in the top frame, among the page's own scripts: the value is hostile.
 * Asks with a callback, since Chrome's promise of the bare value is younger than its `browser` (DevTools bug
 * 496604552); webextension-polyfill answers a promise of `[value, problem]` all the same.
 */
export function evaluate(
  expression: string,
  { deadlineMs = answerWithinMs, signal }: EvaluateOptions = {},
): Promise<PageAnswer> {
  return ask([expression], deadlineMs, signal);
}

/**
 * Evaluates an expression as soon as the page can be asked: right after a navigation Chrome has a document without an
 * execution context for some milliseconds. Retries a bounded number of times, stops when `signal` is aborted, and waits
 * a minute for a page that is busy or paused.
 */
export async function evaluateWhenReady(
  expression: string,
  { signal, slow }: WhenReadyOptions = {},
): Promise<PageAnswer> {
  let answer: PageAnswer = { kind: 'not ready' };
  for (const delayMs of retryDelaysMs) {
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (signal?.aborted) return { kind: 'no answer' };
    const slowTimer = slow && setTimeout(slow, answerWithinMs);
    answer = await ask([expression], patienceMs, signal);
    clearTimeout(slowTimer);
    if (answer.kind !== 'not ready') return answer;
  }
  return answer;
}

/**
 * Which part of the page the browser lets this extension see: `requests` where it reports requests and runs no scripts,
 * as in a sandboxed document, a `data:` URL or `about:blank` (their origins are opaque). Undefined when not known.
 */
export async function readAccess(): Promise<'all' | 'requests' | 'none' | undefined> {
  const answer = await evaluate('1');
  if (answer.kind === 'value') return 'all';
  if (answer.kind !== 'denied') return undefined;
  if (__BROWSER__ === 'firefox') return 'none';
  // Chrome looks for the frame before it judges the document, and answers nothing at all on a page that is out of bounds
  // for extensions (`onmessage` before `evaluate` in ExtensionServer.ts): "not found" shows that the page isn't.
  const other = await ask(['1', { frameURL: 'about:no-such-frame' }], answerWithinMs);
  if (other.kind === 'not ready' || other.kind === 'value') return 'requests';
  return other.kind === 'denied' ? 'none' : undefined;
}

function ask(parameters: readonly unknown[], deadlineMs: number, signal?: AbortSignal): Promise<PageAnswer> {
  return new Promise((resolve) => {
    const settle = (answer: PageAnswer) => {
      clearTimeout(deadline);
      signal?.removeEventListener('abort', stop);
      resolve(answer);
    };
    const stop = () => settle({ kind: 'no answer' });
    const deadline = setTimeout(stop, deadlineMs);
    signal?.addEventListener('abort', stop);
    const answered = (value: unknown, problem?: unknown) =>
      settle(problem ? describeProblem(problem) : { kind: 'value', value });
    // The types know options as the second argument; browsers take a callback in its place.
    const inspectedWindow = browser.devtools.inspectedWindow as unknown as CallbackEval;
    const evaluated = async () => inspectedWindow.eval(...(parameters as [string]), answered);
    evaluated().then(
      (pair) => {
        if (Array.isArray(pair)) answered(pair[0], pair[1]);
      },
      // Firefox rejects while it changes from one document's process to another's.
      () => settle({ kind: 'not ready' }),
    );
  });
}

/**
 * Chrome: `E_FAILED` with "Permission denied" for a page that extensions may not access, `E_FAILED` with "… has no
 * execution context", `E_NOTFOUND` and `E_PROTOCOLERROR` while one document replaces another (ExtensionServer.ts).
 * Firefox: `E_PROTOCOLERROR` for all of it, with "not allowed" in the details (webextension-inspected-window.js).
 */
function describeProblem(problem: unknown): PageAnswer {
  return (
    guarded((): PageAnswer => {
      const { isException, details } = membersOf(problem);
      if (isException === true) return { kind: 'exception' };
      const text = Array.isArray(details) ? String(details[0]) : '';
      const isDenied = text === 'Permission denied' || text.startsWith('This extension is not allowed');
      return { kind: isDenied ? 'denied' : 'not ready' };
    }) ?? { kind: 'not ready' }
  );
}
