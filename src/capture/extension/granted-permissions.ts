import browser, { type Manifest } from 'webextension-polyfill';
import type { Subscribe } from '../../traffic';
import { overridePermission, watchPermissions } from '../protocol/permissions';

/** A permission that the extension requested for a click, and still has. `host`: access to the sites of a match pattern. */
export interface GrantedPermission {
  readonly kind: 'scripting' | 'webRequest' | 'override' | 'host';
  /** The browser's name of it, or the match pattern. */
  readonly name: string;
}

const [overrideName] = overridePermission.permissions;
const watchNames: readonly string[] = watchPermissions.permissions;

/** Emits the granted optional permissions, now and when they change. They are kept after their use. */
export const subscribeGranted: Subscribe<readonly GrantedPermission[]> = (listener) => {
  let isEnded = false;
  const emit = () =>
    void browser.permissions.getAll().then(({ permissions = [], origins = [] }) => {
      if (isEnded) return;
      const names = permissions.flatMap((name: string) => describeName(name) ?? []);
      listener([...names, ...origins.map((name) => ({ kind: 'host', name }) as const)]);
    });
  const { onAdded, onRemoved } = browser.permissions;
  onAdded.addListener(emit);
  onRemoved.addListener(emit);
  emit();
  return () => {
    isEnded = true;
    onAdded.removeListener(emit);
    onRemoved.removeListener(emit);
  };
};

/** Undefined for a permission that is required at install. */
function describeName(name: string): GrantedPermission | undefined {
  if (name === overrideName) return { kind: 'override', name };
  return watchNames.includes(name) ? { kind: name as 'scripting' | 'webRequest', name } : undefined;
}

/** Gives up a permission, which also ends each use of it. False if that failed. */
export function removeGranted({ kind, name }: GrantedPermission): Promise<boolean> {
  const removed =
    kind === 'host' ? { origins: [name] } : { permissions: [name as Manifest.OptionalPermission] };
  return browser.permissions.remove(removed).catch(() => false);
}
