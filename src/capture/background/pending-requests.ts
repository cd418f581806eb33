import { membersOf } from '../protocol/guard';
import { byteLengthOf, parseJson } from '../protocol/json-text';
import { readSession, type SessionWriter } from './session-storage';
import type { ObservedRequest } from './web-request-facts';
import { maxPendingBytes, maxPendingRequests } from './limits';

const idsKey = 'pending web requests';
const keyOf = (requestId: string) => `pending web request ${requestId}`;

interface PendingRequest {
  readonly facts: ObservedRequest;
  readonly bytes: number;
  readonly isStored: boolean;
  /** It was already reported, so its later events are ignored. */
  readonly isReported: boolean;
  /** It was stored by an earlier run of the background, which may have missed its end. */
  readonly isInherited: boolean;
}

/**
 * The requests that have begun and not ended; the oldest are evicted if there are too many. Requests with token-shaped
 * text are written to `storage.session` as soon as the text is found, for the background's next run.
 */
export class PendingRequests {
  readonly #requests = new Map<string, PendingRequest>();
  readonly #writer: SessionWriter;
  #bytes = 0;

  private constructor(writer: SessionWriter) {
    this.#writer = writer;
  }

  /** Restores the requests that an earlier run of the background stored. */
  static async open(writer: SessionWriter): Promise<PendingRequests> {
    const opened = new PendingRequests(writer);
    const ids = parseJson((await readSession([idsKey])).get(idsKey));
    const known = Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
    const texts = await readSession(known.map(keyOf));
    for (const requestId of known) {
      const text = texts.get(keyOf(requestId));
      const { facts, isReported } = membersOf(parseJson(text));
      // Only this class writes these keys, and content scripts have no access.
      if (text !== undefined && facts !== undefined) {
        opened.#put(
          requestId,
          text,
          { facts: facts as ObservedRequest, isReported: isReported === true },
          {
            isStored: true,
            isInherited: true,
          },
        );
      }
    }
    return opened;
  }

  get(requestId: string): { readonly facts: ObservedRequest; readonly isReported: boolean } | undefined {
    return this.#requests.get(requestId);
  }

  /** Stores what is known about a request. Returns the requests with token-shaped text that were evicted for it. */
  store(facts: ObservedRequest, isReported = false): readonly ObservedRequest[] {
    const { requestId } = facts;
    const before = this.#requests.get(requestId);
    const isStored = facts.hasToken || isReported;
    const text = JSON.stringify({ facts, isReported });
    this.#put(
      requestId,
      text,
      { facts, isReported },
      { isStored, isInherited: before?.isInherited === true },
    );
    const evicted = this.#makeRoom();
    // The end reports the response again, so it needn't be written. What was sent isn't reported again.
    const isWritten = before?.isStored && before.facts.requestHeaders === facts.requestHeaders;
    if (isStored && (!isWritten || isReported) && this.#requests.has(requestId)) {
      const ids = [...this.#requests].filter(([, { isStored }]) => isStored).map(([id]) => id);
      this.#writer.write({ [keyOf(requestId)]: text, [idsKey]: JSON.stringify(ids) });
    }
    return evicted.filter(({ facts, isReported }) => facts.hasToken && !isReported).map(({ facts }) => facts);
  }

  /** Unreported requests of an earlier run that were sent before this time: their end may never be reported. */
  sentBefore(timeMs: number): readonly ObservedRequest[] {
    return [...this.#requests.values()]
      .filter(({ facts, isReported, isInherited }) => isInherited && !isReported && facts.sentAtMs < timeMs)
      .map(({ facts }) => facts);
  }

  /** Removes a request that has ended. */
  end(requestId: string): void {
    const known = this.#drop(requestId);
    if (known?.isStored) this.#writer.remove([keyOf(requestId)]);
  }

  /** Removes the content of requests and marks them as reported: only their end is still expected. */
  empty(matches: (facts: ObservedRequest) => boolean): void {
    const emptied = [...this.#requests.values()].filter(({ facts }) => matches(facts));
    for (const { facts } of emptied) this.store(withoutContent(facts), true);
  }

  forget(matches: (facts: ObservedRequest) => boolean): void {
    for (const [requestId, { facts }] of this.#requests) if (matches(facts)) this.end(requestId);
  }

  #put(
    requestId: string,
    text: string,
    known: { readonly facts: ObservedRequest; readonly isReported: boolean },
    storage: Pick<PendingRequest, 'isStored' | 'isInherited'>,
  ): void {
    this.#drop(requestId);
    const bytes = byteLengthOf(text);
    this.#requests.set(requestId, { ...known, ...storage, bytes });
    this.#bytes += bytes;
  }

  #makeRoom(): readonly PendingRequest[] {
    const evicted: PendingRequest[] = [];
    for (const [requestId, known] of this.#requests) {
      if (this.#requests.size <= maxPendingRequests && this.#bytes <= maxPendingBytes) break;
      this.end(requestId);
      evicted.push(known);
    }
    return evicted;
  }

  #drop(requestId: string): PendingRequest | undefined {
    const known = this.#requests.get(requestId);
    if (known === undefined) return undefined;
    this.#requests.delete(requestId);
    this.#bytes -= known.bytes;
    return known;
  }
}

function withoutContent({
  requestBody: _body,
  pageUrl: _pageUrl,
  ...facts
}: ObservedRequest): ObservedRequest {
  return { ...facts, url: facts.target, requestHeaders: [], responseHeaders: [], hasToken: false };
}
