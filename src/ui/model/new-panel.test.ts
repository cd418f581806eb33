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
    files: { read: async () => [], write: async () => undefined, preview: async () => undefined },
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
        loadLayouts: async () => ({}),
        saveLayout: done,
        keepKey: done,
        forgetKeptKeys: done,
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

it('restores the size of the lists, what they list and where they are scrolled', async () => {
  const { dock } = open();
  const panel = await dock();
  panel.screen.setShare(99);
  panel.requests.toggleAll();
  panel.layout.change({ firstRequestId: '7', firstTokenId: 4 });
  const docked = await dock();
  expect(docked.screen.share.value).toBe(85);
  expect(docked.requests.showsAll.value).toBe(true);
  expect(docked.layout.value).toMatchObject({ firstRequestId: '7', firstTokenId: 4 });
});

it('restores what the details show, the page of keys and the comparison', async () => {
  const { session, dock } = open();
  for (const id of ['1', '2']) session.record(makeRequest(id, await signToken({ sub: id }, 'a')));
  const panel = await dock();
  const { exactJson, folds } = await detailOf(panel);
  panel.tokens.select(1);
  exactJson.show(true);
  folds.toggle('claims');
  folds.toggle('lifetime');
  panel.comparison.open(1, 2);
  panel.screen.toggleKeyring();
  const docked = await dock();
  expect(docked.screen.isKeyringShown.value).toBe(true);
  const { before, after } = docked.comparison.shown.value ?? {};
  expect([before?.facts.subject, after?.facts.subject]).toEqual(['1', '2']);
  const detail = await detailOf(docked);
  expect(detail.exactJson.isShown.value).toBe(true);
  expect((['claims', 'lifetime', 'header'] as const).map(detail.folds.isFolded)).toEqual([
    true,
    false,
    false,
  ]);
  docked.comparison.close();
  expect((await dock()).comparison.shown.value).toBeUndefined();
});

describe('changes in the editor', () => {
  /** Opens the editor of the shown token, and returns it. */
  const openEditor = async (panel: Panel) => {
    const { editing } = await detailOf(panel);
    editing?.open();
    return editorOf(panel);
  };
  const editorOf = async (panel: Panel) => {
    const { editing } = await detailOf(panel);
    return vi.waitFor(() => {
      const editor = editing?.editor.value;
      if (editor === undefined) throw new Error('the editor is not open');
      return editor;
    });
  };
  /** The subjects of the listed tokens. */
  const listed = ({ tokens }: Panel) => tokens.shown.value.map(({ facts }) => facts.subject);
  const record = async (session: ReturnType<typeof open>['session']) => {
    const tokens = await Promise.all(['alice', 'bob'].map((sub) => signToken({ sub }, 'a')));
    const [alice = '', bob = ''] = tokens;
    for (const [index, token] of tokens.entries()) {
      session.record({ ...makeRequest(`${index}`, token), sentAtMs: startSeconds * 1_000 - 60_000 });
    }
    return { alice, bob };
  };
  const edit = async (panel: Panel) => {
    panel.tokens.select(1);
    const editor = await openEditor(panel);
    editor.quickChanges.setAudience('https://other.test');
    return editor;
  };

  it.each([
    ['Clear', (panel: Panel) => panel.capture.clear()],
    [
      'a navigation without Preserve log',
      async (panel: Panel, session: ReturnType<typeof open>['session']) => {
        panel.capture.togglePreserve();
        await settle();
        session.navigated(startSeconds * 1_000);
      },
    ],
  ])('stay reachable after %s, until they are discarded', async (_, removeAll) => {
    const { session, dock } = open();
    await record(session);
    const panel = await dock();
    const editor = await edit(panel);
    await removeAll(panel, session);
    await until(() => expect(listed(panel)).toEqual(['alice']));
    expect(await editorOf(panel)).toBe(editor);
    expect(panel.tokens.isKept.value).toBe(true);
    // Also after another token was shown.
    panel.tokens.select(undefined);
    panel.tokens.step(1);
    expect(await editorOf(panel)).toBe(editor);
    panel.discardEdits();
    expect(listed(panel)).toEqual([]);
    expect(panel.tokens.selectedId.value).toBeUndefined();
  });

  it('stay with the token if it is captured again', async () => {
    const { session, dock } = open();
    const { alice } = await record(session);
    const panel = await dock();
    const editor = await edit(panel);
    panel.capture.clear();
    await until(() => expect(listed(panel)).toEqual(['alice']));
    session.record(makeRequest('again', alice));
    await until(() => expect(panel.tokens.isKept.value).toBe(false));
    expect(listed(panel)).toEqual(['alice']);
    expect(panel.tokens.selected.value?.row.requests).toBe(1);
    expect(await editorOf(panel)).toBe(editor);
  });

  it('that are undone do not keep a token in the list', async () => {
    const { session, dock } = open();
    await record(session);
    const panel = await dock();
    const editor = await edit(panel);
    editor.documents.claims.undo();
    panel.capture.clear();
    await until(() => expect(listed(panel)).toEqual([]));
  });

  it('are in a new panel, with the generated key, and can be undone there', async () => {
    const { session, dock, pass } = open();
    await record(session);
    const panel = await dock();
    const { key, quickChanges, documents } = await edit(panel);
    const before = documents.header.text.value;
    quickChanges.setAlgorithm('HS512');
    key.select('generated');
    await until(() => expect(key.generated.value.state).toBe('ready'));
    pass(1_000);
    const docked = await dock();
    const editor = await editorOf(docked);
    expect(JSON.parse(editor.documents.claims.text.value)).toMatchObject({ aud: 'https://other.test' });
    expect(editor.key.used.value).toEqual(key.used.value);
    editor.documents.header.undo();
    expect(editor.documents.header.text.value).toBe(before);
  });

  it('are in a new panel after the log was cleared', async () => {
    const { session, dock, pass } = open();
    await record(session);
    const panel = await dock();
    await edit(panel);
    pass(1_000);
    panel.capture.clear();
    const docked = await dock();
    expect(listed(docked)).toEqual(['alice']);
    expect((await editorOf(docked)).documents.claims.isChanged.value).toBe(true);
    docked.discardEdits();
    pass(1_000);
    expect(listed(await dock())).toEqual([]);
  });
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
