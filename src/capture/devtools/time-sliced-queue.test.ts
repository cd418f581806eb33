import { afterEach, expect, it, vi } from 'vitest';
import { createTimeSlicedQueue } from './time-sliced-queue';

const failed = vi.fn();

afterEach(() => {
  failed.mockClear();
  vi.restoreAllMocks();
});

it('a step that throws does not stop those after it', async () => {
  const turns = createTimeSlicedQueue(() => {}, failed);
  const taken: number[] = [];
  turns.take(() => {
    throw new Error('no');
  });
  turns.take(() => void taken.push(1));
  await vi.waitFor(() => expect(taken).toEqual([1]));
  expect(failed.mock.calls).toEqual([[new Error('no')]]);
});

it('past its bound a step is dropped, and that is told; the others are taken', async () => {
  const dropped = vi.fn();
  const turns = createTimeSlicedQueue(dropped, failed);
  let taken = 0;
  for (let index = 0; index < 50_010; index += 1) turns.take(() => void (taken += 1));
  expect(dropped).toHaveBeenCalledTimes(10);
  await vi.waitFor(() => expect(taken).toBe(50_000));
});

it('steps are taken in their order, and only as many in one turn as fit in it', async () => {
  let nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  const turns = createTimeSlicedQueue(() => {}, failed);
  const taken: number[] = [];
  let inTurn = 0;
  let most = 0;
  for (let index = 0; index < 100; index += 1) {
    turns.take(() => {
      if (inTurn === 0) queueMicrotask(() => (inTurn = 0));
      inTurn += 1;
      most = Math.max(most, inTurn);
      nowMs += 5;
      taken.push(index);
    });
  }
  expect(taken).toEqual([]);
  await vi.waitFor(() => expect(taken.length).toBe(100));
  expect(taken).toEqual(Array.from({ length: 100 }, (_, index) => index));
  expect(most).toBe(2);
  turns.take(() => void taken.push(100));
  await vi.waitFor(() => expect(taken.at(-1)).toBe(100));
});

it('a step that returns steps is done before the next one, and only as much in one turn as fits in it', async () => {
  let nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  const turns = createTimeSlicedQueue(() => {}, failed);
  const done: string[] = [];
  let turn = 0;
  let isInTurn = false;
  function* search(name: string) {
    for (let piece = 1; piece <= 10; piece += 1) {
      if (!isInTurn) {
        turn += 1;
        queueMicrotask(() => (isInTurn = false));
      }
      isInTurn = true;
      nowMs += 5;
      done.push(`${name}${piece}`);
      yield undefined;
    }
  }
  turns.take(() => search('a'), 4);
  turns.take(() => void done.push('b'));
  expect(turns.weight).toBe(4);
  await vi.waitFor(() => expect(done.at(-1)).toBe('b'));
  expect(done).toEqual([...Array.from({ length: 10 }, (_, index) => `a${index + 1}`), 'b']);
  expect(turn).toBe(5);
  expect(turns.weight).toBe(0);
});

it('steps that throw do not stop what waits behind them', async () => {
  const turns = createTimeSlicedQueue(() => {}, failed);
  let isTaken = false;
  turns.take(function* () {
    yield undefined;
    throw new Error('no');
  }, 7);
  turns.take(() => void (isTaken = true));
  await vi.waitFor(() => expect(isTaken).toBe(true));
  expect(turns.weight).toBe(0);
  expect(failed).toHaveBeenCalledTimes(1);
});
