import { subscribeOrphaned } from '../capture/extension/reconnect';
import { askForLog } from '../capture/extension/panel-link';
import { reloadPage } from '../capture/extension/watch';
import { parseFeedMessage, type FeedMessage } from '../traffic';
import { createPanelModel, mountPanel, systemClock } from '../ui';
import { copyText, translate } from './commands/result';
import { decrypt } from './commands/decryption';
import { trySecrets } from './commands/secrets';
import { unwatch, watch } from './commands/watching';

// The panel is drawn before the log answers: with a blank one a person would not know whether it works.
let unanswered = () => {};
const asked = askForLog(() => unanswered());
let port: MessagePort | undefined;

/** Begins with the port when it is there; returns the end, which may come before. */
function withPort(begin: (given: MessagePort) => () => void): () => void {
  let end: (() => void) | undefined;
  let isEnded = false;
  void asked.then((given) => {
    if (!isEnded) end = begin(given);
  });
  return () => {
    isEnded = true;
    end?.();
  };
}

function hearFeed(given: MessagePort, listener: (message: FeedMessage) => void): () => void {
  const heard = ({ data }: MessageEvent<unknown>) => {
    const message = parseFeedMessage(data);
    if (message !== undefined) listener(message);
  };
  port = given;
  given.addEventListener('message', heard);
  given.start();
  return () => given.removeEventListener('message', heard);
}

const model = createPanelModel({
  subscribe: (listener) => withPort((given) => hearFeed(given, listener)),
  // Before the log has told its state nothing is asked, since what was set before is in it; a file is opened then.
  send: (request) => {
    if (port !== undefined) port.postMessage(request);
    else if (request.type === 'open files') void asked.then(() => port?.postMessage(request));
  },
  subscribeOrphaned: (listener) => {
    unanswered = listener;
    return withPort((given) => subscribeOrphaned(given, () => listener()));
  },
  commands: {
    copyText,
    trySecrets,
    decrypt,
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
