import { receivedText, searchTokens } from '../../token';
import type { Found, Steps, Token, TokenSearch } from '../../token';
import type { BodyGap, BodyPlace, ExchangeGaps } from '../exchange/body-gap';
import { maxNameLength, maxPathSteps, maxTokensPerExchange, maxUrlLength } from '../exchange/limits';
import type { Delivery } from '../exchange/delivery';
import type { Sender, Source } from '../exchange/exchange';
import { ownText } from '../exchange/detached-string';
import type { Place, Sighting } from '../exchange/sighting';
import { maxLookAhead } from './limits';
import { mayHoldToken } from './token-shape';

/** One token in one place of an exchange. */
export interface FoundToken {
  readonly raw: string;
  readonly token: Token;
  readonly sighting: Sighting;
}

/** What is the same for all tokens of one exchange. */
export type Carrier = Pick<Sighting, 'exchangeId' | 'atMs' | 'method' | 'url' | 'status' | 'callSite'> & {
  readonly source?: Source | undefined;
  readonly sender?: Sender | undefined;
  readonly delivery?: Delivery;
  readonly isPending?: boolean | undefined;
};

/** Where in the exchange a text stands, before anything is unwrapped in it. */
export interface Spot {
  readonly place: Place;
  readonly name: string;
  readonly path?: readonly string[];
  /** Of a message, which has a time of its own: the same token in another message is seen once more. */
  readonly atMs?: number;
}

/** How much of a text is there: `cut` says that it went on. */
export interface Extent {
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
  readonly #carrier: OwnCarrier;
  readonly #seen = new Map<string, Set<string>>();

  constructor(carrier: Carrier) {
    this.#carrier = ownCarrier(carrier);
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
    const read = items.slice(0, max);
    this.truncated += items.length - read.length;
    for (const item of read) {
      try {
        const steps = visit(item);
        if (steps !== undefined) yield* steps;
      } catch {
        this.unreadable += 1;
      }
    }
  }

  /** Searches a body with a gap, which is reported by its reason and not as a text that was cut. */
  *withGap(place: BodyPlace, gap: BodyGap, read: () => Steps<unknown>): Steps<void> {
    const { truncated, stopped } = this;
    yield* this.attempt(read);
    this.truncated = truncated;
    this.stopped = stopped;
    this.noteGap(place, gap);
  }

  noteGap(place: BodyPlace, gap: BodyGap): void {
    this.gaps = { ...this.gaps, [place]: gap };
  }

  /** Searches one text and returns how many tokens stand in it. */
  *look(spot: Spot, text: string, { maxLength, cut = false, cutBefore = false }: Extent): Steps<number> {
    const isShort = cut || checkedText(text).length > maxLength;
    const searched = text.slice(0, maxLength);
    const { found, isCut } = yield* this.find(searched);
    // What touches the cut is the beginning of a token: shown as one, its signature could only be called wrong.
    // The end of one, behind what is left out, can look like a shorter one.
    const start = cutBefore ? (leadingRun.exec(searched)?.[0].length ?? 0) : 0;
    const whole = found.filter(
      ({ source }) => source.start >= start && (!isShort || source.end < searched.length),
    );
    const { path = [] } = spot;
    const kept = whole.filter((one) => this.#keep(one, { ...spot, path: [...path, ...one.path] }));
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
  keep(found: Found, spot: Spot): void {
    if (!this.#keep(found, spot)) this.truncated += 1;
  }

  /** False when there is no room for it. */
  #keep({ token }: Found, { place, name, path = [], atMs }: Spot): boolean {
    // As it was sent: `found.raw` may have been repaired to be read.
    const raw = receivedText(token);
    const spot = `${place} ${atMs ?? ''} ${name}`;
    const spots = this.#seen.get(raw) ?? new Set();
    if (spots.has(spot)) return true;
    if (this.found.length >= maxTokensPerExchange) return false;
    this.#seen.set(raw, spots.add(spot));
    const carrier = atMs === undefined ? this.#carrier : { ...this.#carrier, atMs: checkedNumber(atMs) };
    const sighting: Sighting = {
      ...carrier,
      place,
      name: clip(name, maxNameLength),
      path: path.slice(0, maxPathSteps).map((step) => clip(step, maxNameLength)),
    };
    this.found.push({ raw, token, sighting });
    return true;
  }
}

const nothingFound: TokenSearch = { found: [], isCut: false };
/** What a token is made of, up to the first other character. */
const leadingRun = /^[\w.~+/=%-]*/;

type OwnCarrier = Omit<Sighting, 'place' | 'name' | 'path'>;

function ownCarrier({
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
}: Carrier): OwnCarrier {
  const [toldBy, madeBy] = [checkedWord(source, sources), checkedWord(sender, senders)];
  return {
    // Whole, since the exchange is found by it.
    exchangeId: checkedText(exchangeId),
    atMs: checkedNumber(atMs),
    method: clip(method, maxNameLength),
    url: clip(url, maxUrlLength),
    ...(status === undefined ? {} : { status: checkedNumber(status) }),
    ...(isPending === true ? { isPending } : {}),
    ...(callSite === undefined ? {} : { callSite: clip(callSite, maxUrlLength) }),
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
  return clip(name, maxNameLength);
}

export function checkedText(text: string): string {
  if (typeof text !== 'string') throw new TypeError('no text');
  return text;
}

function clip(text: string, maxLength: number): string {
  checkedText(text);
  return ownText(text.length > maxLength ? `${text.slice(0, maxLength)}…` : text);
}

function checkedNumber(value: number): number {
  if (!Number.isFinite(value)) throw new TypeError('no number');
  return value;
}
