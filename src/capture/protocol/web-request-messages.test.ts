import { describe, expect, it } from 'vitest';
import { parseStoredRequest, parseWebRequestsQuery, parseWebRequestsNotice } from './web-request-messages';
import { maxBatchRequests, maxCleared, maxRequestLength } from './limits';

const exchange = {
  kind: 'http',
  id: 'web-3',
  sentAtMs: 1_000,
  answeredAtMs: 1_010,
  method: 'GET',
  url: 'https://api.test/orders',
  requestHeaders: [{ name: 'A', value: 'b' }],
  responseHeaders: [],
  status: 200,
  statusText: 'OK',
  source: 'web request',
  sender: 'page',
};
const stored = { tabId: 7, owner: 'https://app.test', exchange };
const notice = {
  type: 'web-requests',
  epoch: 'e',
  from: 3,
  to: 4,
  next: 5,
  requests: [{ number: 3, text: JSON.stringify(stored) }],
  counts: [{ origin: 'https://app.test', finished: 4, evicted: 0, leftOut: 1 }],
};

describe('parseWebRequestsQuery', () => {
  it.each([undefined, {}, { type: 'query-web-requests' }, { type: 'query-web-requests', from: -1 }])(
    'rejects %j',
    (value) => expect(parseWebRequestsQuery(value)).toBeUndefined(),
  );

  it('returns the first number', () => {
    const query = { type: 'query-web-requests', from: 0 };
    expect(parseWebRequestsQuery({ ...query, more: 1 })).toEqual(query);
  });
});

describe('parseWebRequestsQuery with a cleared log', () => {
  const query = { type: 'query-web-requests', from: 0 };
  const cleared = { tabId: 7, origin: 'https://app.test', beforeMs: 1_000 };

  it('returns the tab, the origins and the times, limited in number', () => {
    const both = [cleared, { ...cleared, origin: '' }];
    expect(parseWebRequestsQuery({ ...query, cleared: both })).toEqual({ ...query, cleared: both });
    const many = Array.from({ length: 1_000 }, () => cleared);
    expect(parseWebRequestsQuery({ ...query, cleared: many })?.cleared).toHaveLength(maxCleared);
  });

  it.each([null, {}, { ...cleared, tabId: -1 }, { ...cleared, origin: 'x' }, { ...cleared, beforeMs: '1' }])(
    'ignores an invalid %j',
    (value) => {
      expect(parseWebRequestsQuery({ ...query, cleared: value })).toEqual(query);
      expect(parseWebRequestsQuery({ ...query, cleared: [value] })).toEqual(query);
    },
  );
});

describe('parseWebRequestsNotice', () => {
  it.each([
    ['another type', { ...notice, type: 'watched' }],
    ['without an epoch', { ...notice, epoch: 1 }],
    ['with numbers in the wrong order', { ...notice, to: 2 }],
    ['beyond the last number', { ...notice, to: 6 }],
    ['with too many requests', { ...notice, requests: Array.from({ length: maxBatchRequests + 1 }) }],
  ])('rejects a message: %s', (_, value) => {
    expect(parseWebRequestsNotice(value)).toBeUndefined();
  });

  it('keeps only the valid parts', () => {
    const requests = [...notice.requests, { number: 9, text: '' }, { number: 3 }, null];
    const counts = [...notice.counts, { ...notice.counts[0], origin: '*' }, { origin: 'https://app.test' }];
    expect(parseWebRequestsNotice({ ...notice, requests, counts })).toEqual(notice);
  });
});

describe('parseStoredRequest', () => {
  const textOf = (facts: object) => JSON.stringify({ ...stored, exchange: { ...exchange, ...facts } });

  it.each([
    ['invalid JSON', '{'],
    ['no object', '1'],
    ['no owner', JSON.stringify({ ...stored, owner: 'file://' })],
    ['no tab', JSON.stringify({ ...stored, tabId: -2 })],
    ['an invalid time', textOf({ sentAtMs: 'now' })],
    ['invalid headers', textOf({ requestHeaders: [{ name: 1, value: 'x' }] })],
    ['a URL over the length limit', textOf({ url: 'x'.repeat(maxRequestLength + 1) })],
    ['another sender', textOf({ sender: 'other tab' })],
  ])('rejects %s', (_, text) => {
    expect(parseStoredRequest(text)).toBeUndefined();
  });

  it('returns what was written, without unknown members', () => {
    const requestBody = { text: 'a', mimeType: 'b', truncated: false };
    const facts = { requestBody, pageUrl: 'https://app.test', isRedacted: true };
    expect(parseStoredRequest(textOf({ ...facts, source: 'network log', more: 1 }))).toEqual({
      ...stored,
      exchange: { ...exchange, ...facts },
    });
  });
});
