import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { requestLogPort, createPanel } from './panel-link';

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
/** The panel's window. Messages posted to it wait, as they do while its page is busy. */
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
  const requested = requestLogPort();
  await vi.waitFor(() => {
    panelWindow.deliver();
    expect(ports.length - stopped.length).toBe(1);
  });
  return requested;
}

it('sends no port to a panel of another tab', async () => {
  for (const show of shown) show(panelWindow);
  const channel = new BroadcastChannel('panel-requests-log');
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none, unlike a window
  for (const tabId of [8, 7]) channel.postMessage(tabId);
  await vi.waitFor(() => expect(panelWindow.waiting.length).toBeGreaterThan(0));
  await settle();
  channel.close();
  expect(panelWindow.waiting.length).toBe(1);
});

it('serves a panel that sent several requests on the port that it uses', async () => {
  for (const show of shown) show(panelWindow);
  const requested = requestLogPort();
  await vi.waitFor(() => expect(panelWindow.waiting.length).toBeGreaterThan(1));
  panelWindow.deliver();
  const port = await requested;
  await vi.waitFor(() => expect(ports.length).toBe(1));
  expect(stopped).toEqual([]);
  const received = new Promise((resolve) => port.addEventListener('message', ({ data }) => resolve(data)));
  port.start();
  ports[0]?.postMessage('state');
  expect(await received).toBe('state');
  port.close();
});

it('serves a new document of the panel instead of the previous one', async () => {
  for (const show of shown) show(panelWindow);
  const first = await openDocument();
  const requested = requestLogPort();
  await vi.waitFor(() => {
    panelWindow.deliver();
    expect(ports.length).toBe(2);
  });
  expect(stopped).toEqual([ports[0]]);
  (await requested).close();
  first.close();
  await settle();
});

it("calls shown when the panel is shown, and its end when it's hidden or at the end", () => {
  for (const show of shown) show(panelWindow);
  for (const hide of hidden) hide();
  for (const hide of hidden) hide();
  expect(looks).toEqual(['begun', 'ended']);
  // When docked elsewhere, Firefox shows a new window. Not every version reports that the previous one was hidden.
  for (const show of shown) show(panelWindow);
  for (const show of shown) show(panelWindow);
  end();
  expect(looks).toEqual(['begun', 'ended', 'begun', 'ended', 'begun', 'ended']);
  expect([shown.size, hidden.size]).toEqual([0, 0]);
});

describe('a panel without a response', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('calls back once after a while', async () => {
    end();
    const timedOut = vi.fn();
    void requestLogPort(timedOut);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(timedOut).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(timedOut).toHaveBeenCalledTimes(1);
    vi.clearAllTimers();
  });
});
