import { describe, expect, it } from 'vitest';
import {
  maxBatchRequests,
  maxRequestLength,
  parseStoredRequest,
  parseWebRequestsAsk,
  parseWebRequestsNotice,
} from './web-request-messages';

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
const held = { tabId: 7, owner: 'https://app.test', exchange };
const notice = {
  type: 'web-requests',
  epoch: 'e',
  from: 3,
  to: 4,
  next: 5,
  requests: [{ number: 3, text: JSON.stringify(held) }],
  counts: [{ origin: 'https://app.test', heard: 4, letGo: 0, leftOut: 1 }],
};

describe('a question', () => {
  it.each([undefined, {}, { type: 'ask-web-requests' }, { type: 'ask-web-requests', from: -1 }])(
    '%j is none',
    (value) => expect(parseWebRequestsAsk(value)).toBeUndefined(),
  );

  it('names the number from which on', () => {
    const ask = { type: 'ask-web-requests', from: 0 };
    expect(parseWebRequestsAsk({ ...ask, more: 1 })).toEqual(ask);
  });
});

describe('a question with what a log was cleared of', () => {
  const ask = { type: 'ask-web-requests', from: 0 };
  const cleared = { tabId: 7, origin: 'https://app.test', beforeMs: 1_000 };

  it('has the tab, the origin and the time', () => {
    expect(parseWebRequestsAsk({ ...ask, cleared })).toEqual({ ...ask, cleared });
    expect(parseWebRequestsAsk({ ...ask, cleared: { ...cleared, origin: '' } })?.cleared?.origin).toBe('');
  });

  it.each([null, {}, { ...cleared, tabId: -1 }, { ...cleared, origin: 'x' }, { ...cleared, beforeMs: '1' }])(
    'without %j',
    (value) => expect(parseWebRequestsAsk({ ...ask, cleared: value })).toEqual(ask),
  );
});

describe('a message', () => {
  it.each([
    ['another', { ...notice, type: 'watched' }],
    ['without an epoch', { ...notice, epoch: 1 }],
    ['with numbers that run backwards', { ...notice, to: 2 }],
    ['beyond what there is', { ...notice, to: 6 }],
    ['with too many', { ...notice, requests: Array.from({ length: maxBatchRequests + 1 }) }],
  ])('%s is none', (_, value) => {
    expect(parseWebRequestsNotice(value)).toBeUndefined();
  });

  it('is taken with what in it is sound', () => {
    const requests = [...notice.requests, { number: 9, text: '' }, { number: 3 }, null];
    const counts = [...notice.counts, { ...notice.counts[0], origin: '*' }, { origin: 'https://app.test' }];
    expect(parseWebRequestsNotice({ ...notice, requests, counts })).toEqual(notice);
  });
});

describe('the text of a held request', () => {
  const textOf = (facts: object) => JSON.stringify({ ...held, exchange: { ...exchange, ...facts } });

  it.each([
    ['no JSON', '{'],
    ['no object', '1'],
    ['no owner', JSON.stringify({ ...held, owner: 'file://' })],
    ['no tab', JSON.stringify({ ...held, tabId: -2 })],
    ['a time that is none', textOf({ sentAtMs: 'now' })],
    ['headers that are none', textOf({ requestHeaders: [{ name: 1, value: 'x' }] })],
    ['a URL past the bound', textOf({ url: 'x'.repeat(maxRequestLength + 1) })],
    ['another sender', textOf({ sender: 'other tab' })],
  ])('with %s is none', (_, text) => {
    expect(parseStoredRequest(text)).toBeUndefined();
  });

  it('comes back as it was written, and nothing else with it', () => {
    const requestBody = { text: 'a', mimeType: 'b', truncated: false };
    const facts = { requestBody, pageUrl: 'https://app.test', withheld: true };
    expect(parseStoredRequest(textOf({ ...facts, source: 'network log', more: 1 }))).toEqual({
      ...held,
      exchange: { ...exchange, ...facts },
    });
  });
});
