import { describe, expect, it } from 'vitest';
import type { RequestSummary } from '../../traffic';
import { makeRow } from '../fixture/panel.fixture';
import { makeToken, startSeconds } from '../fixture/tokens.fixture';
import { createEntry } from '../model/detail/entry';
import { findDistinctions } from '../model/lists/distinctions';
import { createTimeline, maxLanes, outcomeOf } from './timeline';

const startMs = startSeconds * 1_000;

/** A token of alice's line unless specified otherwise. Times are in seconds after the start. */
function makeEntry(id: number, from: number, to: number, claims: object = {}, lineId?: number) {
  const raw = makeToken({ sub: 'alice', iat: startSeconds + from, exp: startSeconds + to, ...claims });
  const line = lineId === undefined ? undefined : { id: lineId, position: id, size: id, isCurrent: false };
  const more = { firstSeenMs: startMs + from * 1_000, ...(line && { line }) };
  return createEntry(makeRow(id, raw, more), undefined);
}

function makeRequest(
  at: number,
  sentIds: readonly number[],
  more: Partial<RequestSummary> = {},
): RequestSummary {
  return {
    id: `r${at}`,
    method: 'GET',
    url: 'https://api.test/orders',
    status: 200,
    sentAtMs: startMs + at * 1_000,
    tokenIds: sentIds,
    sentIds,
    ...more,
  };
}

describe('the lanes', () => {
  it('have the tokens of one line each, from issue to expiry', () => {
    const bob = makeEntry(3, 5, 50, { sub: 'bob' }, 2);
    const { lanes } = createTimeline([makeEntry(2, 20, 80, {}, 1), makeEntry(1, 0, 30, {}, 1), bob], []);
    expect(lanes.map(({ bars }) => bars.map(({ tokenId }) => tokenId))).toEqual([[1, 2], [3]]);
    expect(lanes[0]?.bars[0]).toEqual({ tokenId: 1, startMs, endMs: startMs + 30_000 });
    expect(lanes.map(({ facts }) => facts?.subject)).toEqual(['alice', 'bob']);
  });

  it('have the tokens of one issuer, subject and type if these have no line', () => {
    const entries = [makeEntry(1, 0, 30), makeEntry(2, 20, 80), makeEntry(3, 5, 50, { sub: 'bob' })];
    const { lanes } = createTimeline(entries, []);
    expect(lanes.map(({ bars }) => bars.map(({ tokenId }) => tokenId))).toEqual([[1, 2], [3]]);
  });

  it('have what distinguishes lines that look alike', () => {
    const entries = [makeEntry(1, 0, 30, { aud: 'a' }, 1), makeEntry(2, 20, 80, { aud: 'b' }, 2)];
    const { lanes } = createTimeline(entries, [], findDistinctions(entries));
    expect(lanes.map(({ distinction }) => distinction)).toEqual(['a', 'b']);
  });

  it('use the time of the capture without "iat" and "nbf", and never end without "exp"', () => {
    const entry = createEntry(makeRow(1, makeToken({ sub: 'a' }), { firstSeenMs: 5 }), undefined);
    expect(createTimeline([entry], []).lanes[0]?.bars).toEqual([{ tokenId: 1, startMs: 5, endMs: Infinity }]);
    const later = makeEntry(1, 0, 9, { iat: undefined, nbf: startSeconds + 2 });
    expect(createTimeline([later], []).lanes[0]?.bars[0]?.startMs).toBe(startMs + 2_000);
  });

  it('are those with rejected requests and the most requests; the others are counted', () => {
    const entries = Array.from({ length: maxLanes + 3 }, (_, index) =>
      makeEntry(index + 1, index, 900, { sub: `user ${index}` }),
    );
    const requests = [makeRequest(11, [1]), makeRequest(12, [7], { isRejected: true }), makeRequest(13, [1])];
    const { lanes, laneCount, marks } = createTimeline(entries, requests);
    expect([lanes.length, laneCount]).toEqual([maxLanes, maxLanes + 3]);
    const onPage = (page: number) => createTimeline(entries, requests, undefined, page);
    expect([onPage(1).firstLane, onPage(1).lanes.length]).toEqual([maxLanes, 3]);
    const keys = [0, 1].flatMap((page) => onPage(page).lanes.map(({ key }) => key));
    expect(new Set(keys).size).toBe(maxLanes + 3);
    expect([onPage(2).firstLane, onPage(-1).firstLane]).toEqual([0, maxLanes]);
    expect(lanes.map(({ facts }) => facts?.subject)).toContain('user 0');
    expect(lanes.at(-1)?.facts?.subject).toBe('user 6');
    expect(marks.map(({ lane }) => lane)).toEqual([0, maxLanes - 1, 0]);
  });

  it('end with one for requests without a token, such as "Bearer undefined"', () => {
    const credentials = createEntry(makeRow(2, 'Bearer undefined'), undefined);
    const requests = [makeRequest(0, [], { isRejected: true }), makeRequest(1, [2]), makeRequest(2, [1])];
    const { lanes, marks } = createTimeline([makeEntry(1, 0, 9), credentials], requests);
    expect(lanes.map(({ facts, bars }) => [facts?.subject, bars.length])).toEqual([
      ['alice', 1],
      [undefined, 0],
    ]);
    expect(marks.map(({ lane }) => lane)).toEqual([1, 1, 0]);
    // Its token was evicted, so it had one.
    expect(createTimeline([], [makeRequest(0, [9])]).lanes).toEqual([]);
  });
});

describe('the gaps', () => {
  const tokens = (...times: readonly (readonly [number, number])[]) =>
    times.map(([from, to], index) => makeEntry(index + 1, from, to, {}, 1));

  it('are between the last expiry and the next issue', () => {
    const entries = tokens([0, 30], [10, 20], [42, 90], [80, 120]);
    expect(createTimeline(entries, []).gaps).toEqual([
      { fromMs: startMs + 30_000, toMs: startMs + 42_000, lane: 0 },
    ]);
  });

  it('are not between tokens that are not a line', () => {
    expect(createTimeline([makeEntry(1, 0, 30), makeEntry(2, 60, 90)], []).gaps).toEqual([]);
    const bob = makeEntry(2, 60, 90, { sub: 'bob' }, 2);
    expect(createTimeline([...tokens([0, 30]), bob], []).gaps).toEqual([]);
  });
});

describe('the joints', () => {
  it('are where a response has a token for the first time, with the lanes of all its tokens', () => {
    const refresh = makeEntry(1, 0, 900, { typ: 'Refresh' });
    const entries = [refresh, makeEntry(2, 20, 80)];
    const issued = makeRequest(20, [1], { tokenIds: [1, 2] });
    const again = makeRequest(25, [1], { tokenIds: [1, 2] });
    const rejected = makeRequest(20, [1], { tokenIds: [1, 2], isRejected: true });
    expect(createTimeline(entries, [issued, again]).joints).toEqual([
      { atMs: issued.sentAtMs, lanes: [0, 1] },
    ]);
    expect(createTimeline(entries, [rejected]).joints).toEqual([]);
  });
});

describe('outcomeOf', () => {
  it.each([
    ['accepted', {}],
    ['accepted', { status: 404 }],
    ['rejected', { status: 500, isRejected: true }],
    ['failed', { status: 503 }],
    ['failed', { status: 0 }],
    ['pending', { status: 0, isPending: true }],
  ] as const)('is %s', (outcome, more) => expect(outcomeOf(makeRequest(0, [], more))).toBe(outcome));
});

it('draws the newest 10,000 requests, and counts all', () => {
  const requests = Array.from({ length: 10_100 }, (_, index) =>
    makeRequest(index, [1], index < 200 ? { isRejected: true } : {}),
  );
  const timeline = createTimeline([makeEntry(1, 0, 9)], requests);
  expect([timeline.marks.length, timeline.requests.length]).toEqual([10_000, 10_000]);
  expect(timeline.counts).toEqual({ tokens: 1, requests: 10_100, rejected: 200 });
  expect(timeline.firstMs).toBe(startMs);
});
