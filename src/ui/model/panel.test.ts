import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  createStage,
  makeRow,
  makeSighting,
  nothingCounted,
  settle,
  type Stage,
} from '../fixture/panel.fixture';
import { makeToken, startSeconds } from '../fixture/tokens.fixture';
import { tokenColumns } from '../lists/token-columns';
import type { Column } from './lists/columns';
import { sortBy as sortColumn } from './lists/list-columns';

const stages: Stage[] = [];

function open(...args: Parameters<typeof createStage>): Stage {
  const stage = createStage(...args);
  stages.push(stage);
  return stage;
}

function shownIds({ model }: Stage): number[] {
  return model.tokens.shown.value.map(({ row }) => row.id);
}

afterEach(() => {
  for (const { model } of stages.splice(0)) model.end();
});

const alice = makeRow(1, makeToken({ sub: 'alice', iss: 'https://id.test', exp: startSeconds + 30 }));
const bob = makeRow(2, makeToken({ sub: 'bob', iss: 'https://id.test', exp: startSeconds + 3_000 }), {
  requests: 7,
});
const carol = makeRow(3, makeToken({ sub: 'carol', iss: 'https://other.test' }), { requests: 2 });

const sortBy = ({ model: { layouts, tokens } }: Stage, id: Column) => {
  const column = tokenColumns.find((each) => each.id === id)!;
  layouts.set('tokens', sortColumn(layouts.of('tokens'), column, tokens.sort.value));
};

describe('the token list', () => {
  it('is not connected before the first snapshot', () => {
    const stage = open();
    expect(stage.model.capture.isConnected.value).toBe(false);
    stage.showLog([]);
    expect(stage.model.capture.isConnected.value).toBe(true);
  });

  it('shows the newest activity first', () => {
    const stage = open();
    stage.showLog([alice, bob, carol]);
    expect(shownIds(stage)).toEqual([3, 2, 1]);
    stage.changeTokens([{ ...alice, lastSeenMs: carol.lastSeenMs + 1 }]);
    expect(shownIds(stage)).toEqual([1, 3, 2]);
  });

  it('applies added, changed and removed rows without decoding a changed one again', () => {
    const stage = open();
    stage.showLog([alice, bob]);
    const before = stage.model.tokens.shown.value.find(({ row }) => row.id === 2)?.facts;
    const rows = [{ ...bob, requests: 8 }, carol];
    stage.changeTokens(rows, [1], { ...nothingCounted, requests: 9 });
    expect(shownIds(stage)).toEqual([3, 2]);
    expect(stage.model.tokens.shown.value[1]?.row.requests).toBe(8);
    expect(stage.model.tokens.shown.value[1]?.facts).toBe(before);
    expect(stage.model.capture.counts.value.requests).toBe(9);
  });

  it('shows only tokens that match the filter', async () => {
    const stage = open();
    stage.showLog([alice, bob, carol]);
    stage.model.filter.set(' OTHER ');
    await vi.waitFor(() => expect(shownIds(stage)).toEqual([3]));
    stage.model.filter.set('nobody');
    expect(shownIds(stage)).toEqual([]);
    stage.model.filter.set('');
    expect(shownIds(stage)).toHaveLength(3);
  });

  it.each<[Column, number[], number[]]>([
    ['subject', [1, 2, 3], [3, 2, 1]],
    ['issuer', [2, 1, 3], [3, 2, 1]],
    ['lifetime', [1, 2, 3], [3, 2, 1]],
    ['requests', [2, 3, 1], [1, 3, 2]],
  ])('sorts by %s, and reverses the order the second time', (column, first, second) => {
    const stage = open();
    stage.showLog([alice, bob, carol]);
    sortBy(stage, column);
    expect(shownIds(stage)).toEqual(first);
    sortBy(stage, column);
    expect(shownIds(stage)).toEqual(second);
  });

  it('stays sorted when rows are changed, added and removed', () => {
    const stage = open();
    stage.showLog([alice, bob, carol]);
    sortBy(stage, 'requests');
    expect(shownIds(stage)).toEqual([2, 3, 1]);
    const dave = makeRow(4, makeToken({ sub: 'dave' }), { requests: 5 });
    const rows = [{ ...alice, requests: 9 }, dave];
    stage.changeTokens(rows, [3]);
    expect(shownIds(stage)).toEqual([1, 2, 4]);
    stage.changeTokens([{ ...bob, requests: 1 }, carol], []);
    expect(shownIds(stage)).toEqual([1, 4, 3, 2]);
  });

  it('counts tokens that expire within a minute, and stops the clock when none can', () => {
    const stage = open();
    const stop = stage.model.tokens.expiring.subscribe(() => {});
    stage.showLog([alice, bob, carol]);
    expect(stage.model.tokens.expiring.value).toBe(1);
    stage.clock.pass(31_000);
    expect(stage.model.tokens.expiring.value).toBe(0);
    stage.clock.pass(3_000_000);
    stage.changeTokens([{ ...alice, requests: 1 }], []);
    expect(stage.clock.ticking).toBe(0);
    stop();
  });
});

describe('the selection', () => {
  it('is kept when rows are added, sorted or hidden by the filter', async () => {
    const stage = open();
    stage.showLog([alice, bob]);
    stage.model.tokens.select(1);
    stage.changeTokens([carol], []);
    sortBy(stage, 'subject');
    stage.model.filter.set('bob');
    expect(stage.model.tokens.selectedId.value).toBe(1);
    expect((await stage.detail()).token.value).toMatchObject({ claims: { sub: 'alice' } });
  });

  it('is cleared when its token is removed', async () => {
    const stage = open();
    stage.showLog([alice, bob]);
    stage.model.tokens.select(1);
    stage.changeTokens([], [1]);
    expect(stage.model.tokens.selectedId.value).toBeUndefined();
    expect((await stage.detail()).token.value).toBeUndefined();
    expect(stage.sent.at(-1)).toMatchObject({ type: 'select', tokenId: undefined });
  });

  it('steps through the shown tokens and stops at the ends', () => {
    const stage = open();
    stage.showLog([alice, bob, carol]);
    const selectAfter = (rows: number) => {
      stage.model.tokens.step(rows);
      return stage.model.tokens.selectedId.value;
    };
    expect([1, 1, -1, -1, Infinity, 1, -Infinity].map(selectAfter)).toEqual([3, 2, 3, 3, 1, 1, 3]);
  });

  it('starts at the end when the first step goes up', () => {
    const stage = open();
    stage.showLog([alice, bob, carol]);
    expect(stage.model.tokens.step(-1)).toBe(2);
    expect(stage.model.tokens.selectedId.value).toBe(1);
    expect([-1, Infinity, 1, -Infinity].map((rows) => stage.model.tokens.step(rows))).toEqual([1, 2, 2, 0]);
    expect(open().model.tokens.step(1)).toBeUndefined();
  });

  it('shows the sightings of the selected token only, newest first', async () => {
    const stage = open();
    stage.showLog([alice, bob]);
    const first = makeSighting({ url: 'https://api.test/1' });
    const second = makeSighting({ url: 'https://api.test/2', status: 401 });
    stage.setSightings(1, [makeSighting()]);
    stage.setSightings(2, [first]);
    stage.model.tokens.select(2);
    await settle();
    expect(stage.model.sightings.at(0)).toEqual(first);
    stage.setSightings(2, [first, second]);
    await settle();
    expect([stage.model.sightings.at(0), stage.model.sightings.at(1)]).toEqual([second, first]);
    expect((await stage.detail()).lastAnswered.value).toEqual(second);
    stage.model.tokens.select(1);
    expect(stage.model.sightings.count.value).toBe(0);
    await settle();
    expect(stage.model.sightings.count.value).toBe(1);
  });

  it('is checked with the log context of the selected token only', async () => {
    const stage = open();
    stage.showLog([alice, bob]);
    stage.model.tokens.select(1);
    const { checks } = await stage.detail();
    const rules = () => checks.findings.value?.map(({ rule }) => rule);
    await vi.waitFor(() => expect(rules()).toBeDefined(), { timeout: 4_000 });
    const request = { method: 'GET', url: 'https://api.test/', location: 'url query', name: 't' } as const;
    await stage.setContext(2, { request });
    expect(rules()).not.toContain('TR-URL-QUERY');
    await stage.setContext(1, { request });
    expect(rules()).toContain('TR-URL-QUERY');
    stage.model.tokens.select(2);
    expect(rules()).not.toContain('TR-URL-QUERY');
  });

  it('ignores responses that issued the token and failed requests when finding the last response', async () => {
    const stage = open();
    stage.showLog([alice]);
    stage.model.tokens.select(1);
    const sent = makeSighting({ status: 200 });
    const sightings = [
      sent,
      makeSighting({ status: 0 }),
      makeSighting({ kind: 'response body', status: 401 }),
    ];
    stage.setSightings(1, sightings);
    await settle();
    expect((await stage.detail()).lastAnswered.value).toEqual(sent);
  });
});

describe('the state restored in a new panel', () => {
  const key = {
    id: 'k1',
    purpose: 'verify',
    scope: { kind: 'issuer', value: 'https://id.test' },
    origin: 'pasted',
    text: 'k',
  } as const;

  it('is sent to the session with each change: selection, filter and tried keys', async () => {
    const stage = open();
    stage.showLog([alice, bob]);
    stage.model.tokens.select(2);
    stage.model.filter.set('bo');
    const { keyBox } = await stage.detail();
    keyBox.type('k');
    keyBox.verify();
    stage.model.filter.set('bob');
    expect(stage.sent).toEqual([
      { logId: 1, type: 'select', tokenId: 2 },
      { logId: 1, type: 'filter', text: 'bo' },
      { logId: 1, type: 'add key', key: { ...key, id: expect.any(String) as string } },
      { logId: 1, type: 'filter', text: 'bob' },
    ]);
  });

  it('is applied without being sent back', async () => {
    const stage = open();
    stage.setSightings(2, [makeSighting()]);
    stage.showLog([alice, bob], { selectedId: 2, filter: 'bo', keyring: [key] });
    expect(stage.model.tokens.selectedId.value).toBe(2);
    expect(stage.model.filter.text.value).toBe('bo');
    expect((await stage.detail()).keyBox.text.value).toBe('k');
    await settle();
    expect(stage.model.sightings.count.value).toBe(1);
    expect(stage.sent).toEqual([]);
  });

  it('is not overwritten by later snapshots, nor is a filter typed before the first snapshot', async () => {
    const stage = open();
    stage.model.filter.set('alice');
    stage.showLog([alice, bob], { filter: 'bob' });
    expect(stage.sent).toEqual([{ logId: 1, type: 'filter', text: 'alice' }]);
    stage.showLog([alice, bob, carol], { filter: '' });
    expect(stage.model.filter.text.value).toBe('alice');
    await vi.waitFor(() => expect(shownIds(stage)).toEqual([1]));
  });

  it('does not change the view that was chosen before the first snapshot', () => {
    const stage = open();
    stage.model.showView('tokens');
    stage.showLog([alice], { view: 'requests' });
    expect(stage.model.screen.view.value).toBe('tokens');
    expect(stage.sent).toEqual([{ logId: 1, type: 'view', view: 'tokens' }]);
  });
});

describe('the controls of the panel', () => {
  it('toggle one setting without changing the other', () => {
    const stage = open();
    stage.showLog([]);
    stage.change({ settings: { paused: true, preserve: false } });
    stage.model.capture.togglePause();
    expect(stage.sent.at(-1)).toMatchObject({
      type: 'settings',
      settings: { paused: false, preserve: false },
    });
    stage.model.capture.togglePreserve();
    expect(stage.sent.at(-1)).toMatchObject({ type: 'settings', settings: { paused: true, preserve: true } });
  });

  it('start watching synchronously, because the browser asks for permission only within a click', () => {
    const stage = open();
    stage.showLog([]);
    stage.model.capture.toggleWatch();
    expect(stage.commanded).toEqual(['watch https://app.test']);
    const watching = { state: 'on', origin: 'https://app.test', reloadOffered: true } as const;
    stage.change({ site: { origin: 'https://elsewhere.test', watching } });
    stage.model.capture.toggleWatch();
    expect(stage.commanded.at(-1)).toBe('unwatch https://app.test');
  });

  it('show why a command failed until the message is dismissed', async () => {
    const stage = open({ reloadPage: { ok: false, reason: 'It could not.' } });
    stage.showLog([]);
    stage.model.capture.reload();
    await vi.waitFor(() => expect(stage.model.screen.errorMessage.value).toBe('It could not.'), {
      timeout: 4_000,
    });
    stage.model.screen.dismissError();
    expect(stage.model.screen.errorMessage.value).toBeUndefined();
  });
});
