import { expect, it } from 'vitest';
import { maxSummaries, type RequestSummary } from '../../traffic';
import { createRequests } from './requests';

function makeSummary(id: string, sentAtMs: number): RequestSummary {
  return { id, method: 'GET', url: 'https://api.test/', status: 200, sentAtMs, tokenIds: [] };
}

it('lists requests in the order they were sent, not in the order they were reported', () => {
  const requests = createRequests();
  const ids = () => requests.inTimeOrder.value.map(({ id }) => id);
  requests.apply({ changed: [makeSummary('slow', 1), makeSummary('late', 5)], removed: [] }, true);
  requests.apply({ changed: [makeSummary('between', 3)], removed: [] }, false);
  expect(ids()).toEqual(['slow', 'between', 'late']);
  requests.apply({ changed: [makeSummary('late', 0)], removed: ['slow'] }, false);
  expect(ids()).toEqual(['late', 'between']);
  requests.apply({ changed: [makeSummary('other log', 1)], removed: [] }, true);
  expect(ids()).toEqual(['other log']);
});

it('keeps the newest when there are more than its limit', () => {
  const requests = createRequests();
  const many = Array.from({ length: maxSummaries }, (_, index) => makeSummary(`${index}`, index));
  requests.apply({ changed: many, removed: [] }, true);
  requests.apply({ changed: [makeSummary('new', maxSummaries)], removed: [] }, false);
  const listed = requests.inTimeOrder.value;
  expect([listed.length, listed[0]?.id, listed.at(-1)?.id]).toEqual([maxSummaries, '1', 'new']);
});
