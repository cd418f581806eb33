import { detachString } from '../../exchange/detached-string';
import type { Body, Exchange } from '../../exchange/exchange';
import { maxStoredBodyLength } from '../../exchange/limits';
import { maxSentBodies, maxSentBodiesLength } from '../limits';

/**
 * The newest request bodies, by exchange ID, so that a call can be sent again. The log stores only bodies with a token.
 * They are never shown or saved.
 */
export class SentBodies {
  readonly #bodies = new Map<string, Body>();
  #length = 0;

  note(exchange: Exchange): void {
    if (exchange.kind !== 'http' || exchange.requestBody === undefined) return;
    const { id, requestBody } = exchange;
    const { text, mimeType, truncated, end, gap } = requestBody;
    if (typeof text !== 'string' || typeof mimeType !== 'string' || text.length > maxStoredBodyLength) return;
    this.#remove(id);
    this.#bodies.set(id, {
      text: detachString(text),
      mimeType: detachString(mimeType),
      truncated: truncated || end !== undefined,
      ...(gap !== undefined && { gap }),
    });
    this.#length += text.length;
    for (const oldest of this.#bodies.keys()) {
      if (this.#length <= maxSentBodiesLength && this.#bodies.size <= maxSentBodies) break;
      this.#remove(oldest);
    }
  }

  get(exchangeId: string): Body | undefined {
    return this.#bodies.get(exchangeId);
  }

  clear(): void {
    this.#bodies.clear();
    this.#length = 0;
  }

  #remove(id: string): void {
    this.#length -= this.#bodies.get(id)?.text.length ?? 0;
    this.#bodies.delete(id);
  }
}
