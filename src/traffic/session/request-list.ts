import type { Delivery } from '../exchange/delivery';
import type { Exchange, HttpExchange, Sender } from '../exchange/exchange';
import { maxNameLength, maxUrlLength } from '../exchange/limits';
import { isOutgoing } from '../exchange/sent';
import type { Sighting } from '../exchange/sighting';
import { Queue } from '../exchange/queue';
import type { ClockOffset } from '../answers/causes/clock';
import { sendsOpaqueToken } from '../answers/causes/credential';
import { readLoggedClock } from '../answers/causes/read-clock';
import { isSignInStep } from '../sign-in/read-steps';
import type { TokenLog } from '../log/log';
import type { LogChange } from '../log/log-change';
import { maxSummaries, maxSummariesPerMessage, maxTokensPerSummary } from './limits';
import { RequestNames, type NumberedNames } from './request-names';

/** One row of the list of requests. A panel gets the request itself with a call. */
export interface RequestSummary {
  readonly id: string;
  readonly method: string;
  /** Truncated at a limit, like the method. */
  readonly url: string;
  /** 0 without a response. */
  readonly status: number;
  readonly isPending?: boolean;
  /** It was rejected because of its credentials, or may have been, or a sign-in failed; see `TokenLog.rejectionOf`. */
  readonly isRejected?: true;
  /** It's a step of a sign-in, such as the authorization request. */
  readonly isSignIn?: true;
  readonly sentAtMs: number;
  readonly sender?: Sender;
  /** If absent: sent if there is a response, otherwise unknown; see `deliveryOf`. */
  readonly delivery?: Delivery;
  /** The tokens in the request or response, as far as they had sightings in it; limited in number. */
  readonly tokenIds: readonly number[];
  /** Those of them that the request contained. */
  readonly sentIds: readonly number[];
  /** The request contained none of them, but an opaque access token. */
  readonly hasOpaqueToken?: true;
  /** Refers to the list of its header and cookie names; see `RequestChanges`. */
  readonly names?: number;
  /** What the response shows about the server's clock; see `readClock`. */
  readonly clock?: ClockOffset;
}

/** Changes of the list. */
export interface RequestChanges {
  /** In the order they were sent. */
  readonly changed: readonly RequestSummary[];
  readonly removed: readonly string[];
  /** New lists of header and cookie names, which requests refer to from now on. */
  readonly names: readonly NumberedNames[];
}

/** The tokens of one request, each once, and the number of its list of names. */
interface Linked {
  readonly all: readonly number[];
  readonly sent: readonly number[];
  readonly names: number | undefined;
}

/** The HTTP requests of one log, each with its tokens. Updates take time only for what is new. */
export class RequestList {
  readonly #log: TokenLog;
  /** IDs of requests in the order they were recorded, which is the order in which the log evicts them. */
  #order = new Queue<string>();
  readonly #tokens = new Map<string, Linked>();
  readonly #names = new RequestNames();
  #sentNames = 0;
  readonly #changed = new Set<string>();
  /** Requests that the last snapshot left out, oldest first. */
  #older: string[] = [];
  #removed: string[] = [];
  #isBehind = false;

  constructor(log: TokenLog) {
    this.#log = log;
  }

  get hasChanges(): boolean {
    return this.#changed.size > 0 || this.#removed.length > 0 || this.#older.length > 0;
  }

  /** Whether the last message was full, and there is more. */
  get isBehind(): boolean {
    return this.#isBehind && this.hasChanges;
  }

  /** Applies a step of the log, which recorded or amended this exchange. */
  note(change: LogChange, exchangeId?: string): void {
    if (exchangeId !== undefined) this.#add(exchangeId);
    for (const [tokenId, sightings] of change.added) {
      for (const sighting of sightings) this.#link(sighting, tokenId);
    }
    for (const id of change.rejectionChanged) if (this.#tokens.has(id)) this.#changed.add(id);
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
    this.#tokens.clear();
    for (const id of before) {
      if (this.#log.exchange(id) === undefined) this.#remove(id);
      else this.#add(id);
    }
    this.note(change);
  }

  /** The newest requests, the selected one, and all names. Older requests follow as changes. */
  snapshot(selectedId: string | undefined): RequestChanges {
    const ids = this.#order.toArray().slice(-maxSummaries);
    this.#older = ids.slice(0, -maxSummariesPerMessage);
    this.#isBehind = this.#older.length > 0;
    const selected = selectedId !== undefined && this.#older.includes(selectedId) ? [selectedId] : [];
    const changed = this.#summarize([...selected, ...ids.slice(-maxSummariesPerMessage)]);
    return { changed, removed: [], names: this.#names.since(0) };
  }

  /** A part of the changes, if there are many. */
  takeChanges(): RequestChanges {
    const ids: string[] = [];
    for (const id of this.#changed) {
      if (ids.length >= maxSummariesPerMessage) break;
      ids.push(id);
      this.#changed.delete(id);
    }
    ids.push(...this.#older.splice(Math.max(0, this.#older.length + ids.length - maxSummariesPerMessage)));
    this.#isBehind = this.#changed.size + this.#older.length > 0;
    const removed = this.#removed;
    this.#removed = [];
    const names = this.#names.since(this.#sentNames);
    this.#sentNames = this.#names.count;
    // An older one may have changed meanwhile.
    return { changed: this.#summarize([...new Set(ids)]), removed, names };
  }

  forgetChanges(): void {
    this.#changed.clear();
    this.#older = [];
    if (this.#removed.length > 0) this.#removed = [];
    this.#sentNames = this.#names.count;
  }

  #add(id: string): void {
    const exchange = this.#log.exchange(id);
    if (exchange?.kind !== 'http') return;
    const known = this.#tokens.get(id);
    if (known === undefined) this.#order.add(id);
    const names = this.#names.numberOf(exchange);
    if (known === undefined || known.names !== names) this.#tokens.set(id, { ...(known ?? none), names });
    this.#changed.add(id);
  }

  #remove(id: string): void {
    this.#tokens.delete(id);
    this.#changed.delete(id);
    this.#removed.push(id);
  }

  #link(sighting: Sighting, tokenId: number): void {
    const { exchangeId: id } = sighting;
    const known = this.#tokens.get(id);
    if (known === undefined) return;
    const all = addOnce(known.all, tokenId);
    const sent = isOutgoing(sighting) ? addOnce(known.sent, tokenId) : known.sent;
    if (all === known.all && sent === known.sent) return;
    this.#tokens.set(id, { ...known, all, sent });
    this.#changed.add(id);
  }

  #describe(exchange: HttpExchange): RequestSummary {
    const linked = this.#tokens.get(exchange.id) ?? none;
    const wasRejected = this.#log.rejectionOf(exchange.id) !== undefined;
    const clock = readLoggedClock(this.#log, exchange);
    return { ...summarize(exchange, linked, wasRejected), ...(clock && { clock }) };
  }

  #summarize(ids: readonly string[]): readonly RequestSummary[] {
    return ids
      .map((id) => this.#log.exchange(id))
      .filter(isHttp)
      .map((exchange) => this.#describe(exchange))
      .sort((a, b) => a.sentAtMs - b.sentAtMs);
  }
}

const none: Linked = { all: [], sent: [], names: undefined };

function addOnce(ids: readonly number[], id: number): readonly number[] {
  return ids.length >= maxTokensPerSummary || ids.includes(id) ? ids : [...ids, id];
}

function isHttp(exchange: Exchange | undefined): exchange is HttpExchange {
  return exchange?.kind === 'http';
}

function summarize(
  exchange: HttpExchange,
  { all, sent, names }: Linked,
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
    ...(isSignInStep(exchange) && { isSignIn: true }),
    sentAtMs,
    ...(sender && { sender }),
    ...(delivery && { delivery }),
    tokenIds: all,
    sentIds: sent,
    ...(sent.length === 0 && sendsOpaqueToken(exchange) && { hasOpaqueToken: true }),
    ...(names !== undefined && { names }),
  };
}
