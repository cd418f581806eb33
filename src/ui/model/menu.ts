import type { Signal } from '@preact/signals';

/** One item of a context menu. */
export interface MenuItem {
  readonly label: string;
  /** Undefined if the item can't be used now, and for one that opens a submenu. */
  readonly run?: (() => void) | undefined;
  /** The key that does the same outside the menu. */
  readonly key?: string;
  /** It's a check box. */
  readonly isChecked?: boolean;
  /** A submenu. */
  readonly items?: readonly MenuItem[];
  /** A line before it. */
  readonly beginsGroup?: boolean;
}

/** A context menu that is open. */
export interface OpenMenu {
  readonly name: string;
  readonly items: readonly MenuItem[];
  /** In pixels from the top left of the window. */
  readonly x: number;
  readonly y: number;
  /** Gets the focus when the menu is closed. */
  readonly opener: HTMLElement | undefined;
}

/** The context menu; undefined if none is open. */
export type MenuModel = Signal<OpenMenu | undefined>;

let lastOpened = 0;

/**
 * Opens a menu for a right click or a key press, where the pointer or the element is. The items are made and awaited
 * after that; an empty list opens nothing. `anchor` is where a menu opens for a key press instead of the focused element.
 */
export function openMenu(
  model: MenuModel,
  event: MouseEvent | KeyboardEvent,
  name: string,
  items: () => Promise<readonly MenuItem[]>,
  anchor?: Element | null,
) {
  event.preventDefault();
  event.stopPropagation();
  lastOpened += 1;
  const opened = lastOpened;
  const box = (anchor ?? (event.target as Element)).getBoundingClientRect();
  // A key press has no position, and the browser's own event for it may have that of the window's corner.
  const isPointer = 'clientX' in event && event.button === 2;
  const [x, y] = isPointer ? [event.clientX, event.clientY] : [box.left + 16, box.bottom];
  const { activeElement } = document;
  const opener = activeElement instanceof HTMLElement ? activeElement : undefined;
  void items().then((list) => {
    if (opened === lastOpened && list.length > 0) model.value = { name, items: list, x, y, opener };
  });
}
