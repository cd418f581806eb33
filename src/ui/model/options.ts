import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { KeptKey, LogBounds, Preferences, Subscribe } from '../../traffic';
import type { GrantedPermission, StoredData, OptionsCommands, Result } from '../commands';
import type { Translate, GetMessage } from '../format/translate';
import { createBugs, type BugsModel } from './bugs';
import { createBounds, type BoundsLimits, type BoundsModel } from './bounds';

/** What the options page shows and changes. */
export interface OptionsOptions {
  /** Calls back with all watched origins, initially and after each change. */
  readonly subscribeWatched: Subscribe<readonly string[]>;
  /**
   * Calls back with the origin that a panel opened this page for, initially and after each change; undefined if there
   * is none.
   */
  readonly subscribeOffered: Subscribe<string | undefined>;
  /** Calls back with the limits of a log, initially and after each change. */
  readonly subscribeBounds: Subscribe<LogBounds>;
  readonly subscribePreferences: Subscribe<Preferences>;
  /** Calls back with the public keys that are kept, initially and after each change. */
  readonly subscribeKeptKeys: Subscribe<readonly KeptKey[]>;
  /** Calls back with the permissions that were requested for a click, initially and after each change. */
  readonly subscribePermissions: Subscribe<readonly GrantedPermission[]>;
  /** The allowed ranges of the limits. */
  readonly limits: BoundsLimits;
  readonly commands: OptionsCommands;
  readonly translate: GetMessage;
}

/** The state and the actions of the options page. */
export interface OptionsModel {
  readonly t: Translate;
  readonly bugs: BugsModel;
  readonly copyText: OptionsCommands['copyText'];
  /** The origin to offer watching for; undefined if there is none or it's already watched. */
  readonly offered: ReadonlySignal<string | undefined>;
  /** Undefined until it's loaded. */
  readonly watched: ReadonlySignal<readonly string[] | undefined>;
  readonly bounds: BoundsModel;
  /** Undefined until they're loaded. */
  readonly preferences: ReadonlySignal<Preferences | undefined>;
  savePreferences(preferences: Preferences): void;
  /** How much is stored; undefined until it's counted. */
  readonly storedData: ReadonlySignal<StoredData | undefined>;
  countStoredData(): void;
  /** Deletes everything and stops watching all sites. */
  forgetEverything(): void;
  /** Everything was deleted, and nothing has been stored since it was last counted. */
  readonly isForgotten: ReadonlySignal<boolean>;
  /** The public keys that are kept; undefined until they're loaded. */
  readonly kept: ReadonlySignal<readonly KeptKey[] | undefined>;
  /** Forgets one kept key, or all of them. */
  forget(thumbprint?: string): void;
  /** The permissions that were requested for a click. */
  readonly permissions: ReadonlySignal<readonly GrantedPermission[]>;
  removePermission(permission: GrantedPermission): void;
  /** Why the last action failed, as a sentence. */
  readonly errorMessage: ReadonlySignal<string | undefined>;
  /** Call it synchronously within a click: browsers show a permission prompt only then. */
  watch(origin: string): void;
  unwatch(origin: string): void;
  end(): void;
}

/**
 * The model of the options page. Origins are shown unescaped: pass only serialized origins (RFC 6454 §6.2), no
 * untrusted text. Call `end` to unsubscribe.
 */
export function createOptionsModel({
  subscribeWatched,
  subscribeOffered,
  subscribeBounds,
  subscribeKeptKeys,
  subscribePreferences,
  subscribePermissions,
  limits,
  commands,
  translate,
}: OptionsOptions): OptionsModel {
  const t = translate as Translate;
  const ending = new AbortController();
  const requested = signal<string | undefined>(undefined);
  const watched = signal<readonly string[] | undefined>(undefined);
  const preferences = signal<Preferences | undefined>(undefined);
  const storedData = signal<StoredData | undefined>(undefined);
  const isForgotten = signal(false);
  const count = async () => {
    const counted = await commands.countStoredData();
    if (!ending.signal.aborted) storedData.value = counted;
  };
  const kept = signal<readonly KeptKey[] | undefined>(undefined);
  const permissions = signal<readonly GrantedPermission[]>([]);
  const errorMessage = signal<string | undefined>(undefined);
  const showFailure = async (pending: Promise<Result>) => {
    const result = await pending;
    if (!ending.signal.aborted) errorMessage.value = result.ok ? undefined : result.reason;
  };
  const bounds = createBounds(limits, (changed) => void showFailure(commands.saveBounds(changed)));
  const unsubscribe = [
    subscribeWatched((origins) => (watched.value = origins)),
    subscribeOffered((origin) => (requested.value = origin)),
    subscribeBounds(bounds.apply),
    subscribePreferences((preferred) => (preferences.value = preferred)),
    subscribeKeptKeys((keys) => (kept.value = keys)),
    subscribePermissions((granted) => (permissions.value = granted)),
  ];
  return {
    t,
    bugs: createBugs(),
    copyText: commands.copyText,
    offered: computed(() =>
      requested.value && watched.value?.includes(requested.value) ? undefined : requested.value,
    ),
    watched,
    bounds,
    storedData,
    isForgotten,
    countStoredData() {
      isForgotten.value = false;
      void count();
    },
    async forgetEverything() {
      isForgotten.value = false;
      const origins = await commands.listWatched();
      if (origins === undefined) {
        return showFailure(Promise.resolve({ ok: false, reason: t('stored_data_sites_unknown') }));
      }
      const stopped: Result[] = [];
      // One after the other: each changes the list of watched sites.
      for (const origin of origins) stopped.push(await commands.unwatch(origin, ending.signal));
      const forgotten = await commands.forgetStoredData();
      // Last, since it's easier to end the use of a token on all calls with it.
      const override = permissions.value.find(({ kind }) => kind === 'override');
      if (override) stopped.push(await commands.removePermission(override));
      const failed = [...stopped, forgotten].find(({ ok }) => !ok);
      await showFailure(Promise.resolve(failed ?? forgotten));
      await count();
      isForgotten.value = failed === undefined;
    },
    preferences,
    savePreferences: (preferred) => void showFailure(commands.savePreferences(preferred)),
    kept,
    forget: (thumbprint) => void showFailure(commands.forgetKeptKeys(thumbprint)),
    permissions,
    removePermission: (permission) => void showFailure(commands.removePermission(permission)),
    errorMessage,
    watch: (origin) => void showFailure(commands.watch(origin, ending.signal)),
    unwatch: (origin) => void showFailure(commands.unwatch(origin, ending.signal)),
    end() {
      ending.abort();
      for (const end of unsubscribe) end();
    },
  };
}
