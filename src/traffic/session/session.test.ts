import { describe, expect, it } from 'vitest';
import {
  makeBearer,
  makeBody,
  makeHeaders,
  makeHttp,
  makeReading,
  makeToken,
  makeTokenOf,
} from '../exchange/exchange.fixture';
import { defaultLogBounds } from '../log/limits';
import { maxSummariesPerMessage } from './limits';
import type { SessionMessage } from './protocol';
import { settle, startSession } from './session.fixture';

const token = makeToken();
const key = {
  id: 'k1',
  purpose: 'verify',
  scope: { kind: 'issuer', value: 'https://id.test' },
  origin: 'pasted',
  text: 'secret',
} as const;

describe('new panel', () => {
  it('gets the complete state first', () => {
    const { session, openPanel } = startSession();
    const exchange = makeBearer(token);
    session.record(exchange);
    session.setSite('https://app.test', { state: 'impossible' });
    session.setTheme('dark');
    expect(openPanel().received).toEqual([
      {
        type: 'snapshot',
        logId: 1,
        version: expect.any(Number),
        state: {
          tokens: {
            changed: [expect.objectContaining({ raw: token, requests: 1 })],
            removed: [],
            amended: [],
          },
          requests: {
            changed: [
              {
                id: exchange.id,
                method: 'GET',
                url: 'https://api.test/items',
                status: 200,
                sentAtMs: 1_000,
                tokenIds: [1],
                sentIds: [1],
                names: 0,
              },
            ],
            removed: [],
            names: [[0, ['authorization']]],
          },
          counts: expect.objectContaining({ requests: 1 }),
          settings: { paused: false, preserve: true },
          site: { origin: 'https://app.test', watching: { state: 'impossible' } },
          theme: 'dark',
          health: { items: [] },
          files: { shown: [], opening: [] },
          keyring: [],
          capturedKeySets: [],
          fetchedKeySets: [],
          unusedKeySets: [],
          keyNames: [],
          bugs: { count: 0, errorName: '', frames: [] },
          actions: { writes: [] },
        },
        screen: { filter: '' },
      },
    ]);
  });

  it('does not get the changes in its snapshot again as a delta', () => {
    const { session, flush, openPanel } = startSession();
    const first = openPanel();
    session.record(makeBearer(token));
    const second = openPanel();
    flush();
    expect(first.take().map(({ type }) => type)).toEqual(['snapshot', 'delta']);
    expect(second.take().map(({ type }) => type)).toEqual(['snapshot']);
  });

  it('gets the captured key sets, and those that the previous panel has fetched', () => {
    const { session, flush, openPanel } = startSession();
    const first = openPanel();
    const issuer = 'https://id.test';
    const keySet = {
      origin: 'fetched',
      url: `${issuer}/jwks`,
      text: '{"keys":[]}',
      issuers: [issuer],
    } as const;
    first.send({ type: 'add key set', keySet });
    const body = { text: '{"keys":[]}', mimeType: 'application/json', truncated: false };
    session.record(makeHttp({ url: 'https://keys.test/', responseBody: body }));
    flush();
    const capturedKeySets = [
      { origin: 'captured', url: 'https://keys.test/', text: '{"keys":[]}', issuers: [] },
    ];
    expect(first.take().at(-1)).toMatchObject({ type: 'delta', state: { capturedKeySets } });
    expect(openPanel().received).toMatchObject([{ state: { capturedKeySets, fetchedKeySets: [keySet] } }]);
  });

  it('gets the screen state and the keys of the previous panel', () => {
    const { openPanel } = startSession();
    const first = openPanel();
    first.send({ type: 'select', tokenId: 3 });
    first.send({ type: 'filter', text: 'alice' });
    first.send({ type: 'overview', isCollapsed: true });
    first.send({
      type: 'layout',
      layout: { share: 30, showsAll: true, firstTokenId: 3, firstRequestId: 'x' },
    });
    first.send({ type: 'add key', key });
    first.end();
    expect(openPanel().received).toMatchObject([
      {
        screen: {
          selectedId: 3,
          filter: 'alice',
          isOverviewCollapsed: true,
          layout: { share: 30, showsAll: true, firstTokenId: 3, firstRequestId: 'x' },
        },
        state: { keyring: [key] },
      },
    ]);
  });

  it('is notified when everything is forgotten, and nothing that it sends afterwards is stored', async () => {
    const { session, openPanel } = startSession();
    const panel = openPanel();
    const draft = { raw: 'a', listedRaw: 'a', isOpen: true, header: '{}', claims: '{}' };
    panel.send({ type: 'draft', draft });
    panel.send({ type: 'filter', text: 'alice' });
    panel.send({ type: 'add key', key });
    session.record(makeBearer(token));
    expect(session.storedData()).toEqual({ requests: 1, tokens: 1, keys: 1, changes: 0, texts: 2 });
    await session.forget();
    expect(panel.take().at(-1)).toEqual({ type: 'forgotten' });
    panel.send({ type: 'draft', draft });
    panel.send({ type: 'filter', text: 'alice' });
    expect(session.storedData()).toEqual({ requests: 0, tokens: 0, keys: 0, changes: 0, texts: 0 });
    expect(openPanel().received).toMatchObject([{ screen: { filter: '' }, state: { keyring: [] } }]);
    expect(openPanel().received).not.toHaveProperty('0.screen.drafts');
  });

  it('stops a preview that it cancels', async () => {
    const { session, previews } = startSession();
    const connection = session.connect(() => {});
    const call = { name: 'preview save', sanitize: {} };
    connection.receive({ type: 'call', logId: 1, callId: 1, call });
    expect(previews.map(({ aborted }) => aborted)).toEqual([false]);
    connection.receive({ type: 'cancel', logId: 1, callId: 1 });
    expect(previews.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('does not get a key or a filter that was too long', () => {
    const { openPanel } = startSession();
    const first = openPanel();
    first.send({ type: 'select', tokenId: 3 });
    first.send({ type: 'filter', text: 'alice' });
    first.send({ type: 'add key', key });
    first.send({ type: 'add key', key: { ...key, text: 'x'.repeat(5 * 1024 * 1024) } });
    first.send({ type: 'filter', text: 'x'.repeat(5 * 1024 * 1024) });
    expect(openPanel().received).toMatchObject([
      { screen: { selectedId: 3, filter: 'alice' }, state: { keyring: [key] } },
    ]);
  });

  it('does not get a removed key, which other panels lose immediately', () => {
    const { openPanel } = startSession();
    const [panel, other] = [openPanel(), openPanel()];
    other.take();
    panel.take();
    panel.send({ type: 'add key', key });
    panel.send({ type: 'remove key', id: 'k1' });
    expect(other.take()).toMatchObject([{ state: { keyring: [key] } }, { state: { keyring: [] } }]);
    expect(panel.take()).toEqual([]);
    expect(openPanel().received).toMatchObject([{ state: { keyring: [] } }]);
  });

  it('gets the names of keys, and which key sets the previous panel has removed or stopped using', () => {
    const { openPanel } = startSession();
    const first = openPanel();
    const url = 'https://id.test/jwks';
    const keySet = { origin: 'fetched', url, text: '{"keys":[]}', issuers: ['https://id.test'] } as const;
    first.send({ type: 'add key set', keySet });
    first.send({ type: 'remove key set', url });
    first.send({ type: 'use key set', url, isUsed: false });
    first.send({ type: 'name key', named: { id: 'k1', name: 'Staging' } });
    const state = { fetchedKeySets: [], unusedKeySets: [url], keyNames: [{ id: 'k1', name: 'Staging' }] };
    expect(openPanel().received).toMatchObject([{ state }]);
    first.send({ type: 'use key set', url, isUsed: true });
    first.send({ type: 'name key', named: { id: 'k1', name: '' } });
    expect(openPanel().received).toMatchObject([{ state: { unusedKeySets: [], keyNames: [] } }]);
  });
});

describe('many requests', () => {
  const idsOf = (messages: readonly SessionMessage[]) =>
    messages.map((message) =>
      'state' in message ? (message.state.requests?.changed.map(({ id }) => id) ?? []) : [],
    );

  it('are sent in parts, the newest first, also those that are new meanwhile', () => {
    const { session, flush, openPanel, waiting } = startSession();
    const all = Array.from({ length: 2 * maxSummariesPerMessage + 10 }, (_, index) =>
      makeHttp({ sentAtMs: index }),
    );
    for (const exchange of all) session.record(exchange);
    const panel = openPanel();
    const following = makeHttp({ sentAtMs: 100_000 });
    session.record(following);
    while (waiting.length > 0) flush();
    const [newest, ...others] = idsOf(panel.take());
    expect(newest).toEqual(all.slice(-maxSummariesPerMessage).map(({ id }) => id));
    expect(others[0]).toContain(following.id);
    for (const ids of others) expect(ids.length).toBeLessThanOrEqual(maxSummariesPerMessage);
    const sent = [...(newest ?? []), ...others.flat()];
    expect(sent.toSorted()).toEqual([...all, following].map(({ id }) => id).toSorted());
  });

  it('include the selected one in the first part, and each once even if it changes meanwhile', () => {
    const { session, flush, openPanel, waiting } = startSession();
    const all = Array.from({ length: 2 * maxSummariesPerMessage }, (_, index) =>
      makeHttp({ sentAtMs: index, status: 0, isPending: true }),
    );
    for (const exchange of all) session.record(exchange);
    const [oldest = makeHttp()] = all;
    openPanel().send({ type: 'select request', exchangeId: oldest.id });
    const panel = openPanel();
    const [newest = []] = idsOf(panel.take());
    expect(newest[0]).toBe(oldest.id);
    expect(newest).toHaveLength(maxSummariesPerMessage + 1);
    session.amend({ ...oldest, status: 200, isPending: false });
    while (waiting.length > 0) flush();
    for (const ids of idsOf(panel.take())) expect(new Set(ids).size).toBe(ids.length);
  });

  it('that are recorded at once are sent in parts too', () => {
    const { session, flush, openPanel, waiting, wasBehind } = startSession();
    const panel = openPanel();
    panel.take();
    const all = Array.from({ length: 2 * maxSummariesPerMessage + 10 }, () => makeHttp());
    for (const exchange of all) session.record(exchange);
    while (waiting.length > 0) flush();
    const parts = idsOf(panel.take());
    expect(parts.map((ids) => ids.length)).toEqual([maxSummariesPerMessage, maxSummariesPerMessage, 10]);
    expect(parts.flat()).toEqual(all.map(({ id }) => id));
    expect(wasBehind).toEqual([false, true, true]);
    session.record(makeHttp());
    expect(wasBehind.at(-1)).toBe(false);
  });
});

describe('a request', () => {
  it('has what its response shows about the clock of the server, by its header and the token it issued', () => {
    const { session, openPanel } = startSession();
    const sentAtMs = Date.UTC(2026, 10, 29, 12);
    const iat = sentAtMs / 1_000 + 603;
    const body = JSON.stringify({ access_token: makeToken({ iss: 'https://id.test', iat }) });
    session.record(
      makeHttp({
        method: 'POST',
        url: 'https://id.test/token',
        sentAtMs,
        answeredAtMs: sentAtMs + 4_000,
        responseHeaders: makeHeaders({ Date: new Date(sentAtMs + 600_000).toUTCString() }),
        responseBody: makeBody(body, 'application/json'),
      }),
    );
    expect(openPanel().received).toMatchObject([
      { state: { requests: { changed: [{ clock: { minMs: 598_000, maxMs: 601_000 } }] } } },
    ]);
  });
});

describe('changes', () => {
  it('have the names of headers that were not sent before', () => {
    const { session, flush, openPanel } = startSession();
    const panel = openPanel();
    panel.take();
    const names = () => {
      flush();
      return panel.take().map((message) => message.type === 'delta' && message.state.requests?.names);
    };
    session.record(makeBearer(token));
    expect(names()).toEqual([[[0, ['authorization']]]]);
    session.record(makeBearer(token));
    expect(names()).toEqual([[]]);
    session.record(makeHttp({ responseHeaders: [{ name: 'Set-Cookie', value: 'sid=1' }] }));
    expect(names()).toEqual([[[1, ['set-cookie', 'sid']]]]);
    expect(openPanel().received).toMatchObject([
      {
        state: {
          requests: {
            names: [
              [0, ['authorization']],
              [1, ['set-cookie', 'sid']],
            ],
          },
        },
      },
    ]);
  });

  it('are not scheduled without a panel', () => {
    const { session, waiting, openPanel } = startSession();
    session.record(makeBearer(token));
    openPanel().end();
    session.record(makeBearer(token));
    expect(waiting).toEqual([]);
  });

  it('are sent together, without what did not change', () => {
    const { session, flush, openPanel, waiting } = startSession();
    session.record(makeBearer(makeTokenOf('idle')));
    const panel = openPanel();
    panel.take();
    for (let index = 0; index < 200; index += 1) session.record(makeBearer(token));
    expect(waiting).toHaveLength(1);
    expect(panel.take()).toEqual([]);
    flush();
    const [delta, ...rest] = panel.take();
    expect(delta).toMatchObject({
      type: 'delta',
      logId: 1,
      state: {
        tokens: { changed: [{ raw: token, requests: 200 }], removed: [], amended: [] },
        counts: { requests: 201 },
      },
    });
    expect(delta?.type === 'delta' && delta.state.requests?.changed).toHaveLength(200);
    expect(delta?.type === 'delta' && Object.keys(delta.state)).toEqual(['tokens', 'requests', 'counts']);
    expect(rest).toEqual([]);
    flush();
    expect(panel.take()).toEqual([]);
  });

  it('are not sent when a storage entry is read again', () => {
    const { session, openPanel, waiting } = startSession();
    session.record(makeReading({ jwt: token }));
    openPanel();
    session.record(makeReading({ jwt: token }));
    expect(waiting).toEqual([]);
  });

  it('include losses of a source, unless paused', () => {
    const { session, flush, openPanel } = startSession();
    const panel = openPanel();
    panel.take();
    session.countLoss('unreadable', 1);
    session.countLoss('droppedSightings', 30);
    flush();
    expect(panel.take()).toMatchObject([{ state: { counts: { unreadable: 1, droppedSightings: 30 } } }]);
    panel.send({ type: 'settings', settings: { paused: true, preserve: true } });
    panel.take();
    session.countLoss('unreadable', 1);
    flush();
    expect(panel.take()).toEqual([]);
  });

  it('reach every panel even if the channel of one is dead', () => {
    const { session, flush, openPanel } = startSession();
    let tries = 0;
    session.connect(() => {
      tries += 1;
      throw new Error('dead object');
    });
    const panel = openPanel();
    const ended = openPanel();
    ended.take();
    ended.end();
    session.record(makeBearer(token));
    flush();
    expect(panel.received.map(({ type }) => type)).toEqual(['snapshot', 'delta']);
    expect(ended.received).toEqual([]);
    expect(tries).toBe(1);
  });

  it('include only the removal of a token that was added and removed', () => {
    const { session, flush, openPanel } = startSession();
    const panel = openPanel();
    panel.take();
    const exchange = makeBearer(token);
    session.record(exchange);
    panel.send({ type: 'clear' });
    flush();
    expect(panel.take()).toMatchObject([
      {
        state: {
          tokens: { changed: [], removed: [1] },
          requests: { changed: [], removed: [exchange.id] },
          counts: { requests: 0 },
        },
      },
    ]);
  });

  it('list the evicted requests and no others', () => {
    const { session, flush, openPanel } = startSession();
    const [first, second, third] = [makeBearer(token), makeHttp(), makeHttp()];
    session.record(first);
    session.record(makeReading({ jwt: token }));
    session.record(second);
    const panel = openPanel();
    panel.take();
    session.setBounds({ ...defaultLogBounds, maxExchanges: 2 });
    session.record(third);
    flush();
    expect(panel.take()).toMatchObject([
      { state: { requests: { removed: [first.id], changed: [{ id: third.id }] } } },
    ]);
    expect(openPanel().received).toMatchObject([
      { state: { requests: { changed: [{ id: second.id }, { id: third.id }] } } },
    ]);
  });

  it.each([
    ['Bearer 1|7Hq2mXv9LkR4', true],
    ['dpop 7Hq2mXv9LkR4', true],
    [`Bearer ${token}`, undefined],
    ['Bearer eyJhbGciOiJIUzI1NiJ9.cut', undefined],
    ['Bearer null', undefined],
    ['Bearer', undefined],
    ['Basic dXNlcjpwYXNz', undefined],
    ['7Hq2mXv9LkR4', undefined],
  ])('list whether the token that was sent is opaque, without it: %s', (authorization, expected) => {
    const { session, openPanel } = startSession();
    const requestHeaders = makeHeaders({ Authorization: authorization });
    session.record(makeHttp({ requestHeaders }));
    session.record(makeHttp({ requestHeaders, isRedacted: true }));
    const [snapshot] = openPanel().received;
    const changed = snapshot?.type === 'snapshot' ? snapshot.state.requests.changed : [];
    expect(changed.map(({ hasOpaqueToken }) => hasOpaqueToken)).toEqual([expected, undefined]);
    expect(JSON.stringify(changed)).not.toContain('7Hq2mXv9LkR4');
  });

  it('list the tokens of amended requests even if their rows are unchanged', () => {
    const { session, flush, openPanel } = startSession();
    const exchange = makeBearer(token, { source: 'web request', status: 0 });
    session.record(exchange);
    const panel = openPanel();
    panel.take();
    session.amend(makeHttp({ id: exchange.id, source: 'network log', status: 403 }));
    flush();
    expect(panel.take()).toMatchObject([
      {
        state: {
          tokens: { changed: [{ rejected: 1 }], amended: [1] },
          requests: { changed: [{ id: exchange.id, status: 403, tokenIds: [1] }] },
        },
      },
    ]);
    session.amend(makeHttp({ id: exchange.id, pageUrl: 'https://app.test/' }));
    flush();
    expect(panel.take()).toMatchObject([{ state: { tokens: { changed: [], amended: [1] } } }]);
  });
});

describe('settings', () => {
  it('and clearing are applied to the gate, and settings are sent to all panels', () => {
    const { gate, clock, openPanel } = startSession();
    const [panel, other] = [openPanel(), openPanel()];
    clock.nowMs = 1_000;
    panel.send({ type: 'settings', settings: { paused: true, preserve: true } });
    expect(gate.admit(makeBearer(token, { sentAtMs: 1_500 }))).toBeUndefined();
    expect(other.received.at(-1)).toMatchObject({ state: { settings: { paused: true, preserve: true } } });
    expect(openPanel().received).toMatchObject([{ state: { settings: { paused: true } } }]);
    clock.nowMs = 2_000;
    panel.send({ type: 'settings', settings: { paused: false, preserve: true } });
    expect(gate.admit(makeBearer(token, { sentAtMs: 1_500 }))).toBeUndefined();
    const after = makeBearer(token, { sentAtMs: 2_500 });
    expect(gate.admit(after)).toBe(after);
    clock.nowMs = 3_000;
    panel.send({ type: 'clear' });
    expect(gate.admit(after)).toBeUndefined();
  });

  it('preserve the log on navigation, unless switched off', () => {
    const { session, openPanel } = startSession();
    const panel = openPanel();
    const exchange = makeBearer(token);
    session.record(exchange);
    session.navigated(2_000);
    expect(openPanel().received).toMatchObject([{ state: { tokens: { changed: [{ raw: token }] } } }]);
    panel.send({ type: 'settings', settings: { paused: false, preserve: false } });
    // First the navigation that the token's request belongs to, reported late, then a later one.
    session.navigated(1_000);
    expect(openPanel().received).toMatchObject([
      {
        state: {
          tokens: { changed: [{ id: 2, raw: token, requests: 1 }] },
          requests: { changed: [{ id: exchange.id, tokenIds: [2] }] },
          counts: { requests: 1 },
        },
      },
    ]);
    session.navigated(2_000);
    expect(openPanel().received).toMatchObject([
      { state: { tokens: { changed: [] }, requests: { changed: [] }, counts: { requests: 0 } } },
    ]);
  });

  it('are sent immediately, like theme, site and health', () => {
    const { session, openPanel } = startSession();
    const panel = openPanel();
    panel.take();
    session.setTheme('dark');
    const watching = { state: 'on', origin: 'https://app.test', reloadOffered: true } as const;
    session.setSite('https://app.test', watching);
    const health = { items: [{ code: 'requests', state: 'captured' }] } as const;
    session.setHealth(health);
    expect(panel.take()).toMatchObject([
      { state: { theme: 'dark' } },
      { state: { site: { origin: 'https://app.test', watching } } },
      { state: { health } },
    ]);
    expect(openPanel().received).toMatchObject([{ state: { health } }]);
  });

  it('for limits apply immediately to the log and to every file', async () => {
    const { session, flush, openPanel, openFile } = startSession();
    const panel = openPanel();
    for (const subject of ['a', 'b', 'c']) session.record(makeBearer(makeTokenOf(subject)));
    flush();
    panel.take();
    session.setBounds({ ...defaultLogBounds, maxTokens: 1 });
    flush();
    expect(panel.take()).toMatchObject([
      { state: { tokens: { removed: [1, 2] }, counts: { droppedTokens: 2 } } },
    ]);
    const reading = await openFile(panel);
    await reading.take([makeBearer(makeTokenOf('d')), makeBearer(makeTokenOf('e'))]);
    expect(openPanel().received).toMatchObject([
      { state: { tokens: { changed: [{ raw: makeTokenOf('e') }] }, counts: { droppedTokens: 1 } } },
    ]);
    session.setBounds({ ...defaultLogBounds, maxExchanges: 1 });
    expect(openPanel().received).toMatchObject([
      { state: { counts: { storedExchanges: 1 }, requests: { changed: [{ tokenIds: [2] }] } } },
    ]);
  });
});

describe('amendment by another source', () => {
  it('is added to the request', () => {
    const { session, flush, openPanel } = startSession();
    const panel = openPanel();
    const bare = makeHttp();
    session.record(bare);
    panel.take();
    session.amend({ ...makeBearer(token), id: bare.id });
    flush();
    expect(panel.take()).toMatchObject([
      {
        state: {
          tokens: { changed: [{ raw: token }] },
          requests: { changed: [{ id: bare.id, tokenIds: [1] }] },
          counts: { requests: 1 },
        },
      },
    ]);
  });
});

describe('call', () => {
  it("returns an exchange, a token's context, or a range of its sightings, newest first", async () => {
    const { session, openPanel } = startSession();
    const exchanges = [1, 2, 3, 4].map((sentAtMs) => makeBearer(token, { sentAtMs }));
    for (const exchange of exchanges) session.record(exchange);
    const panel = openPanel();
    const exchangeId = exchanges[1]?.id ?? '';
    expect(await panel.call({ name: 'exchange', exchangeId })).toEqual({ ok: true, value: exchanges[1] });
    expect(await panel.call({ name: 'sightings', tokenId: 1, from: 1, to: 3 })).toMatchObject({
      ok: true,
      value: { sightings: [{ atMs: 3 }, { atMs: 2 }], stored: 4, total: 4 },
    });
    expect(await panel.call({ name: 'context', tokenId: 1 })).toMatchObject({
      ok: true,
      value: { requests: [{}, {}, {}, {}] },
    });
    expect(await panel.call({ name: 'lineage', tokenId: 1 })).toMatchObject({
      ok: true,
      value: { firstUse: { sentAtMs: 1 }, lastUse: { sentAtMs: 4 } },
    });
    expect(await panel.call({ name: 'lineage', tokenId: 9 })).toEqual({ ok: false, error: 'not found' });
  });

  it('returns why requests were rejected, which their summaries mark', async () => {
    const { session, openPanel } = startSession();
    const accepted = makeBearer(token);
    const rejected = makeHttp({ url: accepted.url, status: 401 });
    for (const exchange of [accepted, rejected]) session.record(exchange);
    const panel = openPanel();
    const [snapshot] = panel.take();
    expect(snapshot).toMatchObject({
      state: { requests: { changed: [{ id: accepted.id }, { id: rejected.id, isRejected: true }] } },
    });
    expect(JSON.stringify(snapshot).match(/isRejected/g)).toHaveLength(1);
    expect(await panel.call({ name: 'rejection', exchangeId: rejected.id })).toMatchObject({
      value: { causes: [{ code: 'no-token', certainty: 'certain' }] },
    });
    expect(await panel.call({ name: 'rejection', exchangeId: accepted.id })).toEqual({
      ok: true,
      value: undefined,
    });
    expect(await panel.call({ name: 'causes', exchangeIds: ['x', rejected.id] })).toEqual({
      ok: true,
      value: [undefined, { code: 'no-token', certainty: 'certain', params: [] }],
    });
  });

  it('marks an earlier request when its endpoint turns out to take credentials', () => {
    const { session, flush, openPanel } = startSession();
    const panel = openPanel();
    const earlier = makeHttp({ status: 400, sentAtMs: 500 });
    session.record(earlier);
    flush();
    const [, before] = panel.take();
    expect(JSON.stringify(before)).not.toContain('isRejected');
    session.record(makeBearer(token, { url: earlier.url }));
    flush();
    expect(panel.take()).toMatchObject([
      { state: { requests: { changed: [{ id: earlier.id, isRejected: true }, {}] } } },
    ]);
  });

  it('returns how many sightings there were and how many are stored', async () => {
    const { session, openPanel } = startSession();
    session.setBounds({ ...defaultLogBounds, maxSightingsPerToken: 3 });
    for (let sentAtMs = 1; sentAtMs <= 5; sentAtMs += 1) session.record(makeBearer(token, { sentAtMs }));
    expect(await openPanel().call({ name: 'sightings', tokenId: 1, from: 0, to: 10 })).toMatchObject({
      value: { sightings: [{ atMs: 5 }, { atMs: 4 }, { atMs: 1 }], stored: 3, total: 5 },
    });
  });

  it('fails for something that is not stored', async () => {
    const panel = startSession().openPanel();
    const notFound = { ok: false, error: 'not found' };
    expect(await panel.call({ name: 'exchange', exchangeId: 'x' })).toEqual(notFound);
    expect(await panel.call({ name: 'context', tokenId: 9 })).toEqual(notFound);
    expect(await panel.call({ name: 'rejection', exchangeId: 'x' })).toEqual(notFound);
    expect(await panel.call({ name: 'sightings', tokenId: 9, from: 0, to: 1 })).toEqual(notFound);
  });

  it('has no result if it is canceled, and fails if it is malformed', async () => {
    const { openPanel } = startSession();
    const panel = openPanel();
    panel.take();
    panel.receive({ type: 'call', logId: 1, callId: 7, call: { name: 'guess' } });
    panel.receive({ type: 'call', logId: 1, callId: 8, call: { name: 'save', format: 'har' } });
    panel.receive({ type: 'cancel', logId: 1, callId: 8 });
    await settle();
    expect(panel.take()).toEqual([{ type: 'answer', callId: 7, result: { ok: false, error: 'malformed' } }]);
  });

  it('fails if too many are pending', async () => {
    const { openPanel } = startSession();
    const panel = openPanel();
    panel.take();
    for (let callId = 1; callId <= 101; callId += 1) {
      panel.receive({ type: 'call', logId: 1, callId, call: { name: 'save', format: 'har' } });
    }
    expect(panel.take()).toEqual([
      { type: 'answer', callId: 101, result: { ok: false, error: 'too many calls' } },
    ]);
    await settle();
    expect(panel.take()).toHaveLength(100);
  });

  it('saves the shown log in the given format and returns it only to the calling panel', async () => {
    const { session, openPanel, openFile, written } = startSession();
    const [panel, other] = [openPanel(), openPanel()];
    const [live, read] = [makeBearer(token), makeBearer(makeTokenOf('bob'))];
    session.record(live);
    const saved = panel.call({ name: 'save', format: 'har' });
    // Recorded after the call, so it isn't saved.
    session.record(makeBearer(token));
    expect(await saved).toEqual({ ok: true, value: expect.any(Blob) });
    await (await openFile(panel)).take([read]);
    expect(await panel.call({ name: 'save', format: 'json' })).toMatchObject({ ok: true });
    expect(written).toEqual([
      { exchanges: [live], format: 'har' },
      { exchanges: [read], format: 'json' },
    ]);
    expect(other.received.some(({ type }) => type === 'answer')).toBe(false);
  });
});

describe('messages', () => {
  it('are ignored if they are invalid or arrive after the end', () => {
    const { session, openPanel } = startSession();
    session.record(makeBearer(token));
    const panel = openPanel();
    panel.take();
    panel.receive({ type: 'settings', logId: 1, settings: 'off' });
    panel.receive('clear');
    panel.receive({ type: 'clear' });
    panel.end();
    panel.send({ type: 'clear' });
    expect(openPanel().received).toMatchObject([{ state: { tokens: { changed: [{ raw: token }] } } }]);
  });
});
