import browser from 'webextension-polyfill';

/**
 * The devtools page keeps the log. The panel's document is temporary: Firefox creates a new one when the toolbox is docked
 * elsewhere, and the user can reload it. So each document requests its own port. The request contains only a tab ID. The
 * log is sent over the port, which only the panel's own window receives.
 */
const requestChannel = 'panel-requests-log';
const retryMs = 200;
/** The devtools page responds within milliseconds, unless it's busy. */
const timeoutMs = 5_000;
/** The panel's first message on the port that it uses; it ignores the others. */
const takenMessage = 'taken';

/** The DevTools panel to create (`devtools.panels.create`). */
export interface PanelOptions {
  readonly title: string;
  readonly icon: string;
  readonly page: string;
  /** Called with the panel's window each time it's shown; what it returns is called when the panel is hidden. */
  readonly shown?: (shownWindow: Window) => () => void;
}

/** Creates the DevTools tab. `serve` is called with an open port for each panel document, and returns a function to end it. */
export async function createPanel(
  { title, icon, page, shown = () => () => {} }: PanelOptions,
  serve: (port: MessagePort) => () => void,
): Promise<() => void> {
  const { tabId } = browser.devtools.inspectedWindow;
  let panelWindow: Window | undefined;
  let end = () => {};

  const channel = new BroadcastChannel(requestChannel);
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data !== tabId || panelWindow === undefined) return;
    const { port1, port2 } = new MessageChannel();
    // A panel that waits sends several requests and uses one port: only that one is served, and ends the previous one.
    const handleTaken = () => {
      end();
      const stop = serve(port1);
      end = () => {
        stop();
        port1.close();
      };
    };
    port1.addEventListener('message', handleTaken, { once: true });
    port1.start();
    panelWindow.postMessage(requestChannel, location.origin, [port2]);
  });
  const panel = await browser.devtools.panels.create(title, icon, page);
  let hide = () => {};
  const onShown = (shownWindow: Window) => {
    panelWindow = shownWindow;
    hide();
    hide = shown(shownWindow);
  };
  const onHidden = () => {
    hide();
    hide = () => {};
  };
  panel.onShown.addListener(onShown);
  panel.onHidden.addListener(onHidden);

  return () => {
    panel.onShown.removeListener(onShown);
    panel.onHidden.removeListener(onHidden);
    channel.close();
    onHidden();
    end();
  };
}

/**
 * In the panel: repeats the request until the devtools page sends a port. Never resolves if DevTools was closed.
 * `timedOut` is called once if there is no response for some seconds; a response may still follow.
 */
export function requestLogPort(timedOut: () => void = () => {}): Promise<MessagePort> {
  return new Promise((resolve) => {
    const deadline = setTimeout(timedOut, timeoutMs);
    const channel = new BroadcastChannel(requestChannel);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none, unlike a window
    const send = () => channel.postMessage(browser.devtools.inspectedWindow.tabId);
    const timer = setInterval(send, retryMs);
    const handleResponse = (event: MessageEvent<unknown>) => {
      const [port] = event.ports;
      if (event.origin !== location.origin || event.data !== requestChannel || port === undefined) return;
      clearInterval(timer);
      clearTimeout(deadline);
      channel.close();
      window.removeEventListener('message', handleResponse);
      port.postMessage(takenMessage);
      resolve(port);
    };
    window.addEventListener('message', handleResponse);
    send();
  });
}
