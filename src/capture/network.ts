import browser from 'webextension-polyfill';
import type { HttpExchange, Subscribe } from '../traffic';
import { describeSending, describeStream, parseHarEntry, type StreamFacts } from './har';
import { OpenStreams } from './open-streams';
import { readPageRequests } from './page-requests';
import { readResponseBody } from './response-body';
import { UntoldRequests } from './untold-requests';

/** Firefox: how often the page's own list is compared with what was told. */
const comparedEveryMs = 5_000;

/** Why a request, or the body of its answer, is missing. */
export type NetworkLoss = 'unreadable' | 'untold';

export interface NetworkListeners {
  /** Each request once, when it is finished; a WebSocket or an event stream perhaps while it is open. */
  readonly told: (exchange: HttpExchange) => void;
  /** The same stream carried more: the exchange has its id and only the messages that were not told before. */
  readonly grown: (exchange: HttpExchange) => void;
  /**
   * 'unreadable' for an entry that is no request, and for one whose answer has a body that cannot be had; 'untold' for
   * requests that the page lists and Firefox kept silent about.
   */
  readonly lost?: (loss: NetworkLoss, count: number) => void;
  /** Chrome: the log grew so long that streams which are open are no longer looked at. */
  readonly streamsUnseen?: () => void;
}

export interface NetworkLog {
  /** The top frame went to another document, at this time. */
  navigated(startedAtMs: number): void;
  /** Another source told of a request that the network log may never tell. */
  toldElsewhere(exchange: HttpExchange): void;
  /**
   * While a person looks at the panel, until its end. Chrome: looks for what open streams carried. Firefox: looks for
   * requests of the page that were not told.
   */
  watch(): () => void;
  end(): void;
}

/**
 * Hands over each request of the inspected page when it is finished, once, with the text of its answer.
 * Does not see what finished before, nor what Firefox does not tell; does not keep the order in which requests were
 * sent.
 */
export function subscribeNetwork({
  told,
  grown,
  lost = () => {},
  streamsUnseen = () => {},
}: NetworkListeners): NetworkLog {
  const untold = new UntoldRequests();
  const streams = new OpenStreams(streamsUnseen);
  let isEnded = false;
  let count = 0;

  const takeStream = (entry: unknown, stream: StreamFacts) => {
    const knownMessages = streams.take(stream);
    const exchange = parseHarEntry(entry, stream.id, {
      readAtMs: Date.now(),
      ...(knownMessages !== undefined && { knownMessages }),
    });
    if (exchange === undefined) lost('unreadable', 1);
    else if (knownMessages === undefined) told(exchange);
    else if (exchange.messages !== undefined) grown(onlyMessages(exchange));
  };

  const finished = async (entry: unknown) => {
    const readAtMs = Date.now();
    if (__BROWSER__ === 'firefox') {
      const { url = '', sentAtMs = readAtMs } = describeSending(entry) ?? {};
      untold.tell(url, sentAtMs);
    } else {
      const stream = describeStream(entry);
      streams.count(stream?.messages);
      if (stream !== undefined) return takeStream(entry, stream);
    }
    count += 1;
    const id = `http-${count}`;
    // A fault on the way to the body must not lose the headers.
    const body = await readResponseBody(entry).catch(() => 'unreadable' as const);
    if (isEnded) return;
    const responseBody = body === 'unreadable' ? undefined : body;
    const exchange = parseHarEntry(entry, id, { readAtMs, responseBody });
    if (exchange !== undefined) told(exchange);
    if (exchange === undefined || body === 'unreadable') lost('unreadable', 1);
  };

  const compare = async () => {
    const requests = await readPageRequests();
    const found = requests === undefined || isEnded ? 0 : untold.count(requests);
    if (found > 0) lost('untold', found);
  };

  const { onRequestFinished } = browser.devtools.network;
  onRequestFinished.addListener(finished);
  return {
    navigated: (startedAtMs) => untold.begin(startedAtMs),
    toldElsewhere: ({ url, sentAtMs }) => {
      if (__BROWSER__ === 'firefox') untold.tell(url, sentAtMs);
    },
    /**
     * Firefox tells a finished request only if its Network panel displays it, so a filter of that panel silences it
     * (`onPayloadReady` in netmonitor's api.js). `getHAR` lists them all and is not asked: while it gathers, Firefox
     * takes no new request into that panel, for good, and where the panel is sorted otherwise than by time it never
     * takes one again (`enableActions` in netmonitor's har-exporter.js, `getPage` in its har-builder.js, 153).
     */
    watch: () => {
      if (__BROWSER__ !== 'firefox') {
        return streams.watch((entry, stream) => {
          if (!isEnded) takeStream(entry, stream);
        });
      }
      void compare();
      const timer = setInterval(() => void compare(), comparedEveryMs);
      return () => clearInterval(timer);
    },
    end: () => {
      isEnded = true;
      onRequestFinished.removeListener(finished);
    },
  };
}

/** What was told of the stream before is not told again. */
function onlyMessages({ requestBody: _sent, responseBody: _received, ...rest }: HttpExchange): HttpExchange {
  return { ...rest, requestHeaders: [], responseHeaders: [] };
}

/** Hands over the URL whenever the inspected tab's top frame goes to another document. */
export const subscribeNavigated: Subscribe<string> = (listener) => {
  const { onNavigated } = browser.devtools.network;
  onNavigated.addListener(listener);
  return () => onNavigated.removeListener(listener);
};
