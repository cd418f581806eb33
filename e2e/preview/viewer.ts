// The viewer in an ordinary page, empty.
import { createFileAccess } from '../../src/capture/files/open-files';
import { createCaptureGate, createLog, createPanelSession, createSession } from '../../src/traffic';
import { createPanelModel, createTexts, mountViewer, systemClock } from '../../src/ui';
import { commands, translate } from './environment';

const session = createSession({
  createLog,
  gate: createCaptureGate({ nowMs: systemClock.nowMs }),
  files: createFileAccess(
    () => new Worker(new URL('../../src/entry/file/worker.ts', import.meta.url), { type: 'module' }),
    { version: 'preview' },
    (error) => session.reportBug(error),
  ),
  schedule: (callback) => void setTimeout(callback, 50),
});
session.setTheme(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

let receive: (message: unknown) => void = () => {};
const panelSession = createPanelSession({
  subscribe: (listener) => (receive = listener),
  post: (message) => queueMicrotask(() => connection.receive(structuredClone(message))),
  after: systemClock.after,
});
const done = async () => ({ ok: true }) as const;
const model = createPanelModel({
  session: panelSession,
  commands: {
    ...commands,
    watch: done,
    unwatch: done,
    reloadPage: done,
    loadLayouts: async () => ({}),
    keepKey: async () => ({ ok: true }),
    forgetKeptKeys: async () => ({ ok: true }),
    saveLayout: done,
  },
  createTexts,
  clock: systemClock,
  translate,
});
mountViewer(document.body, model);
const connection = session.connect((message) => receive(structuredClone(message)));
