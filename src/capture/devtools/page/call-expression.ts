import type { PageCall } from '../../../traffic';
import { nativePrelude } from './page-natives';
import { maxResponseBytes } from '../limits';

/** How long the page waits for a response with its body. */
export const callLimitMs = 30_000;
/**
 * A browser forgets the body of a request with its frame. Longer than `readResponseBody` waits for it, since a slow
 * computer can need some seconds.
 */
const frameKeptMs = 12_000;

/** What {@link pollExpression} returns if the page doesn't tamper. */
export interface CallState {
  readonly kind?: unknown;
  readonly status?: unknown;
}

/**
 * Starts a call in the page world and returns whether it could; not if the page has another
 * origin now, or after `untilMs`. The arguments are JSON. Uses only the browser's own
 * functions (see `nativePrelude`); if the page replaced `fetch`, that of a new empty frame, which has the page's origin
 * and policies, and which is removed some seconds after the call. Its state is a property of the window with an unguessable name,
 * until {@link pollExpression} has read the result. Reads the body, since a browser doesn't finish a request that nobody
 * reads.
 */
export function writeCallExpression(
  key: string,
  { pageOrigin, method, url, headers, body, credentials }: PageCall,
  untilMs: number,
): string {
  const fields = new Map<string, string>();
  for (const { name, value } of headers) {
    const lowerName = name.toLowerCase();
    const before = fields.get(lowerName);
    fields.set(lowerName, before === undefined ? value : `${before}, ${value}`);
  }
  const sent = {
    // A page can define a body in Object.prototype.
    ['__proto__']: null,
    key,
    pageOrigin,
    untilMs,
    method,
    url,
    body,
    credentials,
    headers: Object.fromEntries(fields),
  };
  return `(() => {${nativePrelude}
  const sent = ${JSON.stringify(sent)};
  if (location.origin !== sent.pageOrigin || isLate(sent.untilMs)) return false;
  let from = window, frame;
  const prototypeOf = (name) => own(own(from, name), 'prototype');
  const remove = () => { try { call(Element.prototype, 'remove', frame, []); } catch {} };
  const end = () => { if (frame) call(window, 'setTimeout', window, [remove, ${frameKeptMs}]); };
  if (!isNative(own(window, 'fetch'), 'fetch')) {
    frame = call(Document.prototype, 'createElement', document, ['iframe']);
    if (!frame) return false;
    call(Element.prototype, 'setAttribute', frame, ['hidden', '']);
    call(Node.prototype, 'appendChild', get(Document.prototype, 'documentElement', document), [frame]);
    from = get(HTMLIFrameElement.prototype, 'contentWindow', frame) ?? window;
  }
  const request = own(from, 'fetch'), Controller = own(from, 'AbortController');
  if (!isNative(request, 'fetch') || !isNative(Controller, 'AbortController')) return end(), false;
  const controller = new Controller();
  const state = { __proto__: null, kind: 'pending', status: 0, abort: (kind) => {
    if (state.kind !== 'pending') return;
    state.kind = kind;
    call(prototypeOf('AbortController'), 'abort', controller, []);
    end();
  } };
  call(Object, 'defineProperty', Object, [window, sent.key, { __proto__: null, value: state, configurable: true }]);
  call(window, 'setTimeout', window, [() => state.abort('timed out'), ${callLimitMs}]);
  // Without prototypes, so that the browser reads nothing from those of the page.
  const headers = { __proto__: null, ...sent.headers };
  const options = { __proto__: null, method: sent.method, headers, credentials: sent.credentials, cache: 'no-store',
    signal: get(prototypeOf('AbortController'), 'signal', controller) };
  if (sent.body !== undefined) options.body = sent.body;
  const drain = async (response) => {
    const stream = get(prototypeOf('Response'), 'body', response);
    const reader = stream && call(prototypeOf('ReadableStream'), 'getReader', stream, []);
    const bytes = call(Reflect, 'getPrototypeOf', Reflect, [prototypeOf('Uint8Array')]);
    for (let left = ${maxResponseBytes}; reader;) {
      const part = await call(prototypeOf('ReadableStreamDefaultReader'), 'read', reader, []);
      if (!part || own(part, 'done') !== false) return;
      left -= get(bytes, 'byteLength', own(part, 'value')) ?? 65536;
      if (left < 0) return void call(prototypeOf('ReadableStreamDefaultReader'), 'cancel', reader, []);
    }
  };
  (async () => {
    let kind = 'failed';
    try {
      const response = await apply(request, from, [sent.url, options]);
      state.status = get(prototypeOf('Response'), 'status', response) ?? 0;
      kind = 'responded';
      await drain(response);
    } catch {}
    if (state.kind === 'pending') state.kind = kind;
    end();
  })();
  return true;
})()`;
}

/** Returns the state of a call, and removes it if the call has ended. `gone` if the page was replaced. */
export function writePollExpression(key: string): string {
  return `(() => {${nativePrelude}
  const state = own(window, ${JSON.stringify(key)});
  if (!state) return { __proto__: null, kind: 'gone' };
  if (state.kind !== 'pending') delete window[${JSON.stringify(key)}];
  return { __proto__: null, kind: state.kind, status: state.status };
})()`;
}

/** Aborts a call and removes its state. */
export function writeAbortExpression(key: string): string {
  return `(() => {${nativePrelude}
  const state = own(window, ${JSON.stringify(key)});
  if (state) state.abort('failed');
  return delete window[${JSON.stringify(key)}];
})()`;
}
