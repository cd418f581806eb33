import { computed, signal } from '@preact/signals';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PanelSession } from '../../traffic';
import { createTestClock } from '../fixture/clock.fixture';
import { makeRow } from '../fixture/panel.fixture';
import { makeToken, startSeconds } from '../fixture/tokens.fixture';
import { createEntry, type Entry } from './detail/entry';
import { createListedFindings } from './listed-findings';

let ending: AbortController;

beforeEach(() => {
  ending = new AbortController();
});

afterEach(() => ending.abort());

const exp = startSeconds + 300;
const ordinary = makeToken({ iss: 'https://id.test', sub: 'alice', aud: 'https://api.test', exp });
const unsigned = makeToken({ sub: 'mallory', exp }, { alg: 'none' });

/** Tokens with IDs from 1, and the IDs whose context was read. */
function open(...raws: readonly string[]) {
  const clock = createTestClock(startSeconds * 1_000);
  const makeEntries = () =>
    new Map(raws.map((raw, index) => [index + 1, createEntry(makeRow(index + 1, raw), undefined)]));
  const tokens = signal<ReadonlyMap<number, Entry>>(makeEntries());
  const isNeeded = signal(false);
  const reads: number[] = [];
  const call = (async (_: string, { tokenId }: { readonly tokenId: number }) => {
    reads.push(tokenId);
    return { ok: true, value: {} };
  }) as unknown as PanelSession['call'];
  const hasFinding = createListedFindings({
    call,
    clock,
    tokens: () => tokens.value,
    isNeeded,
    ended: ending.signal,
  });
  const found = computed(() =>
    [...tokens.value].filter(([, { facts }]) => hasFinding(facts.token)).map(([id]) => id),
  );
  /** Runs the tasks that are due. */
  const until = (check: () => void) =>
    vi.waitFor(
      () => {
        clock.pass(0);
        check();
      },
      { interval: 2, timeout: 10_000 },
    );
  /** A request with this token: its row changes. */
  const use = (id: number) => {
    const entry = tokens.value.get(id);
    if (entry === undefined) throw new Error('no such token');
    tokens.value = new Map(tokens.value).set(id, createEntry({ ...entry.row, requests: 1 }, entry));
  };
  return { clock, isNeeded, reads, found, until, use };
}

it('finds tokens with a finding of level High or Medium, once the filter needs it, each checked once', async () => {
  const { isNeeded, reads, found, until } = open(ordinary, unsigned, ordinary, unsigned);
  expect(found.value).toEqual([]);
  expect(reads).toEqual([]);
  isNeeded.value = true;
  await until(() => expect(reads).toEqual([1, 2, 3, 4]));
  await until(() => expect(found.value).toEqual([2, 4]));
  isNeeded.value = false;
  isNeeded.value = true;
  await until(() => expect(found.value).toEqual([2, 4]));
  expect(reads).toEqual([1, 2, 3, 4]);
});

it('checks a token again some time after its requests have changed', async () => {
  const { clock, isNeeded, reads, until, use } = open(ordinary, unsigned);
  isNeeded.value = true;
  await until(() => expect(reads).toEqual([1, 2]));
  use(2);
  await until(() => expect(clock.nowMs()).toBe(startSeconds * 1_000));
  expect(reads).toEqual([1, 2]);
  clock.pass(10_000);
  await until(() => expect(reads).toEqual([1, 2, 2]));
});

it('stops when the filter no longer needs it', async () => {
  const { isNeeded, reads, until } = open(...Array.from({ length: 50 }, (_, sub) => makeToken({ sub })));
  isNeeded.value = true;
  await until(() => expect(reads.length).toBeGreaterThan(2));
  isNeeded.value = false;
  const count = reads.length;
  await until(() => expect(reads.length).toBeLessThan(count + 3));
});
