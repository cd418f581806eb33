import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  createCaptureGate,
  createLog,
  createPanelSession,
  createSession,
  type HttpExchange,
  type StorageReading,
} from '../../traffic';
import { createTestClock } from '../fixture/clock.fixture';
import { decryptHere } from '../fixture/decrypt.fixture';
import { english } from '../fixture/english.fixture';
import { contentKey, makeJwe } from '../fixture/nested.fixture';
import { settle } from '../fixture/panel.fixture';
import { signToken, startSeconds } from '../fixture/tokens.fixture';
import { createPanelModel } from './panel';

const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

function makeRequest(id: string, token: string): HttpExchange {
  return {
    kind: 'http',
    id,
    sentAtMs: startSeconds * 1_000,
    answeredAtMs: startSeconds * 1_000,
    method: 'GET',
    url: 'https://api.test/',
    requestHeaders: [{ name: 'authorization', value: `Bearer ${token}` }],
    responseHeaders: [],
    status: 200,
    statusText: '',
    source: 'network log',
  };
}

/** A session, and `dock`, which replaces its panel by a new one, as Firefox does when DevTools is docked elsewhere. */
function open() {
  const session = createSession({
    createLog,
    gate: createCaptureGate({ nowMs: () => startSeconds * 1_000 }),
    files: { read: async () => [], write: async () => undefined },
    schedule: (callback) => void setTimeout(callback),
  });
  let clock = createTestClock(startSeconds * 1_000);
  const dock = async () => {
    await settle();
    for (const end of ends.splice(0)) end();
    clock = createTestClock(startSeconds * 1_000);
    let receive: (message: unknown) => void = () => {};
    const done = async () => ({ ok: true }) as const;
    const model = createPanelModel({
      session: createPanelSession({
        subscribe: (listener) => (receive = listener),
        post: (message) => queueMicrotask(() => connection.receive(structuredClone(message))),
        after: clock.after,
      }),
      commands: {
        copyText: done,
        reloadPage: done,
        watch: done,
        unwatch: done,
        decrypt: decryptHere,
        fetchDocument: async () => ({ ok: false, reason: 'unreachable' }),
        trySecrets: async () => ({ outcome: 'none', tried: 0 }),
      },
      clock,
      translate: english,
    });
    const connection = session.connect((message) => queueMicrotask(() => receive(structuredClone(message))));
    ends.push(model.end, connection.end);
    await settle();
    return model;
  };
  return { session, dock, pass: (ms: number) => clock.pass(ms) };
}

type Panel = Awaited<ReturnType<ReturnType<typeof open>['dock']>>;

async function detailOf({ detail }: Panel) {
  await import('./detail/lazy-detail');
  await settle();
  if (detail.value === undefined) throw new Error('the detail is not loaded');
  return detail.value;
}

const until = (check: () => void) => vi.waitFor(check, { interval: 2, timeout: 4_000 });

it('restores the keys for signatures and encrypted tokens, the selection and the filter', async () => {
  const { session, dock } = open();
  const secret = 'a secret of thirty-two characters';
  session.record(makeRequest('1', await signToken({ iss: 'https://id.test' }, secret)));
  session.record(makeRequest('2', await signToken({ sub: 'no issuer' }, secret)));
  session.record(makeRequest('3', await makeJwe({ sub: 'encrypted' })));
  const panel = await dock();
  const { keyBox, decryption } = await detailOf(panel);
  for (const id of [1, 2]) {
    panel.tokens.select(id);
    keyBox.type(secret);
    keyBox.verify();
  }
  panel.tokens.select(3);
  decryption.type(contentKey);
  decryption.decrypt();
  await until(() => expect(decryption.outcome.value?.status).toBe('decrypted'));
  // A key that is typed but not tried isn't sent.
  panel.tokens.select(1);
  keyBox.type('x'.repeat(5 * 1024 * 1024));
  panel.tokens.select(3);
  panel.filter.set('dir');

  const docked = await dock();
  expect(docked.tokens.selectedId.value).toBe(3);
  expect(docked.filter.text.value).toBe('dir');
  const detail = await detailOf(docked);
  await until(() => expect(detail.decryption.outcome.value?.status).toBe('decrypted'));
  for (const id of [1, 2]) {
    docked.tokens.select(id);
    expect(detail.keyBox.text.value).toBe(secret);
    await until(() => expect(detail.keyBox.state.value).toMatchObject({ verdict: { status: 'valid' } }));
  }
  // Long timeout: it loads all cryptography code.
}, 20_000);

it('restores the selection and the filter but no key after one that is too long to be stored', async () => {
  const { session, dock } = open();
  session.record(makeRequest('1', await signToken({ iss: 'https://id.test' }, 'a')));
  const panel = await dock();
  const { keyBox } = await detailOf(panel);
  panel.tokens.select(1);
  for (const key of ['a', 'x'.repeat(5 * 1024 * 1024)]) {
    keyBox.type(key);
    keyBox.verify();
  }
  await until(() => expect(keyBox.state.value).toMatchObject({ verdict: { reason: 'key_too_long' } }));
  panel.filter.set('id.test');

  const docked = await dock();
  expect(docked.tokens.selectedId.value).toBe(1);
  expect(docked.filter.text.value).toBe('id.test');
  expect((await detailOf(docked)).keyBox.text.value).toBe('');
});

it('receives the requests with their tokens, and then only new ones', async () => {
  const { session, dock } = open();
  const token = await signToken({ sub: 'a' }, 'a');
  session.record(makeRequest('1', token));
  const panel = await dock();
  session.record({ ...makeRequest('2', token), sentAtMs: 1 });
  await settle();
  await settle();
  const listed = panel.requests.inTimeOrder.value;
  expect(listed.map(({ id, tokenIds }) => [id, tokenIds])).toEqual([
    ['2', [1]],
    ['1', [1]],
  ]);
  panel.capture.clear();
  await settle();
  await settle();
  expect(panel.requests.inTimeOrder.value).toEqual([]);
});

it('restores the view and the selected request', async () => {
  const { session, dock } = open();
  for (const id of ['1', '2']) session.record(makeRequest(id, await signToken({ sub: id }, 'a')));
  const panel = await dock();
  panel.openRequest('1');
  const docked = await dock();
  expect(docked.screen.view.value).toBe('requests');
  expect(docked.requests.selectedId.value).toBe('1');
  expect(docked.requests.exchange.value).toMatchObject({ id: '1' });
  expect(docked.tokens.selected.value?.facts.subject).toBe('1');
});

describe('the list that is shown first', () => {
  const makeStored = (token: string): StorageReading => ({
    kind: 'storage',
    id: 'stored',
    readAtMs: startSeconds * 1_000,
    origin: 'https://app.test',
    area: 'localStorage',
    entries: [{ key: 'token', value: token }],
  });

  it('is that of requests if one is about tokens, and the newest rejected one is selected', async () => {
    const { session, dock } = open();
    const token = await signToken({ sub: 'alice' }, 'a');
    session.record(makeStored(token));
    session.record({ ...makeRequest('rejected', token), status: 401 });
    const panel = await dock();
    expect(panel.screen.view.value).toBe('requests');
    expect(panel.requests.selectedId.value).toBe('rejected');
    expect(panel.tokens.selected.value?.facts.subject).toBe('alice');
  });

  it('is that of tokens if there are only stored ones, and of requests if the first one comes soon', async () => {
    const { session, dock } = open();
    const token = await signToken({ sub: 'alice' }, 'a');
    const panel = await dock();
    expect(panel.screen.view.value).toBe('requests');
    session.record(makeStored(token));
    session.record({ ...makeRequest('page', ''), requestHeaders: [] });
    await settle();
    expect(panel.screen.view.value).toBe('tokens');
    session.record(makeRequest('call', token));
    await settle();
    expect(panel.screen.view.value).toBe('requests');
  });

  it.each([
    ['after a while', (_: Panel, pass: (ms: number) => void) => pass(2_000)],
    ['when the user does something', ({ screen }: Panel) => screen.keepView()],
    ['when the user has chosen it', ({ showView }: Panel) => showView('tokens')],
  ])('stays %s, also in a new panel', async (_, keep) => {
    const { session, dock, pass } = open();
    const token = await signToken({ sub: 'alice' }, 'a');
    session.record(makeStored(token));
    const panel = await dock();
    keep(panel, pass);
    session.record(makeRequest('call', token));
    await settle();
    expect(panel.screen.view.value).toBe('tokens');
    expect((await dock()).screen.view.value).toBe('tokens');
  });
});
