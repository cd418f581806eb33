import { framePortName, parseFrameCommand, type FrameCommand, type FrameMessage } from '../protocol/messages';

/** What a frame says to the devtools page of its tab goes through here. */
export interface FrameLink {
  post(message: FrameMessage): void;
  close(): void;
}

export interface LinkEvents {
  told(command: FrameCommand): void;
  /** Nobody is there, or not any more. */
  gone(): void;
  /** This message was posted, and arrived nowhere. Can be told after `gone`. */
  unsent(message: FrameMessage): void;
}

/** The little of the browsers' `runtime` that a content script needs; the polyfill would fill the script's budget. */
export interface FrameRuntime {
  readonly id?: string | undefined;
  readonly lastError?: unknown;
  readonly onMessage: Listened<unknown>;
  connect(info: { readonly name: string }): FramePort;
  sendMessage(message: FrameMessage): Promise<unknown>;
}

interface FramePort {
  readonly onMessage: Listened<unknown>;
  readonly onDisconnect: Listened<unknown>;
  postMessage(message: FrameMessage): void;
  disconnect(): void;
}

interface Listened<T> {
  addListener(listener: (value: T) => void): void;
}

/** Throws when the extension was reloaded or removed and the frame's script is an orphan; so do `post` and `close`. */
export function openLink(runtime: FrameRuntime, events: LinkEvents): FrameLink {
  return __BROWSER__ === 'firefox' ? openRelay(runtime, events) : openPort(runtime, events);
}

/** A port that devtools pages are given directly: the background sleeps on. */
function openPort(runtime: FrameRuntime, { told, gone }: LinkEvents): FrameLink {
  let isOpen = true;
  const port = runtime.connect({ name: framePortName });
  port.onMessage.addListener((message) => {
    const command = parseFrameCommand(message);
    if (isOpen && command !== undefined) told(command);
  });
  port.onDisconnect.addListener(() => {
    // Unless it is read, Chrome writes to the page's console that nobody was there.
    void runtime.lastError;
    if (isOpen) gone();
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
 * Firefox hands nothing of a content script's to its devtools pages (bug 1453343), so the background passes each
 * message on and comes back with the answer. No port: one would end whenever the background goes to sleep.
 */
function openRelay(runtime: FrameRuntime, { told, gone, unsent }: LinkEvents): FrameLink {
  let isOpen = true;
  const answered = (message: FrameMessage, answer: unknown) => {
    const command = parseFrameCommand(answer);
    if (command === undefined) unsent(message);
    if (!isOpen) return;
    if (command === undefined) gone();
    else told(command);
  };
  return {
    post: (message) => {
      runtime.sendMessage(message).then(
        (answer) => answered(message, answer),
        () => answered(message, undefined),
      );
    },
    close: () => {
      isOpen = false;
    },
  };
}
