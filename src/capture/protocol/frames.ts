import browser, { type Runtime } from 'webextension-polyfill';
import { framePortName, parseRelayed, type FrameCommand } from './messages';
import { isOwnPage } from './extension-page';
import { RateBound } from './rate-limit';

/** A frame that speaks. Its origin is the browser's word, never the frame's. */
export interface Frame {
  readonly origin: string;
  readonly rate: RateBound;
}

/** Says what a frame is told for what it said; undefined: nothing. */
export type AnswerFrame = (frame: Frame, message: unknown) => FrameCommand | undefined;

export interface Frames {
  /** Silences the frames of such origins, where the browser lets us speak first; the others learn it when they speak. */
  stop(isMeant: (origin: string) => boolean): void;
  end(): void;
}

/** Frames listened to at a time, or for Firefox remembered. */
const maxFrames = 200;
/** Somewhat above what an honest content script keeps to: what comes above it is not heard. */
const messageRate = { perSecond: 100, burst: 400 };

/** Hears the content scripts of one tab. */
export function subscribeFrames(tabId: number, answer: AnswerFrame): Frames {
  return __BROWSER__ === 'firefox' ? subscribeRelayed(tabId, answer) : subscribePorts(tabId, answer);
}

/** Chrome hands each content script's port to every page of the extension that listens. */
function subscribePorts(tabId: number, answer: AnswerFrame): Frames {
  const ports = new Map<Runtime.Port, Frame>();
  const connected = (port: Runtime.Port) => {
    const { name, sender } = port;
    // A port of another tab is left alone: disconnecting it would end it for the page that it is meant for.
    if (name !== framePortName || sender?.tab?.id !== tabId || sender.id !== browser.runtime.id) return;
    const origin = originOf(sender);
    if (origin === undefined || ports.size >= maxFrames) return;
    const frame: Frame = { origin, rate: new RateBound(messageRate) };
    ports.set(port, frame);
    port.onDisconnect.addListener(() => ports.delete(port));
    port.onMessage.addListener((message) => {
      if (ports.has(port)) say(port, answer(frame, message));
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

  function stop(isMeant: (origin: string) => boolean): void {
    for (const [port, { origin }] of ports) {
      if (!isMeant(origin)) continue;
      say(port, { type: 'stop' });
      ports.delete(port);
    }
  }

  function say(port: Runtime.Port, command: FrameCommand | undefined): void {
    try {
      if (command !== undefined) port.postMessage(command);
    } catch {
      // It went away at this moment.
      ports.delete(port);
    }
  }
}

/** In Firefox the background passes on what frames say; see `openRelay`. */
export function subscribeRelayed(tabId: number, answer: AnswerFrame): Frames {
  const frames = new Map<string, Frame>();
  const told = (message: unknown, sender: Runtime.MessageSender): Promise<FrameCommand> | undefined => {
    const relayed = isOwnPage(sender) ? parseRelayed(message) : undefined;
    if (relayed?.tabId !== tabId) return undefined;
    const command = answer(frameOf(relayed.frameId, relayed.origin), relayed.message);
    return command && Promise.resolve(command);
  };
  const { onMessage } = browser.runtime;
  onMessage.addListener(told);
  return { stop: () => {}, end: () => onMessage.removeListener(told) };

  function frameOf(frameId: number, origin: string): Frame {
    const key = `${frameId} ${origin}`;
    const known = frames.get(key);
    if (known !== undefined) return known;
    if (frames.size >= maxFrames) frames.clear();
    const frame: Frame = { origin, rate: new RateBound(messageRate) };
    frames.set(key, frame);
    return frame;
  }
}

/** Missing from the polyfill's types. Right for about:blank and srcdoc frames, whose URL does not tell. */
export function originOf(sender: Runtime.MessageSender & { readonly origin?: string }): string | undefined {
  return sender.origin;
}
