import {
  maxStorageEntries,
  maxStorageKeysVisited,
  maxStorageTotalLength,
  maxStorageValueLength,
} from '../../protocol/limits';
import { authLibraryKeyShape } from '../../protocol/auth-library-key';
import { nativePrelude } from './page-natives';
import { tokenShape } from '../../protocol/token-shape';

/** What the expression answers when the page did not meddle: numbered entries, since arrays can be tampered with. */
export interface StorageAnswer {
  readonly origin?: unknown;
  readonly cookie?: unknown;
  readonly name?: unknown;
  /** The page put a getter of its own before the browser's, which isn't called. */
  readonly isCookieRedefined?: unknown;
  readonly local?: unknown;
  readonly session?: unknown;
}

/**
 * One expression that reads the top frame's storage and leaves nothing in the page. It runs among the page's own
 * scripts: it reads through the browser's own functions only (see `nativePrelude`), builds its answer of objects without
 * a prototype, and takes every entry where the page redefined the pattern's test. Entries, cookies or areas that the
 * page redefined are counted as left out. What it answers is hostile.
 */
export const storageExpression = `(() => {${nativePrelude}
  const shape = ${String(tokenShape)};
  const library = ${String(authLibraryKeyShape)};
  const canTest = isNative(own(RegExp.prototype, 'test'), 'test') && isNative(own(RegExp.prototype, 'exec'), 'exec');
  const isWanted = (key, text) => !canTest || shape.test(text) || library.test(key);
  const read = (name) => {
    const found = { __proto__: null };
    let count = 0, visited = 0, left = ${maxStorageTotalLength}, leftOut = 0, area;
    if (!isNative(describe(window, name).get, name)) return { __proto__: null, leftOut: 1 };
    try { area = get(window, name, window); } catch {}
    if (typeof area !== 'object' || area === null) return { __proto__: null, isBlocked: true };
    try {
      for (const key in area) {
        if (++visited > ${maxStorageKeysVisited}) { leftOut++; break; }
        // Only the browser's own entries: a name that a prototype has as well stands behind getItem.
        const value = own(area, key) ?? call(Storage.prototype, 'getItem', area, [key]);
        if (typeof value !== 'string' || !isWanted(key, value)) continue;
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
  const answer = { __proto__: null, origin: location.origin };
  try {
    const cookie = get(Document.prototype, 'cookie', document);
    if (cookie === undefined) answer.isCookieRedefined = true;
    else if (cookie.length <= ${maxStorageTotalLength} && isWanted('', cookie)) answer.cookie = cookie;
  } catch {}
  try {
    const name = get(window, 'name', window);
    if (typeof name === 'string' && name.length <= ${maxStorageValueLength} && isWanted('', name)) answer.name = name;
  } catch {}
  answer.local = read('localStorage');
  answer.session = read('sessionStorage');
  return answer;
})()`;
