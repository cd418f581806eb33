import { afterEach, describe, expect, it, vi } from 'vitest';
import { createStage, makeRow, makeSighting, nothingCounted, type Stage } from '../fixture/panel.fixture';
import { makeToken, startSeconds } from '../fixture/tokens.fixture';
import type { Column } from './columns';

const stages: Stage[] = [];

function open(...args: Parameters<typeof createStage>): Stage {
  const stage = createStage(...args);
  stages.push(stage);
  return stage;
}

function shownIds({ model }: Stage): number[] {
  return model.shown.value.map(({ row }) => row.id);
}

afterEach(() => {
  for (const { model } of stages.splice(0)) model.end();
});

const alice = makeRow(1, makeToken({ sub: 'alice', iss: 'https://id.test', exp: startSeconds + 30 }));
const bob = makeRow(2, makeToken({ sub: 'bob', iss: 'https://id.test', exp: startSeconds + 3_000 }), {
  requests: 7,
});
const carol = makeRow(3, makeToken({ sub: 'carol', iss: 'https://other.test' }), { requests: 2 });

describe('the list of the panel', () => {
  it('is not connected before the log has told its state', () => {
    const stage = open();
    expect(stage.model.log.isConnected.value).toBe(false);
    stage.tellState([]);
    expect(stage.model.log.isConnected.value).toBe(true);
  });

  it('shows the newest activity first', () => {
    const stage = open();
    stage.tellState([alice, bob, carol]);
    expect(shownIds(stage)).toEqual([3, 2, 1]);
    const delta = {
      type: 'delta',
      rows: [{ ...alice, lastSeenMs: carol.lastSeenMs + 1 }],
      removed: [],
    } as const;
    stage.tell({ ...delta, counts: nothingCounted });
    expect(shownIds(stage)).toEqual([1, 3, 2]);
  });

  it('takes new, changed and removed rows, and keeps what it had decoded of a changed one', () => {
    const stage = open();
    stage.tellState([alice, bob]);
    const before = stage.model.shown.value.find(({ row }) => row.id === 2)?.facts;
    const rows = [{ ...bob, requests: 8 }, carol];
    stage.tell({ type: 'delta', rows, removed: [1], counts: { ...nothingCounted, requests: 9 } });
    expect(shownIds(stage)).toEqual([3, 2]);
    expect(stage.model.shown.value[1]?.row.requests).toBe(8);
    expect(stage.model.shown.value[1]?.facts).toBe(before);
    expect(stage.model.log.counts.value.requests).toBe(9);
  });

  it('shows only what passes the filter', () => {
    const stage = open();
    stage.tellState([alice, bob, carol]);
    stage.model.setFilter(' OTHER ');
    expect(shownIds(stage)).toEqual([3]);
    stage.model.setFilter('nobody');
    expect(shownIds(stage)).toEqual([]);
    stage.model.setFilter('');
    expect(shownIds(stage)).toHaveLength(3);
  });

  it.each<[Column, number[], number[]]>([
    ['subject', [1, 2, 3], [3, 2, 1]],
    ['issuer', [2, 1, 3], [3, 2, 1]],
    ['lifetime', [1, 2, 3], [3, 2, 1]],
    ['requests', [2, 3, 1], [1, 3, 2]],
  ])('sorts by %s, and by a second press the other way round', (column, first, second) => {
    const stage = open();
    stage.tellState([alice, bob, carol]);
    stage.model.sortBy(column);
    expect(shownIds(stage)).toEqual(first);
    stage.model.sortBy(column);
    expect(shownIds(stage)).toEqual(second);
  });

  it('keeps the order of a column through changes, new rows and removed ones', () => {
    const stage = open();
    stage.tellState([alice, bob, carol]);
    stage.model.sortBy('requests');
    expect(shownIds(stage)).toEqual([2, 3, 1]);
    const dave = makeRow(4, makeToken({ sub: 'dave' }), { requests: 5 });
    const rows = [{ ...alice, requests: 9 }, dave];
    stage.tell({ type: 'delta', rows, removed: [3], counts: nothingCounted });
    expect(shownIds(stage)).toEqual([1, 2, 4]);
    stage.tell({
      type: 'delta',
      rows: [{ ...bob, requests: 1 }, carol],
      removed: [],
      counts: nothingCounted,
    });
    expect(shownIds(stage)).toEqual([1, 4, 3, 2]);
  });

  it('counts the tokens that were refused', () => {
    const stage = open();
    stage.tellState([{ ...alice, requests: 3, refused: 2 }, bob]);
    expect(stage.model.refused.value).toBe(1);
  });

  it('counts the tokens that expire within a minute, and lets the clock sleep when none can', () => {
    const stage = open();
    const stop = stage.model.expiring.subscribe(() => {});
    stage.tellState([alice, bob, carol]);
    expect(stage.model.expiring.value).toBe(1);
    stage.clock.pass(31_000);
    expect(stage.model.expiring.value).toBe(0);
    stage.clock.pass(3_000_000);
    stage.tell({ type: 'delta', rows: [{ ...alice, requests: 1 }], removed: [], counts: nothingCounted });
    expect(stage.clock.ticking).toBe(0);
    stop();
  });
});

describe('the selection', () => {
  it('survives new rows, another order and a filter that hides it', () => {
    const stage = open();
    stage.tellState([alice, bob]);
    stage.model.select(1);
    stage.tell({ type: 'delta', rows: [carol], removed: [], counts: nothingCounted });
    stage.model.sortBy('subject');
    stage.model.setFilter('bob');
    expect(stage.model.selectedId.value).toBe(1);
    expect(stage.model.detail.token.value).toMatchObject({ claims: { sub: 'alice' } });
  });

  it('goes with its token', () => {
    const stage = open();
    stage.tellState([alice, bob]);
    stage.model.select(1);
    stage.tell({ type: 'delta', rows: [], removed: [1], counts: nothingCounted });
    expect(stage.model.selectedId.value).toBeUndefined();
    expect(stage.model.detail.token.value).toBeUndefined();
    expect(stage.asked.at(-2)).toEqual({ type: 'look', id: undefined });
  });

  it('steps through what is shown and stops at the ends', () => {
    const stage = open();
    stage.tellState([alice, bob, carol]);
    const after = (rows: number) => {
      stage.model.step(rows);
      return stage.model.selectedId.value;
    };
    expect([after(1), after(1), after(-1), after(-1), after(Infinity), after(1), after(-Infinity)]).toEqual([
      3, 2, 3, 3, 1, 1, 3,
    ]);
  });

  it('begins at the end when the first step goes up', () => {
    const stage = open();
    stage.tellState([alice, bob, carol]);
    stage.model.step(-1);
    expect(stage.model.selectedId.value).toBe(1);
  });

  it('asks for the sightings of its token, and takes those of no other', () => {
    const stage = open();
    stage.tellState([alice, bob]);
    stage.model.select(2);
    expect(stage.asked).toContainEqual({ type: 'look', id: 2 });
    stage.tell({ type: 'sightings', id: 1, replace: true, sightings: [makeSighting()] });
    expect(stage.model.sightings.count.value).toBe(0);
    const first = makeSighting({ url: 'https://api.test/1' });
    const second = makeSighting({ url: 'https://api.test/2', status: 401 });
    stage.tell({ type: 'sightings', id: 2, replace: true, sightings: [first] });
    stage.tell({ type: 'sightings', id: 2, replace: false, sightings: [second] });
    expect([stage.model.sightings.at(0), stage.model.sightings.at(1)]).toEqual([second, first]);
    expect(stage.model.detail.lastAnswered.value).toEqual(second);
    stage.model.select(1);
    expect(stage.model.sightings.count.value).toBe(0);
  });

  it('is checked with what the log knows of it, and with what it knows of no other', async () => {
    const stage = open();
    stage.tellState([alice, bob]);
    stage.model.select(1);
    const rules = () => stage.model.detail.checks.findings.value?.map(({ rule }) => rule);
    await vi.waitFor(() => expect(rules()).toBeDefined(), { timeout: 4_000 });
    const request = { method: 'GET', url: 'https://api.test/', place: 'url query', name: 't' } as const;
    stage.tell({ type: 'context', id: 2, context: { request } });
    expect(rules()).not.toContain('TR-URL-QUERY');
    stage.tell({ type: 'context', id: 1, context: { request } });
    expect(rules()).toContain('TR-URL-QUERY');
    stage.model.select(2);
    expect(rules()).not.toContain('TR-URL-QUERY');
  });

  it('does not take an answer that delivers a token, or one that never came, for an answer to it', () => {
    const stage = open();
    stage.tellState([alice]);
    stage.model.select(1);
    const sent = makeSighting({ status: 200 });
    const sightings = [
      sent,
      makeSighting({ status: 0 }),
      makeSighting({ place: 'response body', status: 401 }),
    ];
    stage.tell({ type: 'sightings', id: 1, replace: true, sightings });
    expect(stage.model.detail.lastAnswered.value).toEqual(sent);
  });
});

describe('what the panel remembers', () => {
  it('is told to the log at once: selection, filter and tried keys', () => {
    const stage = open();
    stage.tellState([alice, bob]);
    stage.model.select(2);
    expect(stage.asked.at(-1)).toMatchObject({ type: 'remember', screen: { selectedId: 2 } });
    stage.model.setFilter('bo');
    expect(stage.asked.at(-1)).toMatchObject({ screen: { filter: 'bo' } });
    stage.model.detail.keyBox.type('k');
    stage.model.detail.keyBox.verify();
    const screen = { selectedId: 2, filter: 'bo', keys: [{ issuer: 'https://id.test', keyText: 'k' }] };
    expect(stage.asked.at(-1)).toEqual({ type: 'remember', screen });
  });

  it('is found again by a new panel', () => {
    const stage = open();
    stage.tellState([alice, bob], {
      selectedId: 2,
      filter: 'bo',
      keys: [{ issuer: 'https://id.test', keyText: 'k' }],
    });
    expect(stage.model.selectedId.value).toBe(2);
    expect(stage.model.filter.value).toBe('bo');
    expect(stage.model.detail.keyBox.text.value).toBe('k');
    expect(stage.asked).toEqual([{ type: 'look', id: 2 }]);
  });

  it('is not undone by a log that tells its state a second time', () => {
    const stage = open();
    stage.tellState([alice, bob]);
    stage.model.setFilter('alice');
    stage.tellState([alice, bob, carol], { filter: '' });
    expect(stage.model.filter.value).toBe('alice');
    expect(shownIds(stage)).toEqual([1]);
  });
});

describe('what the panel asks', () => {
  it('turns one setting and leaves the other alone', () => {
    const stage = open();
    stage.tellState([]);
    stage.tell({ type: 'settings', settings: { paused: true, preserve: false } });
    stage.model.togglePause();
    expect(stage.asked.at(-1)).toEqual({ type: 'settings', settings: { paused: false, preserve: false } });
    stage.model.togglePreserve();
    expect(stage.asked.at(-1)).toEqual({ type: 'settings', settings: { paused: true, preserve: true } });
  });

  it('asks to watch within the click itself, for the browser asks for permission only then', () => {
    const stage = open();
    stage.tellState([]);
    stage.model.toggleWatch();
    expect(stage.commanded).toEqual(['watch https://app.test']);
    const watching = { state: 'on', origin: 'https://app.test', reloadOffered: true } as const;
    stage.tell({ type: 'watching', watching, inspectedOrigin: 'https://elsewhere.test' });
    stage.model.toggleWatch();
    expect(stage.commanded.at(-1)).toBe('unwatch https://app.test');
  });

  it('says what could not be done until it is dismissed', async () => {
    const stage = open({ reloadPage: { ok: false, reason: 'It could not.' } });
    stage.tellState([]);
    stage.model.reload();
    await vi.waitFor(() => expect(stage.model.complaint.value).toBe('It could not.'), { timeout: 4_000 });
    stage.model.dismiss();
    expect(stage.model.complaint.value).toBeUndefined();
  });
});
