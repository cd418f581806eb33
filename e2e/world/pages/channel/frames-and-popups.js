import { sign } from '../sign.js';
import { encryptAsMsal, msalKey } from './msal.js';

export const framesAndPopups = {
  'other-tab': async () => {
    const done = waitForMessage('other-tab');
    const opened = window.open('/channel/other-tab', 'other', 'popup,width=300,height=200');
    if (opened === null) throw new Error('no window was opened');
    await done;
    opened.close();
  },
  'frame-call': () => inFrame('frame-call'),
  'frame-storage': () => inFrame('frame-storage'),
  // A navigation of a frame takes another path in the browser than a redirected fetch.
  'redirect-cookie': async () => {
    const frame = document.createElement('iframe');
    frame.title = 'redirect-cookie';
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    frame.src = '/channel/response/redirect-cookie';
    document.body.append(frame);
    await loaded;
  },
  // Stored after the only read of a page that isn't watched.
  'stored-later': async () => {
    localStorage.setItem('later.token', await sign({ sub: 'stored-later' }));
  },
  'msal-later': async () => {
    const entry = { credentialType: 'AccessToken', secret: await sign({ sub: 'msal-later' }) };
    localStorage.setItem(msalKey('later'), await encryptAsMsal(entry, 'client-later'));
  },
};

async function inFrame(act) {
  const frame = document.createElement('iframe');
  frame.title = act;
  frame.src = `${document.body.dataset.frameUrl}#${act}`;
  const done = waitForMessage(act);
  document.body.append(frame);
  await done;
}

/** Resolves when the frame or the pop-up reports that it has finished. */
function waitForMessage(act) {
  return new Promise((resolve) => {
    const listener = ({ data }) => {
      if (data !== act) return;
      window.removeEventListener('message', listener);
      resolve();
    };
    window.addEventListener('message', listener);
  });
}
