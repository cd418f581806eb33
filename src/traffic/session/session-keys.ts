import { addKey, addKeySet, nameKey, removeKey, useKeySet } from './keyring';
import type { PanelCommand, SessionState } from './protocol';

/** The keys of a session: entered and fetched ones, names, and captured sets that aren't used. In memory only. */
export type SessionKeys = Pick<SessionState, 'keyring' | 'fetchedKeySets' | 'unusedKeySets' | 'keyNames'>;

/** The keys of a new session. */
export const noKeys: SessionKeys = { keyring: [], fetchedKeySets: [], unusedKeySets: [], keyNames: [] };

/** What a panel's command changes about the keys; undefined if it's about something else. */
export function changeKeys(keys: SessionKeys, command: PanelCommand): Partial<SessionKeys> | undefined {
  const { keyring, fetchedKeySets, unusedKeySets, keyNames } = keys;
  switch (command.type) {
    case 'add key':
      return { keyring: addKey(keyring, command.key) };
    case 'remove key':
      return { keyring: removeKey(keyring, command.id) };
    case 'name key':
      return { keyNames: nameKey(keyNames, command.named) };
    case 'add key set':
      return { fetchedKeySets: addKeySet(fetchedKeySets, command.keySet) };
    case 'remove key set':
      return { fetchedKeySets: fetchedKeySets.filter(({ url }) => url !== command.url) };
    case 'use key set':
      return { unusedKeySets: useKeySet(unusedKeySets, command.url, command.isUsed) };
    default:
      return undefined;
  }
}
