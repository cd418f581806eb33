import {
  bodyLocations,
  countBodyGap,
  mergeGaps,
  uncountBodyGap,
  type ExchangeGaps,
} from '../exchange/body-gap';
import type { Exchange, HttpExchange, StorageReading } from '../exchange/exchange';
import { maxAreasCounted, maxStoredEncryptedEntries } from '../exchange/limits';
import type { EncryptedEntry } from '../search/encrypted-entry';
import type { Findings } from '../search/find-sightings';
import { areaOf } from './exchange-store';
import { noCounts, type LogCounts } from './log-summary';

type Counts = { -readonly [Name in keyof LogCounts]: LogCounts[Name] };
type NumberName = {
  [Name in keyof LogCounts]: LogCounts[Name] extends number ? Name : never;
}[keyof LogCounts];

/** Keeps the counts of a log. */
export class LogCounter {
  #counts: Counts = { ...noCounts };
  #snapshot: LogCounts | undefined;
  /** How many entries the last reading of each storage area left out. Areas that left out none aren't listed. */
  readonly #leftOut = new Map<string, number>();

  /** The same object until one of the counts changes. */
  snapshot(): LogCounts {
    return (this.#snapshot ??= { ...this.#counts });
  }

  add(name: NumberName, more = 1): void {
    if (more > 0) this.#set({ [name]: this.#counts[name] + more });
  }

  setStoredExchanges(count: number): void {
    if (this.#counts.storedExchanges !== count) this.#set({ storedExchanges: count });
  }

  /** Starts again, for a log that was cleared except for so many requests and exchanges. */
  reset(kept: Pick<LogCounts, 'requests' | 'storedExchanges'>): void {
    this.#leftOut.clear();
    this.#set({ ...noCounts, ...kept });
  }

  /** Counts what a search found or couldn't read. An unchanged reading was counted the first time. */
  addFindings(findings: Findings, exchange: Exchange, isUnchangedReading: boolean): void {
    const { opaqueBearer, truncated, unreadable } = findings;
    if (opaqueBearer) this.add('opaqueBearers');
    if (exchange.kind === 'storage') {
      this.#setEncryptedEntries(findings, exchange);
      this.#setLeftOut(areaOf(exchange), findings.leftOut);
    }
    if (isUnchangedReading) return;
    this.add('truncated', truncated);
    if (unreadable > 0) this.add('unreadable');
  }

  /**
   * Counts the gaps in a request's bodies, once for all observations of the request: `before` is what was counted for
   * it so far. Returns what is counted for it now.
   */
  addBodyGaps(exchange: HttpExchange, gaps: ExchangeGaps, before: ExchangeGaps = {}): ExchangeGaps {
    let counted = before;
    const bodies = { 'request body': exchange.requestBody, 'response body': exchange.responseBody };
    for (const location of bodyLocations) {
      const known = before[location];
      const gap = known === undefined ? gaps[location] : mergeGaps(known, gaps[location]);
      if (bodies[location] === undefined || gap === known) continue;
      let { bodyGaps } = this.#counts;
      if (known !== undefined) bodyGaps = uncountBodyGap(bodyGaps, known, exchange.url);
      if (gap !== undefined) bodyGaps = countBodyGap(bodyGaps, gap, exchange.url);
      this.#set({ bodyGaps });
      const { [location]: _before, ...others } = counted;
      counted = gap === undefined ? others : { ...others, [location]: gap };
    }
    return counted;
  }

  /** An entry that was decrypted later is no longer listed, and one that is read again has its last reason. */
  #setEncryptedEntries({ encryptedEntries, decryptedKeys }: Findings, reading: StorageReading): void {
    if (encryptedEntries.length + decryptedKeys.size === 0) return;
    const { encryptedEntries: before } = this.#counts;
    const read = new Map(encryptedEntries.map((entry) => [entry.key, entry]));
    const isOfArea = ({ area, origin }: EncryptedEntry) => area === reading.area && origin === reading.origin;
    const kept = before.flatMap((entry) => {
      if (!isOfArea(entry)) return [entry];
      if (decryptedKeys.has(entry.key)) return [];
      const again = read.get(entry.key);
      read.delete(entry.key);
      return [again ?? entry];
    });
    const all = [...kept, ...read.values()].slice(0, maxStoredEncryptedEntries);
    const isSame =
      all.length === before.length &&
      all.every(({ key, reason }, index) => key === before[index]?.key && reason === before[index].reason);
    if (!isSame) this.#set({ encryptedEntries: all });
  }

  /** Each reading reports everything that it left out, so only the last reading of an area counts. */
  #setLeftOut(area: string, now: number): void {
    const before = this.#leftOut.get(area) ?? 0;
    this.#leftOut.delete(area);
    if (now > 0) this.#leftOut.set(area, now);
    if (this.#leftOut.size > maxAreasCounted) this.#leftOut.delete(this.#leftOut.keys().next().value ?? '');
    if (now !== before) this.#set({ truncated: this.#counts.truncated + now - before });
  }

  #set(changed: Partial<Counts>): void {
    Object.assign(this.#counts, changed);
    this.#snapshot = undefined;
  }
}
