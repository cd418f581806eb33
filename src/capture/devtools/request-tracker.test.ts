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
/** The requests of one listing, each emitted. */
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

describe('RequestTracker keeps requests apart', () => {
  it('that are equal and listed together before a response', () => {
    const tracker = new RequestTracker();
    const [first, second] = list(tracker, entry(), entry());
    expect(first).not.toBe(second);
    const ids = [end(tracker, entry({ timings: '1' })), end(tracker, entry({ timings: '2' }))];
    expect(new Set([first, second, ...ids]).size).toBe(2);
  });

  it('that are sent at the same time and whose responses start microseconds apart', () => {
    const tracker = new RequestTracker();
    const [first, second] = list(tracker, entry({ timings: '1' }), entry({ timings: '2' }));
    expect(end(tracker, entry({ timings: '2' }))).toBe(second);
    expect(end(tracker, entry({ timings: '1' }))).toBe(first);
  });

  it('if one has a header that the other lacks', () => {
    const tracker = new RequestTracker();
    const [listed] = list(tracker, entry());
    const other = { requestHeaders: [{ name: 'authorization', value: 'Bearer b' }] };
    expect(end(tracker, entry({ timings: '1' }, other))).not.toBe(listed);
  });

  it('if one has ended and a listing contains both', () => {
    const tracker = new RequestTracker();
    const ended = end(tracker, entry({ timings: '1' }));
    const ids = list(tracker, entry({ timings: '1' }), entry());
    expect(ids[0]).toBe(ended);
    expect(ids[1]).not.toBe(ended);
  });

  it('that have both ended, equal and without timings', () => {
    const tracker = new RequestTracker();
    expect(end(tracker, entry())).not.toBe(end(tracker, entry()));
  });
});

describe('RequestTracker recognizes a request', () => {
  it("when it's listed again, when its response starts, and at its end", () => {
    const tracker = new RequestTracker();
    const [pending] = list(tracker, entry());
    expect(list(tracker, entry())).toEqual([pending]);
    // Over HTTP/1.1 some headers are listed only with the response.
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

  it('that has ended if the listing is older than its end', () => {
    const tracker = new RequestTracker();
    const ended = end(tracker, entry({ timings: '1' }));
    expect(list(tracker, entry())).toEqual([ended]);
  });

  it('only if it was listed before, if it failed or has just begun', () => {
    const tracker = new RequestTracker();
    expect(list(tracker, entry({ isFailed: true, isPending: false }))).toEqual([undefined]);
    expect(list(tracker, entry({ sentAtMs: nowMs - 10 }))).toEqual([undefined]);
    const [listed] = list(tracker, entry());
    expect(list(tracker, entry({ sentAtMs: nowMs - 10 }))).toEqual([listed]);
  });
});

describe('TrackedRequest.createUpdate', () => {
  const of = (tracker: RequestTracker, listed: LogEntry) => tracker.list([listed], nowMs).get(listed);

  it('returns undefined if the entry is unchanged', () => {
    const tracker = new RequestTracker();
    list(tracker, entry());
    const request = of(tracker, entry());
    expect(request?.hasUpdate(entry().facts)).toBe(false);
    expect(
      request?.createUpdate(makeHttp({ status: 0, isPending: true, requestHeaders: [authorization] })),
    ).toBeUndefined();
  });

  it('returns the response with new headers, ignoring their case', () => {
    const tracker = new RequestTracker();
    list(tracker, entry());
    const withResponse = entry({ timings: '1', responseHeaders: 1 });
    const request = of(tracker, withResponse);
    expect(request?.hasUpdate(withResponse.facts)).toBe(true);
    const cookie = { name: 'Cookie', value: 'a=1' };
    const date = { name: 'Date', value: 'now' };
    const update = request?.createUpdate(
      makeHttp({
        requestHeaders: [{ name: 'Authorization', value: 'Bearer a' }, cookie],
        responseHeaders: [date],
      }),
    );
    expect(update).toMatchObject({ status: 200, requestHeaders: [cookie], responseHeaders: [date] });
  });

  it('returns a request body that was missing, but none that was emitted', () => {
    const tracker = new RequestTracker();
    list(tracker, entry());
    const body = { text: '{}', mimeType: 'application/json', truncated: false };
    const withResponse = entry({ timings: '1' });
    const request = of(tracker, withResponse);
    expect(request?.createUpdate(makeHttp({ requestBody: body }))?.requestBody).toEqual(body);
    report(request, withResponse);
    expect(request?.createUpdate(makeHttp({ requestBody: body, responseBody: body }))).not.toHaveProperty(
      'requestBody',
    );
  });

  it('reports once that there will be no response', () => {
    const tracker = new RequestTracker();
    list(tracker, entry());
    const [request] = tracker.openSince(Infinity);
    expect(request?.leave()).toMatchObject({
      withoutResponse: { status: 0, requestHeaders: [] },
      isBodyLost: false,
    });
    expect(request?.leave()).toEqual({ isBodyLost: false });
  });
});

describe('a request that is open when its page is left', () => {
  const leave = (facts: Partial<EntryFacts>) => {
    const tracker = new RequestTracker();
    list(tracker, entry({ timings: '1', ...facts }));
    return tracker.openSince(Infinity).map((request) => [request.leave(), request.leave()]);
  };

  it('loses its body, once', () => {
    expect(leave({})).toEqual([[{ isBodyLost: true }, { isBodyLost: false }]]);
  });

  it("loses no body if its events were captured or if it isn't fetch or XMLHttpRequest", () => {
    expect(leave({ messages: 2 })).toEqual([[{ isBodyLost: false }, { isBodyLost: false }]]);
    expect(leave({ isCall: false })).toEqual([[{ isBodyLost: false }, { isBodyLost: false }]]);
  });

  it("isn't one that has ended or that the next page sent", () => {
    const tracker = new RequestTracker();
    end(tracker, entry({ key: 'ended', timings: '1' }));
    list(tracker, entry({ timings: '1' }));
    expect(tracker.openSince(nowMs - 60_000)).toEqual([]);
    expect(tracker.openSince(nowMs).length).toBe(1);
  });
});

it('limits its memory, and keeps open requests longest', () => {
  const tracker = new RequestTracker();
  const [open] = list(tracker, entry({ key: 'open' }));
  const first = end(tracker, entry({ key: 'first', timings: '1' }));
  for (let index = 0; index < 3_000; index += 1) end(tracker, entry({ key: `k${index}`, timings: '1' }));
  expect(list(tracker, entry({ key: 'open' }))).toEqual([open]);
  expect(list(tracker, entry({ key: 'first', timings: '1' }))).not.toEqual([first]);
});
