import { describe, expect, it } from 'vitest';
import { createFeed, type FileAccess } from './create-feed';
import { makeBearer, makeHttp, makeReading, makeToken, makeTokenOf } from '../exchange/exchange.fixture';
import type { Exchange } from '../exchange/exchange';
import type { FeedMessage, SaveFormat } from './feed';
import { createLog } from '../log/log';
import { createCaptureGate } from '../merge/capture-gate';
import { defaultLogBounds } from '../log/limits';
import type { FileProblem } from './open-file';

const token = makeToken();

/** Reads and writes no files: a test says what is in one, piece by piece. */
function makeFiles() {
  const readings: {
    readonly file: File;
    readonly take: (exchanges: readonly Exchange[]) => Promise<void>;
    readonly signal: AbortSignal;
    readonly end: (problems: readonly FileProblem[]) => Promise<void>;
  }[] = [];
  const written: { readonly exchanges: readonly Exchange[]; readonly format: SaveFormat }[] = [];
  const files: FileAccess = {
    read: (file, take, signal) =>
      new Promise((resolve) => {
        const end = async (problems: readonly FileProblem[]) => {
          resolve(problems);
          // The next file is begun, or the last one reported, a few steps later.
          for (let step = 0; step < 3; step += 1) await Promise.resolve();
        };
        readings.push({ file, take, signal, end });
      }),
    write: async (exchanges, format) => {
      written.push({ exchanges: [...exchanges], format });
      return new Blob(['saved']);
    },
  };
  return { files, readings, written };
}

/** A feed whose clock is turned by hand. */
function startFeed() {
  const waiting: (() => void)[] = [];
  const { files, readings, written } = makeFiles();
  const clock = { nowMs: 10_000 };
  const gate = createCaptureGate({ nowMs: () => clock.nowMs });
  const feed = createFeed({
    createLog,
    gate,
    files,
    schedule: (callback) => waiting.push(callback),
  });
  const flush = () => {
    for (const callback of waiting.splice(0)) callback();
  };
  const openPanel = () => {
    const heard: FeedMessage[] = [];
    // What crosses a MessagePort is a clone: this fails on whatever cannot be one.
    const connection = feed.connect((message) => heard.push(structuredClone(message)));
    return { ...connection, heard, take: () => heard.splice(0) };
  };
  const openFiles = (panel: ReturnType<typeof openPanel>, names: readonly string[]) =>
    panel.receive({ type: 'open files', files: names.map((name) => new File(['{}'], name)) });
  /** Opens a file from a panel, and gives the reading that it began. */
  const openFile = (panel: ReturnType<typeof openPanel>, name = 'a.har') => {
    openFiles(panel, [name]);
    const reading = readings.at(-1);
    if (reading === undefined) throw new Error('nothing is read');
    return reading;
  };
  return { feed, gate, clock, flush, openPanel, openFile, openFiles, waiting, readings, written };
}

describe('a panel that connects', () => {
  it('is told the whole state first, also of what happened before', () => {
    const { feed, openPanel } = startFeed();
    feed.record(makeBearer(token));
    feed.setSite('https://app.test', { state: 'impossible' });
    feed.setTheme('dark');
    expect(openPanel().heard).toEqual([
      {
        type: 'state',
        rows: [expect.objectContaining({ raw: token, requests: 1 })],
        counts: expect.objectContaining({ requests: 1 }),
        settings: { paused: false, preserve: true },
        watching: { state: 'impossible' },
        inspectedOrigin: 'https://app.test',
        screen: { filter: '', keys: [] },
        theme: 'dark',
        health: { items: [] },
        files: [],
        opening: [],
      },
    ]);
  });

  it('is not told its state again as changes', () => {
    const { feed, flush, openPanel } = startFeed();
    const first = openPanel();
    feed.record(makeBearer(token));
    const second = openPanel();
    flush();
    expect(first.take().map(({ type }) => type)).toEqual(['state', 'delta']);
    expect(second.take().map(({ type }) => type)).toEqual(['state']);
  });

  it('finds the screen as the last one left it', () => {
    const { openPanel } = startFeed();
    const screen = {
      selectedId: 3,
      filter: 'alice',
      keys: [{ issuer: 'https://id.test', keyText: 'secret' }],
    };
    const first = openPanel();
    first.receive({ type: 'remember', screen });
    first.end();
    expect(openPanel().heard).toMatchObject([{ type: 'state', screen }]);
  });
});

describe('changes', () => {
  it('cost nothing while nobody listens', () => {
    const { feed, waiting, openPanel } = startFeed();
    feed.record(makeBearer(token));
    openPanel().end();
    feed.record(makeBearer(token));
    expect(waiting).toEqual([]);
  });

  it('are told together, and only the rows that changed', () => {
    const { feed, flush, openPanel, waiting } = startFeed();
    feed.record(makeBearer(makeTokenOf('idle')));
    const panel = openPanel();
    panel.take();
    for (let index = 0; index < 200; index += 1) feed.record(makeBearer(token));
    expect(waiting).toHaveLength(1);
    expect(panel.take()).toEqual([]);
    flush();
    expect(panel.take()).toEqual([
      {
        type: 'delta',
        rows: [expect.objectContaining({ raw: token, requests: 200 })],
        removed: [],
        counts: expect.objectContaining({ requests: 201 }),
      },
    ]);
    flush();
    expect(panel.take()).toEqual([]);
  });

  it('are not told when a storage entry is read again', () => {
    const { feed, openPanel, waiting } = startFeed();
    feed.record(makeReading({ jwt: token }));
    openPanel();
    feed.record(makeReading({ jwt: token }));
    expect(waiting).toEqual([]);
  });

  it('of the counts alone are told as well', () => {
    const { feed, flush, openPanel } = startFeed();
    const panel = openPanel();
    panel.take();
    feed.record(makeHttp());
    flush();
    expect(panel.take()).toMatchObject([{ type: 'delta', rows: [], removed: [], counts: { requests: 1 } }]);
  });

  it('of what a source lost are told, unless paused', () => {
    const { feed, flush, openPanel } = startFeed();
    const panel = openPanel();
    panel.take();
    feed.countLoss('unreadable', 1);
    feed.countLoss('droppedSightings', 30);
    flush();
    expect(panel.take()).toMatchObject([{ type: 'delta', counts: { unreadable: 1, droppedSightings: 30 } }]);
    panel.receive({ type: 'settings', settings: { paused: true, preserve: true } });
    panel.take();
    feed.countLoss('unreadable', 1);
    flush();
    expect(panel.take()).toEqual([]);
  });

  it('reach every panel, also when the channel of one is dead', () => {
    const { feed, flush, openPanel } = startFeed();
    let tries = 0;
    feed.connect(() => {
      tries += 1;
      throw new Error('dead object');
    });
    const panel = openPanel();
    const ended = openPanel();
    ended.take();
    ended.end();
    feed.record(makeBearer(token));
    flush();
    expect(panel.heard.map(({ type }) => type)).toEqual(['state', 'delta']);
    expect(ended.heard).toEqual([]);
    expect(tries).toBe(1);
  });

  it('that undo each other leave only the removal', () => {
    const { feed, flush, openPanel } = startFeed();
    const panel = openPanel();
    panel.take();
    feed.record(makeBearer(token));
    panel.receive({ type: 'clear' });
    flush();
    expect(panel.take()).toMatchObject([{ type: 'delta', rows: [], removed: [1], counts: { requests: 0 } }]);
  });
});

describe('the token that a panel looks at', () => {
  it('has no sightings when it is not held', () => {
    const panel = startFeed().openPanel();
    panel.take();
    panel.receive({ type: 'look', id: 99 });
    expect(panel.take()).toEqual([
      { type: 'sightings', id: 99, replace: true, sightings: [] },
      { type: 'context', id: 99, context: expect.any(Object) },
    ]);
  });

  it('is told with all its sightings at once, then with new ones only', () => {
    const { feed, flush, openPanel } = startFeed();
    feed.record(makeBearer(token, { sentAtMs: 1 }));
    const [panel, other] = [openPanel(), openPanel()];
    feed.record(makeBearer(token, { sentAtMs: 2 }));
    panel.take();
    panel.receive({ type: 'look', id: 1 });
    expect(panel.take()).toMatchObject([
      { type: 'sightings', id: 1, replace: true, sightings: [{ atMs: 1 }, { atMs: 2 }] },
      { type: 'context', id: 1 },
    ]);
    feed.record(makeBearer(token, { sentAtMs: 3 }));
    feed.record(makeBearer(makeTokenOf('bob'), { sentAtMs: 4 }));
    feed.record(makeBearer(token, { sentAtMs: 5 }));
    flush();
    const [delta, sightings, context, ...rest] = panel.take();
    expect(delta?.type).toBe('delta');
    expect(sightings).toMatchObject({
      type: 'sightings',
      id: 1,
      replace: false,
      sightings: [{ atMs: 3 }, { atMs: 5 }],
    });
    // Once for the three of them.
    expect(context).toMatchObject({ type: 'context', id: 1 });
    expect(rest).toEqual([]);
    expect(other.heard.some(({ type }) => type === 'sightings')).toBe(false);
  });

  it('is followed no more after the panel looks elsewhere, or after it is gone', () => {
    const { feed, flush, openPanel } = startFeed();
    feed.record(makeBearer(token));
    const panel = openPanel();
    panel.receive({ type: 'look', id: 1 });
    panel.receive({ type: 'look', id: undefined });
    panel.take();
    feed.record(makeBearer(token));
    flush();
    expect(panel.take().map(({ type }) => type)).toEqual(['delta']);

    panel.receive({ type: 'look', id: 1 });
    feed.record(makeBearer(token));
    panel.receive({ type: 'clear' });
    panel.take();
    flush();
    expect(panel.take().map(({ type }) => type)).toEqual(['delta']);
  });

  it('does not get the sightings of the one looked at before, nor any twice', () => {
    const { feed, flush, openPanel } = startFeed();
    feed.record(makeBearer(token));
    feed.record(makeBearer(makeTokenOf('bob')));
    const panel = openPanel();
    panel.receive({ type: 'look', id: 1 });
    feed.record(makeBearer(token));
    panel.receive({ type: 'look', id: 1 });
    feed.record(makeBearer(token));
    panel.receive({ type: 'look', id: 2 });
    panel.take();
    flush();
    expect(panel.take().map(({ type }) => type)).toEqual(['delta']);
  });

  it('has the answers that came later, and what else became known of its requests', () => {
    const { feed, flush, openPanel } = startFeed();
    const exchange = makeBearer(token, { source: 'web request', status: 0 });
    feed.record(exchange);
    const panel = openPanel();
    panel.receive({ type: 'look', id: 1 });
    panel.take();
    feed.amend(makeHttp({ id: exchange.id, source: 'network log', status: 403 }));
    flush();
    expect(panel.take()).toMatchObject([
      { type: 'delta', rows: [{ refused: 1 }] },
      { type: 'sightings', replace: true, sightings: [{ status: 403 }] },
      { type: 'context', context: { request: { status: 403 } } },
    ]);
    feed.amend(makeHttp({ id: exchange.id, pageUrl: 'https://app.test/' }));
    for (let index = 0; index < 20; index += 1) flush();
    expect(panel.take()).toMatchObject([
      { type: 'context', context: { request: { pageUrl: 'https://app.test/' } } },
    ]);
  });

  it('has its context read again seldom while it is sent again and again, and in the end once more', () => {
    const { feed, flush, openPanel, waiting } = startFeed();
    feed.record(makeBearer(token));
    const panel = openPanel();
    panel.receive({ type: 'look', id: 1 });
    panel.take();
    for (let index = 1; index <= 105; index += 1) {
      feed.record(makeBearer(token, { url: `https://api.test/${index}` }));
      flush();
    }
    const during = panel.take();
    expect(during.filter(({ type }) => type === 'sightings')).toHaveLength(105);
    expect(during.filter(({ type }) => type === 'context').length).toBeLessThan(20);
    while (waiting.length > 0) flush();
    expect(panel.take()).toMatchObject([
      { type: 'context', context: { request: { url: 'https://api.test/105' } } },
    ]);
  });

  it('is told anew now and then, so that a panel never holds many more sightings than the log', () => {
    const { feed, flush, openPanel } = startFeed();
    feed.record(makeBearer(token));
    const panel = openPanel();
    panel.receive({ type: 'look', id: 1 });
    let held = 0;
    let most = 0;
    for (let index = 0; index < 9_000; index += 1) {
      feed.record(makeBearer(token));
      if (index % 50 !== 0) continue;
      flush();
      for (const message of panel.take()) {
        if (message.type !== 'sightings') continue;
        held = message.sightings.length + (message.replace ? 0 : held);
        most = Math.max(most, held);
      }
    }
    expect(most).toBeGreaterThan(2_000);
    expect(most).toBeLessThanOrEqual(4_000);
  });
});

describe('settings', () => {
  it('reach the gate, as clearing does, and all panels', () => {
    const { gate, clock, openPanel } = startFeed();
    const [panel, other] = [openPanel(), openPanel()];
    clock.nowMs = 1_000;
    panel.receive({ type: 'settings', settings: { paused: true, preserve: true } });
    expect(gate.admit(makeBearer(token, { sentAtMs: 1_500 }))).toBeUndefined();
    expect(other.heard.at(-1)).toEqual({ type: 'settings', settings: { paused: true, preserve: true } });
    expect(openPanel().heard).toMatchObject([{ settings: { paused: true } }]);
    clock.nowMs = 2_000;
    panel.receive({ type: 'settings', settings: { paused: false, preserve: true } });
    expect(gate.admit(makeBearer(token, { sentAtMs: 1_500 }))).toBeUndefined();
    const after = makeBearer(token, { sentAtMs: 2_500 });
    expect(gate.admit(after)).toBe(after);
    clock.nowMs = 3_000;
    panel.receive({ type: 'clear' });
    expect(gate.admit(after)).toBeUndefined();
  });

  it('preserve the log over a navigation, unless switched off', () => {
    const { feed, openPanel } = startFeed();
    const panel = openPanel();
    feed.record(makeBearer(token));
    feed.navigated(2_000);
    expect(openPanel().heard).toMatchObject([{ rows: [{ raw: token }] }]);
    panel.receive({ type: 'settings', settings: { paused: false, preserve: false } });
    // Told late, of a navigation that the token's request belongs to; then of one after it.
    feed.navigated(1_000);
    expect(openPanel().heard).toMatchObject([
      { rows: [{ raw: token, requests: 1 }], counts: { requests: 1 } },
    ]);
    feed.navigated(2_000);
    expect(openPanel().heard).toMatchObject([{ rows: [], counts: { requests: 0 } }]);
  });

  it('theme, watching and health are told at once', () => {
    const { feed, openPanel } = startFeed();
    const panel = openPanel();
    panel.take();
    feed.setTheme('dark');
    const watching = { state: 'on', origin: 'https://app.test', reloadOffered: true } as const;
    feed.setSite('https://app.test', watching);
    const health = { items: [{ code: 'requests', state: 'seen' }] } as const;
    feed.setHealth(health);
    expect(panel.take()).toEqual([
      { type: 'theme', theme: 'dark' },
      { type: 'watching', watching, inspectedOrigin: 'https://app.test' },
      { type: 'health', health },
    ]);
    expect(openPanel().heard).toMatchObject([{ health }]);
  });

  it('bounds hold for the log at once, and for every file', async () => {
    const { feed, flush, openPanel, openFile } = startFeed();
    const panel = openPanel();
    for (const subject of ['a', 'b', 'c']) feed.record(makeBearer(makeTokenOf(subject)));
    flush();
    panel.take();
    feed.setBounds({ ...defaultLogBounds, maxTokens: 1 });
    flush();
    expect(panel.take()).toMatchObject([{ type: 'delta', removed: [1, 2], counts: { droppedTokens: 2 } }]);
    const reading = openFile(panel);
    await reading.take([makeBearer(makeTokenOf('d')), makeBearer(makeTokenOf('e'))]);
    expect(openPanel().heard).toMatchObject([
      { rows: [{ raw: makeTokenOf('e') }], counts: { droppedTokens: 1 } },
    ]);
    feed.setBounds({ ...defaultLogBounds, maxExchanges: 1 });
    expect(openPanel().heard).toMatchObject([{ counts: { heldExchanges: 1 } }]);
  });
});

it('what another source tells of a request is added to it', () => {
  const { feed, flush, openPanel } = startFeed();
  const panel = openPanel();
  const bare = makeHttp();
  feed.record(bare);
  panel.take();
  feed.amend({ ...makeBearer(token), id: bare.id });
  flush();
  expect(panel.take()).toMatchObject([{ type: 'delta', rows: [{ raw: token }], counts: { requests: 1 } }]);
});

describe('files', () => {
  const bob = makeTokenOf('bob');

  it('replace the live log once something of them is read, and the live log comes back as it was', async () => {
    const { feed, flush, openPanel, openFile } = startFeed();
    feed.record(makeBearer(token));
    const panel = openPanel();
    const keys = [{ issuer: '', keyText: 'secret' }];
    panel.receive({ type: 'remember', screen: { selectedId: 1, filter: 'alice', keys } });
    panel.receive({ type: 'look', id: 1 });
    panel.take();

    const reading = openFile(panel);
    expect(reading.file.name).toBe('a.har');
    const opening = { name: 'a.har', state: 'reading', exchanges: 0, problems: [] };
    expect(panel.take()).toEqual([{ type: 'files', files: [], opening: [opening] }]);
    await reading.take([makeBearer(bob)]);
    expect(panel.take()).toMatchObject([
      {
        type: 'state',
        rows: [],
        counts: { requests: 0 },
        screen: { filter: 'alice', keys },
        files: [{ name: 'a.har', state: 'reading', exchanges: 1, problems: [] }],
        opening: [],
      },
    ]);
    feed.record(makeBearer(token));
    flush();
    // Nothing of the live token, although the panel looked at one of the same id.
    expect(panel.take()).toMatchObject([
      { type: 'delta', rows: [{ id: 1, raw: bob }], counts: { requests: 1 } },
    ]);
    feed.record(makeBearer(token));
    flush();
    expect(panel.take()).toEqual([]);
    panel.receive({ type: 'remember', screen: { selectedId: 2, filter: 'bob', keys } });
    expect(openPanel().heard).toMatchObject([{ screen: { selectedId: 2 }, files: [{ name: 'a.har' }] }]);

    panel.receive({ type: 'close files' });
    const [state, ...rest] = panel.take();
    expect(state).toMatchObject({
      type: 'state',
      rows: [{ raw: token, requests: 3 }],
      screen: { selectedId: 1, filter: 'bob', keys },
      files: [],
    });
    expect(rest).toEqual([]);
    expect(reading.signal.aborted).toBe(true);
  });

  it('have no selection of the log that was shown before', async () => {
    const { openPanel, openFile } = startFeed();
    const panel = openPanel();
    panel.receive({ type: 'remember', screen: { selectedId: 1, filter: '', keys: [] } });
    await openFile(panel).take([makeBearer(bob)]);
    panel.receive({ type: 'remember', screen: { selectedId: 2, filter: '', keys: [] } });
    await openFile(panel, 'b.har').take([makeBearer(bob)]);
    expect(panel.take().findLast(({ type }) => type === 'state')).toMatchObject({
      screen: { filter: '' },
      files: [{ name: 'b.har' }],
    });
    expect(openPanel().heard[0]).not.toHaveProperty('screen.selectedId');
  });

  it('are open where something of them was read, with what is missing of it', async () => {
    const { openPanel, openFile } = startFeed();
    const panel = openPanel();
    const cases: FileProblem[][] = [
      [],
      [{ code: 'withheld' }, { code: 'unreadable entries', count: 2 }],
      [{ code: 'cut' }],
      [{ code: 'unreadable' }],
    ];
    for (const problems of cases) {
      const { take, end } = openFile(panel);
      await take([makeBearer(bob)]);
      panel.take();
      await end(problems);
      expect(panel.take()).toMatchObject([
        { type: 'files', files: [{ state: 'open', exchanges: 1, problems }] },
        { type: 'delta', rows: [{ raw: bob }], counts: { unreadable: problems.length === 2 ? 2 : 0 } },
      ]);
    }
  });

  it('that cannot be read leave what is shown as it is, and what is read of it goes on', async () => {
    const { openPanel, openFile, flush } = startFeed();
    const panel = openPanel();
    const first = openFile(panel, 'first.har');
    await first.take([makeBearer(bob)]);
    const failing = openFile(panel, 'notes.txt');
    await failing.end([{ code: 'not JSON' }]);
    expect(first.signal.aborted).toBe(false);
    panel.take();
    await first.take([makeBearer(makeTokenOf('carol'))]);
    flush();
    expect(panel.take().at(-1)).toMatchObject({ type: 'delta', counts: { requests: 2 } });
    expect(openPanel().heard).toMatchObject([
      {
        rows: [{}, { raw: bob }],
        files: [{ name: 'first.har', state: 'reading' }],
        opening: [{ name: 'notes.txt', state: 'failed', problems: [{ code: 'not JSON' }] }],
      },
    ]);
    panel.receive({ type: 'dismiss files' });
    expect(panel.take()).toMatchObject([{ type: 'files', files: [{ name: 'first.har' }], opening: [] }]);
    expect(first.signal.aborted).toBe(false);
  });

  it('that cannot be read leave the live log, also while several are tried', async () => {
    const { feed, openPanel, openFiles, readings } = startFeed();
    feed.record(makeBearer(token));
    const panel = openPanel();
    openFiles(panel, ['a.txt', 'b.zip']);
    await readings.at(-1)?.end([{ code: 'not JSON' }]);
    await readings.at(-1)?.end([{ code: 'archive' }]);
    expect(openPanel().heard).toMatchObject([
      {
        rows: [{ raw: token }],
        files: [],
        opening: [
          { name: 'a.txt', state: 'failed', problems: [{ code: 'not JSON' }] },
          { name: 'b.zip', state: 'failed', problems: [{ code: 'archive' }] },
        ],
      },
    ]);
  });

  it('that are opened together are shown together, each with what came of it', async () => {
    const { openPanel, openFiles, readings } = startFeed();
    const panel = openPanel();
    openFiles(panel, ['a.har', 'b.txt', 'c.har']);
    const exchange = (raw: string) => makeBearer(raw, { id: 'file-1' });
    await readings[0]?.take([exchange(token)]);
    await readings[0]?.end([]);
    await readings[1]?.end([{ code: 'not JSON' }]);
    await readings[2]?.take([exchange(bob)]);
    await readings[2]?.end([{ code: 'cut' }]);
    expect(readings).toHaveLength(3);
    expect(openPanel().heard).toMatchObject([
      {
        // Of two requests that have the same id in their files none is lost.
        counts: { requests: 2 },
        rows: [{ raw: bob }, { raw: token }],
        files: [
          { name: 'a.har', state: 'open', exchanges: 1 },
          { name: 'b.txt', state: 'failed', problems: [{ code: 'not JSON' }] },
          { name: 'c.har', state: 'open', exchanges: 1, problems: [{ code: 'cut' }] },
        ],
        opening: [],
      },
    ]);
  });

  it('are not read on after they were closed, dismissed, or others are opened', async () => {
    const { openPanel, openFile, flush } = startFeed();
    const panel = openPanel();
    const first = openFile(panel, 'first.har');
    const second = openFile(panel, 'second.har');
    expect(first.signal.aborted).toBe(true);
    panel.take();
    await first.end([{ code: 'unreadable' }]);
    flush();
    expect(panel.take()).toEqual([]);
    panel.receive({ type: 'dismiss files' });
    expect(second.signal.aborted).toBe(true);
    expect(panel.take()).toEqual([{ type: 'files', files: [], opening: [] }]);
    const third = openFile(panel, 'third.har');
    await third.take([makeBearer(bob)]);
    panel.receive({ type: 'close files' });
    expect(third.signal.aborted).toBe(true);
    panel.take();
    await third.end([]);
    flush();
    expect(panel.take()).toEqual([]);
    panel.receive({ type: 'close files' });
    expect(panel.take()).toEqual([]);
  });

  it('report how far they are read no more often than changes are', async () => {
    const { openPanel, openFile, waiting, flush } = startFeed();
    const panel = openPanel();
    const { take } = openFile(panel);
    await take([makeHttp(), makeHttp()]);
    panel.take();
    for (let count = 0; count < 49; count += 1) await take([makeHttp(), makeHttp()]);
    expect(waiting).toHaveLength(1);
    expect(panel.take()).toEqual([]);
    flush();
    expect(panel.take()).toMatchObject([
      { type: 'files', files: [{ exchanges: 100 }] },
      { type: 'delta', counts: { requests: 100 } },
    ]);
  });

  it('are read on while no panel is there, and while capture is paused', async () => {
    const { openPanel, openFile } = startFeed();
    const panel = openPanel();
    panel.receive({ type: 'settings', settings: { paused: true, preserve: true } });
    const { take, end } = openFile(panel);
    panel.end();
    await take([makeBearer(bob)]);
    await end([]);
    expect(openPanel().heard).toMatchObject([
      { rows: [{ raw: bob }], files: [{ state: 'open', exchanges: 1 }] },
    ]);
  });

  it('are not cleared by a navigation, which clears the live log, but when it is asked for', async () => {
    const { feed, gate, clock, openPanel, openFile } = startFeed();
    const panel = openPanel();
    panel.receive({ type: 'settings', settings: { paused: false, preserve: false } });
    feed.record(makeBearer(token));
    await openFile(panel).take([makeBearer(bob)]);
    feed.navigated(2_000);
    expect(openPanel().heard).toMatchObject([{ rows: [{ raw: bob }] }]);
    const late = makeBearer(token, { sentAtMs: 2_500 });
    feed.record(late);
    clock.nowMs = 3_000;
    panel.receive({ type: 'clear' });
    expect(gate.admit(late)).toBe(late);
    expect(openPanel().heard).toMatchObject([{ rows: [], files: [{ name: 'a.har' }] }]);
    panel.receive({ type: 'close files' });
    expect(openPanel().heard).toMatchObject([{ rows: [{ raw: token, requests: 1 }] }]);
  });

  it('have their sightings looked at like those of the live log', async () => {
    const { feed, openPanel, openFile, flush } = startFeed();
    const panel = openPanel();
    const { take } = openFile(panel);
    await take([makeBearer(bob, { sentAtMs: 7 })]);
    panel.receive({ type: 'look', id: 1 });
    panel.take();
    await take([makeBearer(bob, { sentAtMs: 8 })]);
    feed.record(makeBearer(token, { sentAtMs: 9 }));
    flush();
    expect(panel.take().slice(2)).toMatchObject([
      { type: 'sightings', id: 1, replace: false, sightings: [{ atMs: 8 }] },
      { type: 'context', id: 1 },
    ]);
  });
});

describe('what is saved', () => {
  it('is what is shown, in the format that was asked for, and is told to who asked', async () => {
    const { feed, openPanel, openFile, written } = startFeed();
    const [panel, other] = [openPanel(), openPanel()];
    const [lived, read] = [makeBearer(token), makeBearer(makeTokenOf('bob'))];
    feed.record(lived);
    panel.receive({ type: 'save', format: 'har' });
    // What comes now is not in it.
    feed.record(makeBearer(token));
    await openFile(panel).take([read]);
    panel.receive({ type: 'save', format: 'json' });
    expect(written).toEqual([
      { exchanges: [lived], format: 'har' },
      { exchanges: [read], format: 'json' },
    ]);
    await Promise.resolve();
    expect(panel.take().filter(({ type }) => type === 'saved')).toEqual([
      { type: 'saved', format: 'har', content: expect.any(Blob) },
      { type: 'saved', format: 'json', content: expect.any(Blob) },
    ]);
    expect(other.heard.some(({ type }) => type === 'saved')).toBe(false);
  });
});

describe('requests', () => {
  it('are ignored when they are none, or come after the end', () => {
    const { feed, openPanel } = startFeed();
    feed.record(makeBearer(token));
    const panel = openPanel();
    panel.take();
    panel.receive({ type: 'settings', settings: 'off' });
    panel.receive('clear');
    panel.end();
    panel.receive({ type: 'clear' });
    expect(openPanel().heard).toMatchObject([{ rows: [{ raw: token }] }]);
  });
});
