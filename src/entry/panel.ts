import { askForLog } from '../capture/panel-link';
import type { FeedMessage } from '../traffic';
import { createPanelModel, mountPanel, systemClock } from '../ui';
import { panelCommands, translate } from './commands';

const port = await askForLog();

const model = createPanelModel({
  subscribe: (listener) => {
    // The other end is the devtools page of the same extension and tab, and of the same version.
    const heard = ({ data }: MessageEvent<FeedMessage>) => listener(data);
    port.addEventListener('message', heard);
    port.start();
    return () => port.removeEventListener('message', heard);
  },
  send: (request) => port.postMessage(request),
  commands: panelCommands,
  clock: systemClock,
  translate,
});
mountPanel(document.body, model);
