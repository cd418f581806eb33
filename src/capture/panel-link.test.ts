import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { askForLog, createPanel } from './panel-link';

const { browser, shown } = vi.hoisted(() => {
  const shown = new Set<(window: unknown) => void>();
  const onShown = {
    addListener: (listener: (window: unknown) => void) => shown.add(listener),
    removeListener: (listener: (window: unknown) => void) => shown.delete(listener),
  };
  const panels = { create: async () => ({ onShown }) };
  return { browser: { devtools: { inspectedWindow: { tabId: 7 }, panels } }, shown };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const origin = 'chrome-extension://extension';
/** The panel's window: what is posted to it waits, as it does while its page is busy. */
class PanelWindow extends EventTarget {
  readonly waiting: MessageEvent[] = [];

  postMessage(data: unknown, _origin: string, ports: MessagePort[]): void {
    this.waiting.push(new MessageEvent('message', { data, origin, ports }));
  }

  deliver(): void {
    for (const message of this.waiting.splice(0)) this.dispatchEvent(message);
  }
}

const settle = () => new Promise((resolve) => setTimeout(resolve));
let panelWindow: PanelWindow;
let end = () => {};
let ports: MessagePort[];
let stopped: MessagePort[];

beforeEach(async () => {
  panelWindow = new PanelWindow();
  vi.stubGlobal('location', { origin });
  vi.stubGlobal('window', panelWindow);
  ports = [];
  stopped = [];
  end = await createPanel({ title: 'JWT', icon: '', page: '' }, (port) => {
    ports.push(port);
    return () => stopped.push(port);
  });
});

afterEach(() => {
  end();
  vi.unstubAllGlobals();
});

async function openDocument(): Promise<MessagePort> {
  const asked = askForLog();
  await vi.waitFor(() => {
    panelWindow.deliver();
    expect(ports.length - stopped.length).toBe(1);
  });
  return asked;
}

it('a panel of another tab is given no port', async () => {
  for (const show of shown) show(panelWindow);
  const questions = new BroadcastChannel('panel-asks-for-its-log');
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none, unlike a window
  for (const tabId of [8, 7]) questions.postMessage(tabId);
  await vi.waitFor(() => expect(panelWindow.waiting.length).toBeGreaterThan(0));
  await settle();
  questions.close();
  expect(panelWindow.waiting.length).toBe(1);
});

it('a panel that had to ask more than once is served on the port that it took', async () => {
  for (const show of shown) show(panelWindow);
  const asked = askForLog();
  await vi.waitFor(() => expect(panelWindow.waiting.length).toBeGreaterThan(1));
  panelWindow.deliver();
  const port = await asked;
  await vi.waitFor(() => expect(ports.length).toBe(1));
  expect(stopped).toEqual([]);
  const heard = new Promise((resolve) => port.addEventListener('message', ({ data }) => resolve(data)));
  port.start();
  ports[0]?.postMessage('state');
  expect(await heard).toBe('state');
  port.close();
});

it('a new document of the panel takes the place of the one before', async () => {
  for (const show of shown) show(panelWindow);
  const first = await openDocument();
  const asked = askForLog();
  await vi.waitFor(() => {
    panelWindow.deliver();
    expect(ports.length).toBe(2);
  });
  expect(stopped).toEqual([ports[0]]);
  (await asked).close();
  first.close();
  await settle();
});
