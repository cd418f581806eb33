import type { PanelModel } from '../model/panel';
import { openMenu } from '../model/menu';
import { isMenuKey } from './GridHead';
import { focusDetail } from '../panel/pane-focus';

/** What the mouse and the keys do with a row of a list. */
export interface RowActions<Id> {
  click(id: Id, event: MouseEvent): void;
  /** Moves the focus to the details. */
  open(id: Id, event: Event): void;
  showMenu(id: Id, event: MouseEvent | KeyboardEvent): void;
  /** Handles a key for the row where the keyboard is; returns whether it has. */
  key(currentId: Id | undefined, event: KeyboardEvent): boolean;
}

/** The actions of the rows of the token list. Ctrl or Cmd with a click compares two tokens. */
export function createTokenActions(model: PanelModel): RowActions<number> {
  const { t, tokens, comparison } = model;
  const actions: RowActions<number> = {
    click(id, { ctrlKey, metaKey }) {
      if (ctrlKey || metaKey) model.compareSelected(id);
      else tokens.select(id);
    },
    open(id, event) {
      tokens.select(id);
      focusDetail(event);
    },
    showMenu(id, event) {
      tokens.select(id);
      openMenu(
        model.menu,
        event,
        t('row_menu'),
        async () => (await import('./row-menu')).listTokenMenu(model, id),
        findRow(event),
      );
    },
    key(currentId, event) {
      const { key, shiftKey } = event;
      const isCommand = event.ctrlKey || event.metaKey;
      const by = { ArrowUp: -1, ArrowDown: 1 }[key];
      if (by !== undefined && (shiftKey || isCommand)) {
        tokens.moveCursor(by);
        if (shiftKey) compareWithCursor(model);
        return true;
      }
      if (key === ' ' && isCommand) {
        compareWithCursor(model);
        return true;
      }
      if (key === 'Escape' && comparison.shown.peek() !== undefined) {
        comparison.close();
        tokens.moveCursor(0);
        return true;
      }
      if (currentId === undefined) return false;
      return handleRowKey(actions, currentId, event, () => copyToken(model, currentId));
    },
  };
  return actions;
}

/** Compares the selected token with the current one; the focus stays in the list. */
function compareWithCursor({ tokens, comparison }: PanelModel) {
  const [selectedId, cursorId] = [tokens.selectedId.peek(), tokens.cursorId.peek()];
  if (selectedId === undefined) return;
  if (cursorId === undefined || cursorId === selectedId) comparison.close();
  else comparison.open(selectedId, cursorId, { keepsFocus: true });
}

/** The actions of the rows of the request list. */
export function createRequestActions(model: PanelModel): RowActions<string> {
  const { t, requests } = model;
  const actions: RowActions<string> = {
    click: (id) => requests.select(id),
    open(id, event) {
      requests.select(id);
      focusDetail(event);
    },
    showMenu(id, event) {
      requests.select(id);
      openMenu(
        model.menu,
        event,
        t('row_menu'),
        async () => (await import('./row-menu')).listRequestMenu(model, id),
        findRow(event),
      );
    },
    key(currentId, event) {
      if (currentId === undefined) return false;
      return handleRowKey(actions, currentId, event, () => {
        const tokenId = model.tokens.selectedId.peek();
        if (tokenId !== undefined) copyToken(model, tokenId);
        else model.detail.peek()?.copying.announce(t('request_without_token'));
      });
    },
  };
  return actions;
}

function copyToken(model: PanelModel, tokenId: number) {
  const entry = model.tokens.entries().get(tokenId);
  if (entry !== undefined) void model.detail.peek()?.copying.copy('row', entry.row.raw);
}

function handleRowKey<Id>(actions: RowActions<Id>, id: Id, event: KeyboardEvent, copy: () => void): boolean {
  const { key, shiftKey } = event;
  const isCommand = event.ctrlKey || event.metaKey;
  // DevTools selects an element of the page with Shift.
  const isCopy = key.toLowerCase() === 'c' && isCommand && !shiftKey;
  if (isMenuKey(event)) actions.showMenu(id, event);
  else if (key === 'Enter' && !isCommand) actions.open(id, event);
  // Selected text is what the user wants to copy.
  else if (isCopy && getSelection()?.isCollapsed !== false) copy();
  else return false;
  return true;
}

/** The row that a menu opens at for a key press. */
function findRow(event: Event): Element | null {
  const { currentTarget } = event;
  const grid = currentTarget instanceof Element ? currentTarget.closest('.grid') : undefined;
  return (
    grid?.querySelector('.grid-row.grid-current') ??
    grid?.querySelector('.grid-row[aria-selected="true"]') ??
    null
  );
}
