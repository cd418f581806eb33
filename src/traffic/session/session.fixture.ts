import { createLog } from '../log/log';
import { createCaptureGate } from '../merge/capture-gate';
import type { Exchange } from '../exchange/exchange';
import type { FileAccess, FileProblem, SaveFormat } from './open-file';
import { createPanelSession, type SessionUpdate } from './panel-session';
import type { Call, PanelCommand, PanelMessage, SessionMessage } from './protocol';
import { createSession } from './session';

/** A stub for file access. A test provides the content of a file in batches. */
function makeFiles() {
  const readings: {
    readonly file: File;
    readonly take: (exchanges: readonly Exchange[]) => Promise<void>;
    readonly signal: AbortSignal;
    readonly end: (problems: readonly FileProblem[]) => Promise<void>;
  }[] = [];
  const written: { readonly exchanges: readonly Exchange[]; readonly format: SaveFormat }[] = [];
  const previews: AbortSignal[] = [];
  const files: FileAccess = {
    read: (file, take, signal) =>
      new Promise((resolve) => {
        const end = async (problems: readonly FileProblem[]) => {
          resolve(problems);
          await settle();
        };
        readings.push({ file, take, signal, end });
      }),
    preview: async (_exchanges, _sanitize, signal) => {
      previews.push(signal);
      return undefined;
    },
    write: async (exchanges, format) => {
      written.push({ exchanges: [...exchanges], format });
      return new Blob(['saved']);
    },
  };
  return { files, readings, written, previews };
}

/** Lets pending microtasks run. */
export async function settle(): Promise<void> {
  for (let step = 0; step < 10; step += 1) await Promise.resolve();
}

/** A session with a clock that the test sets, and panels. */
export function startSession() {
  const waiting: (() => void)[] = [];
  /** For each time that changes were scheduled, whether there was more than fitted in the message before. */
  const wasBehind: boolean[] = [];
  const schedule = (callback: () => void, isBehind: boolean) => {
    waiting.push(callback);
    wasBehind.push(isBehind);
  };
  const { files, readings, written, previews } = makeFiles();
  const clock = { nowMs: 10_000 };
  const gate = createCaptureGate({ nowMs: () => clock.nowMs });
  const session = createSession({ createLog, gate, files, schedule });
  const flush = () => {
    for (const callback of waiting.splice(0)) callback();
  };
  /** A panel that sends raw messages, with the ID of the log that it last received. */
  const openPanel = () => {
    const received: SessionMessage[] = [];
    let logId = 0;
    let lastCallId = 0;
    const connection = session.connect((message) => {
      // A MessagePort clones messages. This fails for a message that can't be cloned.
      const clone = structuredClone(message);
      if ('logId' in clone) ({ logId } = clone);
      received.push(clone);
    });
    const send = (command: PanelCommand, forLog = logId) =>
      connection.receive({ logId: forLog, ...command } satisfies PanelMessage);
    const call = async (made: Call, forLog = logId) => {
      const callId = (lastCallId += 1);
      connection.receive({ type: 'call', logId: forLog, callId, call: made });
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
  /** Opens a file in a panel, and returns the stub that provides its content. */
  const openFile = async (panel: ReturnType<typeof openPanel>, name = 'a.har') => {
    openFiles(panel, [name]);
    await settle();
    const reading = readings.at(-1);
    if (reading === undefined) throw new Error('no file is being read');
    return reading;
  };
  /** A real panel session, connected to the session. */
  const connectPanel = () => {
    const updates: SessionUpdate[] = [];
    const timers: { readonly ms: number; readonly done: () => void }[] = [];
    let toPanel: (message: unknown) => void = () => {};
    const panel = createPanelSession({
      subscribe: (listener) => (toPanel = listener),
      // Not cloned, since Node clones a `File` as a `Blob`.
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
    wasBehind,
    waiting,
    readings,
    written,
    previews,
  };
}
