import { membersOf } from '../protocol/guard';
import { byteLengthOf, parseJson } from '../protocol/json-text';
import { readSession, type SessionWriter } from './session-storage';
import type { ObservedRequest } from './web-request-facts';

/** Requests that have no end yet. With what is held of finished ones and a draft they stay within `storage.session`. */
export const maxRequestsUnderWay = 1_000;
export const maxBytesUnderWay = 2 * 1024 * 1024;

const idsKey = 'web requests under way';
const keyOf = (requestId: string) => `web request under way ${requestId}`;

interface UnderWay {
  readonly facts: ObservedRequest;
  readonly bytes: number;
  readonly isStored: boolean;
  /** It was handed on already; what follows of it says nothing new. */
  readonly isReported: boolean;
  /** An earlier life of the background heard of it, and may have ended while its end was being told. */
  readonly isInherited: boolean;
}

/**
 * The requests that have begun and not ended, the oldest leaving first where there are too many. Those that carry
 * something of token shape are in `storage.session` as soon as this is known, for the background's next life.
 */
export class RequestsUnderWay {
  readonly #requests = new Map<string, UnderWay>();
  readonly #writer: SessionWriter;
  #bytes = 0;

  private constructor(writer: SessionWriter) {
    this.#writer = writer;
  }

  /** Those that an earlier life of the background left. */
  static async open(writer: SessionWriter): Promise<RequestsUnderWay> {
    const opened = new RequestsUnderWay(writer);
    const ids = parseJson((await readSession([idsKey])).get(idsKey));
    const known = Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
    const texts = await readSession(known.map(keyOf));
    for (const requestId of known) {
      const text = texts.get(keyOf(requestId));
      const { facts, isReported } = membersOf(parseJson(text));
      // Nobody but this class writes there, and content scripts cannot.
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

  /** Takes what is known of a request now. Returns those that had to leave for it and carried something. */
  keep(facts: ObservedRequest, isReported = false): readonly ObservedRequest[] {
    const { requestId } = facts;
    const before = this.#requests.get(requestId);
    const isStored = facts.isCarrying || isReported;
    const text = JSON.stringify({ facts, isReported });
    this.#put(
      requestId,
      text,
      { facts, isReported },
      { isStored, isInherited: before?.isInherited === true },
    );
    const left = this.#makeRoom();
    // An answer is told again with the end: what was sent is not, and is written once it is known.
    const isWritten = before?.isStored && before.facts.requestHeaders === facts.requestHeaders;
    if (isStored && (!isWritten || isReported) && this.#requests.has(requestId)) {
      const ids = [...this.#requests].filter(([, { isStored }]) => isStored).map(([id]) => id);
      this.#writer.write({ [keyOf(requestId)]: text, [idsKey]: JSON.stringify(ids) });
    }
    return left.filter(({ facts, isReported }) => facts.isCarrying && !isReported).map(({ facts }) => facts);
  }

  /** Those of an earlier life, not told, that were sent before this time: their end may never be told. */
  sentBefore(timeMs: number): readonly ObservedRequest[] {
    return [...this.#requests.values()]
      .filter(({ facts, isReported, isInherited }) => isInherited && !isReported && facts.sentAtMs < timeMs)
      .map(({ facts }) => facts);
  }

  /** Forgets one that has ended. */
  end(requestId: string): void {
    const known = this.#drop(requestId);
    if (known?.isStored) this.#writer.remove([keyOf(requestId)]);
  }

  /** Forgets the content of requests, and doesn't report them: only their end is still awaited. */
  empty(isEmptied: (facts: ObservedRequest) => boolean): void {
    const emptied = [...this.#requests.values()].filter(({ facts }) => isEmptied(facts));
    for (const { facts } of emptied) this.keep(withoutContent(facts), true);
  }

  forget(isForgotten: (facts: ObservedRequest) => boolean): void {
    for (const [requestId, { facts }] of this.#requests) if (isForgotten(facts)) this.end(requestId);
  }

  #put(
    requestId: string,
    text: string,
    known: { readonly facts: ObservedRequest; readonly isReported: boolean },
    kept: Pick<UnderWay, 'isStored' | 'isInherited'>,
  ): void {
    this.#drop(requestId);
    const bytes = byteLengthOf(text);
    this.#requests.set(requestId, { ...known, ...kept, bytes });
    this.#bytes += bytes;
  }

  #makeRoom(): readonly UnderWay[] {
    const left: UnderWay[] = [];
    for (const [requestId, known] of this.#requests) {
      if (this.#requests.size <= maxRequestsUnderWay && this.#bytes <= maxBytesUnderWay) break;
      this.end(requestId);
      left.push(known);
    }
    return left;
  }

  #drop(requestId: string): UnderWay | undefined {
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
  return { ...facts, url: facts.target, requestHeaders: [], responseHeaders: [], isCarrying: false };
}
