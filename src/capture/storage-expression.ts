import {
  maxStorageEntries,
  maxStorageKeysVisited,
  maxStorageTotalLength,
  maxStorageValueLength,
} from './bounds';
import { keeperKeyShape } from './keeper-key';
import { tokenShape } from './token-shape';

/** What the expression answers when the page did not meddle: numbered entries, since arrays can be tampered with. */
export interface StorageAnswer {
  readonly origin?: unknown;
  readonly cookie?: unknown;
  readonly name?: unknown;
  readonly local?: unknown;
  readonly session?: unknown;
}

/**
 * One expression that reads the top frame's storage and leaves nothing in the page. It runs among the page's own
 * scripts, which may have redefined anything: so it builds its answer of objects without a prototype, reads entries
 * as properties (no page code runs), and takes an entry that its test cannot judge. What it answers is hostile.
 */
export const storageExpression = `(() => {
  const shape = ${String(tokenShape)};
  const keeper = ${String(keeperKeyShape)};
  const isKept = (key) => { try { return keeper.test(key) === true; } catch { return false; } };
  const isWanted = (text) => { try { return shape.test(text) !== false; } catch { return true; } };
  const own = () => ({ __proto__: null });
  const read = (open) => {
    const found = own();
    let count = 0, visited = 0, left = ${maxStorageTotalLength}, leftOut = 0, area;
    try { area = open(); } catch {}
    if (typeof area !== 'object' || area === null) return { __proto__: null, isBlocked: true };
    try {
      for (const key in area) {
        if (++visited > ${maxStorageKeysVisited}) { leftOut++; break; }
        try {
          let value = area[key];
          if (typeof value !== 'string') value = area.getItem(key);
          if (typeof value !== 'string' || !(isWanted(value) || isKept(key))) continue;
          if (count >= ${maxStorageEntries} || value.length > ${maxStorageValueLength} || value.length + key.length > left) {
            leftOut++;
            continue;
          }
          left -= value.length + key.length;
          found[count++] = { __proto__: null, key, value };
        } catch {}
      }
    } catch { leftOut++; }
    return { __proto__: null, found, count, leftOut };
  };
  const answer = own();
  try { answer.origin = location.origin; } catch {}
  try {
    const cookie = document.cookie;
    if (typeof cookie === 'string' && cookie.length <= ${maxStorageTotalLength} && isWanted(cookie)) answer.cookie = cookie;
  } catch {}
  try {
    const name = window.name;
    if (typeof name === 'string' && name.length <= ${maxStorageValueLength} && isWanted(name)) answer.name = name;
  } catch {}
  answer.local = read(() => localStorage);
  answer.session = read(() => sessionStorage);
  return answer;
})()`;
