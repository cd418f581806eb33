import { once } from 'node:events';
import { WebSocket } from 'ws';
import { createChromiumProcess } from '../../e2e/chromium/process';
import { waitUntil } from '../../e2e/wait-until';

type Parameters = Readonly<Record<string, unknown>>;
interface Reply {
  readonly id?: number;
  readonly sessionId?: string;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}
interface Evaluated<T> {
  readonly result: { readonly value: T };
  readonly exceptionDetails?: { readonly exception?: { readonly description?: string } };
}

/** What the browser's protocol reports about a page, a frame in a process of its own, or an extension's view. */
export interface Target {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
}

/** One page or frame that's attached. */
export interface Attached {
  send<T = unknown>(method: string, parameters?: Parameters): Promise<T>;
  /** Evaluates an expression; waits if it's a promise. */
  evaluate<T>(expression: string): Promise<T>;
}

/**
 * Chromium without Playwright, which attaches to each new page and frame and lets it wait for that: the start of a page
 * can't be measured with it.
 */
export interface BareBrowser {
  open(url: string): Promise<Target>;
  attach(target: Target): Promise<Attached>;
  send<T = unknown>(method: string, parameters?: Parameters): Promise<T>;
  find(awaited: string, isWanted: (target: Target) => boolean): Promise<Target>;
  close(): Promise<void>;
}

/** Starts Chromium with this extension. */
export async function launchBare(extension: string): Promise<BareBrowser> {
  const started = await createChromiumProcess({ extension, windowSize: { width: 1400, height: 900 } });
  const socket = new WebSocket(started.endpoint, { perMessageDeflate: false });
  await once(socket, 'open');
  const waiting = new Map<number, (reply: Reply) => void>();
  socket.on('message', (data) => {
    const reply = JSON.parse(String(data)) as Reply;
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
  });
  let count = 0;

  const call = <T>(method: string, params: Parameters = {}, sessionId?: string) =>
    new Promise<T>((resolve, reject) => {
      count += 1;
      const id = count;
      waiting.set(id, ({ result, error }) => {
        waiting.delete(id);
        if (error === undefined) resolve(result as T);
        else reject(new Error(`${method}: ${error.message}`));
      });
      socket.send(JSON.stringify({ id, method, params, ...(sessionId !== undefined && { sessionId }) }));
    });

  return {
    send: call,
    async open(url) {
      const { targetId } = await call<{ targetId: string }>('Target.createTarget', { url });
      return { targetId, type: 'page', url };
    },
    find: (awaited, isWanted) =>
      waitUntil(awaited, async () => {
        const { targetInfos } = await call<{ targetInfos: Target[] }>('Target.getTargets', {
          filter: [{}],
        });
        return targetInfos.find(isWanted);
      }),
    async attach({ targetId }) {
      const { sessionId } = await call<{ sessionId: string }>('Target.attachToTarget', {
        targetId,
        flatten: true,
      });
      const send = <T>(method: string, params?: Parameters) => call<T>(method, params, sessionId);
      return {
        send,
        async evaluate<T>(expression: string) {
          const { result, exceptionDetails } = await send<Evaluated<T>>('Runtime.evaluate', {
            expression,
            awaitPromise: true,
            returnByValue: true,
          });
          if (exceptionDetails !== undefined) {
            throw new Error(exceptionDetails.exception?.description ?? 'The expression failed');
          }
          return result.value;
        },
      };
    },
    close: () => started.end(() => call('Browser.close')),
  };
}
