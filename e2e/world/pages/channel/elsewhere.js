import { sign } from '../sign.js';

export const elsewhere = {
  'other-tab': async () => {
    const done = hear('other-tab');
    const opened = window.open('/channel/other-tab', 'other', 'popup,width=300,height=200');
    if (opened === null) throw new Error('no window was opened');
    await done;
    opened.close();
  },
  'frame-call': () => inFrame('frame-call'),
  'frame-storage': () => inFrame('frame-storage'),
  // The frame navigates through it, which is another path in the browser than a redirected fetch.
  'redirect-cookie': async () => {
    const frame = document.createElement('iframe');
    frame.title = 'redirect-cookie';
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    frame.src = '/channel/answer/redirect-cookie';
    document.body.append(frame);
    await loaded;
  },
  // What is kept after the one reading of a page that is not watched.
  'stored-later': async () => {
    localStorage.setItem('later.token', await sign({ sub: 'stored-later' }));
  },
};

async function inFrame(act) {
  const frame = document.createElement('iframe');
  frame.title = act;
  frame.src = `${document.body.dataset.frameUrl}#${act}`;
  const done = hear(act);
  document.body.append(frame);
  await done;
}

/** What the frame and the pop-up say when they have done it. */
function hear(act) {
  return new Promise((resolve) => {
    const listener = ({ data }) => {
      if (data !== act) return;
      window.removeEventListener('message', listener);
      resolve();
    };
    window.addEventListener('message', listener);
  });
}
