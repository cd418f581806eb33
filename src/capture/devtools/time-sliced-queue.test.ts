import { afterEach, expect, it, vi } from 'vitest';
import { createTimeSlicedQueue } from './time-sliced-queue';

const failed = vi.fn();

afterEach(() => {
  failed.mockClear();
  vi.restoreAllMocks();
});

it('runs later steps after one that throws', async () => {
  const queue = createTimeSlicedQueue(() => {}, failed);
  const taken: number[] = [];
  queue.take(() => {
    throw new Error('no');
  });
  queue.take(() => void taken.push(1));
  await vi.waitFor(() => expect(taken).toEqual([1]));
  expect(failed.mock.calls).toEqual([[new Error('no')]]);
});

it('drops steps over the limit and calls back, and runs the others', async () => {
  const dropped = vi.fn();
  const queue = createTimeSlicedQueue(dropped, failed);
  let taken = 0;
  for (let index = 0; index < 50_010; index += 1) queue.take(() => void (taken += 1));
  expect(dropped).toHaveBeenCalledTimes(10);
  await vi.waitFor(() => expect(taken).toBe(50_000));
});

it('runs steps in order, as many per time slice as fit', async () => {
  let nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  const queue = createTimeSlicedQueue(() => {}, failed);
  const taken: number[] = [];
  let inSlice = 0;
  let most = 0;
  for (let index = 0; index < 100; index += 1) {
    queue.take(() => {
      if (inSlice === 0) queueMicrotask(() => (inSlice = 0));
      inSlice += 1;
      most = Math.max(most, inSlice);
      nowMs += 5;
      taken.push(index);
    });
  }
  expect(taken).toEqual([]);
  await vi.waitFor(() => expect(taken.length).toBe(100));
  expect(taken).toEqual(Array.from({ length: 100 }, (_, index) => index));
  expect(most).toBe(2);
  queue.take(() => void taken.push(100));
  await vi.waitFor(() => expect(taken.at(-1)).toBe(100));
});

it('finishes an iterated step before the next one, as many pieces per time slice as fit', async () => {
  let nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  const queue = createTimeSlicedQueue(() => {}, failed);
  const done: string[] = [];
  let slice = 0;
  let isInSlice = false;
  function* search(name: string) {
    for (let piece = 1; piece <= 10; piece += 1) {
      if (!isInSlice) {
        slice += 1;
        queueMicrotask(() => (isInSlice = false));
      }
      isInSlice = true;
      nowMs += 5;
      done.push(`${name}${piece}`);
      yield undefined;
    }
  }
  queue.take(() => search('a'), 4);
  queue.take(() => void done.push('b'));
  expect(queue.weight).toBe(4);
  await vi.waitFor(() => expect(done.at(-1)).toBe('b'));
  expect(done).toEqual([...Array.from({ length: 10 }, (_, index) => `a${index + 1}`), 'b']);
  expect(slice).toBe(5);
  expect(queue.weight).toBe(0);
});

it('runs later steps after an iterated one that throws', async () => {
  const queue = createTimeSlicedQueue(() => {}, failed);
  let isTaken = false;
  queue.take(function* () {
    yield undefined;
    throw new Error('no');
  }, 7);
  queue.take(() => void (isTaken = true));
  await vi.waitFor(() => expect(isTaken).toBe(true));
  expect(queue.weight).toBe(0);
  expect(failed).toHaveBeenCalledTimes(1);
});
