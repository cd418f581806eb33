import browser, { type Runtime } from 'webextension-polyfill';
import { framePortName, parseRelayed, type FrameCommand } from './messages';
import { isOwnPage } from './extension-page';
import { RateLimit } from './rate-limit';
import { maxFrames } from './limits';

/** A frame that sent a message. Its origin comes from the browser, never from the frame. */
export interface Frame {
  readonly origin: string;
  readonly rate: RateLimit;
}

/** Returns the response to a frame's message; undefined for none. */
export type FrameMessageHandler = (frame: Frame, message: unknown) => FrameCommand | undefined;

/** The connections of this devtools page to the frames of its tab. */
export interface Frames {
  /** Stops the frames of matching origins if the browser lets us send first. Others are stopped when they next send. */
  stop(matches: (origin: string) => boolean): void;
  end(): void;
}

/** Somewhat above the rate that an honest content script keeps; messages beyond it are ignored. */
const messageRate = { perSecond: 100, burst: 400 };

/** Listens to the content scripts of one tab. */
export function subscribeFrames(tabId: number, handle: FrameMessageHandler): Frames {
  return __BROWSER__ === 'firefox' ? subscribeRelayed(tabId, handle) : subscribePorts(tabId, handle);
}

/** Chrome passes each content script's port to every listening page of the extension. */
function subscribePorts(tabId: number, handle: FrameMessageHandler): Frames {
  const ports = new Map<Runtime.Port, Frame>();
  const connected = (port: Runtime.Port) => {
    const { name, sender } = port;
    // Leave a port of another tab open: disconnecting it would also end it for the page that it's meant for.
    if (name !== framePortName || sender?.tab?.id !== tabId || sender.id !== browser.runtime.id) return;
    const origin = originOf(sender);
    if (origin === undefined || ports.size >= maxFrames) return;
    const frame: Frame = { origin, rate: new RateLimit(messageRate) };
    ports.set(port, frame);
    port.onDisconnect.addListener(() => ports.delete(port));
    port.onMessage.addListener((message) => {
      if (ports.has(port)) send(port, handle(frame, message));
    });
  };
  const { onConnect } = browser.runtime;
  onConnect.addListener(connected);
  return {
    stop,
    end: () => {
      onConnect.removeListener(connected);
      stop(() => true);
    },
  };

  function stop(matches: (origin: string) => boolean): void {
    for (const [port, { origin }] of ports) {
      if (!matches(origin)) continue;
      send(port, { type: 'stop' });
      ports.delete(port);
    }
  }

  function send(port: Runtime.Port, command: FrameCommand | undefined): void {
    try {
      if (command !== undefined) port.postMessage(command);
    } catch {
      // The frame was removed at this moment.
      ports.delete(port);
    }
  }
}

/** In Firefox the background relays the frames' messages; see `serveRelay`. */
export function subscribeRelayed(tabId: number, handle: FrameMessageHandler): Frames {
  const frames = new Map<string, Frame>();
  const handleMessage = (
    message: unknown,
    sender: Runtime.MessageSender,
  ): Promise<FrameCommand> | undefined => {
    const relayed = isOwnPage(sender) ? parseRelayed(message) : undefined;
    if (relayed?.tabId !== tabId) return undefined;
    const command = handle(frameOf(relayed.frameId, relayed.origin), relayed.message);
    return command && Promise.resolve(command);
  };
  const { onMessage } = browser.runtime;
  onMessage.addListener(handleMessage);
  return { stop: () => {}, end: () => onMessage.removeListener(handleMessage) };

  function frameOf(frameId: number, origin: string): Frame {
    const key = `${frameId} ${origin}`;
    const known = frames.get(key);
    if (known !== undefined) return known;
    if (frames.size >= maxFrames) frames.clear();
    const frame: Frame = { origin, rate: new RateLimit(messageRate) };
    frames.set(key, frame);
    return frame;
  }
}

/** `origin` is missing from the polyfill's types. It's right for about:blank and srcdoc frames, whose URL isn't enough. */
export function originOf(sender: Runtime.MessageSender & { readonly origin?: string }): string | undefined {
  return sender.origin;
}
