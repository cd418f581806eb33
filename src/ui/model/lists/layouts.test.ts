import { expect, it } from 'vitest';
import type { ListLayout, Result } from '../../commands';
import { settle } from '../../fixture/panel.fixture';
import { createLayouts } from './layouts';

it('stores the columns when a change ends, and reports only that it failed', async () => {
  const stored: ListLayout[] = [];
  const failures: string[] = [];
  let result: Result = { ok: true };
  const layouts = createLayouts(
    {
      loadLayouts: async () => ({}),
      saveLayout: async (_view, layout) => {
        stored.push(layout);
        return result;
      },
    },
    (reason) => failures.push(reason),
  );
  layouts.preview('tokens', { order: ['type'] });
  expect([layouts.of('tokens'), stored]).toEqual([{ order: ['type'] }, []]);
  layouts.set('tokens', layouts.of('tokens'));
  await settle();
  result = { ok: false, reason: 'The disk is full.' };
  layouts.set('tokens', {});
  await settle();
  expect(stored).toEqual([{ order: ['type'] }, {}]);
  expect(failures).toEqual(['The disk is full.']);
});
