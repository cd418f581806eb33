import { describe, expect, it } from 'vitest';
import { MissedRequests } from './missed-requests';

const page = 'https://app.test/';
const api = 'https://api.test/me';

function compare(urls: readonly string[], startedAtMs = 10_000) {
  return { startedAtMs, urls };
}

describe('nothing is counted', () => {
  it('in a document that was there before', () => {
    expect(new MissedRequests().count(compare([api]))).toBe(0);
  });

  it('in another document than the one that began last', () => {
    const requests = new MissedRequests();
    requests.begin(20_000);
    expect(requests.count(compare([api], 10_000))).toBe(0);
  });

  it('of what was told, before or after the begin of its document was', () => {
    const requests = new MissedRequests();
    requests.tell(page, 10_002);
    requests.begin(10_000);
    requests.tell(api, 10_500);
    expect(requests.count(compare([page, api]))).toBe(0);
  });

  it('twice', () => {
    const requests = new MissedRequests();
    requests.begin(10_000);
    expect(requests.count(compare([api]))).toBe(1);
    expect(requests.count(compare([api]))).toBe(0);
  });

  it('once so many were told that some are forgotten, until the next document', () => {
    const requests = new MissedRequests();
    requests.begin(10_000);
    for (let sent = 0; sent < 20_001; sent += 1) requests.tell(api, 10_001 + sent);
    expect(requests.count(compare([page]))).toBe(0);
    requests.begin(90_000);
    expect(requests.count(compare([page], 90_000))).toBe(1);
  });

  it('of a URL told only by its beginning, which is all that is kept of a long one', () => {
    const requests = new MissedRequests();
    requests.begin(10_000);
    requests.tell(`${api}?${'x'.repeat(100_000)}`, 10_500);
    expect(requests.count(compare([`${api}?${'x'.repeat(5_000)}`]))).toBe(0);
  });
});

describe('a request that was not told', () => {
  it('is counted beside one of the same URL that was', () => {
    const requests = new MissedRequests();
    requests.begin(10_000);
    requests.tell(api, 10_500);
    expect(requests.count(compare([api, api, api]))).toBe(2);
    expect(requests.count(compare([api, api, api, api]))).toBe(1);
  });

  it('is counted though the document before had its URL told', () => {
    const requests = new MissedRequests();
    requests.begin(10_000);
    requests.tell(api, 10_500);
    requests.begin(30_000);
    expect(requests.count(compare([api], 30_004))).toBe(1);
  });
});
