import { framePortName, parseFrameCommand, type FrameCommand, type FrameMessage } from '../protocol/messages';

/** The connection from a frame to the devtools page of its tab. */
export interface FrameLink {
  post(message: FrameMessage): void;
  close(): void;
}

interface LinkEvents {
  received(command: FrameCommand): void;
  /** No devtools page responds, or the connection closed. */
  closed(): void;
  /** This message wasn't delivered. May be called after `closed`. */
  undelivered(message: FrameMessage): void;
}

/** The part of the browsers' `runtime` that a content script needs; the polyfill would exceed the script's size limit. */
export interface FrameRuntime {
  readonly id?: string | undefined;
  readonly lastError?: unknown;
  readonly onMessage: BrowserEvent<unknown>;
  connect(info: { readonly name: string }): FramePort;
  sendMessage(message: FrameMessage): Promise<unknown>;
}

interface FramePort {
  readonly onMessage: BrowserEvent<unknown>;
  readonly onDisconnect: BrowserEvent<unknown>;
  postMessage(message: FrameMessage): void;
  disconnect(): void;
}

interface BrowserEvent<T> {
  addListener(listener: (value: T) => void): void;
}

/** Throws if the extension was reloaded or removed and this script is orphaned; so do `post` and `close`. */
export function openLink(runtime: FrameRuntime, events: LinkEvents): FrameLink {
  return __BROWSER__ === 'firefox' ? openRelay(runtime, events) : openPort(runtime, events);
}

/** A port that devtools pages receive directly, without waking the background. */
function openPort(runtime: FrameRuntime, { received, closed }: LinkEvents): FrameLink {
  let isOpen = true;
  const port = runtime.connect({ name: framePortName });
  port.onMessage.addListener((message) => {
    const command = parseFrameCommand(message);
    if (isOpen && command !== undefined) received(command);
  });
  port.onDisconnect.addListener(() => {
    // If it isn't read, Chrome writes an error to the page's console.
    void runtime.lastError;
    if (isOpen) closed();
  });
  return {
    post: (message) => port.postMessage(message),
    close: () => {
      isOpen = false;
      port.disconnect();
    },
  };
}

/**
 * Firefox doesn't deliver content scripts' messages to devtools pages (bug 1453343), so the background relays each
 * message and returns the response. A port would close whenever the background is suspended.
 */
function openRelay(runtime: FrameRuntime, { received, closed, undelivered }: LinkEvents): FrameLink {
  let isOpen = true;
  const handleResponse = (message: FrameMessage, response: unknown) => {
    const command = parseFrameCommand(response);
    if (command === undefined) undelivered(message);
    if (!isOpen) return;
    if (command === undefined) closed();
    else received(command);
  };
  return {
    post: (message) => {
      runtime.sendMessage(message).then(
        (response) => handleResponse(message, response),
        () => handleResponse(message, undefined),
      );
    },
    close: () => {
      isOpen = false;
    },
  };
}
