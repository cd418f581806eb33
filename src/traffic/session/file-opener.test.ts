import { describe, expect, it } from 'vitest';
import { makeBearer, makeHttp, makeToken, makeTokenOf } from '../exchange/exchange.fixture';
import type { FileProblem } from './open-file';
import { settle, startSession } from './session.fixture';

const token = makeToken();
const bob = makeTokenOf('bob');

describe('files', () => {
  it('replace the live log when the first exchange is read, until they are closed', async () => {
    const { session, flush, openPanel, openFile } = startSession();
    session.record(makeBearer(token));
    const panel = openPanel();
    panel.send({ type: 'select', tokenId: 1 });
    panel.send({ type: 'filter', text: 'alice' });
    panel.take();

    const reading = await openFile(panel);
    expect(reading.file.name).toBe('a.har');
    const opening = { name: 'a.har', state: 'reading', exchanges: 0, problems: [] };
    expect(panel.take()[0]).toMatchObject({
      type: 'delta',
      state: { files: { shown: [], opening: [opening] } },
    });
    await reading.take([makeBearer(bob)]);
    const [shown] = panel.take();
    expect(shown).toMatchObject({
      type: 'snapshot',
      logId: 2,
      state: {
        tokens: { changed: [] },
        counts: { requests: 0 },
        files: {
          shown: [{ name: 'a.har', state: 'reading', exchanges: 1, problems: [] }],
          opening: [],
        },
      },
      screen: { filter: 'alice' },
    });
    expect(shown).not.toHaveProperty('screen.selectedId');
    session.record(makeBearer(token));
    flush();
    // Excludes the live token, although it has the same ID.
    expect(panel.take()).toMatchObject([
      {
        logId: 2,
        state: {
          tokens: { changed: [{ id: 1, raw: bob }] },
          requests: { changed: [{ tokenIds: [1] }] },
          counts: { requests: 1 },
        },
      },
    ]);
    session.record(makeBearer(token));
    flush();
    expect(panel.take()).toEqual([]);
    panel.send({ type: 'select', tokenId: 2 });
    panel.send({ type: 'filter', text: 'bob' });
    expect(openPanel().received).toMatchObject([
      { screen: { selectedId: 2 }, state: { files: { shown: [{ name: 'a.har' }] } } },
    ]);

    panel.send({ type: 'close files' });
    const [back, ...rest] = panel.take();
    expect(back).toMatchObject({
      type: 'snapshot',
      logId: 1,
      state: {
        tokens: { changed: [{ raw: token, requests: 3 }] },
        requests: { changed: [{}, {}, {}] },
        files: { shown: [] },
      },
      screen: { selectedId: 1, filter: 'bob' },
    });
    expect(rest).toEqual([]);
    expect(reading.signal.aborted).toBe(true);
  });

  it('are not affected by messages that a panel sent while it showed another log', async () => {
    const { session, openPanel, openFile } = startSession();
    session.record(makeBearer(token));
    const panel = openPanel();
    await (await openFile(panel)).take([makeBearer(bob), makeBearer(makeTokenOf('carol'))]);
    // Each was sent before the panel knew about the file, so IDs and log are those of the live log.
    panel.send({ type: 'select', tokenId: 1 }, 1);
    panel.send({ type: 'clear' }, 1);
    panel.send({ type: 'close files' }, 1);
    for (const call of [
      { name: 'sightings', tokenId: 1, from: 0, to: 9 },
      { name: 'context', tokenId: 1 },
      { name: 'save', format: 'har' },
    ] as const) {
      expect(await panel.call(call, 1)).toEqual({ ok: false, error: 'other log' });
    }
    const [state] = openPanel().received;
    expect(state).toMatchObject({ logId: 2, state: { tokens: { changed: [{}, {}] } } });
    expect(state).not.toHaveProperty('screen.selectedId');
    // The selection applies to the log in which it was made.
    panel.send({ type: 'close files' });
    expect(panel.take().at(-1)).toMatchObject({
      logId: 1,
      state: { tokens: { changed: [{ raw: token }] } },
      screen: { selectedId: 1 },
    });
  });

  it('are not closed by a message about previous files', async () => {
    const { openPanel, openFile } = startSession();
    const panel = openPanel();
    await (await openFile(panel)).take([makeBearer(bob)]);
    await (await openFile(panel, 'b.har')).take([makeBearer(bob)]);
    panel.send({ type: 'close files' }, 2);
    expect(openPanel().received).toMatchObject([{ state: { files: { shown: [{ name: 'b.har' }] } } }]);
  });

  it('do not have the selection of the previous log', async () => {
    const { openPanel, openFile } = startSession();
    const panel = openPanel();
    panel.send({ type: 'select', tokenId: 1 });
    await (await openFile(panel)).take([makeBearer(bob)]);
    panel.send({ type: 'select', tokenId: 2 });
    await (await openFile(panel, 'b.har')).take([makeBearer(bob)]);
    expect(panel.take().findLast(({ type }) => type === 'snapshot')).toMatchObject({
      screen: { filter: '' },
      state: { files: { shown: [{ name: 'b.har' }] } },
    });
    expect(openPanel().received[0]).not.toHaveProperty('screen.selectedId');
  });

  it('are open if any exchange was read, with their problems', async () => {
    const { openPanel, openFile } = startSession();
    const panel = openPanel();
    const cases: FileProblem[][] = [
      [],
      [{ code: 'credentials redacted' }, { code: 'unreadable entries', count: 2 }],
      [{ code: 'cut', count: 1 }],
      [{ code: 'unreadable' }],
    ];
    for (const problems of cases) {
      const { take, end } = await openFile(panel);
      await take([makeBearer(bob)]);
      panel.take();
      await end(problems);
      expect(panel.take()).toMatchObject([
        {
          state: {
            files: { shown: [{ state: 'open', exchanges: 1, problems }] },
            tokens: { changed: [{ raw: bob }] },
            counts: { unreadable: problems.length === 2 ? 2 : 0 },
          },
        },
      ]);
    }
  });

  it('that cannot be read do not replace the shown file or stop reading it', async () => {
    const { openPanel, openFile, flush } = startSession();
    const panel = openPanel();
    const first = await openFile(panel, 'first.har');
    await first.take([makeBearer(bob)]);
    const failing = await openFile(panel, 'notes.txt');
    await failing.end([{ code: 'not JSON' }]);
    expect(first.signal.aborted).toBe(false);
    panel.take();
    await first.take([makeBearer(makeTokenOf('carol'))]);
    flush();
    expect(panel.take().at(-1)).toMatchObject({ type: 'delta', state: { counts: { requests: 2 } } });
    expect(openPanel().received).toMatchObject([
      {
        state: {
          tokens: { changed: [{}, { raw: bob }] },
          files: {
            shown: [{ name: 'first.har', state: 'reading' }],
            opening: [{ name: 'notes.txt', state: 'failed', problems: [{ code: 'not JSON' }] }],
          },
        },
      },
    ]);
    panel.send({ type: 'dismiss files' });
    expect(panel.take()).toMatchObject([
      { state: { files: { shown: [{ name: 'first.har' }], opening: [] } } },
    ]);
    expect(first.signal.aborted).toBe(false);
  });

  it('that cannot be read do not replace the live log, even if there are several', async () => {
    const { session, openPanel, openFiles, readings } = startSession();
    session.record(makeBearer(token));
    const panel = openPanel();
    openFiles(panel, ['a.txt', 'b.zip']);
    await settle();
    await readings.at(-1)?.end([{ code: 'not JSON' }]);
    await readings.at(-1)?.end([{ code: 'archive' }]);
    expect(openPanel().received).toMatchObject([
      {
        state: {
          tokens: { changed: [{ raw: token }] },
          files: {
            shown: [],
            opening: [
              { name: 'a.txt', state: 'failed', problems: [{ code: 'not JSON' }] },
              { name: 'b.zip', state: 'failed', problems: [{ code: 'archive' }] },
            ],
          },
        },
      },
    ]);
  });

  it('that are opened together are shown together, each with its result', async () => {
    const { openPanel, openFiles, readings } = startSession();
    const panel = openPanel();
    openFiles(panel, ['a.har', 'b.txt', 'c.har']);
    await settle();
    const exchange = (raw: string) => makeBearer(raw, { id: 'file-1' });
    await readings[0]?.take([exchange(token)]);
    await readings[0]?.end([]);
    await readings[1]?.end([{ code: 'not JSON' }]);
    await readings[2]?.take([exchange(bob)]);
    await readings[2]?.end([{ code: 'cut', count: 1 }]);
    expect(readings).toHaveLength(3);
    expect(openPanel().received).toMatchObject([
      {
        state: {
          // Both requests are recorded although they have the same ID in their files.
          counts: { requests: 2 },
          tokens: { changed: [{ raw: bob }, { raw: token }] },
          requests: { changed: [{ tokenIds: [1] }, { tokenIds: [2] }] },
          files: {
            shown: [
              { name: 'a.har', state: 'open', exchanges: 1 },
              { name: 'b.txt', state: 'failed', problems: [{ code: 'not JSON' }] },
              { name: 'c.har', state: 'open', exchanges: 1, problems: [{ code: 'cut', count: 1 }] },
            ],
            opening: [],
          },
        },
      },
    ]);
  });

  it('are no longer read when they are closed or dismissed or others are opened', async () => {
    const { openPanel, openFile, flush } = startSession();
    const panel = openPanel();
    const first = await openFile(panel, 'first.har');
    const second = await openFile(panel, 'second.har');
    expect(first.signal.aborted).toBe(true);
    panel.take();
    await first.end([{ code: 'unreadable' }]);
    flush();
    expect(panel.take()).toEqual([]);
    panel.send({ type: 'dismiss files' });
    expect(second.signal.aborted).toBe(true);
    expect(panel.take()).toMatchObject([{ state: { files: { shown: [], opening: [] } } }]);
    const third = await openFile(panel, 'third.har');
    await third.take([makeBearer(bob)]);
    panel.send({ type: 'close files' });
    expect(third.signal.aborted).toBe(true);
    panel.take();
    await third.take([makeBearer(bob)]);
    await third.end([]);
    flush();
    expect(panel.take()).toEqual([]);
    panel.send({ type: 'close files' });
    expect(panel.take()).toEqual([]);
  });

  it('do not appear after everything was forgotten', async () => {
    const { session, openPanel, openFile, flush } = startSession();
    const panel = openPanel();
    const reading = await openFile(panel);
    await session.forget();
    expect(reading.signal.aborted).toBe(true);
    panel.take();
    await reading.take([makeBearer(bob)]);
    await reading.end([]);
    flush();
    expect(panel.take()).toEqual([]);
  });

  it('report their progress together with other changes', async () => {
    const { openPanel, openFile, waiting, flush } = startSession();
    const panel = openPanel();
    const { take } = await openFile(panel);
    await take([makeHttp(), makeHttp()]);
    panel.take();
    for (let count = 0; count < 49; count += 1) await take([makeHttp(), makeHttp()]);
    expect(waiting).toHaveLength(1);
    expect(panel.take()).toEqual([]);
    flush();
    expect(panel.take()).toMatchObject([
      { state: { files: { shown: [{ exchanges: 100 }] }, counts: { requests: 100 } } },
    ]);
  });

  it('are read without a panel and while capture is paused', async () => {
    const { openPanel, openFile } = startSession();
    const panel = openPanel();
    panel.send({ type: 'settings', settings: { paused: true, preserve: true } });
    const { take, end } = await openFile(panel);
    panel.end();
    await take([makeBearer(bob)]);
    await end([]);
    expect(openPanel().received).toMatchObject([
      {
        state: {
          tokens: { changed: [{ raw: bob }] },
          files: { shown: [{ state: 'open', exchanges: 1 }] },
        },
      },
    ]);
  });

  it('are cleared by the user, but not by a navigation', async () => {
    const { session, openPanel, openFile } = startSession();
    const panel = openPanel();
    panel.send({ type: 'settings', settings: { paused: false, preserve: false } });
    session.record(makeBearer(token));
    await (await openFile(panel)).take([makeBearer(bob)]);
    session.navigated(2_000);
    expect(openPanel().received).toMatchObject([{ state: { tokens: { changed: [{ raw: bob }] } } }]);
    session.record(makeBearer(token));
    panel.send({ type: 'clear' });
    expect(openPanel().received).toMatchObject([
      {
        state: { tokens: { changed: [] }, requests: { changed: [] }, files: { shown: [{ name: 'a.har' }] } },
      },
    ]);
    panel.send({ type: 'close files' });
    expect(openPanel().received).toMatchObject([
      { state: { tokens: { changed: [{ raw: token, requests: 1 }] } } },
    ]);
  });
});
