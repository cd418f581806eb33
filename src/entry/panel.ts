import { reloadPage } from '../capture/inspected';
import { askForLog } from '../capture/panel-link';
import { parseFeedMessage } from '../traffic';
import { createPanelModel, mountPanel, systemClock } from '../ui';
import { copyText, translate } from './commands/result';
import { trySecrets } from './commands/secrets';
import { unwatch, watch } from './commands/watching';

const port = await askForLog();

const model = createPanelModel({
  subscribe: (listener) => {
    const heard = ({ data }: MessageEvent<unknown>) => {
      const message = parseFeedMessage(data);
      if (message !== undefined) listener(message);
    };
    port.addEventListener('message', heard);
    port.start();
    return () => port.removeEventListener('message', heard);
  },
  send: (request) => port.postMessage(request),
  commands: {
    copyText,
    trySecrets,
    watch,
    unwatch,
    reloadPage: async () => {
      reloadPage();
      return { ok: true };
    },
  },
  clock: systemClock,
  translate,
});
mountPanel(document.body, model);
