import { subscribeOrphaned } from '../capture/extension/reconnect';
import { requestLogPort } from '../capture/extension/panel-link';
import { reloadPage } from '../capture/extension/watch';
import { createPanelSession } from '../traffic';
import { createPanelModel, mountPanel, systemClock } from '../ui';
import { allowOverride } from './commands/overriding';
import { copyText, translate } from './commands/result';
import { decrypt } from './commands/decryption';
import { loadLayouts, saveLayout } from './commands/layouts';
import { keptKeyCommands, subscribeKeptKeys } from './commands/kept-keys';
import { fetchDocument } from './commands/documents';
import { followPreferences } from './commands/preferences';
import { revealInNetwork } from './commands/reveal';
import { trySecrets } from './commands/secrets';
import { unwatch, watch } from './commands/watching';
import { reportBugsTo } from './report-bugs';

// The panel is rendered before it's connected to the log. A blank panel would look broken.
let onNoResponse = () => {};
const logPort = requestLogPort(() => onNoResponse());
let port: MessagePort | undefined;

const model = createPanelModel({
  session: createPanelSession({
    subscribe: (listener) =>
      void logPort.then((openedPort) => {
        port = openedPort;
        openedPort.addEventListener('message', ({ data }: MessageEvent<unknown>) => listener(data));
        openedPort.start();
      }),
    post: (message) => port?.postMessage(message),
    after: systemClock.after,
    // What was typed or pasted anywhere in this page is gone then.
    forgotten: () => location.reload(),
  }),
  subscribeOrphaned: (listener) => {
    onNoResponse = listener;
    let end = () => {};
    void logPort.then((openedPort) => (end = subscribeOrphaned(openedPort, listener)));
    return () => end();
  },
  commands: {
    copyText,
    trySecrets,
    decrypt,
    fetchDocument,
    ...keptKeyCommands,
    watch,
    unwatch,
    loadLayouts,
    saveLayout,
    ...(allowOverride && { allowOverride }),
    ...(revealInNetwork && { revealInNetwork }),
    reloadPage: async () => {
      reloadPage();
      return { ok: true };
    },
  },
  subscribeKeptKeys,
  clock: systemClock,
  translate,
});
void followPreferences();
reportBugsTo(model.screen.reportBug);
mountPanel(document.body, model);
