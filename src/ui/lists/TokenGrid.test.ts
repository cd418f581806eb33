// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLayout, scroll } from '../components/layout.fixture';
import { makeRow } from '../fixture/panel.fixture';
import { openScreen, press, until, type Screen } from '../fixture/screen.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { makeToken } from '../fixture/tokens.fixture';

const count = 500;
const rowHeight = 22;
const headHeight = 24;
/** The header and ten rows. */
const height = headHeight + 10 * rowHeight;
const end = headHeight + count * rowHeight - height;

let screen: Screen;
let layout: ReturnType<typeof createLayout>;

const makeRows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) =>
    makeRow(from + index, makeToken({ sub: `s${from + index}` })),
  );
const selectedRow = () => screen.dataRows().find((row) => row.getAttribute('aria-selected') === 'true');
const pressed = async (key: string, expectedRow: number) => {
  press(screen.grid(), key);
  await until(() => {
    // Browsers fire this event in the next frame; happy-dom never does.
    screen.grid().dispatchEvent(new Event('scroll'));
    expect(selectedRow()?.getAttribute('aria-rowindex')).toBe(String(expectedRow + 1));
  });
  expect(screen.grid().getAttribute('aria-activedescendant')).toBe(selectedRow()?.id);
};

beforeEach(async () => {
  layout = createLayout('.grid', '.grid-body', { height, listTop: headHeight });
  screen = openScreen();
  screen.showLog(makeRows(1, count + 1));
  await until(() => expect(screen.grid().getAttribute('aria-rowcount')).toBe(String(count + 1)));
});

afterEach(() => {
  screen.close();
  layout.end();
});

describe('a list of 500 tokens', () => {
  it('opens the details of a row on a double-click', async () => {
    await until(() => void screen.region('Token'));
    const [row] = screen.dataRows();
    row?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    await until(() => expect(document.activeElement).toBe(screen.region('Token')));
    expect(selectedRow()).toBe(row);
  });

  it('reports the width of a column that was not resized on its separator', async () => {
    const separator = findByRole(screen.grid(), 'separator', /Issuer/);
    Object.defineProperty(separator.parentElement, 'offsetWidth', { value: 123 });
    separator.focus();
    await until(() => expect(separator.getAttribute('aria-valuenow')).toBe('123'));
  });

  it('fits a column to its content on a double-click on its separator', async () => {
    const separator = findByRole(screen.grid(), 'separator', /Issuer/);
    separator.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    await until(() => expect(screen.savedLayouts.at(-1)?.[1].widths).toHaveProperty('issuer'));
  });

  it('renders the visible rows and a few around them', async () => {
    scroll(screen.grid(), 200 * rowHeight);
    const rowIndexes = () => screen.dataRows().map((row) => Number(row.getAttribute('aria-rowindex')));
    await until(() => expect(rowIndexes()).toContain(202));
    expect(rowIndexes()).not.toContain(2);
    expect(rowIndexes().length).toBeLessThan(30);
  });

  it('scrolls to the row selected by a key', async () => {
    await pressed('End', count);
    expect(screen.grid().scrollTop).toBe(end);
    await pressed('ArrowUp', count - 1);
    expect(screen.grid().scrollTop).toBe(end);
    await pressed('PageUp', count - 10);
    expect(screen.grid().scrollTop).toBe(end - rowHeight);
    await pressed('Home', 1);
    expect(screen.grid().scrollTop).toBe(0);
    await pressed('PageDown', 10);
    expect(screen.grid().scrollTop).toBe(0);
    await pressed('ArrowDown', 11);
    expect(screen.grid().scrollTop).toBe(rowHeight);
  });

  it('scrolls back to the selected row on a key press', async () => {
    await pressed('Home', 1);
    scroll(screen.grid(), 300 * rowHeight);
    await until(() => expect(selectedRow()).toBeUndefined());
    expect(screen.grid().hasAttribute('aria-activedescendant')).toBe(false);
    await pressed('ArrowDown', 2);
    expect(screen.grid().scrollTop).toBe(rowHeight);
  });

  it('scrolls back to the first row on Home although it is already selected', async () => {
    await pressed('Home', 1);
    scroll(screen.grid(), 300 * rowHeight);
    await until(() => expect(selectedRow()).toBeUndefined());
    await pressed('Home', 1);
    expect(screen.grid().scrollTop).toBe(0);
  });

  it('copies the token where the keyboard is, and leaves Ctrl+Shift+C to DevTools', async () => {
    await pressed('Home', 1);
    await screen.detail();
    press(screen.grid(), 'ArrowDown', { ctrlKey: true });
    const { cursorId } = screen.model.tokens;
    await until(() =>
      expect(screen.grid().getAttribute('aria-activedescendant')).toMatch(`${cursorId.value}`),
    );
    expect(cursorId.value).not.toBe(screen.model.tokens.selectedId.value);
    press(screen.grid(), 'C', { ctrlKey: true, shiftKey: true });
    expect(screen.commanded).toEqual([]);
    press(screen.grid(), 'c', { ctrlKey: true });
    const raw = screen.model.tokens.entries().get(cursorId.value ?? 0)?.row.raw;
    expect(screen.commanded).toEqual([`copyText ${raw}`]);
  });

  it('counts the tokens that are added out of view, and scrolls to the newest one', async () => {
    scroll(screen.grid(), 30 * rowHeight);
    await until(() => expect(screen.dataRows()[0]?.id).toMatch(/token-4[78]\d/));
    screen.changeTokens(makeRows(count + 1, count + 41));
    await until(() => findByRole(document.body, 'button', '40 new tokens').click());
    expect(screen.grid().scrollTop).toBe(0);
    // happy-dom fires no event for it.
    scroll(screen.grid(), 0);
    await until(() => expect(findAllByRole(document.body, 'button', /new tokens?$/)).toEqual([]));
  });

  it('keeps the selected row where it is when tokens are added above it', async () => {
    await pressed('End', count);
    const rows = makeRows(count + 1, count + 41);
    screen.changeTokens(rows);
    await until(() => expect(screen.grid().getAttribute('aria-rowcount')).toBe(String(count + 41)));
    expect(screen.grid().scrollTop).toBe(end + 40 * rowHeight);
  });
});

describe('the column headers', () => {
  it('pass the focus on when one is hidden', async () => {
    const heads = () =>
      findAllByRole(screen.grid(), 'columnheader').map((head) => head.dataset['column'] ?? '');
    const focused = () =>
      document.activeElement?.closest<HTMLElement>('[role="columnheader"]')?.dataset['column'];
    const [, , id = '', next] = heads();
    screen.grid().querySelector<HTMLElement>(`[data-column="${id}"] button`)?.focus();
    screen.model.layouts.set('tokens', { visible: { [id]: false } });
    await until(() => expect(heads()).not.toContain(id));
    expect(focused()).toBe(next);
  });

  it('can be reached with the arrow keys, except hidden ones', () => {
    const [first, ...others] = findAllByRole(screen.grid(), 'columnheader').map((head) =>
      findByRole(head, 'button', head.textContent ?? ''),
    );
    const [last, hidden] = [others.at(-2), others.at(-1)];
    if (!first || !last || !hidden) throw new Error('no headers');
    // In a narrow panel, this header is hidden and can't take the focus.
    hidden.checkVisibility = () => false;
    first.focus();
    press(first, 'End');
    expect(document.activeElement).toBe(last);
    press(last, 'ArrowRight');
    expect(document.activeElement).toBe(first);
  });
});
