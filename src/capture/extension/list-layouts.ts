import browser from 'webextension-polyfill';
import type { View } from '../../traffic';
import { guarded, isOneOf, isText, membersOf } from '../protocol/guard';
import { maxColumnIdLength, maxColumns, maxColumnWidth } from '../protocol/limits';

/** In `storage.local`, which is on disk: names and widths of columns, nothing captured. */
const keys: Readonly<Record<View, string>> = { requests: 'requestColumns', tokens: 'tokenColumns' };

/** How the columns of a list are arranged; see `ListLayout` of the user interface. */
export interface StoredLayout {
  readonly order?: readonly string[];
  readonly visible?: Readonly<Record<string, boolean>>;
  readonly widths?: Readonly<Record<string, number>>;
  readonly sort?: { readonly column: string; readonly direction: 'ascending' | 'descending' };
}

/** The stored layouts; without the parts that are invalid, such as from another version. */
export async function loadLayouts(): Promise<Partial<Record<View, StoredLayout>>> {
  const stored = await browser.storage.local
    .get(Object.values(keys))
    .catch(() => ({}) as Record<string, unknown>);
  return { requests: parseLayout(stored[keys.requests]), tokens: parseLayout(stored[keys.tokens]) };
}

/** False if it can't be stored. */
export async function saveLayout(view: View, layout: StoredLayout): Promise<boolean> {
  return browser.storage.local.set({ [keys[view]]: parseLayout(layout) }).then(
    () => true,
    () => false,
  );
}

/** Copies known members, so that nothing else is ever stored. */
export function parseLayout(value: unknown): StoredLayout {
  const { order, visible, widths, sort } = guarded(() => ({ ...membersOf<StoredLayout>(value) })) ?? {};
  const { column, direction } = membersOf<NonNullable<StoredLayout['sort']>>(sort);
  const isSort = isId(column) && isOneOf(['ascending', 'descending'] as const, direction);
  return {
    ...(Array.isArray(order) && order.length <= maxColumns && { order: order.filter(isId) }),
    ...(isObject(visible) && { visible: pick(visible, (shown) => typeof shown === 'boolean') }),
    ...(isObject(widths) && { widths: pick(widths, isWidth) }),
    ...(isSort && { sort: { column, direction } }),
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function pick<T>(members: object, isValid: (value: unknown) => value is T): Readonly<Record<string, T>> {
  const valid = Object.entries(members)
    .slice(0, maxColumns)
    .filter((member): member is [string, T] => isId(member[0]) && isValid(member[1]));
  return Object.fromEntries(valid);
}

function isWidth(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= maxColumnWidth;
}

/** IDs of columns, which are never made from what was captured. */
function isId(value: unknown): value is string {
  return isText(value, maxColumnIdLength) && /^[a-z_]+$/.test(value);
}
