import { describe, expect, it } from 'vitest';
import type { Call, CallResult, PanelSession, Sighting } from '../../traffic';
import { createTestClock } from '../fixture/clock.fixture';
import { makeSighting, settle } from '../fixture/panel.fixture';
import { createSightings } from './sightings';

/** A log with one token, and the calls that the model has made. */
function open(maxStored = 2_000) {
  const clock = createTestClock(0);
  const log: Sighting[] = [];
  const calls: Call[] = [];
  let total = 0;
  const call = async (name: string, params: object): Promise<CallResult<unknown>> => {
    calls.push({ name, ...params } as Call);
    if (name === 'context') return { ok: true, value: { timesSeen: total } };
    const { from, to } = params as { from: number; to: number };
    const value = { sightings: log.toReversed().slice(from, to), stored: log.length, total };
    return { ok: true, value };
  };
  const model = createSightings({ call: call as PanelSession['call'] }, clock);
  const record = (count = 1) => {
    for (let added = 0; added < count; added += 1) {
      log.push(makeSighting({ url: `https://api.test/${total}` }));
      total += 1;
      if (log.length > maxStored) log.shift();
    }
    return total;
  };
  const read = () => Array.from({ length: model.count.value }, (_, index) => model.at(index)?.url);
  const callsOf = (name: Call['name']) => calls.filter((made) => made.name === name);
  return { model, clock, log, calls, record, read, callsOf, total: () => total };
}

const urls = (...numbers: number[]) => numbers.map((number) => `https://api.test/${number}`);

describe('createSightings', () => {
  it('reads all sightings once, then only new ones', async () => {
    const { model, record, read, calls, callsOf } = open();
    record(3);
    model.select(1);
    await settle();
    expect(read()).toEqual(urls(2, 1, 0));
    model.update(record(), false);
    await settle();
    expect(read()).toEqual(urls(3, 2, 1, 0));
    const [, second] = callsOf('sightings');
    expect(second).toMatchObject({ from: 0, to: 101 });
    expect(calls).toHaveLength(3);
  });

  it('reads sightings that arrive during a call exactly once', async () => {
    const { model, record, read } = open();
    model.select(1);
    await settle();
    model.update(record(2), false);
    // These arrive during the call, and exceed the range it reads.
    record(200);
    await settle();
    model.update(record(1), false);
    await settle();
    expect(read()).toEqual(urls(...Array.from({ length: 203 }, (_, index) => 202 - index)));
  });

  it('reads all sightings again after earlier ones were amended, at most once per interval', async () => {
    const { model, clock, log, record, callsOf } = open();
    const total = record(2);
    model.select(1);
    await settle();
    const amend = (status: number) => {
      log[0] = makeSighting({ status });
      model.update(0, true);
    };
    for (let status = 400; status < 450; status += 1) {
      amend(status);
      await settle();
    }
    expect(callsOf('sightings')).toHaveLength(1);
    clock.pass(1_000);
    await settle();
    expect(callsOf('sightings')).toHaveLength(2);
    expect(model.at(total - 1)?.status).toBe(449);
  });

  it('reads the context at most once per interval, and once more at the end', async () => {
    const { model, clock, record, callsOf, total } = open();
    record();
    model.select(1);
    await settle();
    for (let time = 0; time < 40; time += 1) {
      model.update(record(), false);
      clock.pass(250);
      await settle();
    }
    expect(callsOf('sightings').length).toBeGreaterThan(40);
    expect(callsOf('context').length).toBeLessThan(14);
    clock.pass(1_000);
    await settle();
    expect(model.context.value).toEqual({ timesSeen: total() });
  });

  it('stores a limited number of sightings beyond those in the log', async () => {
    const { model, record } = open(2_000);
    record(2_000);
    model.select(1);
    await settle();
    let most = 0;
    for (let time = 0; time < 100; time += 1) {
      model.update(record(100), false);
      await settle();
      most = Math.max(most, model.count.value);
    }
    expect(most).toBeGreaterThan(2_000);
    expect(most).toBeLessThanOrEqual(4_200);
    expect(model.at(0)?.url).toBe('https://api.test/11999');
  });

  it('drops results for a token that is no longer selected', async () => {
    const { model, record, read } = open();
    record(2);
    model.select(1);
    model.select(undefined);
    await settle();
    expect(read()).toEqual([]);
    expect(model.context.value).toBeUndefined();
  });
});
