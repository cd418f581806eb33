import browser from 'webextension-polyfill';

/**
 * The devtools page keeps the log; the panel's document comes and goes: Firefox makes a new one when the toolbox is
 * docked elsewhere, and a person can reload it. So each document asks for a port of its own and is given one.
 * The question carries a tab id and nothing else; what is in the log travels over the port alone, which only the
 * panel's own window receives.
 */
const questionChannel = 'panel-asks-for-its-log';
const askAgainMs = 200;
/** The devtools page answers within milliseconds, unless it is busy. */
const unansweredAfterMs = 5_000;
/** The panel's first word on a port: the others it was given are left alone. */
const takenWord = 'taken';

export interface PanelOptions {
  readonly title: string;
  readonly icon: string;
  readonly page: string;
  /** Called each time a person comes to look at the panel; what it returns is called when they look elsewhere. */
  readonly shown?: () => () => void;
}

/** Creates the DevTools tab; `serve` is called with an open port for each panel document and returns its end. */
export async function createPanel(
  { title, icon, page, shown = () => () => {} }: PanelOptions,
  serve: (port: MessagePort) => () => void,
): Promise<() => void> {
  const { tabId } = browser.devtools.inspectedWindow;
  let panelWindow: Window | undefined;
  let end = () => {};

  const questions = new BroadcastChannel(questionChannel);
  questions.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data !== tabId || panelWindow === undefined) return;
    const { port1, port2 } = new MessageChannel();
    // A panel that waited asks more than once and takes one port: only that one is served, and ends the one before.
    const taken = () => {
      end();
      const stop = serve(port1);
      end = () => {
        stop();
        port1.close();
      };
    };
    port1.addEventListener('message', taken, { once: true });
    port1.start();
    panelWindow.postMessage(questionChannel, location.origin, [port2]);
  });
  const panel = await browser.devtools.panels.create(title, icon, page);
  let hide = () => {};
  const onShown = (shownWindow: Window) => {
    panelWindow = shownWindow;
    hide();
    hide = shown();
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
    questions.close();
    onHidden();
    end();
  };
}

/**
 * In the panel: asks until the devtools page hands over a port. Never settles when DevTools has gone: `unanswered` is
 * called once when nobody has answered for some seconds, and an answer may still come after it.
 */
export function askForLog(unanswered: () => void = () => {}): Promise<MessagePort> {
  return new Promise((resolve) => {
    const deadline = setTimeout(unanswered, unansweredAfterMs);
    const questions = new BroadcastChannel(questionChannel);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none, unlike a window
    const ask = () => questions.postMessage(browser.devtools.inspectedWindow.tabId);
    const timer = setInterval(ask, askAgainMs);
    const answered = (event: MessageEvent<unknown>) => {
      const [port] = event.ports;
      if (event.origin !== location.origin || event.data !== questionChannel || port === undefined) return;
      clearInterval(timer);
      clearTimeout(deadline);
      questions.close();
      window.removeEventListener('message', answered);
      port.postMessage(takenWord);
      resolve(port);
    };
    window.addEventListener('message', answered);
    ask();
  });
}
