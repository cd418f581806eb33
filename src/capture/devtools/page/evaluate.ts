import browser from 'webextension-polyfill';
import { guarded, membersOf } from '../../protocol/guard';

/** A page that is busy or paused in the debugger responds later or never. */
const evaluateTimeoutMs = 5_000;
/** An expression that starts by then is expected to return its value before the time limit. */
const startLimitMs = evaluateTimeoutMs - 1_000;
/** How long to wait for a result before giving up. */
const maxWaitMs = 60_000;
/**
 * The first retries follow each other without a timer: a failed one takes about 10 ms, and in Chrome's hidden devtools
 * page timers are aligned to whole seconds.
 */
const retryDelaysMs = [...Array<number>(10).fill(0), 50, 100, 200, 400, 800, 1_600, 3_200, 6_400];

/** Result of evaluating an expression. Only a `value` says something about the page. */
export type EvaluationResult =
  | { readonly kind: 'value'; readonly value: unknown }
  /** The expression threw in the page. */
  | { readonly kind: 'exception' }
  /** The document can't be evaluated yet, or was replaced before the result came. */
  | { readonly kind: 'not ready' }
  /** The browser doesn't let this extension run scripts in the page. */
  | { readonly kind: 'denied' }
  /** No result within the time limit, or the caller stopped waiting. */
  | { readonly kind: 'no response' };

/**
 * Until when an expression that changes something may start. The page may run it after {@link evaluate} gave up, and then
 * it would be taken for not done.
 */
export function startLimit(): number {
  return Date.now() + startLimitMs;
}

interface EvaluateOptions {
  readonly deadlineMs?: number;
  /** Stops waiting; the page may still run the expression. */
  readonly signal?: AbortSignal;
}

/** How to wait for a page that doesn't respond at once. */
export interface WhenReadyOptions {
  readonly signal?: AbortSignal;
  /** Called if there is no result after some seconds; the call keeps waiting. */
  readonly slow?: () => void;
}

interface CallbackEval {
  eval(expression: string, ...rest: readonly unknown[]): unknown;
}

/** The empty frame whose `inspectedWindow` is used instead of the devtools page's own. */
let frame: HTMLIFrameElement | undefined;
let frameUse = new AbortController();

/**
 * Called when the page has navigated. In Firefox, each extension context finds the page's document once and follows it
 * from there; after a few navigations it stays at one in the back/forward cache (seen in Firefox 153), where expressions
 * return undefined or facts of the earlier document. A new frame is a new context, which finds the current document.
 */
export function followNewDocument(): void {
  if (__BROWSER__ !== 'firefox') return;
  frame?.remove();
  frameUse.abort();
  frameUse = new AbortController();
  frame = document.createElement('iframe');
  document.body.append(frame);
}

function findInspectedWindow(): CallbackEval {
  const inFrame = frame?.contentWindow as { readonly browser?: typeof browser } | null | undefined;
  // The types have options as the second argument; browsers take a callback in its place.
  return (inFrame?.browser ?? browser).devtools.inspectedWindow as unknown as CallbackEval;
}

/**
 * Evaluates an expression in the top frame, in the page world: the value is untrusted.
 * Passes a callback, since in Chrome the promise of the bare value is newer than its `browser` namespace (DevTools bug
 * 496604552). webextension-polyfill also returns a promise of `[value, problem]`.
 */
export function evaluate(
  expression: string,
  { deadlineMs = evaluateTimeoutMs, signal }: EvaluateOptions = {},
): Promise<EvaluationResult> {
  return evaluateOnce([expression], deadlineMs, signal);
}

/**
 * Evaluates an expression as soon as the page is ready: right after a navigation Chrome has a document without an
 * execution context for some milliseconds. Retries a limited number of times, stops if `signal` is aborted, and waits
 * up to a minute for a page that is busy or paused.
 */
export async function evaluateWhenReady(
  expression: string,
  { signal, slow }: WhenReadyOptions = {},
): Promise<EvaluationResult> {
  let result: EvaluationResult = { kind: 'not ready' };
  for (const delayMs of retryDelaysMs) {
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (signal?.aborted) return { kind: 'no response' };
    const slowTimer = slow && setTimeout(slow, evaluateTimeoutMs);
    result = await evaluateOnce([expression], maxWaitMs, signal);
    clearTimeout(slowTimer);
    if (result.kind !== 'not ready') return result;
  }
  return result;
}

/**
 * What the browser lets this extension see of the page. `requests`: it reports requests but runs no scripts, such as in
 * a sandboxed document, a `data:` URL or `about:blank` (opaque origins). Undefined if not known.
 */
export async function readAccess(): Promise<'all' | 'requests' | 'none' | undefined> {
  const result = await evaluate('1');
  if (result.kind === 'value') return 'all';
  if (result.kind !== 'denied') return undefined;
  if (__BROWSER__ === 'firefox') return 'none';
  // Chrome looks up the frame before it checks the document's URL, but rejects everything on pages where extensions
  // aren't allowed (`onmessage` before `evaluate` in ExtensionServer.ts). So "not found" means that they are allowed.
  const other = await evaluateOnce(['1', { frameURL: 'about:no-such-frame' }], evaluateTimeoutMs);
  if (other.kind === 'not ready' || other.kind === 'value') return 'requests';
  return other.kind === 'denied' ? 'none' : undefined;
}

function evaluateOnce(
  parameters: readonly unknown[],
  deadlineMs: number,
  signal?: AbortSignal,
): Promise<EvaluationResult> {
  return new Promise((resolve) => {
    const settle = (result: EvaluationResult) => {
      clearTimeout(deadline);
      signal?.removeEventListener('abort', stop);
      replaced.removeEventListener('abort', retry);
      resolve(result);
    };
    const stop = () => settle({ kind: 'no response' });
    const retry = () => settle({ kind: 'not ready' });
    const replaced = frameUse.signal;
    const deadline = setTimeout(stop, deadlineMs);
    signal?.addEventListener('abort', stop);
    // A removed frame never returns a result.
    replaced.addEventListener('abort', retry);
    const finish = (value: unknown, problem?: unknown) => {
      if (problem) return settle(describeProblem(problem));
      // No expression returns undefined, except in a document that runs no scripts.
      if (value === undefined && __BROWSER__ === 'firefox') {
        followNewDocument();
        return retry();
      }
      settle({ kind: 'value', value });
    };
    const evaluated = async () => findInspectedWindow().eval(...(parameters as [string]), finish);
    evaluated().then(
      (pair) => {
        if (Array.isArray(pair)) finish(pair[0], pair[1]);
      },
      // Firefox rejects while it switches from one document's process to another's.
      () => settle({ kind: 'not ready' }),
    );
  });
}

/**
 * Chrome: `E_FAILED` with "Permission denied" for a page that extensions may not access; `E_FAILED` with "… has no
 * execution context", `E_NOTFOUND` and `E_PROTOCOLERROR` while one document replaces another (ExtensionServer.ts).
 * Firefox: `E_PROTOCOLERROR` for all of these, with "not allowed" in the details (webextension-inspected-window.js).
 */
function describeProblem(problem: unknown): EvaluationResult {
  return (
    guarded((): EvaluationResult => {
      const { isException, details } = membersOf(problem);
      if (isException === true) return { kind: 'exception' };
      const text = Array.isArray(details) ? String(details[0]) : '';
      const isDenied = text === 'Permission denied' || text.startsWith('This extension is not allowed');
      return { kind: isDenied ? 'denied' : 'not ready' };
    }) ?? { kind: 'not ready' }
  );
}
