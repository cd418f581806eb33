import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KeptKey } from '../../traffic';
import { forgetKeptKeys, keepKey } from './kept-keys';

const { browser, state } = vi.hoisted(() => {
  const state = { stored: {} as Record<string, unknown>, isUnreadable: false };
  const local = {
    get: async () => {
      // In the browser, other pages run meanwhile.
      const read = { ...state.stored };
      await new Promise((resolve) => setTimeout(resolve));
      if (state.isUnreadable) throw new Error('unreadable');
      return read;
    },
    set: async (values: Record<string, unknown>) => void Object.assign(state.stored, values),
  };
  return { browser: { storage: { local }, extension: { inIncognitoContext: false } }, state };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const make = (letter: string): KeptKey => ({
  thumbprint: letter.repeat(43),
  jwk: JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: letter.repeat(43) }),
  scope: { kind: 'all', value: '' },
  name: '',
});
const kept = () => (state.stored['keptKeys'] as readonly KeptKey[]).map(({ thumbprint }) => thumbprint[0]);

beforeEach(() => {
  let last: Promise<unknown> = Promise.resolve();
  const request = (_name: string, act: () => Promise<unknown>) => (last = last.then(act));
  vi.stubGlobal('navigator', { locks: { request } });
  Object.assign(state, { stored: {}, isUnreadable: false });
  browser.extension.inIncognitoContext = false;
});
afterEach(() => vi.unstubAllGlobals());

describe('kept keys', () => {
  it('are all stored when they are kept at once', async () => {
    expect(await Promise.all([keepKey(make('a')), keepKey(make('b')), keepKey(make('c'))])).toEqual([
      'kept',
      'kept',
      'kept',
    ]);
    expect(kept()).toEqual(['a', 'b', 'c']);
    expect(await forgetKeptKeys('b'.repeat(43))).toBe(true);
    expect(kept()).toEqual(['a', 'c']);
  });

  it('are not replaced if they cannot be read', async () => {
    await keepKey(make('a'));
    state.isUnreadable = true;
    expect(await keepKey(make('b'))).toBe('failed');
    expect(await forgetKeptKeys('b'.repeat(43))).toBe(false);
    expect(kept()).toEqual(['a']);
  });

  it('are not stored from a private window', async () => {
    browser.extension.inIncognitoContext = true;
    expect(await keepKey(make('a'))).toBe('private window');
    expect(state.stored).toEqual({});
  });
});
