import type { TokenLog } from '../../log/log';
import type { CallResult } from '../protocol';
import type { InspectedPage } from './inspected-page';
import type { ActionCall, ActionCalls, ActionState } from './action-calls';
import { planResending, sendAgain, type ResendTools } from './send-again';
import { StorageWrites, type WriteProblem } from './write-back';
import { SentBodies } from './sent-bodies';
import type { Exchange } from '../../exchange/exchange';

/** What the actions need from the session at the time of a call. */
export type ActionFacts = Pick<ResendTools, 'log' | 'pageOrigin' | 'isPaused'>;

/** Acts on the inspected page for panels. Keeps what is needed to undo it, in memory. */
export class PageActions {
  readonly #page: InspectedPage;
  readonly #writes: StorageWrites;
  readonly #bodies = new SentBodies();
  readonly #listeners = new Set<(exchangeId: string) => void>();
  readonly #changed: (state: ActionState) => void;
  #overrideOrigin: string | undefined;

  constructor(page: InspectedPage, changed: (state: ActionState) => void) {
    this.#page = page;
    this.#writes = new StorageWrites(page);
    this.#changed = changed;
  }

  get state(): ActionState {
    const overrideOrigin = this.#overrideOrigin;
    return { writes: this.#writes.entries, ...(overrideOrigin !== undefined && { overrideOrigin }) };
  }

  /** An exchange is recorded or amended. */
  recorded(exchange: Exchange): void {
    this.#bodies.note(exchange);
    for (const listener of this.#listeners) listener(exchange.id);
  }

  cleared(): void {
    this.#bodies.clear();
  }

  /** The browser doesn't replace credentials any more. */
  overrideEnded(): void {
    this.#setOverride(undefined);
  }

  /** Forgets how to undo a write. */
  forgetWrite(id: number): void {
    this.#writes.forget(id);
    this.#changed(this.state);
  }

  /** How many changes it can undo or end. */
  get count(): number {
    return this.#writes.entries.length + (this.#overrideOrigin === undefined ? 0 : 1);
  }

  /** Ends the replacement of credentials, and forgets how to undo writes and what was sent. */
  async forget(): Promise<void> {
    this.#bodies.clear();
    this.#writes.clear();
    this.#changed(this.state);
    if (this.#overrideOrigin !== undefined && (await this.#page.override(undefined)) === 'done')
      this.#setOverride(undefined);
  }

  async answer(call: ActionCall, facts: ActionFacts, signal: AbortSignal): Promise<CallResult<unknown>> {
    const tools = { ...facts, bodies: this.#bodies };
    switch (call.name) {
      case 'plan call':
        return found(planResending(call.resending, tools)?.plan);
      case 'send again': {
        const onRecorded = (listener: (id: string) => void) => {
          this.#listeners.add(listener);
          return () => this.#listeners.delete(listener);
        };
        const { resending, isConfirmed, pageOrigin } = call;
        const approved = { ...resending, isConfirmed, pageOrigin };
        const overrideOrigin = this.#overrideOrigin;
        const resendTools = { ...tools, overrideOrigin, page: this.#page, onRecorded };
        return found(await sendAgain(approved, resendTools, signal));
      }
      case 'write back':
        return this.#writeBack(call.write, facts.log);
      case 'undo write':
        return this.#changing(() => this.#writes.undo(call.writeId));
      case 'override': {
        const outcome = await this.#page.override(call.override);
        const isDone = outcome === 'done';
        // If a new one fails, the earlier one has ended as well.
        if (isDone || call.override !== undefined)
          this.#setOverride(isDone ? call.override?.origin : undefined);
        return { ok: true, value: outcome };
      }
    }
  }

  async #writeBack(
    { tokenId, ...write }: ActionCalls['write back']['params']['write'],
    log: TokenLog,
  ): Promise<CallResult<unknown>> {
    const raw = log.row(tokenId)?.raw;
    if (raw === undefined) return found(undefined);
    return this.#changing(() => this.#writes.write({ ...write, raw }, log));
  }

  async #changing(act: () => Promise<WriteProblem | undefined>): Promise<CallResult<unknown>> {
    const value = await act();
    this.#changed(this.state);
    return { ok: true, value };
  }

  #setOverride(origin: string | undefined): void {
    if (origin === this.#overrideOrigin) return;
    this.#overrideOrigin = origin;
    this.#changed(this.state);
  }
}

function found(value: unknown): CallResult<unknown> {
  return value === undefined ? { ok: false, error: 'not found' } : { ok: true, value };
}
