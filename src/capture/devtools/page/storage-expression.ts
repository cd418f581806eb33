import {
  maxStorageEntries,
  maxStorageKeysVisited,
  maxStorageTotalLength,
  maxStorageValueLength,
} from '../../protocol/limits';
import { authLibraryKeyShape } from '../../protocol/auth-library-key';
import { msalClientShape } from '../../protocol/msal-cache';
import { msalCookieName } from '../../protocol/msal-cookie';
import { nativePrelude } from './page-natives';
import { tokenShape } from '../../protocol/token-shape';

/** What the expression returns if the page doesn't tamper: numbered entries, since arrays can be tampered with. */
export interface StorageResult {
  readonly origin?: unknown;
  readonly cookie?: unknown;
  readonly name?: unknown;
  /** The page replaced the browser's getter with its own, which isn't called. */
  readonly isCookieRedefined?: unknown;
  readonly local?: unknown;
  readonly session?: unknown;
}

/**
 * Reads the top frame's storage in a single expression and leaves nothing in the page. It runs in the page world, so it
 * uses only the browser's own functions (see `nativePrelude`) and builds its result of objects without a prototype. If
 * the page redefined `RegExp.prototype.test`, every entry is returned. Entries, cookies or areas that the page redefined
 * are counted as left out. Includes what is needed to decrypt MSAL's entries: its cookie, and the keys under which it
 * lists its clients. The result is untrusted.
 */
export const storageExpression = `(() => {${nativePrelude}
  const shape = ${String(tokenShape)};
  const library = ${String(authLibraryKeyShape)};
  const client = ${String(msalClientShape)};
  const cookieOfMsal = /(?:^|; )${msalCookieName.replaceAll('.', String.raw`\.`)}=/;
  const canTest = isNative(own(RegExp.prototype, 'test'), 'test') && isNative(own(RegExp.prototype, 'exec'), 'exec');
  const isWanted = (key, text) => !canTest || shape.test(text) || library.test(key);
  const isClient = (key) => canTest && client.test(key);
  const read = (name) => {
    const found = { __proto__: null };
    let count = 0, visited = 0, left = ${maxStorageTotalLength}, leftOut = 0, area;
    if (!isNative(describe(window, name).get, name)) return { __proto__: null, leftOut: 1 };
    try { area = get(window, name, window); } catch {}
    if (typeof area !== 'object' || area === null) return { __proto__: null, isBlocked: true };
    try {
      for (const key in area) {
        if (++visited > ${maxStorageKeysVisited}) { leftOut++; break; }
        // Only the browser's own entries: a key that a prototype also has can be read only with getItem.
        const value = isClient(key) ? '' : own(area, key) ?? call(Storage.prototype, 'getItem', area, [key]);
        if (typeof value !== 'string' || !(isWanted(key, value) || isClient(key))) continue;
        if (count >= ${maxStorageEntries} || value.length > ${maxStorageValueLength} || value.length + key.length > left) {
          leftOut++;
          continue;
        }
        left -= value.length + key.length;
        found[count++] = { __proto__: null, key, value };
      }
    } catch { leftOut++; }
    return { __proto__: null, found, count, leftOut };
  };
  const result = { __proto__: null, origin: location.origin };
  try {
    const cookie = get(Document.prototype, 'cookie', document);
    if (cookie === undefined) result.isCookieRedefined = true;
    else if (cookie.length <= ${maxStorageTotalLength} && (isWanted('', cookie) || cookieOfMsal.test(cookie))) result.cookie = cookie;
  } catch {}
  try {
    const name = get(window, 'name', window);
    if (typeof name === 'string' && name.length <= ${maxStorageValueLength} && isWanted('', name)) result.name = name;
  } catch {}
  result.local = read('localStorage');
  result.session = read('sessionStorage');
  return result;
})()`;
