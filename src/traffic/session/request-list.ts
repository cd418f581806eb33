import type { Delivery } from '../exchange/delivery';
import type { Exchange, HttpExchange, Sender } from '../exchange/exchange';
import { maxNameLength, maxUrlLength } from '../exchange/limits';
import { Queue } from '../exchange/queue';
import { endpointOf, hasAuthorization, isRejected } from '../answers/causes/is-rejected';
import type { TokenLog } from '../log/log';
import { isOutgoing } from '../exchange/sent';
import type { LogChange } from '../log/log-change';
import { maxEndpoints, maxSummaries, maxTokensPerSummary } from './limits';

/** One row of the list of requests. A panel gets the request itself with a call. */
export interface RequestSummary {
  readonly id: string;
  readonly method: string;
  /** Truncated at a limit, like the method. */
  readonly url: string;
  /** 0 without a response. */
  readonly status: number;
  readonly isPending?: boolean;
  /** It was rejected because of its credentials, or may have been; see `isRejected`. */
  readonly isRejected?: true;
  readonly sentAtMs: number;
  readonly sender?: Sender;
  /** If absent: sent if there is a response, otherwise unknown; see `deliveryOf`. */
  readonly delivery?: Delivery;
  /** The tokens in the request or response, as far as they had sightings in it; limited in number. */
  readonly tokenIds: readonly number[];
}

/** The HTTP requests of one log, each with its tokens. Updates take time only for what is new. */
export class RequestList {
  readonly #log: TokenLog;
  /** IDs of requests in the order they were recorded, which is the order in which the log evicts them. */
  #order = new Queue<string>();
  readonly #tokenIds = new Map<string, readonly number[]>();
  /** Endpoints that got credentials: a request without them may have been rejected for that. */
  readonly #endpoints = new Set<string>();
  readonly #changed = new Set<string>();
  #removed: string[] = [];

  constructor(log: TokenLog) {
    this.#log = log;
  }

  get hasChanges(): boolean {
    return this.#changed.size > 0 || this.#removed.length > 0;
  }

  /** Applies a step of the log, which recorded or amended this exchange. */
  note(change: LogChange, exchangeId?: string): void {
    if (exchangeId !== undefined) this.#add(exchangeId);
    for (const [tokenId, sightings] of change.added) {
      for (const sighting of sightings) {
        if (isOutgoing(sighting)) this.#addEndpoint(sighting.url);
        this.#link(sighting.exchangeId, tokenId);
      }
    }
    for (let id = this.#order.first; id !== undefined; id = this.#order.first) {
      if (this.#log.exchange(id) !== undefined) break;
      this.#order.shift();
      this.#remove(id);
    }
  }

  /** Applies a clear, after which requests anywhere in the list can be gone and tokens have new IDs. */
  noteClear(change: LogChange): void {
    const before = this.#order.toArray();
    this.#order = new Queue();
    this.#tokenIds.clear();
    for (const id of before) {
      if (this.#log.exchange(id) === undefined) this.#remove(id);
      else this.#add(id);
    }
    this.note(change);
  }

  /** The newest requests, in the order they were sent. */
  summaries(): readonly RequestSummary[] {
    return this.#summarize(this.#order.toArray().slice(-maxSummaries));
  }

  takeChanges(): { readonly changed: readonly RequestSummary[]; readonly removed: readonly string[] } {
    const changed = this.#summarize([...this.#changed].slice(-maxSummaries));
    const removed = this.#removed;
    this.forgetChanges();
    return { changed, removed };
  }

  forgetChanges(): void {
    this.#changed.clear();
    if (this.#removed.length > 0) this.#removed = [];
  }

  #add(id: string): void {
    const exchange = this.#log.exchange(id);
    if (exchange?.kind !== 'http') return;
    if (hasAuthorization(exchange)) this.#addEndpoint(exchange.url);
    if (!this.#tokenIds.has(id)) {
      this.#order.add(id);
      this.#tokenIds.set(id, none);
    }
    this.#changed.add(id);
  }

  #addEndpoint(url: string): void {
    if (this.#endpoints.size < maxEndpoints) this.#endpoints.add(endpointOf(url));
  }

  #remove(id: string): void {
    this.#tokenIds.delete(id);
    this.#changed.delete(id);
    this.#removed.push(id);
  }

  #link(id: string, tokenId: number): void {
    const known = this.#tokenIds.get(id);
    if (known === undefined || known.length >= maxTokensPerSummary || known.includes(tokenId)) return;
    this.#tokenIds.set(id, [...known, tokenId]);
    this.#changed.add(id);
  }

  #describe(exchange: HttpExchange): RequestSummary {
    const isExpected = this.#endpoints.has(endpointOf(exchange.url));
    return summarize(exchange, this.#tokenIds.get(exchange.id) ?? none, isRejected(exchange, isExpected));
  }

  #summarize(ids: readonly string[]): readonly RequestSummary[] {
    return ids
      .map((id) => this.#log.exchange(id))
      .filter(isHttp)
      .map((exchange) => this.#describe(exchange))
      .sort((a, b) => a.sentAtMs - b.sentAtMs);
  }
}

const none: readonly number[] = [];

function isHttp(exchange: Exchange | undefined): exchange is HttpExchange {
  return exchange?.kind === 'http';
}

function summarize(
  exchange: HttpExchange,
  tokenIds: readonly number[],
  wasRejected: boolean,
): RequestSummary {
  const { id, method, url, status, isPending, sentAtMs, sender, delivery } = exchange;
  return {
    id,
    method: method.slice(0, maxNameLength),
    url: url.slice(0, maxUrlLength),
    status,
    ...(isPending && { isPending }),
    ...(wasRejected && { isRejected: true }),
    sentAtMs,
    ...(sender && { sender }),
    ...(delivery && { delivery }),
    tokenIds,
  };
}
