import { describe, expect, it } from 'vitest';
import { makeBearer, makeToken, makeTokenOf } from '../exchange/exchange.fixture';
import { createPanelSession, type SessionUpdate } from './panel-session';
import type { PanelMessage, SessionMessage } from './protocol';
import { startSession } from './session.fixture';

/** A panel session. The test sends the session's messages. */
function startPanel() {
  const posted: PanelMessage[] = [];
  const updates: SessionUpdate[] = [];
  const timers = new Set<{ readonly ms: number; readonly done: () => void }>();
  let receive: (message: unknown) => void = () => {};
  const panel = createPanelSession({
    subscribe: (listener) => (receive = listener),
    post: (message) => posted.push(message),
    after: (ms, done) => {
      const timer = { ms, done };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  });
  panel.subscribe((update) => updates.push(update));
  const snapshot = (logId: number, version: number) =>
    receive({ type: 'snapshot', logId, version, state: {}, screen: { filter: '' } });
  const delta = (logId: number, version: number) =>
    receive({ type: 'delta', logId, version, state: { theme: 'dark' } } satisfies SessionMessage);
  return { panel, posted, updates, timers, receive: (message: unknown) => receive(message), snapshot, delta };
}

const versions = (updates: readonly SessionUpdate[]) => updates.map(({ logId, version }) => [logId, version]);

describe('panel session', () => {
  it('emits a snapshot and its deltas', () => {
    const { updates, snapshot, delta } = startPanel();
    snapshot(1, 4);
    delta(1, 5);
    delta(1, 7);
    expect(versions(updates)).toEqual([
      [1, 4],
      [1, 5],
      [1, 7],
    ]);
  });

  it('drops deltas of another log, from before the snapshot, and repeated ones', () => {
    const { updates, snapshot, delta } = startPanel();
    delta(1, 1);
    snapshot(1, 4);
    snapshot(2, 6);
    delta(1, 7);
    delta(2, 5);
    delta(2, 8);
    delta(2, 8);
    expect(versions(updates)).toEqual([
      [1, 4],
      [2, 6],
      [2, 8],
    ]);
  });

  it('drops invalid messages', () => {
    const { updates, snapshot, receive } = startPanel();
    snapshot(1, 1);
    for (const message of [
      undefined,
      'snapshot',
      { type: 'snapshot' },
      { type: 'delta', logId: 1, version: '2', state: {} },
      { type: 'delta', logId: 1, version: 2, state: null },
      { type: 'answer', callId: 1 },
      { type: 'clear', logId: 1, version: 2, state: {} },
    ]) {
      receive(message);
    }
    expect(updates).toHaveLength(1);
  });

  it('sends commands with the ID of the shown log, and none before the first snapshot', () => {
    const { panel, posted, snapshot } = startPanel();
    panel.send({ type: 'clear' });
    snapshot(3, 1);
    panel.send({ type: 'select', tokenId: 2 });
    expect(posted).toEqual([{ logId: 3, type: 'select', tokenId: 2 }]);
  });
});

describe('call', () => {
  it('waits for the first snapshot and settles with its own result', async () => {
    const { panel, posted, snapshot, receive, timers } = startPanel();
    const files = [new File(['{}'], 'a.har')];
    const opened = panel.call('open files', { files });
    const context = panel.call('context', { tokenId: 1 });
    expect(posted).toEqual([]);
    snapshot(1, 1);
    expect(posted).toMatchObject([
      { type: 'call', logId: 1, callId: 1, call: { name: 'open files', files } },
      { type: 'call', logId: 1, callId: 2, call: { name: 'context', tokenId: 1 } },
    ]);
    receive({ type: 'answer', callId: 2, result: { ok: true, value: { timesSeen: 3 } } });
    expect(await context).toEqual({ ok: true, value: { timesSeen: 3 } });
    receive({ type: 'answer', callId: 1, result: { ok: false, error: 'failed' } });
    receive({ type: 'answer', callId: 1, result: { ok: true, value: undefined } });
    expect(await opened).toEqual({ ok: false, error: 'failed' });
    expect(timers.size).toBe(0);
  });

  it('is canceled in the session when it times out', async () => {
    const { panel, posted, snapshot, timers } = startPanel();
    snapshot(1, 1);
    const calls = [
      panel.call('context', { tokenId: 1 }),
      panel.call('save', { format: 'har' }),
      panel.call('preview save', { sanitize: {} }),
    ];
    expect([...timers].map(({ ms }) => ms)).toEqual([10_000, 300_000, 300_000]);
    for (const { done } of timers) done();
    expect(await Promise.all(calls)).toEqual([
      { ok: false, error: 'timed out' },
      { ok: false, error: 'timed out' },
      { ok: false, error: 'timed out' },
    ]);
    expect(posted.slice(3)).toEqual([
      { type: 'cancel', logId: 1, callId: 1 },
      { type: 'cancel', logId: 1, callId: 2 },
      { type: 'cancel', logId: 1, callId: 3 },
    ]);
  });

  it('is canceled by its signal before, while or after it waits for the session', async () => {
    const { panel, posted, snapshot, timers } = startPanel();
    const canceled = { ok: false, error: 'canceled' };
    const ending = new AbortController();
    const early = panel.call('context', { tokenId: 1 }, ending.signal);
    ending.abort();
    expect(await early).toEqual(canceled);
    snapshot(1, 1);
    expect(await panel.call('context', { tokenId: 1 }, ending.signal)).toEqual(canceled);
    expect(posted).toEqual([]);
    const next = new AbortController();
    const sent = panel.call('context', { tokenId: 1 }, next.signal);
    next.abort();
    expect(await sent).toEqual(canceled);
    expect(posted.map(({ type }) => type)).toEqual(['call', 'cancel']);
    expect(timers.size).toBe(0);
  });

  it('fails if another log is shown meanwhile, unless it saves the log', async () => {
    const { panel, snapshot, receive } = startPanel();
    snapshot(1, 1);
    const context = panel.call('context', { tokenId: 1 });
    const saved = panel.call('save', { format: 'har' });
    snapshot(2, 2);
    receive({ type: 'answer', callId: 1, result: { ok: true, value: {} } });
    receive({ type: 'answer', callId: 2, result: { ok: true, value: new Blob([]) } });
    expect(await context).toEqual({ ok: false, error: 'other log' });
    expect(await saved).toMatchObject({ ok: true });
  });

  it('fails when the session disconnects, and works again after another snapshot', async () => {
    const { panel, posted, snapshot } = startPanel();
    snapshot(1, 1);
    const call = panel.call('context', { tokenId: 1 });
    panel.disconnect();
    expect(await call).toEqual({ ok: false, error: 'disconnected' });
    panel.send({ type: 'clear' });
    expect(posted).toHaveLength(1);
    snapshot(1, 2);
    panel.send({ type: 'clear' });
    expect(posted).toHaveLength(2);
  });
});

describe('panel and session together', () => {
  it('open a file and read its sightings without mixing logs', async () => {
    const { session, connectPanel, readings, flush } = startSession();
    session.record(makeBearer(makeToken()));
    const { panel, updates, timers } = connectPanel();
    const range = { from: 0, to: 9 };
    expect(await panel.call('sightings', { tokenId: 1, ...range })).toMatchObject({ value: { total: 1 } });
    const files = [new File(['{}'], 'a.har')];
    expect(await panel.call('open files', { files })).toEqual({ ok: true, value: undefined });
    await readings[0]?.take([makeBearer(makeTokenOf('bob')), makeBearer(makeTokenOf('carol'))]);
    flush();
    expect(updates.map(({ logId, type }) => `${logId} ${type}`)).toEqual([
      '1 snapshot',
      '1 delta',
      '2 snapshot',
      '2 delta',
    ]);
    expect(updates.at(-1)).toMatchObject({ state: { counts: { requests: 2 } } });
    expect(await panel.call('sightings', { tokenId: 2, ...range })).toMatchObject({ value: { total: 1 } });
    expect(timers).toEqual([]);
  });
});
