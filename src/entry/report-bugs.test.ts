// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { reportBugsTo } from './report-bugs';

const { runtime } = vi.hoisted(() => ({ runtime: { id: 'extension' as string | undefined } }));
vi.mock('webextension-polyfill', () => ({ default: { runtime } }));

const eventOf = (type: string, members: object) =>
  Object.assign(new Event(type, { cancelable: true }), members);

it('reports uncaught exceptions and keeps them out of the console', () => {
  const report = vi.fn();
  reportBugsTo(report);
  const [thrown, rejected] = [new TypeError('thrown'), new RangeError('rejected')];
  const events = [eventOf('error', { error: thrown }), eventOf('unhandledrejection', { reason: rejected })];
  for (const event of events) dispatchEvent(event);
  expect(report.mock.calls).toEqual([[thrown], [rejected]]);
  expect(events.every(({ defaultPrevented }) => defaultPrevented)).toBe(true);

  dispatchEvent(eventOf('error', { error: null, message: 'ResizeObserver loop completed' }));
  runtime.id = undefined;
  dispatchEvent(eventOf('error', { error: thrown }));
  expect(report).toHaveBeenCalledTimes(2);
});
