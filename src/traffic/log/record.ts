import type { Steps } from '../../token';
import { alignWithStored } from '../exchange/complete-exchange';
import { timeOf, type Exchange, type HttpExchange } from '../exchange/exchange';
import { isOutgoing } from '../exchange/sent';
import type { Sighting } from '../exchange/sighting';
import { searchExchange, type Findings } from '../search/find-sightings';
import type { SearchMemory } from '../search/search';
import type { StoredExchange } from './exchange-store';
import type { ExchangeToken } from './exchange-tokens';
import type { IssuerDocuments } from './issuer-documents';
import { noChange, type Amended, type LogChange } from './log-change';
import type { RecentExchanges } from './recent-exchanges';
import type { Rejections } from './rejections';
import { recordSightings, setRejection, updateOutcome, type SightingStores } from './record-sightings';

/** What recording reads and changes. */
export interface RecorderParts extends SightingStores {
  readonly documents: IssuerDocuments;
  readonly recent: RecentExchanges;
  readonly rejections: Rejections;
  /** Evicts what exceeds the limits, including what this step added, and describes the step. */
  readonly finishStep: (added: Map<number, readonly Sighting[]>, amended?: Amended) => LogChange;
  /** Takes exceptions, none of which are expected here: the search handles hostile content by itself. */
  readonly reportBug: (error: unknown) => void;
}

/** Records exchanges in a log. See `TokenLog` for the contracts. */
export interface Recorder {
  recordInSteps(exchange: Exchange): Steps<LogChange>;
  amendInSteps(exchange: HttpExchange): Steps<LogChange>;
}

/** The part of a log that searches exchanges and stores what was found. Shares the stores in `parts` with the log. */
export function createRecorder(parts: RecorderParts): Recorder {
  const { tokens, exchanges, counter, documents, recent, rejections, finishStep, reportBug } = parts;
  const memory: SearchMemory = {
    token: (text) => tokens.get(text),
    text: (text) => exchanges.interner.text(text),
    reportBug,
  };

  function* recordInSteps(exchange: Exchange): Steps<LogChange> {
    try {
      const isRequest = exchange.kind === 'http';
      if (isRequest && (exchanges.get(exchange.id) !== undefined || recent.has(exchange.id))) return noChange;
      const { epoch } = recent;
      const shared = isRequest ? withSharedLines(exchange) : exchange;
      const findings = yield* searchExchange(shared, memory);
      // The log may have been cleared between the steps.
      return recent.isCurrent(epoch, timeOf(exchange)) ? recordFindings(shared, findings) : noChange;
    } catch (error) {
      return countUnreadable(error);
    }
  }

  function recordFindings(exchange: Exchange, findings: Findings): LogChange {
    const isRequest = exchange.kind === 'http';
    if (isRequest && exchanges.get(exchange.id) !== undefined) return noChange;
    if (isRequest && !recent.add(exchange.id, exchange.sentAtMs)) return noChange;
    if (isRequest) counter.add('requests');
    return storeFindings(exchange, findings);
  }

  function* amendInSteps(exchange: HttpExchange): Steps<LogChange> {
    try {
      const stored = exchanges.get(exchange.id);
      if (stored?.exchange.kind === 'http') return yield* complete(stored, stored.exchange, exchange);
      if (recent.isCleared(exchange.id)) return noChange;
      if (!recent.has(exchange.id)) return yield* recordInSteps(exchange);
      // Counted before and evicted since.
      const shared = withSharedLines(exchange);
      const findings = yield* searchExchange(shared, memory);
      return recent.isCleared(exchange.id) ? noChange : storeFindings(shared, findings, true);
    } catch (error) {
      return countUnreadable(error);
    }
  }

  function* complete(stored: StoredExchange, before: HttpExchange, more: HttpExchange): Steps<LogChange> {
    const addition = withSharedLines(alignWithStored(before, more));
    const findings = yield* searchExchange(addition, memory);
    // The log or the exchange may have changed between the steps.
    if (exchanges.get(before.id) !== stored || stored.exchange !== before) return yield* amendInSteps(more);
    noteDocuments(more);
    counter.addFindings(findings, addition, false);
    stored.gaps = counter.addBodyGaps(addition, findings.gaps, stored.gaps);
    const isMore = exchanges.complete(stored, before, addition, findings);
    const isOutcomeChanged = updateOutcome(tokens, stored, before, memory);
    const decided = decide(stored, findings);
    const added = recordSightings(parts, findings.found, stored);
    const idsOf = (some: readonly ExchangeToken[]) => some.flatMap(({ raw }) => tokens.get(raw)?.id ?? []);
    return finishStep(added, {
      outcomeChanged: isOutcomeChanged ? idsOf(stored.tokens.all) : [],
      // A token that is only in messages has no context that the addition could have completed.
      completed: isMore ? idsOf(stored.tokens.head) : [],
      ...decided,
    });
  }

  function storeFindings(exchange: Exchange, findings: Findings, isStoredAgain = false): LogChange {
    if (exchange.kind === 'http') noteDocuments(exchange);
    counter.addFindings(findings, exchange, exchanges.isUnchangedReading(exchange));
    const stored = storeExchange(exchange, findings);
    // Before its tokens count it.
    const decided = stored && decide(stored, findings);
    const added = stored && recordSightings(parts, findings.found, stored, isStoredAgain);
    return finishStep(added ?? new Map(), decided);
  }

  /** Decides whether an exchange was rejected, and again for earlier ones that it shows something about. */
  function decide(
    stored: StoredExchange,
    { found }: Findings,
  ): Pick<Amended, 'rejectionChanged' | 'recounted'> {
    const { exchange } = stored;
    const rejectionChanged: string[] = [];
    const recounted: number[] = [];
    if (exchange.kind !== 'http') return { rejectionChanged, recounted };
    try {
      const hasToken = found.some(({ location }) => isOutgoing(location));
      const earlier = rejections.note(exchange, hasToken).flatMap((id) => exchanges.get(id) ?? []);
      for (const each of [stored, ...earlier]) {
        if (each.exchange.kind !== 'http') continue;
        const tokenIds = setRejection(tokens, each, rejections.decide(each.exchange));
        if (tokenIds === undefined) continue;
        rejectionChanged.push(each.exchange.id);
        recounted.push(...tokenIds);
      }
    } catch (error) {
      // A part of it doesn't have its declared type.
      reportBug(error);
    }
    return { rejectionChanged, recounted };
  }

  function storeExchange(exchange: Exchange, findings: Findings): StoredExchange | undefined {
    const { exchangeInfo } = findings;
    const gaps = exchange.kind === 'http' ? counter.addBodyGaps(exchange, findings.gaps) : {};
    try {
      const stored = exchangeInfo && exchanges.add(exchange, findings, exchangeInfo);
      if (stored !== undefined) stored.gaps = gaps;
      return stored;
    } catch (error) {
      // A part of it doesn't have its declared type, which the search has counted as unreadable.
      reportBug(error);
      return undefined;
    }
  }

  function noteDocuments(exchange: HttpExchange): void {
    try {
      documents.note(exchange);
    } catch (error) {
      // A part of it doesn't have its declared type. The rest is still searched.
      reportBug(error);
    }
  }

  /** Replaces header lines with equal ones that were searched before, so that they aren't searched or stored twice. */
  function withSharedLines(exchange: HttpExchange): HttpExchange {
    const requestHeaders = exchanges.interner.lines(exchange.requestHeaders, 'request');
    const responseHeaders = exchanges.interner.lines(exchange.responseHeaders, 'response');
    return { ...exchange, requestHeaders, responseHeaders };
  }

  /** For something that isn't an exchange at all, such as an object whose properties throw when read. */
  function countUnreadable(error: unknown): LogChange {
    counter.add('unreadable');
    reportBug(error);
    return noChange;
  }

  return { recordInSteps, amendInSteps };
}
