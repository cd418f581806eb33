import { describe, expect, it } from 'vitest';
import { MissedRequests } from './missed-requests';

const page = 'https://app.test/';
const api = 'https://api.test/me';

function compare(urls: readonly string[], startedAtMs = 10_000) {
  return { startedAtMs, urls };
}

describe('MissedRequests counts nothing', () => {
  it('in a document that began before', () => {
    expect(new MissedRequests().count(compare([api]))).toBe(0);
  });

  it('in a document other than the one that began last', () => {
    const requests = new MissedRequests();
    requests.begin(20_000);
    expect(requests.count(compare([api], 10_000))).toBe(0);
  });

  it('for requests reported before or after the start of their document', () => {
    const requests = new MissedRequests();
    requests.add(page, 10_002);
    requests.begin(10_000);
    requests.add(api, 10_500);
    expect(requests.count(compare([page, api]))).toBe(0);
  });

  it('twice', () => {
    const requests = new MissedRequests();
    requests.begin(10_000);
    expect(requests.count(compare([api]))).toBe(1);
    expect(requests.count(compare([api]))).toBe(0);
  });

  it('after reported requests were dropped, until the next document', () => {
    const requests = new MissedRequests();
    requests.begin(10_000);
    for (let sent = 0; sent < 20_001; sent += 1) requests.add(api, 10_001 + sent);
    expect(requests.count(compare([page]))).toBe(0);
    requests.begin(90_000);
    expect(requests.count(compare([page], 90_000))).toBe(1);
  });

  it('for a long URL of which only the beginning is kept', () => {
    const requests = new MissedRequests();
    requests.begin(10_000);
    requests.add(`${api}?${'x'.repeat(100_000)}`, 10_500);
    expect(requests.count(compare([`${api}?${'x'.repeat(5_000)}`]))).toBe(0);
  });
});

describe('a missed request', () => {
  it('is counted even if another request of the same URL was reported', () => {
    const requests = new MissedRequests();
    requests.begin(10_000);
    requests.add(api, 10_500);
    expect(requests.count(compare([api, api, api]))).toBe(2);
    expect(requests.count(compare([api, api, api, api]))).toBe(1);
  });

  it("is counted even if the previous document's request of that URL was reported", () => {
    const requests = new MissedRequests();
    requests.begin(10_000);
    requests.add(api, 10_500);
    requests.begin(30_000);
    expect(requests.count(compare([api], 30_004))).toBe(1);
  });
});
