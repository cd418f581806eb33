import { describe, expect, it } from 'vitest';
import { createFeed } from './create-feed';
import { makeBearer, makeHttp, makeReading, makeToken, makeTokenOf } from './exchange.fixture';
import type { FeedMessage } from './feed';
import { createLog } from './log';

const token = makeToken();

/** A feed whose clock is turned by hand. */
function startFeed() {
  const waiting: (() => void)[] = [];
  const feed = createFeed({
    log: createLog(),
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
  return { feed, flush, openPanel, waiting };
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
    expect(panel.take()).toEqual([{ type: 'sightings', id: 99, replace: true, sightings: [] }]);
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
    ]);
    feed.record(makeBearer(token, { sentAtMs: 3 }));
    feed.record(makeBearer(makeTokenOf('bob'), { sentAtMs: 4 }));
    feed.record(makeBearer(token, { sentAtMs: 5 }));
    flush();
    const [delta, sightings, ...rest] = panel.take();
    expect(delta?.type).toBe('delta');
    expect(sightings).toMatchObject({
      type: 'sightings',
      id: 1,
      replace: false,
      sightings: [{ atMs: 3 }, { atMs: 5 }],
    });
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
  it('keep what happens while paused out of the log', () => {
    const { feed, flush, openPanel } = startFeed();
    const [panel, other] = [openPanel(), openPanel()];
    panel.receive({ type: 'settings', settings: { paused: true, preserve: true } });
    feed.record(makeBearer(token));
    flush();
    expect(openPanel().heard).toMatchObject([
      { rows: [], counts: { requests: 0 }, settings: { paused: true } },
    ]);
    expect(other.heard.at(-1)).toEqual({ type: 'settings', settings: { paused: true, preserve: true } });
    panel.receive({ type: 'settings', settings: { paused: false, preserve: true } });
    feed.record(makeBearer(token));
    expect(openPanel().heard).toMatchObject([{ rows: [{ raw: token }] }]);
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

  it('theme and watching are told at once', () => {
    const { feed, openPanel } = startFeed();
    const panel = openPanel();
    panel.take();
    feed.setTheme('dark');
    const watching = { state: 'on', origin: 'https://app.test', reloadOffered: true } as const;
    feed.setSite('https://app.test', watching);
    expect(panel.take()).toEqual([
      { type: 'theme', theme: 'dark' },
      { type: 'watching', watching, inspectedOrigin: 'https://app.test' },
    ]);
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
