import { expect, it } from 'vitest';
import type { PanelCommand } from '../../traffic';
import { createTestClock } from '../fixture/clock.fixture';
import { createDrafts } from './drafts';

const draft = { raw: 'a', listedRaw: 'a', isOpen: true, header: '{}', claims: '{}' };

it('sends changes after a pause in typing, or when the page is closed, and only once', () => {
  const sent: PanelCommand[] = [];
  const clock = createTestClock(0);
  const drafts = createDrafts((command) => sent.push(command), clock);
  drafts.set(draft);
  drafts.set({ ...draft, claims: '{"a":1}' });
  expect(sent).toEqual([]);
  drafts.flush();
  expect(sent).toEqual([{ type: 'draft', draft: { ...draft, claims: '{"a":1}' } }]);
  clock.pass(1_000);
  expect(sent).toHaveLength(1);
  drafts.remove('a');
  clock.pass(1_000);
  expect(sent.at(-1)).toEqual({ type: 'forget draft', raw: 'a' });
});
