import { describe, expect, it } from 'vitest';
import type { StreamMessage } from '../exchange/exchange';
import {
  makeBearer,
  makeBody,
  makeHttp,
  makeReading,
  makeReport,
  makeToken,
} from '../exchange/exchange.fixture';
import { createCaptureGate } from './capture-gate';

const token = makeToken();
const recording = { paused: false, preserve: true };
const paused = { paused: true, preserve: true };

function startGate() {
  const clock = { nowMs: 0 };
  const cleared: number[] = [];
  const gate = createCaptureGate({ nowMs: () => clock.nowMs, cleared: (atMs) => cleared.push(atMs) });
  const at = (nowMs: number, step: () => unknown) => {
    clock.nowMs = nowMs;
    step();
  };
  const isAdmitted = (atMs: number) =>
    [
      makeBearer(token, { sentAtMs: atMs }),
      makeBearer(token, { sentAtMs: atMs, source: 'web request' }),
      makeReading({ jwt: token }, { readAtMs: atMs }),
      makeReport(token, { reportedAtMs: atMs }),
    ].map((exchange) => gate.admit(exchange) === exchange);
  return { gate, cleared, at, isAdmitted };
}

const all = [true, true, true, true];
const none = [false, false, false, false];

it('everything is captured initially, from every source', () => {
  const { isAdmitted } = startGate();
  expect(isAdmitted(1_000)).toEqual(all);
  expect(isAdmitted(Number.NaN)).toEqual(all);
});

it('what was sent during a pause is not captured, whenever it is reported', () => {
  const { gate, at, isAdmitted } = startGate();
  at(1_000, () => gate.set(paused));
  at(1_200, () => gate.set(paused));
  expect([isAdmitted(999), isAdmitted(1_000)]).toEqual([all, none]);
  at(2_000, () => gate.set(recording));
  expect([isAdmitted(999), isAdmitted(1_000), isAdmitted(1_999), isAdmitted(2_000)]).toEqual([
    all,
    none,
    none,
    all,
  ]);
  at(3_000, () => gate.set(paused));
  at(4_000, () => gate.set(recording));
  expect([isAdmitted(1_500), isAdmitted(2_500), isAdmitted(3_500), isAdmitted(4_500)]).toEqual([
    none,
    all,
    none,
    all,
  ]);
});

it('what was sent before the log was cleared is not captured, and sources are notified', () => {
  const { gate, cleared, at, isAdmitted } = startGate();
  at(5_000, () => gate.clear());
  expect([isAdmitted(4_999), isAdmitted(5_000)]).toEqual([none, all]);
  expect(cleared).toEqual([5_000]);
});

it('what was sent before a navigation is not captured, unless the log is preserved', () => {
  const { gate, at, isAdmitted } = startGate();
  at(6_000, () => expect(gate.navigate(5_000)).toBeUndefined());
  expect(isAdmitted(1_000)).toEqual(all);
  gate.set({ paused: false, preserve: false });
  const sinceMs = gate.navigate(5_000);
  // The page's clock and the browser's are rounded differently.
  expect(sinceMs).toBe(4_950);
  expect([isAdmitted(4_949), isAdmitted(4_950)]).toEqual([none, all]);
  // An older navigation that is reported late doesn't undo this.
  gate.navigate(2_000);
  expect(isAdmitted(3_000)).toEqual(none);
  gate.set(recording);
  expect(isAdmitted(3_000)).toEqual(none);
});

it('what is sent from now on is captured even if a page reports a wrong time or the clock is set back', () => {
  const { gate, at, isAdmitted } = startGate();
  gate.set({ paused: false, preserve: false });
  at(5_000, () => expect(gate.navigate(9_000_000)).toBe(4_950));
  expect([isAdmitted(4_000), isAdmitted(5_000)]).toEqual([none, all]);
  at(6_000, () => gate.clear());
  at(3_000, () => expect(isAdmitted(3_000)).toEqual(all));
});

describe('stream', () => {
  const message = (atMs: number): StreamMessage => ({
    direction: 'sent',
    atMs,
    text: token,
    truncated: false,
  });
  const stream = makeBearer(token, {
    id: 'ws',
    sentAtMs: 1_000,
    status: 101,
    url: `wss://api.test/live?token=${token}`,
    responseBody: makeBody(token, 'text/plain'),
    messages: [message(1_500), message(2_500)],
  });

  it('continues as a new exchange with its later messages after the log was cleared', () => {
    const { gate, at } = startGate();
    at(2_000, () => gate.clear());
    const continued = gate.admit(stream);
    expect(continued).toEqual({
      ...makeHttp(),
      id: 'ws+1',
      sentAtMs: 2_500,
      answeredAtMs: stream.answeredAtMs,
      status: 101,
      url: 'wss://api.test/live',
      messages: [message(2_500)],
    });
    expect(gate.admit({ ...stream, messages: [message(2_600)] })?.id).toBe('ws+1');
    expect(gate.admit({ ...stream, messages: [message(1_600)] })).toBeUndefined();
    // The intake calls `admit` a second time for everything.
    expect(continued && gate.admit(continued)).toEqual(continued);
    at(3_000, () => gate.clear());
    expect(continued && gate.admit(continued)).toBeUndefined();
  });

  it('lacks messages that were sent during a pause', () => {
    const { gate, at } = startGate();
    at(2_000, () => gate.set(paused));
    expect(gate.admit(stream)).toEqual({ ...stream, messages: [message(1_500)] });
    at(3_000, () => gate.set(recording));
    expect(gate.admit({ ...stream, messages: [message(3_500)] })).toMatchObject({
      id: 'ws',
      messages: [message(3_500)],
    });
    const opened = makeHttp({ id: 'late', sentAtMs: 2_500, messages: [message(3_500)] });
    expect(gate.admit(opened)).toMatchObject({ sentAtMs: 3_500, messages: [message(3_500)] });
  });
});
