import { afterEach, describe, expect, it, vi } from 'vitest';
import { clearDraft, loadDraft, saveDraft } from './draft-store';

const { browser, stored } = vi.hoisted(() => {
  const stored = new Map<string, unknown>();
  const session = {
    get: async () => Object.fromEntries(stored),
    set: async (values: object) => {
      for (const [key, value] of Object.entries(values)) stored.set(key, value);
    },
    remove: async (key: string) => void stored.delete(key),
  };
  return { browser: { storage: { session }, extension: { inIncognitoContext: false } }, stored };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const { signal } = new AbortController();

afterEach(() => {
  vi.unstubAllGlobals();
  stored.clear();
  browser.extension.inIncognitoContext = false;
});

describe('the draft', () => {
  it.each([
    ['firefox', false],
    ['chrome', true],
  ])('is stored (%s, private: %s)', async (name, isPrivate) => {
    vi.stubGlobal('__BROWSER__', name);
    browser.extension.inIncognitoContext = isPrivate;
    expect(await saveDraft('text')).toBe('stored');
    expect(await loadDraft(signal)).toBe('text');
    expect(await clearDraft()).toBe(true);
    expect(await loadDraft(signal)).toBe('');
  });

  it('is neither read nor changed in a private window of Firefox', async () => {
    vi.stubGlobal('__BROWSER__', 'firefox');
    await saveDraft('of another window');
    browser.extension.inIncognitoContext = true;
    expect(await loadDraft(signal)).toBe('');
    expect(await saveDraft('private')).toBe('private window');
    expect(await clearDraft()).toBe(true);
    expect(stored.get('draft')).toBe('of another window');
  });
});
