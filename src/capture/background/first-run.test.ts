import { expect, it, vi } from 'vitest';
import { serveFirstRun } from './first-run';

const { browser, installed, self } = vi.hoisted(() => {
  const installed: ((details: { readonly reason: string }) => void)[] = [];
  const self = { installType: 'normal' };
  const browser = {
    runtime: {
      onInstalled: { addListener: (listener: (typeof installed)[number]) => installed.push(listener) },
      getURL: (path: string) => `chrome-extension://extension/${path}`,
    },
    management: { getSelf: async () => self },
    tabs: { create: vi.fn() },
  };
  return { browser, installed, self };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

async function listOpened(installType: string, reason: string): Promise<readonly string[]> {
  browser.tabs.create.mockClear();
  self.installType = installType;
  installed.at(-1)?.({ reason });
  await new Promise((resolve) => setTimeout(resolve));
  return browser.tabs.create.mock.calls.map(([{ url }]) => String(url));
}

it('opens the first-run page when the extension is installed, and never after an update or from a folder', async () => {
  serveFirstRun();
  expect(await listOpened('development', 'install')).toEqual([]);
  expect(await listOpened('normal', 'update')).toEqual([]);
  expect(await listOpened('normal', 'browser_update')).toEqual([]);
  expect(await listOpened('normal', 'install')).toEqual([
    'chrome-extension://extension/src/entry/welcome.html',
  ]);
});
