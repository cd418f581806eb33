import { searchTokens } from '../../token';
import type { Found, FoundNote, Steps, TokenSearch } from '../../token';
import type { BodyGap, BodyLocation, ExchangeGaps } from '../exchange/body-gap';
import { maxNameLength, maxPathSteps, maxTokensPerExchange, maxUrlLength } from '../exchange/limits';
import type { Delivery } from '../exchange/delivery';
import type { HeaderField, Sender, Source, StreamMessage } from '../exchange/exchange';
import { detachString } from '../exchange/detached-string';
import { locationKey, type ExchangeInfo, type LocationKind, type TokenLocation } from '../exchange/sighting';
import { HeaderLine, type Direction } from './header-line';
import { maxPretestLength } from './limits';
import { readKnownToken, type FoundToken, type KnownToken } from './token-facts';
import { mayContainToken } from './token-shape';

/** Results of earlier searches, so that nothing is searched or decoded twice. */
export interface SearchMemory {
  /** The token with exactly this text, if it's known. */
  token(text: string): KnownToken | undefined;
  /** An equal text that doesn't keep a larger string in memory. */
  text(text: string): string;
  /** Takes exceptions that were caught. They are bugs: hostile content alone doesn't cause them. */
  reportBug(error: unknown): void;
}

/** The facts of an exchange, as captured. */
export type ExchangeFacts = Pick<
  ExchangeInfo,
  'exchangeId' | 'atMs' | 'method' | 'url' | 'status' | 'callSite'
> & {
  readonly source?: Source | undefined;
  readonly sender?: Sender | undefined;
  readonly delivery?: Delivery;
  readonly isPending?: boolean | undefined;
};

/** The location of a text in the exchange, before anything is unwrapped. */
export interface SearchLocation {
  readonly kind: LocationKind;
  readonly name: string;
  readonly path?: readonly string[];
  readonly chunks?: readonly string[];
  /** For a message: its own time. The same token in another message is another sighting. */
  readonly atMs?: number;
  readonly isDecrypted?: boolean;
}

/** How much of a text to search, and whether it's truncated. */
export interface TextLimit {
  readonly maxLength: number;
  /** The text originally continued after its end. */
  readonly cut?: boolean;
  /** The text originally had something before its start. */
  readonly cutBefore?: boolean;
}

/** Collects what is found in one exchange, within limits. Continues if a part can't be read. */
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
  readonly #locationKeys = new Map<string, Set<string>>();
  /** The tokens in the header that is being searched, including those that were found elsewhere before. */
  #collected: FoundToken[] | undefined;

  constructor(facts: ExchangeFacts, memory: SearchMemory = noMemory) {
    this.#memory = memory;
    this.exchangeInfo = createExchangeInfo(facts, memory);
  }

  /** Runs one part of the search. An exception, which is a bug, ends only that part. */
  *attempt(read: () => Steps<unknown> | void): Steps<void> {
    try {
      const steps = read();
      if (steps !== undefined) yield* steps;
    } catch (error) {
      this.#noteBug(error);
    }
  }

  /** Visits each item like `attempt`. Items beyond `max` are counted as truncated. */
  *each<T>(items: readonly T[], max: number, visit: (item: T) => Steps<unknown> | void): Steps<void> {
    if (!Array.isArray(items)) return this.#noteBug(new TypeError('not a list'));
    this.truncated += Math.max(0, items.length - max);
    for (let index = 0; index < Math.min(items.length, max); index += 1) {
      const item = items[index] as T;
      try {
        const steps = visit(item);
        if (steps !== undefined) yield* steps;
      } catch (error) {
        this.#noteBug(error);
      }
    }
  }

  /** Counts a part that can't be read. Only the first exception of a search is reported. */
  #noteBug(error: unknown): void {
    if (this.unreadable === 0) this.#memory.reportBug(error);
    this.unreadable += 1;
  }

  /** Searches a body with a gap, which is counted by its reason and not as a truncated text. */
  *withGap(kind: BodyLocation, gap: BodyGap, read: () => Steps<unknown>): Steps<void> {
    const { truncated, stopped } = this;
    yield* this.attempt(read);
    this.truncated = truncated;
    this.stopped = stopped;
    this.noteGap(kind, gap);
  }

  noteGap(kind: BodyLocation, gap: BodyGap): void {
    this.gaps = { ...this.gaps, [kind]: gap };
  }

  /** Adds the tokens that were found in an equal line before, and returns their number. Undefined for a new line. */
  recall(direction: Direction, line: HeaderField): number | undefined {
    const known = line instanceof HeaderLine ? line.found(direction) : undefined;
    if (known === undefined) return undefined;
    for (const each of known) if (!this.#add(each)) this.truncated += 1;
    return known.length;
  }

  /** Searches one line, and remembers the tokens in it unless a limit cut the search short. */
  *remember(direction: Direction, line: HeaderField, read: () => Steps<number>): Steps<number> {
    const { truncated, stopped, unreadable } = this;
    const collected: FoundToken[] = [];
    this.#collected = collected;
    try {
      const count = yield* read();
      const isComplete =
        this.truncated === truncated && this.stopped === stopped && this.unreadable === unreadable;
      if (isComplete && line instanceof HeaderLine) line.remember(direction, collected);
      return count;
    } finally {
      this.#collected = undefined;
    }
  }

  /** Searches one text, adds its tokens and returns their number. */
  *searchText(
    location: SearchLocation,
    text: string,
    { maxLength, cut = false, cutBefore = false }: TextLimit,
  ): Steps<number> {
    const isTruncated = cut || checkedText(text).length > maxLength;
    const known = isTruncated || cutBefore ? undefined : this.#knownToken(text);
    if (known !== undefined) {
      if (!this.#addAt(known, location)) this.truncated += 1;
      return 1;
    }
    const searched = text.slice(0, maxLength);
    // The user may add a token in a form that no request has, such as its bytes in hex.
    const isAdded = location.kind === 'text';
    const { found, isCut } = yield* isAdded ? searchTokens(searched) : this.find(searched);
    // Excludes tokens that touch a cut. A truncated token would be shown with an invalid signature, and the end of a
    // token can look like a shorter one.
    const start = cutBefore ? (leadingRun.exec(searched)?.[0].length ?? 0) : 0;
    const complete = found.filter(
      ({ source }) => source.start >= start && (!isTruncated || source.end < searched.length),
    );
    const { path = [] } = location;
    const added = complete.filter((one) =>
      this.#addAt(readKnownToken(one), {
        ...location,
        path: [...path, ...one.path, ...listRemovals(one, searched)],
      }),
    );
    if (isCut || added.length < complete.length) this.stopped += 1;
    else if (isTruncated) this.truncated += 1;
    return complete.length;
  }

  /** Finds the tokens in a text within its limits, without adding them. */
  *find(text: string): Steps<TokenSearch> {
    // A long text isn't tested first, since the test can't be interrupted.
    return text.length > maxPretestLength || mayContainToken(text) ? yield* searchTokens(text) : nothingFound;
  }

  /** Adds a token from `find`. `location` must include its complete path. */
  add(found: Found, location: SearchLocation): void {
    if (!this.#addAt(readKnownToken(found), location)) this.truncated += 1;
  }

  /** The known token that is the entire text, optionally after a scheme as in an `Authorization` header. */
  #knownToken(text: string): KnownToken | undefined {
    if (text.startsWith('ey')) return this.#memory.token(text);
    const scheme = credentials.exec(text)?.[0];
    return scheme === undefined ? undefined : this.#memory.token(text.slice(scheme.length));
  }

  /** Returns false if the exchange has too many tokens. */
  #addAt(
    { raw, facts, typeByContent }: KnownToken,
    { kind, name, path = [], chunks, atMs, isDecrypted }: SearchLocation,
  ): boolean {
    const location: TokenLocation = {
      kind,
      name: this.#clip(name),
      path: path.length === 0 ? noPath : path.slice(0, maxPathSteps).map((step) => this.#clip(step)),
      ...(chunks === undefined ? {} : { chunks: chunks.map((chunk) => this.#clip(chunk)) }),
      ...(atMs === undefined ? {} : { atMs: checkedNumber(atMs) }),
      ...(isDecrypted === true ? { isDecrypted } : {}),
    };
    const found = { raw, facts, typeByContent, location };
    this.#collected?.push(found);
    return this.#add(found);
  }

  #add(found: FoundToken): boolean {
    const keys = this.#locationKeys.get(found.raw) ?? new Set();
    const key = locationKey(found.location);
    if (keys.has(key)) return true;
    if (this.found.length >= maxTokensPerExchange) return false;
    this.#locationKeys.set(found.raw, keys.add(key));
    this.found.push(found);
    return true;
  }

  #clip(text: string): string {
    return clip(text, maxNameLength, this.#memory);
  }
}

/** The steps of a path for what was removed from a token, or after it, which a server may reject. */
const removals: ReadonlyMap<FoundNote['code'], string> = new Map([
  ['spaces_removed', 'spaces removed'],
  ['plus_removed', 'spaces removed'],
  ['lines_merged', 'line breaks removed'],
  ['invisible_removed', 'invisible characters removed'],
  ['tags_removed', 'tags removed'],
  ['colors_removed', 'color codes removed'],
  ['similar_replaced', 'similar characters replaced'],
]);

function listRemovals({ raw, source, notes }: Found, text: string): readonly string[] {
  const isAsWritten = text.slice(source.start, source.end) === raw;
  return notes.flatMap(({ code }) => {
    if (code === 'cookie_signature') return ['signed cookie'];
    return isAsWritten ? [] : (removals.get(code) ?? []);
  });
}

const noMemory: SearchMemory = { token: () => undefined, text: detachString, reportBug: () => {} };
const noPath: readonly string[] = [];
/** RFC 6750 §2.1, RFC 9449 §7.1, and the `Token` scheme of Django REST framework and Rails. */
const credentials = /^(?:bearer|dpop|token) (?=ey)/i;
const nothingFound: TokenSearch = { found: [], isCut: false };
/** The characters of tokens, up to the first other one. */
const leadingRun = /^[\w.~+/=%-]*/;

/** Throws on members of the wrong type, since exchanges come from hostile pages. */
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
  const [knownSource, knownSender] = [checkedWord(source, sources), checkedWord(sender, senders)];
  return {
    // Not shortened, since the exchange is found by it.
    exchangeId: checkedText(exchangeId),
    atMs: checkedNumber(atMs),
    method: clip(method, maxNameLength, memory),
    url: clip(url, maxUrlLength, memory),
    ...(status === undefined ? {} : { status: checkedNumber(status) }),
    ...(isPending === true ? { isPending } : {}),
    ...(callSite === undefined ? {} : { callSite: clip(callSite, maxUrlLength, memory) }),
    ...(knownSource === 'network log' ? {} : { source: knownSource }),
    ...(knownSender === 'page' ? {} : { sender: knownSender }),
    ...(delivery === undefined || delivery.state === 'sent' ? {} : { delivery }),
  };
}

const sources: readonly Source[] = ['network log', 'web request', 'file'];
const senders: readonly Sender[] = ['page', 'dedicated worker', 'shared or service worker', 'other tab'];

/** Returns the word if it's in the list. Throws otherwise, since this then isn't an exchange. */
export function checkedWord<T extends string>(word: T, known: readonly T[]): T {
  if (!known.includes(word)) throw new TypeError('not in the list');
  return word;
}

/** A name, cut to the length that a sighting may have. */
export function clipName(name: string): string {
  return clip(name, maxNameLength, noMemory);
}

/** Returns the text. Throws for any other type, since this then isn't an exchange. */
export function checkedText(text: string): string {
  if (typeof text !== 'string') throw new TypeError('not a string');
  return text;
}

function clip(text: string, maxLength: number, memory: SearchMemory): string {
  checkedText(text);
  return memory.text(text.length > maxLength ? `${text.slice(0, maxLength)}…` : text);
}

function checkedNumber(value: number): number {
  if (!Number.isFinite(value)) throw new TypeError('not a finite number');
  return value;
}
