import browser from 'webextension-polyfill';
import type { Subscribe } from '../../traffic';

/** A value in `storage.local`, which is on disk: only what the user chose, nothing captured. */
export interface Stored<T> {
  /** Emits the value, at once and when it changes. */
  readonly subscribe: Subscribe<T>;
  /**
   * Reads the value, changes it and writes it, one call of the extension's pages after the other. False if the browser
   * rejects either, or if `change` returns undefined: nothing is written then.
   */
  update(change: (value: T) => T | undefined): Promise<boolean>;
  /** False if the browser rejects it. */
  write(value: T): Promise<boolean>;
}

/** `parse` gets what is stored under the key, which can be from another version, or undefined. */
export function createStored<T>(key: string, parse: (value: unknown) => T): Stored<T> {
  const { local } = browser.storage;
  const read = async () => {
    const { [key]: value } = await local.get(key).catch(() => ({}) as Partial<Record<string, unknown>>);
    return parse(value);
  };
  const write = (value: T) =>
    local.set({ [key]: value }).then(
      () => true,
      () => false,
    );
  return {
    write,
    update: (change) =>
      navigator.locks.request(`stored ${key}`, async () => {
        try {
          // Unlike `read` above, which returns the default if it fails: writing that would delete what is stored.
          const { [key]: value } = await local.get(key);
          const changed = change(parse(value));
          return changed !== undefined && (await write(changed));
        } catch {
          return false;
        }
      }),
    subscribe(listener) {
      let isEnded = false;
      let isReported = false;
      const changed = (changes: Record<string, { readonly newValue?: unknown }>) => {
        const change = changes[key];
        if (change === undefined) return;
        isReported = true;
        listener(parse(change.newValue));
      };
      local.onChanged.addListener(changed);
      void read().then((value) => {
        // A change reported meanwhile is newer than this result.
        if (!isEnded && !isReported) listener(value);
      });
      return () => {
        isEnded = true;
        local.onChanged.removeListener(changed);
      };
    },
  };
}
