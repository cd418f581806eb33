import { expect, it, vi } from 'vitest';
import { removeGranted, subscribeGranted } from './granted-permissions';

const { browser } = vi.hoisted(() => {
  const removed: unknown[] = [];
  const event = () => {
    const listeners = new Set<() => void>();
    return {
      addListener: (listener: () => void) => listeners.add(listener),
      removeListener: (listener: () => void) => listeners.delete(listener),
      emit: () => listeners.forEach((listener) => listener()),
    };
  };
  const permissions = {
    getAll: async (): Promise<object> => ({}),
    remove: async (permission: unknown) => (removed.push(permission), true),
    onAdded: event(),
    onRemoved: event(),
  };
  return { browser: { permissions, removed } };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

it('emits the optional permissions and hosts, now and when they change', async () => {
  browser.permissions.getAll = async () => ({
    permissions: [
      'contextMenus',
      'declarativeNetRequestWithHostAccess',
      'scripting',
      'storage',
      'webRequest',
    ],
    origins: ['https://app.test:443/*'],
  });
  const emitted: unknown[] = [];
  const end = subscribeGranted((granted) => emitted.push(granted));
  await vi.waitFor(() => expect(emitted).toHaveLength(1));
  expect(emitted[0]).toEqual([
    { kind: 'override', name: 'declarativeNetRequestWithHostAccess' },
    { kind: 'scripting', name: 'scripting' },
    { kind: 'webRequest', name: 'webRequest' },
    { kind: 'host', name: 'https://app.test:443/*' },
  ]);
  browser.permissions.getAll = async () => ({});
  browser.permissions.onRemoved.emit();
  await vi.waitFor(() => expect(emitted[1]).toEqual([]));
  end();
  browser.permissions.onAdded.emit();
  await Promise.resolve();
  expect(emitted).toHaveLength(2);
});

it('removes one permission, or access to one site', async () => {
  expect(await removeGranted({ kind: 'webRequest', name: 'webRequest' })).toBe(true);
  expect(await removeGranted({ kind: 'host', name: 'https://app.test:443/*' })).toBe(true);
  expect(browser.removed).toEqual([{ permissions: ['webRequest'] }, { origins: ['https://app.test:443/*'] }]);
  browser.permissions.remove = () => Promise.reject(new Error('it is required'));
  expect(await removeGranted({ kind: 'scripting', name: 'scripting' })).toBe(false);
});
