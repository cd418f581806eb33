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

  it('keeps the selected row where it is when tokens are added above it', async () => {
    await pressed('End', count);
    const rows = makeRows(count + 1, count + 41);
    screen.changeTokens(rows);
    await until(() => expect(screen.grid().getAttribute('aria-rowcount')).toBe(String(count + 41)));
    expect(screen.grid().scrollTop).toBe(end + 40 * rowHeight);
  });
});

describe('the column headers', () => {
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
