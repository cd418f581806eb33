import browser from 'webextension-polyfill';
import { maxKeptKeys, parseKeptKey, parseKeptKeys, type KeptKey, type Subscribe } from '../../traffic';
import { createStored } from './stored';

const stored = createStored('keptKeys', parseKeptKeys);

/** `private window`: nothing is stored from there, because windows that aren't private have the same disk. */
export type KeepOutcome = 'kept' | 'failed' | 'private window';

/** Emits the kept public keys, now and when they change. */
export const subscribeKeptKeys: Subscribe<readonly KeptKey[]> = stored.subscribe;

/**
 * Keeps a public key on disk, in place of one with the same thumbprint. Fails if it isn't one public key and nothing
 * else, see `parseKeptKey`, or if it can't be stored.
 */
export async function keepKey(key: KeptKey): Promise<KeepOutcome> {
  if (browser.extension.inIncognitoContext) return 'private window';
  const checked = parseKeptKey(key);
  if (checked === undefined) return 'failed';
  const isStored = await stored.update((keys) => {
    const others = keys.filter(({ thumbprint }) => thumbprint !== checked.thumbprint);
    return others.length < maxKeptKeys ? [...others, checked] : undefined;
  });
  return isStored ? 'kept' : 'failed';
}

/** Removes one kept key, or all of them. */
export function forgetKeptKeys(thumbprint?: string): Promise<boolean> {
  return stored.update((keys) =>
    thumbprint === undefined ? [] : keys.filter((key) => key.thumbprint !== thumbprint),
  );
}
