import browser, { type Runtime } from 'webextension-polyfill';
import type { Override, OverrideOutcome } from '../../traffic';
import {
  keepAliveMs,
  overridePortName,
  parseOverrideNotice,
  type OverrideMessage,
  type OverrideStatus,
} from '../protocol/override-messages';

/** The background may have to start first, which takes seconds on a busy computer. */
const responseDeadlineMs = 8_000;

interface OverrideOptions {
  readonly tabId: number;
  /** The origin of the inspected page. */
  readonly pageOrigin: () => string;
  /** It ended, although nobody turned it off. */
  readonly ended: () => void;
}

/**
 * Replaces the credentials of this tab's calls to one origin, until it's called without one. The background does it as
 * long as this page keeps a port open, so it ends when DevTools closes. A port that ends with the background is opened
 * again.
 */
export function createOverride({ tabId, pageOrigin, ended }: OverrideOptions) {
  let port: Runtime.Port | undefined;
  let keepAlive: ReturnType<typeof setInterval> | undefined;
  let current: OverrideMessage | undefined;
  /** Takes the response to the message that was sent last. */
  let settle: ((status: OverrideStatus | undefined) => void) | undefined;
  // One change at a time, since a response doesn't state which message it's for.
  let lastChange: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(change: () => Promise<Value>): Promise<Value> => {
    const changed = lastChange.then(change);
    lastChange = changed.catch(() => {});
    return changed;
  };

  const connect = (): Runtime.Port => {
    const opened = browser.runtime.connect({ name: overridePortName });
    opened.onMessage.addListener((value: unknown) => {
      const status = parseOverrideNotice(value)?.status;
      if (settle !== undefined) settle(status);
      // The user took back the permission.
      else if (status === 'off' && port === opened) lost();
    });
    // The background has ended. It starts again with the next message.
    opened.onDisconnect.addListener(() => {
      settle?.(undefined);
      if (port !== opened) return;
      port = undefined;
      clearInterval(keepAlive);
      const message = current;
      if (message !== undefined) void inTurn(() => reopen(message));
    });
    keepAlive = setInterval(() => {
      try {
        port?.postMessage({ type: 'keep alive' } satisfies OverrideMessage);
      } catch {
        // It's closed, and the listener above opens another one.
      }
    }, keepAliveMs);
    return opened;
  };
  const close = () => {
    const closed = port;
    port = undefined;
    current = undefined;
    clearInterval(keepAlive);
    closed?.disconnect();
  };
  /** The status now; undefined if the background doesn't respond. */
  const send = (message: OverrideMessage): Promise<OverrideStatus | undefined> =>
    new Promise((resolve) => {
      const finish = (status: OverrideStatus | undefined) => {
        clearTimeout(deadline);
        settle = undefined;
        resolve(status);
      };
      const deadline = setTimeout(() => finish(undefined), responseDeadlineMs);
      settle = finish;
      try {
        port ??= connect();
        port.postMessage(message);
      } catch {
        finish(undefined);
      }
    });
  const lost = () => {
    if (current === undefined) return;
    close();
    ended();
  };
  const reopen = async (message: OverrideMessage) => {
    if (current === message && (await send(message)) !== 'on') lost();
  };

  const change = async (override: Override | undefined): Promise<OverrideOutcome> => {
    if (override === undefined) {
      if (port !== undefined && (await send({ type: 'unset' })) !== 'off') return 'failed';
      close();
      return 'done';
    }
    const message: OverrideMessage = { type: 'set', tabId, pageOrigin: pageOrigin(), ...override };
    current = undefined;
    const status = await send(message);
    if (status !== 'on') {
      close();
      return status === 'needs restart' ? status : 'failed';
    }
    current = message;
    return 'done';
  };
  return (override: Override | undefined): Promise<OverrideOutcome> => inTurn(() => change(override));
}
