import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askForLog, createPanel } from './panel-link';

type Listener = (window?: unknown) => void;

const { browser, shown, hidden } = vi.hoisted(() => {
  const shown = new Set<Listener>();
  const hidden = new Set<Listener>();
  const event = (set: Set<Listener>) => ({
    addListener: (listener: Listener) => set.add(listener),
    removeListener: (listener: Listener) => set.delete(listener),
  });
  const panels = { create: async () => ({ onShown: event(shown), onHidden: event(hidden) }) };
  return { browser: { devtools: { inspectedWindow: { tabId: 7 }, panels } }, shown, hidden };
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
let looks: string[];

beforeEach(async () => {
  panelWindow = new PanelWindow();
  vi.stubGlobal('location', { origin });
  vi.stubGlobal('window', panelWindow);
  ports = [];
  stopped = [];
  looks = [];
  const panel = {
    title: 'JWT',
    icon: '',
    page: '',
    shown: () => {
      looks.push('begun');
      return () => looks.push('ended');
    },
  };
  end = await createPanel(panel, (port) => {
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

it('a person is said to look from when the panel is shown until it is hidden, and until the end', () => {
  for (const show of shown) show(panelWindow);
  for (const hide of hidden) hide();
  for (const hide of hidden) hide();
  expect(looks).toEqual(['begun', 'ended']);
  // Docked elsewhere, Firefox shows a new window; whether the one before was hidden is not told by all.
  for (const show of shown) show(panelWindow);
  for (const show of shown) show(panelWindow);
  end();
  expect(looks).toEqual(['begun', 'ended', 'begun', 'ended', 'begun', 'ended']);
  expect([shown.size, hidden.size]).toEqual([0, 0]);
});

describe('a panel that nobody answers', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is told so once, after a while', async () => {
    end();
    const unanswered = vi.fn();
    void askForLog(unanswered);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(unanswered).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(unanswered).toHaveBeenCalledTimes(1);
    vi.clearAllTimers();
  });
});
