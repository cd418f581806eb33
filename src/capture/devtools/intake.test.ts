import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createCaptureGate,
  createLog,
  type CaptureGate,
  type Exchange,
  type HttpExchange,
  type StorageReading,
} from '../../traffic';
import { maxWaitingLength } from '../protocol/limits';
import { createIntake } from './intake';

const sentAtMs = 1_772_359_200_000;

function createExchange(changed: Partial<HttpExchange> = {}): HttpExchange {
  return {
    kind: 'http',
    id: 'stream-1',
    sentAtMs,
    answeredAtMs: sentAtMs + 10,
    method: 'GET',
    url: 'wss://api.test/live',
    requestHeaders: [{ name: 'Sec-WebSocket-Key', value: 'a2V5' }],
    responseHeaders: [],
    status: 101,
    statusText: '',
    source: 'network log',
    ...changed,
  };
}
const message = (text: string) =>
  ({ direction: 'received', atMs: sentAtMs, text, truncated: false }) as const;

let recorded: Exchange[];
let amended: HttpExchange[];
let gate: CaptureGate;
let intake: ReturnType<typeof createIntake>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: sentAtMs });
  recorded = [];
  amended = [];
  gate = createCaptureGate({ nowMs: () => Date.now() });
  intake = createIntake({
    gate,
    record: (exchange) => void recorded.push(exchange),
    amend: (exchange) => void amended.push(exchange),
    dropped: () => {},
    messagesDropped: () => {},
  });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Resolves when everything taken before has been emitted. */
const emitted = () => new Promise<void>((resolve) => intake.after(resolve));

it("merges the background's observation of a response into a pending request", async () => {
  const bearer = { name: 'authorization', value: 'Bearer a' };
  const facts = { url: 'https://api.test/poll', status: 200, requestHeaders: [bearer] };
  const cookie = { name: 'Cookie', value: 'a=1' };
  intake.take(createExchange({ ...facts, status: 0, isPending: true }));
  intake.take(
    createExchange({ ...facts, id: 'web-1', source: 'web request', requestHeaders: [bearer, cookie] }),
  );
  intake.update(createExchange({ ...facts, requestHeaders: [] }), createExchange(facts));
  vi.advanceTimersByTime(10_000);
  await emitted();
  expect(recorded.length).toBe(1);
  expect(amended).toMatchObject([
    { id: 'stream-1', status: 200, requestHeaders: [] },
    { id: 'stream-1', status: 200, requestHeaders: [cookie] },
  ]);
});

it('runs no timer while nothing waits', async () => {
  intake.take(createExchange());
  await emitted();
  expect(recorded.length).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});

it('emits a request without a second observation after a while, and stops the timer', async () => {
  intake.take(createExchange({ source: 'web request' }));
  await emitted();
  expect(recorded).toEqual([]);
  await vi.advanceTimersByTimeAsync(10_000);
  await emitted();
  expect(recorded.length).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});

it("adds a stream's messages to the recorded request, whichever source's ID it has", async () => {
  intake.take(createExchange({ id: 'web-1', source: 'web request' }));
  await vi.advanceTimersByTimeAsync(10_000);
  intake.take(createExchange({ messages: [message('one')] }));
  intake.update(createExchange({ messages: [message('two')] }));
  await emitted();
  expect(recorded.map((exchange) => exchange.id)).toEqual(['web-1']);
  expect(amended.map(({ id }) => id)).toEqual(['web-1', 'web-1']);
});

it('keeps the ID of a stream that the network log reported first', async () => {
  intake.take(createExchange());
  intake.update(createExchange({ messages: [message('two')] }));
  await emitted();
  expect(amended.map(({ id }) => id)).toEqual(['stream-1']);
});

it('emits everything in the order in which it was taken', async () => {
  const reading: StorageReading = {
    kind: 'storage',
    id: 'reading-1',
    readAtMs: sentAtMs,
    origin: 'https://app.test',
    area: 'localStorage',
    entries: [],
  };
  intake.take(createExchange({ id: 'http-1' }));
  intake.take(reading);
  intake.take(createExchange({ id: 'http-2', url: 'https://api.test/2' }));
  let seen = 0;
  intake.after(() => (seen = recorded.length));
  await emitted();
  expect(recorded.map(({ id }) => id)).toEqual(['http-1', 'reading-1', 'http-2']);
  expect(seen).toBe(3);
});

it('leaves out bodies with a reason while too much text waits to be searched', async () => {
  let messagesDropped = 0;
  const taken: Exchange[] = [];
  const full = createIntake({
    gate,
    record: (exchange) => void taken.push(exchange),
    amend: () => {},
    dropped: () => {},
    messagesDropped: () => (messagesDropped += 1),
  });
  const text = 'x'.repeat(2 * 1024 * 1024);
  const body = { text, end: text, mimeType: 'text/plain', truncated: true, gap: 'middle' } as const;
  const count = maxWaitingLength / (2 * text.length) + 3;
  for (let index = 0; index < count; index += 1) {
    full.take(createExchange({ id: `h-${index}`, responseBody: body }));
  }
  const small = { text: '', mimeType: 'text/plain', truncated: true, gap: 'media' } as const;
  full.take(createExchange({ id: 'one', requestBody: body, responseBody: small }));
  full.take(createExchange({ id: 'two', messages: [message('one')] }));
  await new Promise<void>((resolve) => full.after(resolve));
  const bodiesOf = (exchange: Exchange) => (exchange.kind === 'http' ? exchange : undefined);
  expect(taken.map((exchange) => bodiesOf(exchange)?.responseBody?.gap)).toEqual([
    ...Array.from({ length: count }, (_, index) => (index < count - 3 ? 'middle' : 'backlog')),
    'media',
    undefined,
  ]);
  expect(bodiesOf(taken[count] ?? createExchange())?.requestBody).toMatchObject({ text: '', gap: 'backlog' });
  expect([messagesDropped, bodiesOf(taken[count + 1] ?? createExchange())?.messages]).toEqual([1, undefined]);
});

it('emits nothing before an earlier exchange has been searched', async () => {
  const order: string[] = [];
  const slow = createIntake({
    gate,
    *record({ id }) {
      order.push(`begins ${id}`);
      for (let piece = 0; piece < 50; piece += 1) yield undefined;
      order.push(`ends ${id}`);
    },
    amend: () => {},
    dropped: () => {},
    messagesDropped: () => {},
  });
  slow.take(createExchange({ id: 'first' }));
  slow.after(() => void order.push('navigated'));
  slow.take(createExchange({ id: 'second' }));
  await new Promise<void>((resolve) => slow.after(resolve));
  expect(order).toEqual(['begins first', 'ends first', 'navigated', 'begins second', 'ends second']);
});

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

describe('a log that is cleared, paused or navigated', () => {
  const bearer = { name: 'Authorization', value: `Bearer ${token}` };
  const cookie = { name: 'Cookie', value: `session=${token}` };
  const facts = { url: 'https://api.test/orders', status: 200, requestHeaders: [bearer] };
  const recording = { paused: false, preserve: true };

  function startLog() {
    const log = createLog();
    const logIntake = createIntake({
      gate,
      record: (exchange) => void log.record(exchange),
      amend: (exchange) => void log.amend(exchange),
      dropped: () => {},
      messagesDropped: () => {},
    });
    const clear = () => {
      gate.clear();
      log.clear();
    };
    const done = async () => {
      await vi.advanceTimersByTimeAsync(10_000);
      await new Promise<void>((resolve) => logIntake.after(resolve));
      return { rows: log.rows().length, requests: log.counts().requests };
    };
    return { log, intake: logIntake, clear, done };
  }

  it('gets no cleared token back from later observations', async () => {
    const { intake: logIntake, clear, done } = startLog();
    logIntake.take(createExchange(facts));
    await done();
    clear();
    logIntake.take(
      createExchange({ ...facts, id: 'web-1', source: 'web request', requestHeaders: [bearer, cookie] }),
    );
    logIntake.update(createExchange({ ...facts, requestHeaders: [cookie] }), createExchange(facts));
    expect(await done()).toEqual({ rows: 0, requests: 0 });
  });

  it('takes nothing that was waiting when it was cleared', async () => {
    const { intake: logIntake, clear, done } = startLog();
    logIntake.take(createExchange({ ...facts, source: 'web request' }));
    logIntake.take(createExchange({ ...facts, id: 'http-2', url: 'https://api.test/2' }));
    vi.advanceTimersByTime(10);
    clear();
    expect(await done()).toEqual({ rows: 0, requests: 0 });
  });

  it("takes no request made during a pause, even if it's reported or completed afterwards", async () => {
    const { intake: logIntake, done } = startLog();
    gate.set({ paused: true, preserve: true });
    const made = { ...facts, sentAtMs: sentAtMs + 100 };
    logIntake.take(createExchange({ ...made, status: 0, isPending: true }));
    vi.advanceTimersByTime(1_000);
    gate.set(recording);
    logIntake.update(createExchange({ ...made, requestHeaders: [cookie] }), createExchange(made));
    logIntake.take(createExchange({ ...made, id: 'web-1', source: 'web request' }));
    expect(await done()).toEqual({ rows: 0, requests: 0 });
    logIntake.take(createExchange({ ...facts, id: 'http-3', sentAtMs: sentAtMs + 20_000 }));
    expect(await done()).toEqual({ rows: 1, requests: 1 });
  });

  it('takes the response of a request that was made before a pause', async () => {
    const { log, intake: logIntake, done } = startLog();
    logIntake.take(createExchange({ ...facts, sentAtMs: sentAtMs - 1, status: 0, isPending: true }));
    gate.set({ paused: true, preserve: true });
    logIntake.update(createExchange({ ...facts, sentAtMs: sentAtMs - 1, status: 401, requestHeaders: [] }));
    expect(await done()).toEqual({ rows: 1, requests: 1 });
    expect(log.exchange('stream-1')).toMatchObject({ status: 401 });
  });

  it('takes no late request of the previous page', async () => {
    const { log, intake: logIntake, done } = startLog();
    gate.set({ paused: false, preserve: false });
    logIntake.take(createExchange(facts));
    logIntake.after(() => void log.clear(gate.navigate(sentAtMs + 1_000)));
    await done();
    logIntake.take(createExchange({ ...facts, id: 'http-2', sentAtMs: sentAtMs + 500 }));
    logIntake.update(createExchange({ ...facts, requestHeaders: [cookie] }));
    expect(await done()).toEqual({ rows: 0, requests: 0 });
    logIntake.take(createExchange({ ...facts, id: 'http-3', sentAtMs: sentAtMs + 1_000 }));
    expect(await done()).toEqual({ rows: 1, requests: 1 });
  });

  it('takes messages of a stream after it was cleared, and counts the stream once', async () => {
    const { log, intake: logIntake, clear, done } = startLog();
    const at = (atMs: number) => ({ ...message(token), atMs });
    logIntake.take(createExchange({ requestHeaders: [bearer] }));
    vi.advanceTimersByTime(1_000);
    clear();
    for (const atMs of [2_000, 3_000]) logIntake.update(createExchange({ messages: [at(sentAtMs + atMs)] }));
    expect(await done()).toEqual({ rows: 1, requests: 1 });
    const [row] = log.rows();
    expect(log.sightings(row?.id ?? 0).map(({ kind }) => kind)).toEqual([
      'message received',
      'message received',
    ]);
  });
});
