import { describe, expect, it } from 'vitest';
import { createCaptureGate } from '../../merge/capture-gate';
import { createLog } from '../../log/log';
import {
  makeBearer,
  makeBody,
  makeHeaders,
  makeHttp,
  makeReading,
  makeTokenOf,
} from '../../exchange/exchange.fixture';
import type { ActionCall } from './action-calls';
import type { InspectedPage, PageCall, StoredEntry } from './inspected-page';
import { createSession } from '../session';
import { settle } from '../session.fixture';
import type { SessionMessage } from '../protocol';

const token = makeTokenOf('alice');
const other = makeTokenOf('bob');

/** A session with a page that the test controls, and a panel. */
function start() {
  const calls: { readonly call: PageCall; readonly end: (status: number) => void }[] = [];
  const stored = new Map<string, string>();
  const written: StoredEntry[] = [];
  const overridden: unknown[] = [];
  let elapse = () => {};
  const page: InspectedPage = {
    call: (call) =>
      new Promise((resolve) => {
        calls.push({
          call,
          end: (status) => resolve({ kind: 'responded', status, startedAtMs: 5_000 }),
        });
      }),
    readStored: async ({ key }) => {
      const value = stored.get(key);
      return value === undefined ? { kind: 'missing' } : { kind: 'value', value };
    },
    writeStored: async (entry, expected, next) => {
      if (stored.get(entry.key) !== expected) return 'changed';
      written.push(entry);
      stored.set(entry.key, next);
      return 'written';
    },
    override: async (override) => {
      overridden.push(override);
      return override?.origin === 'https://denied.test' ? 'failed' : 'done';
    },
    wait: () => new Promise((resolve) => (elapse = resolve)),
  };
  const session = createSession({
    createLog,
    gate: createCaptureGate({ nowMs: () => 10_000 }),
    files: { read: async () => [], write: async () => undefined, preview: async () => undefined },
    schedule: () => {},
    page,
  });
  session.setSite('https://app.test', { state: 'off' });
  const received: SessionMessage[] = [];
  const connection = session.connect((message) => received.push(structuredClone(message)));
  let callId = 0;
  const call = async (made: ActionCall): Promise<() => unknown> => {
    const id = (callId += 1);
    connection.receive({ type: 'call', logId: 1, callId: id, call: made });
    await settle();
    return () => received.find((message) => message.type === 'answer' && message.callId === id);
  };
  const answerTo = async (made: ActionCall) => {
    const answered = (await call(made))() as { readonly result: unknown } | undefined;
    return answered?.result;
  };
  const actions = () => {
    const states = received.flatMap((message) =>
      'state' in message && message.state.actions ? [message.state.actions] : [],
    );
    return states.at(-1);
  };
  return {
    session,
    connection,
    calls,
    stored,
    written,
    overridden,
    call,
    answerTo,
    actions,
    elapse: () => elapse(),
  };
}

const resend = (exchangeId: string, isConfirmed = false): ActionCall => ({
  name: 'send again',
  resending: { exchangeId, choice: { kind: 'text', text: other } },
  isConfirmed,
  pageOrigin: 'https://app.test',
});

describe('sending again', () => {
  it('finds the new request among others, and waits until it is recorded', async () => {
    const { session, calls, call } = start();
    const before = makeBearer(token, { status: 401 });
    session.record(before);
    const answered = await call(resend(before.id));
    expect(calls[0]?.call.headers).toEqual(makeHeaders({ Authorization: `Bearer ${other}` }));
    session.record(makeBearer(token, { sentAtMs: 5_001 }));
    session.record(makeBearer(other, { sentAtMs: 5_001, url: 'https://api.test/other' }));
    calls[0]?.end(200);
    await settle();
    expect(answered()).toBeUndefined();
    const after = makeBearer(other, { sentAtMs: 5_002 });
    session.record(after);
    await settle();
    expect(answered()).toMatchObject({
      result: { ok: true, value: { outcome: 'responded', exchangeId: after.id } },
    });
  });

  it('ends without a request if none is recorded in time', async () => {
    const { session, calls, call, elapse } = start();
    const before = makeBearer(token);
    session.record(before);
    const answered = await call(resend(before.id));
    calls[0]?.end(200);
    await settle();
    elapse();
    await settle();
    expect(answered()).toMatchObject({ result: { value: { outcome: 'responded' } } });
  });

  it('sends what can change something only if it is confirmed', async () => {
    const { session, calls, answerTo } = start();
    const post = makeBearer(token, { method: 'POST' });
    session.record(post);
    expect(await answerTo(resend(post.id))).toEqual({
      ok: true,
      value: { outcome: 'rejected', problem: 'not-confirmed' },
    });
    expect(calls).toEqual([]);
    await answerTo(resend(post.id, true));
    expect(calls).toHaveLength(1);
  });

  it('sends nothing while capture is paused, or for an unknown request', async () => {
    const { session, connection, calls, answerTo } = start();
    const get = makeBearer(token);
    session.record(get);
    connection.receive({ type: 'settings', logId: 1, settings: { paused: true, preserve: true } });
    expect(await answerTo(resend(get.id))).toMatchObject({ value: { problem: 'paused' } });
    expect(await answerTo(resend('http-0'))).toEqual({ ok: false, error: 'not found' });
    expect(calls).toEqual([]);
  });
});

it('takes no call of the page without a token or with another body for the one it sent', async () => {
  const { session, calls, call, elapse } = start();
  const requestBody = makeBody('{"a":1}', 'application/json');
  const post = makeBearer(token, { method: 'POST', requestBody });
  session.record(post);
  const answered = await call({
    name: 'send again',
    resending: { exchangeId: post.id, choice: { kind: 'none' } },
    isConfirmed: true,
    pageOrigin: 'https://app.test',
  });
  const facts = { method: 'POST', url: post.url, sentAtMs: 5_001 };
  session.record(makeBearer(token, { ...facts, requestBody }));
  session.record(makeHttp({ ...facts, requestBody: makeBody(`{"a":"${token}"}`, 'application/json') }));
  calls[0]?.end(200);
  await settle();
  elapse();
  await settle();
  expect(answered()).toMatchObject({ result: { value: { outcome: 'responded' } } });
  expect(JSON.stringify(answered())).not.toContain('exchangeId');
});

it('sends nothing to an origin whose calls get another token', async () => {
  const { session, calls, answerTo } = start();
  const get = makeBearer(token);
  session.record(get);
  const override = { origin: new URL(get.url).origin, authorization: 'Bearer x' };
  await answerTo({ name: 'override', override });
  expect(await answerTo(resend(get.id))).toMatchObject({ value: { problem: 'overridden' } });
  expect(calls).toEqual([]);
});

it('sends nothing if another page is shown than in the plan', async () => {
  const { session, calls, answerTo } = start();
  const get = makeBearer(token);
  session.record(get);
  session.setSite('https://evil.test', { state: 'off' });
  expect(await answerTo(resend(get.id))).toMatchObject({ value: { problem: 'page-changed' } });
  expect(calls).toEqual([]);
});

describe('writing back', () => {
  const write = (facts: object): ActionCall => ({
    name: 'write back',
    write: {
      tokenId: 1,
      origin: 'https://app.test',
      area: 'localStorage',
      key: 'auth',
      text: other,
      ...facts,
    },
  });

  it('replaces only the token in JSON, and restores it', async () => {
    const { session, stored, answerTo, actions } = start();
    const value = `{"token": "${token}", "n": 1.0}`;
    session.record(makeReading({ auth: value }));
    stored.set('auth', value);
    expect(await answerTo(write({ text: 'a"b' }))).toEqual({ ok: true });
    expect(stored.get('auth')).toBe('{"token": "a\\"b", "n": 1.0}');
    expect(actions()?.writes).toEqual([
      { id: 1, origin: 'https://app.test', area: 'localStorage', key: 'auth' },
    ]);
    expect(await answerTo({ name: 'undo write', writeId: 1 })).toEqual({ ok: true });
    expect(stored.get('auth')).toBe(value);
    expect(actions()?.writes).toEqual([]);
  });

  it('does not undo what was changed since', async () => {
    const { session, stored, answerTo, actions } = start();
    session.record(makeReading({ auth: token }));
    stored.set('auth', token);
    await answerTo(write({}));
    stored.set('auth', 'new');
    expect(await answerTo({ name: 'undo write', writeId: 1 })).toEqual({ ok: true, value: 'changed' });
    expect(stored.get('auth')).toBe('new');
    expect(actions()?.writes).toHaveLength(1);
    stored.set('auth', other);
    expect(await answerTo({ name: 'undo write', writeId: 1 })).toEqual({ ok: true });
    expect(stored.get('auth')).toBe(token);
  });

  it('undoes consecutive writes to an entry together, and once', async () => {
    const { session, stored, written, call, answerTo, actions } = start();
    session.record(makeReading({ auth: token, later: other }));
    stored.set('auth', token);
    await answerTo(write({}));
    await answerTo(write({ tokenId: 2, text: 'third' }));
    expect(stored.get('auth')).toBe('third');
    expect(actions()?.writes.map(({ id }) => id)).toEqual([2]);
    const undo = { name: 'undo write', writeId: 2 } as const;
    const [first, second] = await Promise.all([call(undo), call(undo)]);
    expect([first(), second()]).toMatchObject([{ result: { ok: true } }, { result: { ok: true } }]);
    expect(stored.get('auth')).toBe(token);
    expect(written).toHaveLength(3);
  });

  it('is forgotten with everything else', async () => {
    const { session, stored, overridden, answerTo, actions } = start();
    session.record(makeReading({ auth: token }));
    stored.set('auth', token);
    await answerTo(write({}));
    const override = { origin: 'https://api.test', authorization: 'Bearer x' };
    await answerTo({ name: 'override', override });
    expect(session.storedData().changes).toBe(2);
    await session.forget();
    await settle();
    expect(session.storedData().changes).toBe(0);
    expect(actions()).toEqual({ writes: [] });
    expect(overridden).toEqual([override, undefined]);
  });

  it('writes nothing if the entry does not contain the token as text, or is gone', async () => {
    const { session, stored, written, answerTo } = start();
    session.record(makeReading({ auth: token }));
    expect(await answerTo(write({}))).toEqual({ ok: true, value: 'missing' });
    stored.set('auth', btoa(token));
    expect(await answerTo(write({}))).toEqual({ ok: true, value: 'encoded' });
    expect(written).toEqual([]);
  });

  it('writes a cookie without those of a cookie that the browser did not accept', async () => {
    const { session, stored, written, answerTo } = start();
    const responseHeaders = makeHeaders({ 'Set-Cookie': `auth=${token}; Domain=app.test; Path=/evil` });
    session.record(makeHttp({ url: 'https://other.test/', responseHeaders }));
    stored.set('auth', token);
    expect(await answerTo(write({ area: 'cookie' }))).toEqual({ ok: true });
    expect(written[0]?.attributes).toBe('; Path=/; Secure');
  });

  it('writes a cookie with the attributes of the captured one', async () => {
    const { session, stored, written, answerTo } = start();
    session.record(
      makeHttp({
        url: 'https://app.test/login/start',
        answeredAtMs: Date.UTC(2026, 0, 1),
        responseHeaders: makeHeaders({
          'Set-Cookie': `auth=${token}; Domain=app.test; Max-Age=60; Secure; SameSite=Lax`,
        }),
      }),
    );
    stored.set('auth', token);
    expect(await answerTo(write({ area: 'cookie', text: 'a;b' }))).toEqual({ ok: true, value: 'token-text' });
    expect(await answerTo(write({ area: 'cookie' }))).toEqual({ ok: true });
    expect(written[0]?.attributes).toBe(
      '; Path=/login; Domain=app.test; Expires=Thu, 01 Jan 2026 00:01:00 GMT; Secure; SameSite=Lax',
    );
  });
});

describe('replacing credentials', () => {
  const override = (origin: string): ActionCall => ({
    name: 'override',
    override: { origin, authorization: `Bearer ${token}` },
  });

  it('is shown while it is on', async () => {
    const { session, overridden, answerTo, actions } = start();
    expect(await answerTo(override('https://api.test'))).toEqual({ ok: true, value: 'done' });
    expect(actions()).toEqual({ writes: [], overrideOrigin: 'https://api.test' });
    await answerTo({ name: 'override' });
    expect(actions()).toEqual({ writes: [] });
    await answerTo(override('https://api.test'));
    session.overrideEnded();
    expect(actions()).toEqual({ writes: [] });
    expect(overridden).toHaveLength(3);
  });

  it('ends, and writes can no longer be undone, when everything is forgotten', async () => {
    const { session, stored, overridden, answerTo, actions } = start();
    session.record(makeReading({ auth: token }));
    stored.set('auth', token);
    await answerTo({
      name: 'write back',
      write: { tokenId: 1, origin: 'https://app.test', area: 'localStorage', key: 'auth', text: other },
    });
    await answerTo(override('https://api.test'));
    expect(session.storedData()).toMatchObject({ changes: 2 });
    await session.forget();
    expect(actions()).toEqual({ writes: [] });
    expect(overridden.at(-1)).toBeUndefined();
    expect(session.storedData()).toEqual({ requests: 0, tokens: 0, keys: 0, changes: 0, texts: 0 });
  });

  it('is not shown if the browser rejects it', async () => {
    const { answerTo, actions } = start();
    expect(await answerTo(override('https://denied.test'))).toEqual({ ok: true, value: 'failed' });
    expect(actions()).toEqual({ writes: [] });
  });
});
