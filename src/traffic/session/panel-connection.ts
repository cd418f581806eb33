import { maxPendingCalls } from './limits';
import type { CallResult, SessionMessage } from './protocol';

/** The session's connection to one panel: sends messages and the results of calls. */
export class PanelConnection {
  readonly #send: (message: SessionMessage) => void;
  readonly #pendingCalls = new Set<number>();
  #isOpen = true;

  constructor(send: (message: SessionMessage) => void) {
    this.#send = send;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  close(): void {
    this.#isOpen = false;
    this.#pendingCalls.clear();
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

  /** Runs a call and sends its result, unless the panel cancels it. Ignores a call whose ID is pending already. */
  async answer(callId: number, run: () => Promise<CallResult<unknown>>): Promise<void> {
    if (this.#pendingCalls.has(callId)) return;
    if (this.#pendingCalls.size >= maxPendingCalls) {
      return this.send({ type: 'answer', callId, result: { ok: false, error: 'too many calls' } });
    }
    this.#pendingCalls.add(callId);
    const result = await run().catch((): CallResult<unknown> => ({ ok: false, error: 'failed' }));
    if (this.#pendingCalls.delete(callId)) this.send({ type: 'answer', callId, result });
  }

  cancel(callId: number): void {
    this.#pendingCalls.delete(callId);
  }
}
