// The panel in an ordinary page, with a recorded sign-in in its log. Other files can be opened in it.
import { createFileAccess } from '../../src/capture/files/open-files';
import {
  createCaptureGate,
  createLog,
  createPanelSession,
  createSession,
  type KeptKey,
} from '../../src/traffic';
import { createPanelModel, mountPanel } from '../../src/ui';
import { commands, createClockFrom, translate } from './environment';
import recordedUrl from './sign-in.har?url';

const har = await (await fetch(recordedUrl)).text();
const { log } = JSON.parse(har) as { log: { entries: { startedDateTime: string }[] } };
const clock = createClockFrom(Date.parse(log.entries.at(-1)?.startedDateTime ?? ''));

const files = createFileAccess(
  () => new Worker(new URL('../../src/entry/file/worker.ts', import.meta.url), { type: 'module' }),
  { version: 'preview' },
  (error) => session.reportBug(error),
);
const session = createSession({
  createLog,
  gate: createCaptureGate({ nowMs: clock.nowMs }),
  files,
  schedule: (callback) => void setTimeout(callback, 50),
});
const dark = matchMedia('(prefers-color-scheme: dark)');
const setTheme = () => session.setTheme(dark.matches ? 'dark' : 'light');
dark.addEventListener('change', setTheme);
setTheme();
await files.read(
  new File([har], 'sign-in.har'),
  async (exchanges) => exchanges.forEach((exchange) => session.record(exchange)),
  new AbortController().signal,
);

let receive: (message: unknown) => void = () => {};
const panelSession = createPanelSession({
  subscribe: (listener) => (receive = listener),
  post: (message) => queueMicrotask(() => connection.receive(structuredClone(message))),
  after: clock.after,
});
const kept = new Map<string, KeptKey>();
let showKept = (_keys: readonly KeptKey[]) => {};
const done = async () => ({ ok: true }) as const;
const model = createPanelModel({
  session: panelSession,
  subscribeOrphaned: () => () => {},
  commands: {
    ...commands,
    watch: done,
    unwatch: done,
    reloadPage: done,
    loadLayouts: async () => ({}),
    saveLayout: done,
    keepKey: (key) => {
      kept.set(key.thumbprint, key);
      showKept([...kept.values()]);
      return done();
    },
    forgetKeptKeys: (thumbprint) => {
      if (thumbprint === undefined) kept.clear();
      else kept.delete(thumbprint);
      showKept([...kept.values()]);
      return done();
    },
  },
  subscribeKeptKeys: (listener) => {
    showKept = listener;
    return () => {};
  },
  clock,
  translate,
});
mountPanel(document.body, model);
const connection = session.connect((message) => receive(structuredClone(message)));
