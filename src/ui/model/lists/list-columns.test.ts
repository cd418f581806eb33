import { describe, expect, it } from 'vitest';
import { requestColumns } from '../../lists/request-columns';
import { tokenColumns } from '../../lists/token-columns';
import type { ListLayout } from '../../commands';
import { orderColumns, fitColumns, resizeColumn } from './list-columns';
import { moveColumn, moveColumnTo } from './move-column';

const idsOf = (columns: readonly { readonly id: string }[]) => columns.map(({ id }) => id);
const droppedAt = (width: number, layout: ListLayout = {}) =>
  idsOf(fitColumns(tokenColumns, layout, width).filter(({ isDropped }) => isDropped));

describe('columns', () => {
  it('are all there in a wide list, and before its width is known', () => {
    expect(droppedAt(1_000)).toEqual([]);
    expect(droppedAt(0)).toEqual([]);
  });

  it('disappear one after the other in a narrow list; subject and mark stay', () => {
    expect(droppedAt(750)).toEqual(['audience']);
    expect(droppedAt(640)).toEqual(['audience', 'seen']);
    expect(droppedAt(1)).toEqual(idsOf(tokenColumns).filter((id) => id !== 'mark' && id !== 'subject'));
    const [signature] = fitColumns(tokenColumns, {}, 500).filter(({ id }) => id === 'signature');
    expect(signature).toMatchObject({ isCompact: true, isDropped: false, track: '28px' });
  });

  it('disappear from the right if the user has chosen their order', () => {
    const order = ['seen', ...idsOf(tokenColumns).filter((id) => id !== 'seen')];
    expect(droppedAt(640, { order })).not.toContain('seen');
  });

  it('ignore what another version has stored', () => {
    const layout: ListLayout = {
      order: ['gone', 'cause', 'cause', 'mark'],
      visible: { gone: true, name: false, time: false },
      widths: { gone: 10 },
    };
    expect(idsOf(fitColumns(requestColumns, layout, 0))).toEqual([
      'mark',
      'name',
      'status',
      'token',
      'cause',
    ]);
    expect(idsOf(orderColumns(requestColumns, layout))).toHaveLength(requestColumns.length);
  });

  it('fill the list even if no flexible one is shown', () => {
    const visible = Object.fromEntries(requestColumns.map(({ id }) => [id, id === 'time']));
    const placed = fitColumns(requestColumns, { visible, widths: {} }, 800);
    expect(placed.some(({ track }) => track.endsWith('fr)'))).toBe(true);
  });

  it('take the width from the next ones, but not all of it', () => {
    const columns = requestColumns.map((spec) => ({ spec, width: spec.id === 'mark' ? 24 : 100 }));
    expect(resizeColumn(columns, 'name', 130)).toEqual({
      time: 100,
      name: 130,
      status: 70,
      token: 100,
      cause: 100,
    });
    expect(resizeColumn(columns, 'name', 60)).toMatchObject({ name: 60, status: 140 });
    expect(resizeColumn(columns, 'name', 190)).toMatchObject({
      name: 190,
      status: 40,
      token: 70,
      cause: 100,
    });
    expect(resizeColumn(columns, 'name', 9_999)).toMatchObject({
      name: 280,
      status: 40,
      token: 40,
      cause: 40,
    });
    expect(resizeColumn(columns, 'name', -5)).toMatchObject({ name: 40 });
  });

  it('change places with the next shown one', () => {
    const layout: ListLayout = { visible: { status: false } };
    expect(moveColumn(requestColumns, layout, 'name', 1)).toEqual([
      'mark',
      'time',
      'status',
      'token',
      'name',
      'cause',
    ]);
    expect(moveColumn(requestColumns, layout, 'name', -1)?.slice(0, 3)).toEqual(['mark', 'name', 'time']);
    expect(moveColumn(requestColumns, layout, 'time', -1)).toBeUndefined();
    expect(moveColumn(requestColumns, layout, 'cause', 1)).toBeUndefined();
  });

  it('take the place of another one', () => {
    expect(moveColumnTo(requestColumns, {}, 'name', 'time')?.slice(0, 4)).toEqual([
      'mark',
      'name',
      'time',
      'status',
    ]);
    expect(moveColumnTo(requestColumns, {}, 'cause', 'time')?.slice(0, 2)).toEqual(['mark', 'cause']);
    expect(moveColumnTo(requestColumns, {}, 'cause', 'unknown')).toBeUndefined();
  });
});
