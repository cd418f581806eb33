import type { KeptKey, Subscribe } from '../../traffic';
import type { KeptKeyCommands } from '../../ui';
import { resultOf } from './result';

/** Loaded after the panel is shown. */
const load = () => import('../../capture/extension/kept-keys');

/** Calls back with the public keys that are kept on disk, now and when they change. Loads their code first. */
export const subscribeKeptKeys: Subscribe<readonly KeptKey[]> = (listener) => {
  const ending = new AbortController();
  void load().then((loaded) => {
    if (!ending.signal.aborted) ending.signal.addEventListener('abort', loaded.subscribeKeptKeys(listener));
  });
  return () => ending.abort();
};

/** Keeps and forgets public keys across sessions. A failure is a reason in the user's language. */
export const keptKeyCommands: KeptKeyCommands = {
  keepKey: async (key) => {
    const outcome = await (await load()).keepKey(key);
    return resultOf(
      outcome === 'kept',
      outcome === 'private window' ? 'command_keep_private' : 'command_keep_failed',
    );
  },
  forgetKeptKeys: async (thumbprint) =>
    resultOf(await (await load()).forgetKeptKeys(thumbprint), 'command_forget_failed'),
};
