import { beforeEach, expect, it, vi } from 'vitest';
import { subscribeDocuments } from './documents';

const { listeners, browser, page } = vi.hoisted(() => {
  const listeners = new Set<(url: string) => void>();
  const page = { startedAtMs: 0 };
  const browser = {
    devtools: {
      network: {
        onNavigated: {
          addListener: (listener: (url: string) => void) => listeners.add(listener),
          removeListener: (listener: (url: string) => void) => listeners.delete(listener),
        },
      },
      inspectedWindow: {
        eval: (_expression: string, answered: (value: unknown) => void) => answered(page.startedAtMs),
      },
    },
  };
  return { listeners, browser, page };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const settle = () => new Promise((resolve) => setImmediate(resolve));
const navigate = async (startedAtMs: number) => {
  page.startedAtMs = startedAtMs;
  for (const listener of listeners) listener('https://app.test/');
  await settle();
};

beforeEach(() => {
  listeners.clear();
  page.startedAtMs = 1_000;
});

it('a rewritten URL is no new document', async () => {
  const heard: number[] = [];
  subscribeDocuments((startedAtMs) => heard.push(startedAtMs));
  await navigate(1_001);
  await navigate(999);
  expect(heard).toEqual([]);
});

it('each new document is told with its start, until the end', async () => {
  const heard: number[] = [];
  const end = subscribeDocuments((startedAtMs) => heard.push(startedAtMs));
  await navigate(5_000);
  await navigate(5_001);
  await navigate(9_000);
  end();
  await navigate(12_000);
  expect(heard).toEqual([4_995, 8_995]);
});
