import { maxPendingCalls } from './limits';
import type { CallResult, SessionMessage } from './protocol';

/** The session's end of one panel: sends it messages and answers its calls. */
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
      // Firefox: a panel whose document is gone is a dead object, and touching it throws. Others are still there.
      this.close();
    }
  }

  /** Answers a call once, unless the panel cancels it before. An ID in use is not answered twice. */
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
