// Shared by every page: its settings, a button that starts the work, and a status line that the stories read.

/** `service` is the origin of the library's server. */
export const settings = JSON.parse(document.querySelector('#settings').textContent);

const status = document.querySelector('[role=status]');

function report(work) {
  status.textContent = 'working';
  work().then(
    (text) => {
      if (typeof text === 'string') status.textContent = text;
    },
    (error) => {
      status.textContent = `failed: ${error} ${error?.stack ?? ''}`;
    },
  );
}

/**
 * `resume` runs at each load: it restores the stored session, and returns `signed in` after a redirect. `run` runs when
 * the button is pressed, and returns `done`; if it leaves the page, it returns nothing.
 */
export function serve({ resume = async () => undefined, run }) {
  report(async () => (await resume()) ?? 'ready');
  document.querySelector('button').addEventListener('click', () => report(run));
}

/** Signs in at the page's own server; returns tokens by name. */
export async function login() {
  return (await fetch('/login', { method: 'POST' })).json();
}

/** Calls an API with this access token, and reads the response. */
export async function call(url, token) {
  await (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).text();
}

/** Fails if a result isn't what a real app would need. */
export function check(condition, what) {
  if (!condition) throw new Error(what);
}

/** Resolves with the first value that `subscribe` passes to its listener. */
export function first(subscribe, milliseconds = 10_000) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`nothing came within ${milliseconds} ms`)), milliseconds);
    subscribe(resolve, reject);
  });
}
