import type { HttpExchange } from '../exchange/exchange';
import { endpointOf } from '../exchange/url-parts';
import { isFailedSignIn } from '../sign-in/failed-step';
import { RequestedStates } from '../sign-in/requested-states';
import { hasCredentials, isRejected } from './is-rejected';
import { maxEndpoints, maxLostStates, maxPerhapsRejected } from './limits';

/**
 * How a request failed: a server, or the browser before it, rejected it because of its `credentials`, or may have; or it
 * shows that a `sign-in` failed.
 */
export type RejectionKind = 'credentials' | 'sign-in';

/** Decides which requests were rejected, by what all requests since the last clear show. Costs only what is new. */
export class Rejections {
  /** Endpoints that got credentials: a request without them may have been rejected for that. */
  #endpoints = new Set<string>();
  /** By endpoint, IDs of requests that count as rejected as soon as their endpoint gets credentials. */
  #waiting = new Map<string, string[]>();
  #waitingCount = 0;
  #states = new RequestedStates();
  /** IDs of authorization responses whose request isn't known, and may be reported later. */
  #lost: string[] = [];

  /**
   * Notes what a request shows about others, and returns the IDs of earlier ones that it has to decide about again. `hasToken`:
   * a token was found in what it sent.
   */
  note(exchange: HttpExchange, hasToken: boolean): readonly string[] {
    const lost = this.#states.note(exchange) ? this.#lost.splice(0) : [];
    if (!hasToken && !hasCredentials(exchange)) return lost;
    const endpoint = endpointOf(exchange.url);
    if (this.#endpoints.has(endpoint) || this.#endpoints.size >= maxEndpoints) return lost;
    this.#endpoints.add(endpoint);
    const waiting = this.#waiting.get(endpoint) ?? [];
    this.#forget(endpoint);
    return lost.concat(waiting);
  }

  /** Whether and how a request was rejected, as far as it's known now. */
  decide(exchange: HttpExchange): RejectionKind | undefined {
    const endpoint = endpointOf(exchange.url);
    const isExpected = this.#endpoints.has(endpoint);
    if (isRejected(exchange, isExpected)) return 'credentials';
    // A rejection in a 200 response doesn't depend on it.
    if (!isExpected && exchange.status !== 200 && isRejected(exchange, true))
      this.#wait(endpoint, exchange.id);
    if (isFailedSignIn(exchange)) return 'sign-in';
    if (!this.#states.isLost(exchange)) return undefined;
    if (this.#lost.push(exchange.id) > maxLostStates) this.#lost.shift();
    return 'sign-in';
  }

  clear(): void {
    this.#endpoints = new Set();
    this.#waiting = new Map();
    this.#waitingCount = 0;
    this.#states = new RequestedStates();
    this.#lost = [];
  }

  #wait(endpoint: string, id: string): void {
    const ids = this.#waiting.get(endpoint);
    if (ids?.at(-1) === id) return;
    if (ids === undefined) this.#waiting.set(endpoint, [id]);
    else ids.push(id);
    this.#waitingCount += 1;
    const [oldest] = this.#waitingCount > maxPerhapsRejected ? this.#waiting.keys() : [];
    if (oldest !== undefined) this.#forget(oldest);
  }

  #forget(endpoint: string): void {
    this.#waitingCount -= this.#waiting.get(endpoint)?.length ?? 0;
    this.#waiting.delete(endpoint);
  }
}
