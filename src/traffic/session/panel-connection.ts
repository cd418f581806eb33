import { maxPendingCalls } from './limits';
import type { CallResult, SessionMessage } from './protocol';

/** The session's connection to one panel: sends messages and the results of calls. */
export class PanelConnection {
  readonly #send: (message: SessionMessage) => void;
  readonly #reportBug: (error: unknown) => void;
  readonly #pendingCalls = new Map<number, AbortController>();
  #isOpen = true;

  constructor(send: (message: SessionMessage) => void, reportBug: (error: unknown) => void) {
    this.#send = send;
    this.#reportBug = reportBug;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  close(): void {
    this.#isOpen = false;
    for (const callId of this.#pendingCalls.keys()) this.cancel(callId);
  }

  send(message: SessionMessage): void {
    if (!this.#isOpen) return;
    try {
      this.#send(message);
    } catch {
      // Firefox: if a panel's document is gone, it's a dead object and accessing it throws. Other panels must still
      // work.
      this.close();
    }
  }

  /**
   * Runs a call and sends its result, unless the panel cancels it, which aborts the signal. Ignores a call whose ID is
   * pending already. An exception is a bug, unless the call was canceled.
   */
  async answer(callId: number, run: (signal: AbortSignal) => Promise<CallResult<unknown>>): Promise<void> {
    if (this.#pendingCalls.has(callId)) return;
    if (this.#pendingCalls.size >= maxPendingCalls) {
      return this.send({ type: 'answer', callId, result: { ok: false, error: 'too many calls' } });
    }
    const pending = new AbortController();
    this.#pendingCalls.set(callId, pending);
    const result = await run(pending.signal).catch((error: unknown): CallResult<unknown> => {
      if (!pending.signal.aborted) this.#reportBug(error);
      return { ok: false, error: 'failed' };
    });
    if (this.#pendingCalls.delete(callId)) this.send({ type: 'answer', callId, result });
  }

  cancel(callId: number): void {
    this.#pendingCalls.get(callId)?.abort();
    this.#pendingCalls.delete(callId);
  }
}
