import { searchTokens } from '../../token';
import type { Found, Steps, TokenSearch } from '../../token';
import type { BodyGap, BodyLocation, ExchangeGaps } from '../exchange/body-gap';
import { maxNameLength, maxPathSteps, maxTokensPerExchange, maxUrlLength } from '../exchange/limits';
import type { Delivery } from '../exchange/delivery';
import type { HeaderField, Sender, Source, StreamMessage } from '../exchange/exchange';
import { detachString } from '../exchange/detached-string';
import { locationKey, type ExchangeInfo, type LocationKind, type TokenLocation } from '../exchange/sighting';
import { HeaderLine, type Direction } from './header-line';
import { maxLookAhead } from './limits';
import { readKnownToken, type FoundToken, type KnownToken } from './token-facts';
import { mayHoldToken } from './token-shape';

/** What earlier searches found, so that nothing is searched or decoded twice. */
export interface SearchMemory {
  /** The token that this text is, if it is known. */
  token(text: string): KnownToken | undefined;
  /** An equal text that holds no larger one in memory. */
  text(text: string): string;
}

/** Facts of an exchange, as they come from capture. */
export type ExchangeFacts = Pick<
  ExchangeInfo,
  'exchangeId' | 'atMs' | 'method' | 'url' | 'status' | 'callSite'
> & {
  readonly source?: Source | undefined;
  readonly sender?: Sender | undefined;
  readonly delivery?: Delivery;
  readonly isPending?: boolean | undefined;
};

/** Where in the exchange a text stands, before anything is unwrapped in it. */
export interface SearchLocation {
  readonly place: LocationKind;
  readonly name: string;
  readonly path?: readonly string[];
  readonly chunks?: readonly string[];
  /** Of a message, which has a time of its own: the same token in another message is seen once more. */
  readonly atMs?: number;
}

/** How much of a text is there: `cut` says that it went on. */
export interface TextLimit {
  readonly maxLength: number;
  readonly cut?: boolean;
  /** Something is left out in front of it. */
  readonly cutBefore?: boolean;
}

/** Collects what is found in one exchange, within bounds, and goes on when a part of it cannot be read. */
export class Search {
  readonly found: FoundToken[] = [];
  truncated = 0;
  unreadable = 0;
  /** Texts whose search stopped at a limit on work or on tokens. */
  stopped = 0;
  /** Why not all of a body is searched. */
  gaps: ExchangeGaps = {};
  /** The messages in which a token was found. */
  readonly messages: StreamMessage[] = [];
  readonly exchangeInfo: ExchangeInfo;
  readonly #memory: SearchMemory;
  readonly #seen = new Map<string, Set<string>>();
  /** What is found in one header, wherever else the token is. */
  #collected: FoundToken[] | undefined;

  constructor(facts: ExchangeFacts, memory: SearchMemory = noMemory) {
    this.#memory = memory;
    this.exchangeInfo = createExchangeInfo(facts, memory);
  }

  /** Runs one part of the walk. Whatever it throws ends that part alone: exchanges come from hostile pages. */
  *attempt(read: () => Steps<unknown> | void): Steps<void> {
    try {
      const steps = read();
      if (steps !== undefined) yield* steps;
    } catch {
      this.unreadable += 1;
    }
  }

  /** Visits each item by itself; those beyond `max` are counted as cut. */
  *each<T>(items: readonly T[], max: number, visit: (item: T) => Steps<unknown> | void): Steps<void> {
    if (!Array.isArray(items)) {
      this.unreadable += 1;
      return;
    }
    this.truncated += Math.max(0, items.length - max);
    for (let index = 0; index < Math.min(items.length, max); index += 1) {
      const item = items[index] as T;
      try {
        const steps = visit(item);
        if (steps !== undefined) yield* steps;
      } catch {
        this.unreadable += 1;
      }
    }
  }

  /** Searches a body with a gap, which is reported by its reason and not as a text that was cut. */
  *withGap(place: BodyLocation, gap: BodyGap, read: () => Steps<unknown>): Steps<void> {
    const { truncated, stopped } = this;
    yield* this.attempt(read);
    this.truncated = truncated;
    this.stopped = stopped;
    this.noteGap(place, gap);
  }

  noteGap(place: BodyLocation, gap: BodyGap): void {
    this.gaps = { ...this.gaps, [place]: gap };
  }

  /** Adds what was found in an equal line before, and returns how many tokens that is; undefined for a new line. */
  recall(direction: Direction, line: HeaderField): number | undefined {
    const known = line instanceof HeaderLine ? line.found(direction) : undefined;
    if (known === undefined) return undefined;
    for (const each of known) if (!this.#add(each)) this.truncated += 1;
    return known.length;
  }

  /** Searches one line, and remembers what is found in it. */
  *remember(direction: Direction, line: HeaderField, read: () => Steps<number>): Steps<number> {
    const { truncated, stopped, unreadable } = this;
    const collected: FoundToken[] = [];
    this.#collected = collected;
    try {
      const count = yield* read();
      const isWhole =
        this.truncated === truncated && this.stopped === stopped && this.unreadable === unreadable;
      if (isWhole && line instanceof HeaderLine) line.remember(direction, collected);
      return count;
    } finally {
      this.#collected = undefined;
    }
  }

  /** Searches one text and returns how many tokens stand in it. */
  *look(
    spot: SearchLocation,
    text: string,
    { maxLength, cut = false, cutBefore = false }: TextLimit,
  ): Steps<number> {
    const isShort = cut || checkedText(text).length > maxLength;
    const known = isShort || cutBefore ? undefined : this.#knownToken(text);
    if (known !== undefined) {
      if (!this.#keep(known, spot)) this.truncated += 1;
      return 1;
    }
    const searched = text.slice(0, maxLength);
    const { found, isCut } = yield* this.find(searched);
    // What touches the cut is the beginning of a token: shown as one, its signature could only be called wrong.
    // The end of one, behind what is left out, can look like a shorter one.
    const start = cutBefore ? (leadingRun.exec(searched)?.[0].length ?? 0) : 0;
    const whole = found.filter(
      ({ source }) => source.start >= start && (!isShort || source.end < searched.length),
    );
    const { path = [] } = spot;
    const kept = whole.filter((one) =>
      this.#keep(readKnownToken(one), { ...spot, path: [...path, ...one.path] }),
    );
    if (isCut || kept.length < whole.length) this.stopped += 1;
    else if (isShort) this.truncated += 1;
    return whole.length;
  }

  /** The tokens of a text that is within its bounds, for whoever has to look at them before they are kept. */
  *find(text: string): Steps<TokenSearch> {
    // A long text is searched in steps at once, since the look ahead can't be interrupted.
    return text.length > maxLookAhead || mayHoldToken(text) ? yield* searchTokens(text) : nothingFound;
  }

  /** Keeps one that was found elsewhere; `spot` has the whole of its path. */
  keep(found: Found, spot: SearchLocation): void {
    if (!this.#keep(readKnownToken(found), spot)) this.truncated += 1;
  }

  /** The token that the text is, alone or behind its scheme as in an `Authorization` header. */
  #knownToken(text: string): KnownToken | undefined {
    if (text.startsWith('ey')) return this.#memory.token(text);
    const scheme = credentials.exec(text)?.[0];
    return scheme === undefined ? undefined : this.#memory.token(text.slice(scheme.length));
  }

  /** False when there is no room for it. */
  #keep({ raw, facts }: KnownToken, { place, name, path = [], chunks, atMs }: SearchLocation): boolean {
    const location: TokenLocation = {
      place,
      name: this.#clip(name),
      path: path.length === 0 ? noPath : path.slice(0, maxPathSteps).map((step) => this.#clip(step)),
      ...(chunks === undefined ? {} : { chunks: chunks.map((chunk) => this.#clip(chunk)) }),
      ...(atMs === undefined ? {} : { atMs: checkedNumber(atMs) }),
    };
    const found = { raw, facts, location };
    this.#collected?.push(found);
    return this.#add(found);
  }

  #add(found: FoundToken): boolean {
    const keys = this.#seen.get(found.raw) ?? new Set();
    const key = locationKey(found.location);
    if (keys.has(key)) return true;
    if (this.found.length >= maxTokensPerExchange) return false;
    this.#seen.set(found.raw, keys.add(key));
    this.found.push(found);
    return true;
  }

  #clip(text: string): string {
    return clip(text, maxNameLength, this.#memory);
  }
}

const noMemory: SearchMemory = { token: () => undefined, text: detachString };
const noPath: readonly string[] = [];
/** RFC 6750 §2.1, RFC 9449 §7.1, and the `Token` of Django REST framework and Rails. */
const credentials = /^(?:bearer|dpop|token) (?=ey)/i;
const nothingFound: TokenSearch = { found: [], isCut: false };
/** What a token is made of, up to the first other character. */
const leadingRun = /^[\w.~+/=%-]*/;

/** Throws on what isn't of its type: exchanges come from hostile pages. */
export function createExchangeInfo(
  {
    exchangeId,
    atMs,
    method,
    url,
    status,
    isPending,
    callSite,
    source = 'network log',
    sender = 'page',
    delivery,
  }: ExchangeFacts,
  memory: SearchMemory,
): ExchangeInfo {
  const [toldBy, madeBy] = [checkedWord(source, sources), checkedWord(sender, senders)];
  return {
    // Whole, since the exchange is found by it.
    exchangeId: checkedText(exchangeId),
    atMs: checkedNumber(atMs),
    method: clip(method, maxNameLength, memory),
    url: clip(url, maxUrlLength, memory),
    ...(status === undefined ? {} : { status: checkedNumber(status) }),
    ...(isPending === true ? { isPending } : {}),
    ...(callSite === undefined ? {} : { callSite: clip(callSite, maxUrlLength, memory) }),
    ...(toldBy === 'network log' ? {} : { source: toldBy }),
    ...(madeBy === 'page' ? {} : { sender: madeBy }),
    ...(delivery === undefined || delivery.state === 'sent' ? {} : { delivery }),
  };
}

const sources: readonly Source[] = ['network log', 'web request', 'file'];
const senders: readonly Sender[] = ['page', 'dedicated worker', 'shared or service worker', 'other tab'];

/** A word of a closed list: anything else comes from something that is no exchange. */
export function checkedWord<T extends string>(word: T, known: readonly T[]): T {
  if (!known.includes(word)) throw new TypeError('no word of the list');
  return word;
}

export function clipName(name: string): string {
  return clip(name, maxNameLength, noMemory);
}

export function checkedText(text: string): string {
  if (typeof text !== 'string') throw new TypeError('no text');
  return text;
}

function clip(text: string, maxLength: number, memory: SearchMemory): string {
  checkedText(text);
  return memory.text(text.length > maxLength ? `${text.slice(0, maxLength)}…` : text);
}

function checkedNumber(value: number): number {
  if (!Number.isFinite(value)) throw new TypeError('no number');
  return value;
}
