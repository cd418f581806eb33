import type { Subscribe } from '../exchange/subscribe';
import { callLimitMs, saveLimitMs, sendLimitMs } from './limits';
import {
  parseSessionMessage,
  type Call,
  type CallError,
  type CallName,
  type CallResult,
  type Calls,
  type PanelCommand,
  type PanelMessage,
  type SessionMessage,
} from './protocol';

/** The connection of a panel document to its session, without browser types. */
export interface PanelSessionOptions {
  /** Called once with a listener, which must be called with every message from the session, in order. */
  readonly subscribe: (listener: (message: unknown) => void) => void;
  readonly post: (message: PanelMessage) => void;
  /** Calls back once after so many milliseconds, unless the returned function is called before. */
  readonly after: (ms: number, done: () => void) => () => void;
  /** The user wants everything to be forgotten. The page must then be loaded again, which connects it to the session again. */
  readonly forgotten?: () => void;
}

/** A snapshot or a delta. */
export type SessionUpdate = Exclude<SessionMessage, { type: 'answer' | 'forgotten' }>;

/** A panel's connection to the session. */
export interface PanelSession {
  /** Emits a snapshot, then deltas of the same log in order. Drops deltas of another log or an earlier version. */
  readonly subscribe: Subscribe<SessionUpdate>;
  /** Does nothing before the first snapshot, which will have the current settings. */
  send(command: PanelCommand): void;
  /**
   * Makes a call. Never rejects. Waits for the first snapshot. Fails with `timed out` after 10 s (5 min for `save` and its preview, 45 s for `send again`),
   * with `canceled` when the signal aborts, and with `other log` if another log is shown when the result arrives.
   */
  call<Name extends CallName>(
    name: Name,
    params: Calls[Name]['params'],
    signal?: AbortSignal,
  ): Promise<CallResult<Calls[Name]['value']>>;
  /** The session is gone: pending calls fail, and nothing is sent until another snapshot arrives. */
  disconnect(): void;
}

/** Creates a panel's connection to the session, which lasts as long as the page. Stores nothing about the log. */
export function createPanelSession({ subscribe, post, after, forgotten }: PanelSessionOptions): PanelSession {
  const listeners = new Set<(update: SessionUpdate) => void>();
  const pending = new Map<number, (result: CallResult<unknown>) => void>();
  /** Calls that wait for the first snapshot and its log ID. */
  const waiting = new Set<(currentLogId: number) => void>();
  let logId: number | undefined;
  let version = 0;
  let lastCallId = 0;

  function receive(message: SessionMessage): void {
    if (message.type === 'forgotten') return forgotten?.();
    if (message.type === 'answer') return pending.get(message.callId)?.(message.result);
    if (message.type === 'delta' && (message.logId !== logId || message.version <= version)) return;
    ({ logId, version } = message);
    for (const listener of listeners) listener(message);
    for (const start of waiting) start(logId);
    waiting.clear();
  }

  subscribe((value) => {
    const message = parseSessionMessage(value);
    if (message !== undefined) receive(message);
  });

  function call(name: CallName, params: object, signal?: AbortSignal): Promise<CallResult<unknown>> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve({ ok: false, error: 'canceled' });
      const callId = (lastCallId += 1);
      let calledOn: number | undefined;
      let stopTimer = () => {};
      const settle = (result: CallResult<unknown>) => {
        pending.delete(callId);
        waiting.delete(start);
        stopTimer();
        signal?.removeEventListener('abort', cancel);
        const isOutdated = calledOn !== logId && name !== 'save' && name !== 'open files';
        resolve(isOutdated && result.ok ? { ok: false, error: 'other log' } : result);
      };
      const giveUp = (error: CallError) => {
        if (calledOn !== undefined) post({ type: 'cancel', logId: calledOn, callId });
        settle({ ok: false, error });
      };
      const cancel = () => giveUp('canceled');
      const start = (currentLogId: number) => {
        calledOn = currentLogId;
        stopTimer = after(limitOf(name), () => giveUp('timed out'));
        pending.set(callId, settle);
        post({ type: 'call', logId: currentLogId, callId, call: { name, ...params } as Call });
      };
      signal?.addEventListener('abort', cancel);
      if (logId === undefined) waiting.add(start);
      else start(logId);
    });
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send(command) {
      if (logId !== undefined) post({ logId, ...command });
    },
    call: call as PanelSession['call'],
    disconnect() {
      logId = undefined;
      for (const settle of pending.values()) settle({ ok: false, error: 'disconnected' });
    },
  };
}

function limitOf(name: CallName): number {
  if (name === 'save' || name === 'preview save') return saveLimitMs;
  return name === 'send again' ? sendLimitMs : callLimitMs;
}
