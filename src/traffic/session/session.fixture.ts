import { createLog } from '../log/log';
import { createCaptureGate } from '../merge/capture-gate';
import type { Exchange } from '../exchange/exchange';
import type { FileAccess, FileProblem, SaveFormat } from './open-file';
import { createPanelSession, type SessionUpdate } from './panel-session';
import type { Call, PanelCommand, PanelMessage, SessionMessage } from './protocol';
import { createSession } from './session';

/** Reads and writes no files: a test says what is in one, piece by piece. */
function makeFiles() {
  const readings: {
    readonly file: File;
    readonly take: (exchanges: readonly Exchange[]) => Promise<void>;
    readonly signal: AbortSignal;
    readonly end: (problems: readonly FileProblem[]) => Promise<void>;
  }[] = [];
  const written: { readonly exchanges: readonly Exchange[]; readonly format: SaveFormat }[] = [];
  const files: FileAccess = {
    read: (file, take, signal) =>
      new Promise((resolve) => {
        const end = async (problems: readonly FileProblem[]) => {
          resolve(problems);
          await settle();
        };
        readings.push({ file, take, signal, end });
      }),
    write: async (exchanges, format) => {
      written.push({ exchanges: [...exchanges], format });
      return new Blob(['saved']);
    },
  };
  return { files, readings, written };
}

/** Lets everything run that waits for nothing but its turn. */
export async function settle(): Promise<void> {
  for (let step = 0; step < 10; step += 1) await Promise.resolve();
}

/** A session whose clock is turned by hand, and its panels. */
export function startSession() {
  const waiting: (() => void)[] = [];
  const { files, readings, written } = makeFiles();
  const clock = { nowMs: 10_000 };
  const gate = createCaptureGate({ nowMs: () => clock.nowMs });
  const session = createSession({ createLog, gate, files, schedule: (callback) => waiting.push(callback) });
  const flush = () => {
    for (const callback of waiting.splice(0)) callback();
  };
  /** A panel that sends raw messages, as if it showed the log it was last sent. */
  const openPanel = () => {
    const received: SessionMessage[] = [];
    let logId = 0;
    let lastCallId = 0;
    const connection = session.connect((message) => {
      // What crosses a MessagePort is a clone: this fails on whatever can't be one.
      const clone = structuredClone(message);
      if (clone.type !== 'answer') ({ logId } = clone);
      received.push(clone);
    });
    const send = (command: PanelCommand, about = logId) =>
      connection.receive({ logId: about, ...command } satisfies PanelMessage);
    const call = async (wanted: Call, about = logId) => {
      const callId = (lastCallId += 1);
      connection.receive({ type: 'call', logId: about, callId, call: wanted });
      await settle();
      const at = received.findIndex((message) => message.type === 'answer' && message.callId === callId);
      const [answer] = at < 0 ? [] : received.splice(at, 1);
      return answer?.type === 'answer' ? answer.result : undefined;
    };
    return {
      receive: connection.receive,
      end: connection.end,
      received,
      send,
      call,
      logId: () => logId,
      take: () => received.splice(0),
    };
  };
  const openFiles = (panel: ReturnType<typeof openPanel>, names: readonly string[]) =>
    void panel.call({ name: 'open files', files: names.map((name) => new File(['{}'], name)) });
  /** Opens a file from a panel, and gives the reading that it began. */
  const openFile = async (panel: ReturnType<typeof openPanel>, name = 'a.har') => {
    openFiles(panel, [name]);
    await settle();
    const reading = readings.at(-1);
    if (reading === undefined) throw new Error('nothing is read');
    return reading;
  };
  /** A panel's own end, connected to the session. */
  const connectPanel = () => {
    const updates: SessionUpdate[] = [];
    const timers: { readonly ms: number; readonly done: () => void }[] = [];
    let toPanel: (message: unknown) => void = () => {};
    const panel = createPanelSession({
      subscribe: (listener) => (toPanel = listener),
      // Not a clone: of a `File`, Node makes a `Blob`.
      post: (message) => connection.receive(message),
      after: (ms, done) => {
        const timer = { ms, done };
        timers.push(timer);
        return () => timers.splice(timers.indexOf(timer), 1);
      },
    });
    panel.subscribe((update) => updates.push(update));
    const connection = session.connect((message) => toPanel(structuredClone(message)));
    return { panel, updates, timers, connection };
  };
  return {
    session,
    gate,
    clock,
    flush,
    openPanel,
    openFile,
    openFiles,
    connectPanel,
    waiting,
    readings,
    written,
  };
}
