import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { maxStorageKeysVisited, maxStorageValueLength } from '../protocol/limits';
import { ChangedEntries, readIfAllowed, readStorageArea } from './frame-storage';
import type { StorageEntry } from '../protocol/storage-entries';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';

function createArea() {
  const stored = new Map<string, string>();
  const told: (readonly StorageEntry[])[] = [];
  const leftOut: number[] = [];
  const changed = new ChangedEntries();
  const check = (isTaken = true) =>
    changed.tellChanged(
      { entries: [...stored].map(([key, value]) => ({ key, value })), leftOut: 0 },
      (read) => {
        told.push(read.entries);
        leftOut.push(read.leftOut);
        return isTaken;
      },
    );
  return { stored, told, leftOut, check };
}

describe('changes of one storage area', () => {
  it('are none when nothing changed, and when an entry goes', () => {
    const { stored, told, check } = createArea();
    check();
    stored.set('a', token);
    check();
    check();
    stored.delete('a');
    check();
    expect(told).toEqual([[{ key: 'a', value: token }]]);
  });

  it('hold only what changed', () => {
    const { stored, told, check } = createArea();
    stored.set('a', token).set('b', token);
    check();
    stored.set('b', `${token}2`);
    check();
    expect(told[1]).toEqual([{ key: 'b', value: `${token}2` }]);
  });

  it('are told again when they were not taken', () => {
    const { stored, told, check } = createArea();
    stored.set('a', token);
    check(false);
    check();
    check();
    expect(told.length).toBe(2);
  });

  it('come with the number of entries past the bounds, which is told when it changes as well', () => {
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

it('a storage that the frame may not read has no entries', () => {
  const read = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  expect(readIfAllowed({ area: 'cookie', read })).toEqual({ entries: [], leftOut: 0 });
});

it('of a storage only the entries are read in which a token may stand, sealed ones among them', () => {
  const { localStorage } = new Window({ url: 'https://app.test/' });
  localStorage.setItem('theme', 'dark');
  localStorage.setItem('token', token);
  localStorage.setItem('getItem', token);
  const sealed = { key: 'msal.3|u.t|login.test|accesstoken|c|t|openid||', value: '{"data":"x"}' };
  localStorage.setItem(sealed.key, sealed.value);
  expect(readStorageArea(localStorage as unknown as Storage)).toEqual({
    entries: [{ key: 'token', value: token }, { key: 'getItem', value: token }, sealed],
    leftOut: 0,
  });
});

it('keys past the bound are counted', () => {
  const area = { length: maxStorageKeysVisited + 5, key: () => 'k', getItem: () => 'plain' };
  expect(readStorageArea(area as unknown as Storage)).toEqual({ entries: [], leftOut: 5 });
});
