import browser from 'webextension-polyfill';
import type { Subscribe } from '../../traffic';
import { isOrigin } from './watch-messages';

/**
 * The origin that the options page was opened to ask for, passed in `storage.session`: in memory, deleted with the
 * browser session, and it contains no token.
 */
const pendingKey = 'originToWatch';

/** In the options page: emits the origin it was opened for, now and when it's opened for another one. */
export const subscribePendingWatch: Subscribe<string | undefined> = (listener) => {
  let isEnded = false;
  const read = async () => {
    const origin = await readPending();
    if (!isEnded) listener(origin);
  };
  const { onChanged } = browser.storage.session;
  onChanged.addListener(read);
  void read();
  return () => {
    isEnded = true;
    onChanged.removeListener(read);
  };
};

/** Stores the origin that the options page offers to watch, until the browser closes. Replaces an earlier one. */
export async function rememberPending(origin: string): Promise<void> {
  await browser.storage.session.set({ [pendingKey]: origin });
}

/** Removes the origin, unless another one has replaced it. */
export async function forgetPending(origin: string): Promise<void> {
  if ((await readPending()) === origin) await browser.storage.session.remove(pendingKey);
}

async function readPending(): Promise<string | undefined> {
  const { [pendingKey]: origin } = await browser.storage.session.get(pendingKey);
  return isOrigin(origin) ? origin : undefined;
}
