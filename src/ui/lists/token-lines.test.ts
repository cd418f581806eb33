// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRow } from '../fixture/panel.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { openScreen, press, until, type Screen } from '../fixture/screen.fixture';
import { makeToken } from '../fixture/tokens.fixture';

let screen: Screen;

const inLine = (id: number, position: number, size: number, lineId = 1) =>
  makeRow(id, makeToken({ sub: lineId === 1 ? 'alice' : 'bob', jti: `t${id}` }), {
    line: { id: lineId, position, size, isCurrent: position === size },
  });
/** Alice's tokens have the IDs 1, 2 and 3; Bob's only one has the ID 4. */
const rows = [inLine(1, 1, 3), inLine(2, 2, 3), inLine(3, 3, 3), inLine(4, 1, 1, 2)];
const hide = 'Hide 2 older tokens';
const show = 'Show 2 older tokens';

const ids = () => screen.dataRows().map((row) => row.id);
const row = (id: number) => document.getElementById(`token-${id}`)!;
const showsRows = (...expected: readonly number[]) =>
  until(() => expect(ids()).toEqual(expected.map((id) => `token-${id}`)));
const toggle = (name: string) => findByRole(row(3), 'button', name);
const selected = () => screen.model.tokens.selectedId.peek();

beforeEach(async () => {
  screen = openScreen();
  screen.showLog(rows);
  await showsRows(4, 3, 2, 1);
});

afterEach(() => screen.close());

describe('the tokens of a line', () => {
  it('are below the newest one, where they can be folded, and count as rows of the grid', async () => {
    expect(screen.grid().getAttribute('aria-rowcount')).toBe('5');
    expect(screen.dataRows().map((each) => each.getAttribute('aria-rowindex'))).toEqual(['2', '3', '4', '5']);
    expect(row(3).textContent).toContain('alice ·3');
    expect(row(4).textContent).not.toContain('·1');
    expect(findAllByRole(row(4), 'button')).toEqual([]);
    expect(toggle(hide).getAttribute('aria-expanded')).toBe('true');
    toggle(hide).click();
    await showsRows(4, 3);
    expect(toggle(show).getAttribute('aria-expanded')).toBe('false');
    expect(screen.grid().getAttribute('aria-rowcount')).toBe('5');
    toggle(show).click();
    await showsRows(4, 3, 2, 1);
    expect(selected()).toBeUndefined();
  });

  it('count for the mark of the newest one, also in the order by marks, while they are folded', async () => {
    const rejected = { ...inLine(1, 1, 3), rejected: 1 };
    screen.changeTokens([rejected]);
    screen.model.layouts.set('tokens', { sort: { column: 'mark', direction: 'descending' } });
    await showsRows(4, 3, 2, 1);
    toggle(hide).click();
    await showsRows(3, 4);
    toggle(show).click();
    await showsRows(4, 3, 2, 1);
  });

  it('are folded and unfolded with the arrow keys', async () => {
    screen.model.tokens.select(1);
    press(screen.grid(), 'ArrowLeft');
    expect(selected()).toBe(3);
    press(screen.grid(), 'ArrowLeft');
    await showsRows(4, 3);
    press(screen.grid(), 'ArrowRight');
    await showsRows(4, 3, 2, 1);
    press(screen.grid(), 'ArrowRight');
    expect(selected()).toBe(2);
    press(screen.grid(), 'ArrowDown');
    expect(selected()).toBe(1);
  });

  it('are folded at first if there are many', async () => {
    screen.close();
    screen = openScreen();
    screen.showLog([1, 2, 3, 4, 5].map((id) => inLine(id, id, 5)));
    await showsRows(5);
    screen.changeTokens([...[2, 3, 4, 5].map((id) => inLine(id, id, 6)), inLine(6, 6, 6)]);
    await showsRows(6);
  });

  it('are listed if they match the filter', async () => {
    toggle(hide).click();
    screen.model.filter.set('t1');
    await showsRows(1);
    screen.model.filter.set('alice');
    await showsRows(3, 2, 1);
    expect(findAllByRole(row(3), 'button')).toEqual([]);
  });

  it('are unfolded for a selected one, which is the newest token once its line is folded', async () => {
    toggle(hide).click();
    await showsRows(4, 3);
    screen.model.tokens.select(1);
    await showsRows(4, 3, 2, 1);
    toggle(hide).click();
    await showsRows(4, 3);
    expect(selected()).toBe(3);
  });

  it('keep the selection when a newer token joins', async () => {
    screen.model.tokens.select(3);
    screen.changeTokens([inLine(3, 3, 4), inLine(5, 4, 4)]);
    await showsRows(5, 3, 2, 1, 4);
    expect(selected()).toBe(3);
    expect(row(3).getAttribute('aria-selected')).toBe('true');
  });
});

describe('rows that look alike', () => {
  const text = (id: number) => row(id).querySelector('.cell-subject')?.textContent;
  const alike = (id: number, aud?: string) => makeRow(id, makeToken({ sub: 'carol', jti: `t${id}`, aud }));

  it('are distinguished by their audiences', async () => {
    screen.showLog([alike(1, 'https://api.test'), alike(2, 'web')]);
    await showsRows(2, 1);
    expect([text(1), text(2)]).toEqual(['carol · api.test', 'carol · web']);
  });

  it('are distinguished by numbers if they have the same audience', async () => {
    screen.showLog([alike(1, 'web'), alike(2, 'web'), inLine(3, 1, 1)]);
    await showsRows(3, 2, 1);
    expect([text(1), text(2), text(3)]).toEqual(['carol · #1', 'carol · #2', 'alice']);
  });
});
