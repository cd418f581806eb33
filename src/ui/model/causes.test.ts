import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { maxCausesPerCall, type CauseSummary, type PanelSession, type RequestSummary } from '../../traffic';
import { createTestClock } from '../fixture/clock.fixture';
import { settle } from '../fixture/panel.fixture';
import { createCauses } from './causes';

let ending = new AbortController();
beforeEach(() => {
  ending = new AbortController();
});
afterEach(() => ending.abort());

function makeSummary(id: string): RequestSummary {
  const url = 'https://a.test/';
  return { id, method: 'GET', url, status: 401, isRejected: true, sentAtMs: 0, tokenIds: [], sentIds: [] };
}

function open() {
  const clock = createTestClock(1_000_000);
  const rejected = signal<readonly RequestSummary[]>([]);
  const changes = signal(0);
  const keySets = signal<readonly string[]>([]);
  const subject = signal<RequestSummary | undefined>(undefined);
  const needsAll = signal(false);
  const changed: string[] = [];
  const asked: string[][] = [];
  const codes = new Map<string, CauseSummary['code']>();
  const causeOf = (id: string) => {
    const code = codes.get(id);
    return code && ({ code, certainty: 'likely', params: [] } as const);
  };
  const call = (async (name: string, params: { exchangeIds?: string[]; exchangeId?: string }) => {
    if (name === 'rejection') {
      const cause = causeOf(params.exchangeId ?? '');
      return { ok: true, value: cause && { causes: [{ ...cause, evidence: [] }] } };
    }
    asked.push(params.exchangeIds ?? []);
    return { ok: true, value: params.exchangeIds?.map(causeOf) };
  }) as unknown as PanelSession['call'];
  const { causes, forget } = createCauses({
    call,
    clock,
    rejected,
    changes,
    keySets,
    subject,
    needsAll,
    onChange: (ids) => changed.push(...ids),
    ended: ending.signal,
  });
  const record = (...ids: readonly string[]) => {
    rejected.value = ids.map((id) => makeSummary(id));
    changes.value += 1;
  };
  return { causes, forget, clock, rejected, record, keySets, subject, needsAll, changed, asked, codes };
}

describe('the causes in the list', () => {
  it('are all read again with new keys', async () => {
    const { causes, clock, record, keySets, codes } = open();
    codes.set('a', 'signature');
    record('a');
    await settle();
    expect(causes.of('a')?.code).toBe('signature');
    codes.set('a', 'audience');
    keySets.value = ['new'];
    clock.pass(1_000);
    await settle();
    expect(causes.of('a')?.code).toBe('audience');
  });

  it('are read once for each rejected request, and all again after ten seconds', async () => {
    const { causes, forget, clock, record, asked, codes } = open();
    codes.set('a', 'scope').set('b', 'expired');
    record();
    expect(asked).toEqual([]);
    record('a');
    await settle();
    expect(causes.of('a')?.code).toBe('scope');
    record('a', 'b');
    await settle();
    expect(causes.of('b')).toBeUndefined();
    clock.pass(1_000);
    await settle();
    expect(causes.of('b')?.code).toBe('expired');
    expect(asked).toEqual([['a'], ['b']]);
    codes.set('a', 'audience');
    clock.pass(10_000);
    record('a', 'b');
    await settle();
    expect(causes.of('a')?.code).toBe('audience');
    expect(asked.at(-1)).toEqual(['a', 'b']);
    forget();
    expect(causes.of('a')).toBeUndefined();
  });
});

describe('the causes of many requests', () => {
  const count = 1_000;
  const ids = Array.from({ length: count }, (_, index) => `r${index}`);

  it('are read for the newest ones and for the rows in view, which come first', async () => {
    const { causes, record, asked, codes } = open();
    for (const id of ids) codes.set(id, 'scope');
    record(...ids);
    await settle();
    expect(asked).toEqual([ids.slice(-maxCausesPerCall)]);
    expect(causes.known('r5')).toBeUndefined();
    expect(['r5', 'r6'].map((id) => causes.of(id))).toEqual([undefined, undefined]);
    await settle();
    expect(asked.slice(1)).toEqual([['r5', 'r6']]);
    expect(['r5', 'r999'].map((id) => causes.known(id)?.code)).toEqual(['scope', 'scope']);
  });

  it('are all read while they are needed, in batches from the newest on, each once', async () => {
    const { causes, clock, record, needsAll, asked, changed, codes } = open();
    for (const id of ids) codes.set(id, 'scope');
    needsAll.value = true;
    record(...ids);
    for (let batch = 0; batch < 10; batch += 1) await settle();
    expect(asked.map(({ length }) => length)).toEqual([200, 200, 200, 200, 200]);
    expect(asked[1]?.[0]).toBe('r799');
    expect(new Set(asked.flat()).size).toBe(count);
    expect(causes.known('r0')?.code).toBe('scope');
    expect(new Set(changed)).toEqual(new Set(ids));
    // Later requests can change only what is new or in view.
    asked.length = changed.length = 0;
    clock.pass(20_000);
    record(...ids, 'new');
    for (let batch = 0; batch < 10; batch += 1) await settle();
    expect(asked.flat()).toHaveLength(maxCausesPerCall + 1);
    expect(causes.known('r0')?.code).toBe('scope');
    expect(changed).toEqual([]);
  });
});

it('goes on with the causes of another log, if it is shown during a call', async () => {
  const { causes, forget, clock, record, codes } = open();
  codes.set('a', 'scope').set('b', 'expired');
  record('a');
  forget();
  record('b');
  for (let second = 0; second < 3; second += 1) clock.pass(1_000);
  await settle();
  expect(['a', 'b'].map((id) => causes.known(id)?.code)).toEqual([undefined, 'expired']);
});

it('forgets the causes of requests that the log has evicted', async () => {
  const { causes, clock, record, codes } = open();
  for (const id of ['a', 'b']) codes.set(id, 'scope');
  record('a', 'b');
  await settle();
  expect(causes.known('a')?.code).toBe('scope');
  record('b');
  clock.pass(10_000);
  await settle();
  expect(['a', 'b'].map((id) => causes.known(id)?.code)).toEqual([undefined, 'scope']);
});

describe('the shown rejection', () => {
  it('is that of the subject, and never that of the one before', async () => {
    const { causes, rejected, record, subject, codes } = open();
    codes.set('a', 'scope').set('b', 'expired');
    record('a', 'b');
    subject.value = rejected.value[0];
    await settle();
    expect(causes.shown.value?.rejection.causes[0]?.code).toBe('scope');
    subject.value = rejected.value[1];
    expect(causes.shown.value).toBeUndefined();
    await settle();
    expect(causes.shown.value?.request.id).toBe('b');
    subject.value = undefined;
    await settle();
    expect(causes.shown.value).toBeUndefined();
  });
});
