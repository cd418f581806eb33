import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { maxStorageKeysVisited, maxStorageValueLength } from '../protocol/limits';
import { ChangedEntries, readIfAllowed, readStorageArea } from './frame-storage';
import type { StorageEntry } from '../../traffic';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';

function createArea() {
  const stored = new Map<string, string>();
  const reported: (readonly StorageEntry[])[] = [];
  const leftOut: number[] = [];
  const changed = new ChangedEntries();
  const check = (isSent = true) =>
    changed.report({ entries: [...stored].map(([key, value]) => ({ key, value })), leftOut: 0 }, (read) => {
      reported.push(read.entries);
      leftOut.push(read.leftOut);
      return isSent;
    });
  return { stored, reported, leftOut, check };
}

describe('ChangedEntries', () => {
  it('reports nothing if nothing changed or an entry was removed', () => {
    const { stored, reported, check } = createArea();
    check();
    stored.set('a', token);
    check();
    check();
    stored.delete('a');
    check();
    expect(reported).toEqual([[{ key: 'a', value: token }]]);
  });

  it('reports only what changed', () => {
    const { stored, reported, check } = createArea();
    stored.set('a', token).set('b', token);
    check();
    stored.set('b', `${token}2`);
    check();
    expect(reported[1]).toEqual([{ key: 'b', value: `${token}2` }]);
  });

  it('reports entries again that were not sent', () => {
    const { stored, reported, check } = createArea();
    stored.set('a', token);
    check(false);
    check();
    check();
    expect(reported.length).toBe(2);
  });

  it('reports the number of entries over the limits when it changes', () => {
    const { stored, leftOut, check } = createArea();
    stored.set('long', token.padEnd(maxStorageValueLength + 1, 'x'));
    check();
    stored.set('a', token);
    check();
    check();
    stored.delete('long');
    check();
    expect(leftOut).toEqual([1, 1, 0]);
  });
});

it('readIfAllowed returns no entries if the frame may not read the storage', () => {
  const read = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  expect(readIfAllowed({ area: 'cookie', read })).toEqual({ entries: [], leftOut: 0 });
});

it('readStorageArea returns only entries that may contain a token, including encrypted ones', () => {
  const { localStorage } = new Window({ url: 'https://app.test/' });
  localStorage.setItem('theme', 'dark');
  localStorage.setItem('token', token);
  localStorage.setItem('getItem', token);
  const encrypted = { key: 'msal.3|u.t|login.test|accesstoken|c|t|openid||', value: '{"data":"x"}' };
  localStorage.setItem(encrypted.key, encrypted.value);
  expect(readStorageArea(localStorage as unknown as Storage)).toEqual({
    entries: [{ key: 'token', value: token }, { key: 'getItem', value: token }, encrypted],
    leftOut: 0,
  });
});

it('readStorageArea counts keys over the limit', () => {
  const area = { length: maxStorageKeysVisited + 5, key: () => 'k', getItem: () => 'plain' };
  expect(readStorageArea(area as unknown as Storage)).toEqual({ entries: [], leftOut: 5 });
});
