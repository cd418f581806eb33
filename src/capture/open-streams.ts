import browser from 'webextension-polyfill';
import { describeStream, type HarEntry, type StreamFacts } from './har';
import { guarded, membersOf } from './guard';

/** Chrome is asked at most so often. */
const askedEveryMs = 10_000;
/** DevTools answers late while it is busy. */
const answerDeadlineMs = 5_000;
/** Listing keeps DevTools from drawing: on two cores less than 50 ms for 1,000 requests, but 600 ms for 10,000. */
const maxListedRequests = 500;
/** A stream's messages are listed with its request; so many of them cost what a request does. */
const messagesPerRequest = 10;
/** Streams remembered, so that what was told of one is not told again. */
const maxStreams = 1_000;

type Network = typeof browser.devtools.network & {
  getHAR(answered?: (har: unknown) => void): unknown;
};

/** Chrome: what is known of WebSockets and event streams, of which it tells by itself only when they have ended. */
export class OpenStreams {
  /** How many messages of each were told. */
  #told = new Map<string, number>();
  /** What a listing would cost, counted in requests. */
  #listed = 0;
  #isAsking = false;
  readonly #tooMany: () => void;

  /** Calls back once when a listing would be felt. It stays so: DevTools does not say how much it still holds. */
  constructor(tooMany: () => void) {
    this.#tooMany = tooMany;
  }

  /** One more request is held by DevTools, with these messages if it is a stream. */
  count(messages = 0): void {
    this.#hold(this.#listed + 1 + messages / messagesPerRequest);
  }

  #hold(listed: number): void {
    const wasShort = this.#isShort;
    this.#listed = listed;
    if (wasShort && !this.#isShort) this.#tooMany();
  }

  get #isShort(): boolean {
    return this.#listed <= maxListedRequests;
  }

  /** Takes what is told of a stream: how many of its messages were told before, or undefined for a new one. */
  take({ id, messages }: StreamFacts): number | undefined {
    const before = this.#told.get(id);
    this.#told.delete(id);
    this.#told.set(id, Math.max(before ?? 0, messages));
    for (const oldest of this.#told.keys()) {
      if (this.#told.size <= maxStreams) break;
      this.#told.delete(oldest);
    }
    return before;
  }

  /** Hands over the entries of streams of which something was not told, now and every ten seconds, until its end. */
  watch(found: (entry: unknown, stream: StreamFacts) => void): () => void {
    let isEnded = false;
    const look = async () => {
      if (this.#isAsking || !this.#isShort) return;
      this.#isAsking = true;
      const entries = await listEntries();
      this.#isAsking = false;
      let listed = entries.length;
      for (const entry of entries) {
        const stream = describeStream(entry);
        if (stream === undefined) continue;
        listed += stream.messages / messagesPerRequest;
        const told = this.#told.get(stream.id);
        if (!isEnded && (told === undefined || told < stream.messages)) found(entry, stream);
      }
      if (listed > this.#listed) this.#hold(listed);
    };
    void look();
    const timer = setInterval(() => void look(), askedEveryMs);
    return () => {
      isEnded = true;
      clearInterval(timer);
    };
  }
}

async function listEntries(): Promise<readonly HarEntry[]> {
  const har = await askHar();
  return (
    guarded(() => {
      const { entries } = membersOf<{ entries: unknown }>(har);
      return Array.isArray(entries) ? entries.map((entry) => membersOf<HarEntry>(entry)) : [];
    }) ?? []
  );
}

function askHar(): Promise<unknown> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), answerDeadlineMs);
    const network = browser.devtools.network as Network;
    const ask = async () => network.getHAR(resolve);
    // Chrome before 145 has no `browser` of its own, and webextension-polyfill's refuses a callback here.
    ask()
      .catch(async () => network.getHAR())
      .then(
        (har) => {
          if (har !== undefined) resolve(har);
        },
        () => resolve(undefined),
      );
  });
}
