import { describe, expect, it } from 'vitest';
import type { HttpExchange } from '../../traffic';
import { makeHttp } from '../protocol/exchange.fixture';
import type { EntryFacts } from './har-entry-facts';
import { RequestTracker, type LogEntry, type TrackedRequest } from './request-tracker';

const nowMs = 1_772_359_260_000;
const authorization = { name: 'authorization', value: 'Bearer a' };

function entry(facts: Partial<EntryFacts> = {}, exchange: Partial<HttpExchange> = {}): LogEntry {
  const isAnswered = (facts.timings ?? '') !== '';
  return {
    facts: {
      key: 'k',
      timings: '',
      sentAtMs: nowMs - 60_000,
      isPending: !isAnswered,
      isFailed: false,
      messages: 0,
      isStream: false,
      isCall: true,
      requestHeaders: 1,
      responseHeaders: 0,
      cookies: 'reported',
      ...facts,
    },
    read: () => makeHttp({ requestHeaders: [authorization], status: isAnswered ? 200 : 0, ...exchange }),
  };
}
const report = (request: TrackedRequest | undefined, listed: LogEntry) => {
  const exchange = listed.read();
  if (exchange !== undefined) {
    request?.report(listed.facts, { ...exchange, ...(listed.facts.isPending && { isPending: true }) });
  }
};
/** The requests of one listing, each handed over. */
function list(tracker: RequestTracker, ...entries: readonly LogEntry[]): readonly (string | undefined)[] {
  const found = tracker.list(entries, nowMs);
  for (const each of entries) report(found.get(each), each);
  return entries.map((each) => found.get(each)?.id);
}
function end(tracker: RequestTracker, ended: LogEntry): string {
  const request = tracker.end(ended);
  report(request, ended);
  return request.id;
}

describe('requests are not taken for one', () => {
  it('that are alike in everything, listed together before a response', () => {
    const tracker = new RequestTracker();
    const [first, second] = list(tracker, entry(), entry());
    expect(first).not.toBe(second);
    const ids = [end(tracker, entry({ timings: '1' })), end(tracker, entry({ timings: '2' }))];
    expect(new Set([first, second, ...ids]).size).toBe(2);
  });

  it('that one connection carries at one moment and whose responses start apart by microseconds', () => {
    const tracker = new RequestTracker();
    const [first, second] = list(tracker, entry({ timings: '1' }), entry({ timings: '2' }));
    expect(end(tracker, entry({ timings: '2' }))).toBe(second);
    expect(end(tracker, entry({ timings: '1' }))).toBe(first);
  });

  it('of which one has a header that the other has not', () => {
    const tracker = new RequestTracker();
    const [listed] = list(tracker, entry());
    const other = { requestHeaders: [{ name: 'authorization', value: 'Bearer b' }] };
    expect(end(tracker, entry({ timings: '1' }, other))).not.toBe(listed);
  });

  it('of which one ended, and a listing has both', () => {
    const tracker = new RequestTracker();
    const ended = end(tracker, entry({ timings: '1' }));
    const ids = list(tracker, entry({ timings: '1' }), entry());
    expect(ids[0]).toBe(ended);
    expect(ids[1]).not.toBe(ended);
  });

  it('of which two ended, alike and without timings', () => {
    const tracker = new RequestTracker();
    expect(end(tracker, entry())).not.toBe(end(tracker, entry()));
  });
});

describe('one request', () => {
  it('is the same when it is listed again, when its response starts, and at its end', () => {
    const tracker = new RequestTracker();
    const [pending] = list(tracker, entry());
    expect(list(tracker, entry())).toEqual([pending]);
    // HTTP/1.1 shows the case in which a header was sent only with the response.
    const sent = {
      requestHeaders: [
        { name: 'Authorization', value: 'Bearer a' },
        { name: 'Cookie', value: 'a=1' },
      ],
    };
    expect(list(tracker, entry({ timings: '1' }, sent))).toEqual([pending]);
    expect(end(tracker, entry({ timings: '1' }, sent))).toBe(pending);
    expect(list(tracker, entry({ timings: '1' }, sent))).toEqual([pending]);
  });

  it('is the one that ended where the listing is older than its end', () => {
    const tracker = new RequestTracker();
    const ended = end(tracker, entry({ timings: '1' }));
    expect(list(tracker, entry())).toEqual([ended]);
  });

  it('is not listed where it failed or has just begun, and is where a listing showed it before', () => {
    const tracker = new RequestTracker();
    expect(list(tracker, entry({ isFailed: true, isPending: false }))).toEqual([undefined]);
    expect(list(tracker, entry({ sentAtMs: nowMs - 10 }))).toEqual([undefined]);
    const [listed] = list(tracker, entry());
    expect(list(tracker, entry({ sentAtMs: nowMs - 10 }))).toEqual([listed]);
  });
});

describe('what is new of a request', () => {
  const of = (tracker: RequestTracker, listed: LogEntry) => tracker.list([listed], nowMs).get(listed);

  it('is nothing when it is listed as before', () => {
    const tracker = new RequestTracker();
    list(tracker, entry());
    const request = of(tracker, entry());
    expect(request?.isNews(entry().facts)).toBe(false);
    expect(
      request?.news(makeHttp({ status: 0, isPending: true, requestHeaders: [authorization] })),
    ).toBeUndefined();
  });

  it('is the response, with the headers that were not there, whatever their case', () => {
    const tracker = new RequestTracker();
    list(tracker, entry());
    const answered = entry({ timings: '1', responseHeaders: 1 });
    const request = of(tracker, answered);
    expect(request?.isNews(answered.facts)).toBe(true);
    const cookie = { name: 'Cookie', value: 'a=1' };
    const date = { name: 'Date', value: 'now' };
    const news = request?.news(
      makeHttp({
        requestHeaders: [{ name: 'Authorization', value: 'Bearer a' }, cookie],
        responseHeaders: [date],
      }),
    );
    expect(news).toMatchObject({ status: 200, requestHeaders: [cookie], responseHeaders: [date] });
  });

  it('is the body of a request that was listed without it, and not one that was handed over', () => {
    const tracker = new RequestTracker();
    list(tracker, entry());
    const body = { text: '{}', mimeType: 'application/json', truncated: false };
    const answered = entry({ timings: '1' });
    const request = of(tracker, answered);
    expect(request?.news(makeHttp({ requestBody: body }))?.requestBody).toEqual(body);
    report(request, answered);
    expect(request?.news(makeHttp({ requestBody: body, responseBody: body }))).not.toHaveProperty(
      'requestBody',
    );
  });

  it('is that no response comes any more, once', () => {
    const tracker = new RequestTracker();
    list(tracker, entry());
    const [request] = tracker.openSince(Infinity);
    expect(request?.leave()).toMatchObject({
      unanswered: { status: 0, requestHeaders: [] },
      isBodyLost: false,
    });
    expect(request?.leave()).toEqual({ isBodyLost: false });
  });
});

describe('a request that its page leaves open', () => {
  const leave = (facts: Partial<EntryFacts>) => {
    const tracker = new RequestTracker();
    list(tracker, entry({ timings: '1', ...facts }));
    return tracker.openSince(Infinity).map((request) => [request.leave(), request.leave()]);
  };

  it('loses its body, once', () => {
    expect(leave({})).toEqual([[{ isBodyLost: true }, { isBodyLost: false }]]);
  });

  it('loses none where its events were captured, and where it is an image or the like', () => {
    expect(leave({ messages: 2 })).toEqual([[{ isBodyLost: false }, { isBodyLost: false }]]);
    expect(leave({ isCall: false })).toEqual([[{ isBodyLost: false }, { isBodyLost: false }]]);
  });

  it('is none that ended, or that the next page sent', () => {
    const tracker = new RequestTracker();
    end(tracker, entry({ key: 'ended', timings: '1' }));
    list(tracker, entry({ timings: '1' }));
    expect(tracker.openSince(nowMs - 60_000)).toEqual([]);
    expect(tracker.openSince(nowMs).length).toBe(1);
  });
});

it('memory is bounded, and requests that are open stay in it the longest', () => {
  const tracker = new RequestTracker();
  const [open] = list(tracker, entry({ key: 'open' }));
  const first = end(tracker, entry({ key: 'first', timings: '1' }));
  for (let index = 0; index < 3_000; index += 1) end(tracker, entry({ key: `k${index}`, timings: '1' }));
  expect(list(tracker, entry({ key: 'open' }))).toEqual([open]);
  expect(list(tracker, entry({ key: 'first', timings: '1' }))).not.toEqual([first]);
});
