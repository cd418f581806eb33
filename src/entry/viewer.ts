import browser from 'webextension-polyfill';
import { schedule } from '../capture/devtools/schedule';
import { serveStoredData } from '../capture/extension/stored-data';
import { receiveContent } from '../capture/extension/viewer';
import { subscribePreferences } from '../capture/extension/preferences';
import { subscribeBounds } from '../capture/extension/settings';
import { createFileAccess } from '../capture/files/open-files';
import { nextTask } from '../capture/protocol/next-task';
import {
  createCaptureGate,
  createLog,
  createPanelSession,
  createSession,
  type Preferences,
} from '../traffic';
import { createPanelModel, createTexts, mountViewer, systemClock } from '../ui';
import { decrypt } from './commands/decryption';
import { fetchDocument } from './commands/documents';
import { keptKeyCommands, subscribeKeptKeys } from './commands/kept-keys';
import { loadLayouts, saveLayout } from './commands/layouts';
import { followPreferences } from './commands/preferences';
import { copyText, translate } from './commands/result';
import { trySecrets } from './commands/secrets';
import { reportBugsTo } from './report-bugs';

const session = createSession({
  createLog,
  gate: createCaptureGate({ nowMs: systemClock.nowMs }),
  files: createFileAccess(
    () => new Worker(new URL('./file/worker.ts', import.meta.url), { type: 'module' }),
    browser.runtime.getManifest(),
    (error) => session.reportBug(error),
  ),
  schedule,
  nextTask,
});
subscribeBounds(session.setBounds);

const dark = matchMedia('(prefers-color-scheme: dark)');
let selectedTheme: Preferences['theme'] = 'devtools';
// Outside DevTools, its theme is the system's.
const systemTheme = () => (dark.matches ? 'dark' : 'light');
const setTheme = () => session.setTheme(selectedTheme === 'devtools' ? systemTheme() : selectedTheme);
dark.addEventListener('change', setTheme);
setTheme();
subscribePreferences(({ theme }) => {
  selectedTheme = theme;
  setTheme();
});
void followPreferences();

// The session is in this page, and talks to the views as that of a devtools page does.
const { port1: sessionPort, port2: viewPort } = new MessageChannel();
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has none, unlike a window
const connection = session.connect((message) => sessionPort.postMessage(message));
sessionPort.addEventListener('message', ({ data }: MessageEvent<unknown>) => connection.receive(data));
sessionPort.start();

/** There is no inspected tab, so the views don't offer these. */
const impossible = async () => ({ ok: false, reason: '' }) as const;

const model = createPanelModel({
  session: createPanelSession({
    subscribe: (listener) => {
      viewPort.addEventListener('message', ({ data }: MessageEvent<unknown>) => listener(data));
      viewPort.start();
    },
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- likewise
    post: (message) => viewPort.postMessage(message),
    after: systemClock.after,
  }),
  commands: {
    copyText,
    trySecrets,
    decrypt,
    fetchDocument,
    watch: impossible,
    unwatch: impossible,
    reloadPage: impossible,
    ...keptKeyCommands,
    loadLayouts,
    saveLayout,
  },
  createTexts,
  subscribeKeptKeys,
  clock: systemClock,
  translate,
});
reportBugsTo(model.screen.reportBug);
mountViewer(document.body, model);
serveStoredData(
  () => {
    const counted = session.storedData();
    return { ...counted, texts: counted.texts + (model.texts?.text.peek() ? 1 : 0) };
  },
  () => {
    model.texts?.clear();
    return session.forget();
  },
  // What was typed or pasted anywhere in this page is gone then.
  () => location.reload(),
);

void receiveContent().then((content) => {
  if (content === undefined) return;
  if ('text' in content) model.texts?.add(content.text);
  else model.files.open(content.files);
});
