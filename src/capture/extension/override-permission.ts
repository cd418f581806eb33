import browser from 'webextension-polyfill';
import { matchPattern } from '../protocol/match-pattern';
import { overridePermission } from '../protocol/permissions';

/** Firefox's DevTools can't request permissions (bug 1796933). */
export const canRequestOverride = __BROWSER__ !== 'firefox';

/**
 * Requests permission to change headers of calls between these origins. Call it synchronously in a click handler: the
 * browser shows its prompt only then.
 */
export async function requestOverride(origins: readonly string[]): Promise<boolean> {
  const patterns = origins.map((origin) => matchPattern(origin)).filter((pattern) => pattern !== undefined);
  if (patterns.length < origins.length) return false;
  return browser.permissions.request({ ...overridePermission, origins: patterns }).catch(() => false);
}
