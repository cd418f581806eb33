import { expect, it } from 'vitest';
import { addDraft, removeDraft, type Drafts, type EditorDraft } from './drafts';
import { maxDraftPartLength, maxDrafts, maxDraftsLength } from './limits';
import { startSession } from './session.fixture';

function makeDraft(raw: string, more: Partial<EditorDraft> = {}): EditorDraft {
  return { raw, listedRaw: raw, isOpen: true, header: '{}', claims: '{}', ...more };
}

it('has one draft per token, those changed last at the end', () => {
  const changed = makeDraft('a', { claims: '{"sub":1}' });
  const drafts = [makeDraft('a'), makeDraft('b'), changed].reduce<Drafts>(addDraft, []);
  expect(drafts).toEqual([makeDraft('b'), changed]);
  expect(removeDraft(drafts, 'a')).toEqual([makeDraft('b')]);
});

it('removes the oldest drafts beyond its limits', () => {
  const many = Array.from({ length: maxDrafts + 1 }, (_, index) => makeDraft(`${index}`));
  expect(many.reduce<Drafts>(addDraft, [])).toEqual(many.slice(1));
  const claims = 'x'.repeat(maxDraftPartLength);
  const long = many.map(({ raw }) => makeDraft(raw, { claims })).reduce<Drafts>(addDraft, []);
  expect(long.at(-1)?.raw).toBe(`${maxDrafts}`);
  expect(long.reduce((sum, draft) => sum + draft.claims.length, 0)).toBeLessThanOrEqual(maxDraftsLength);
  expect(long.length).toBeGreaterThan(10);
});

it('is sent to a new panel, but not with each log', async () => {
  const { openPanel, openFile } = startSession();
  const panel = openPanel();
  panel.send({ type: 'draft', draft: makeDraft('a') });
  panel.send({ type: 'draft', draft: makeDraft('b') });
  panel.send({ type: 'forget draft', raw: 'a' });
  expect(openPanel().received).toMatchObject([{ screen: { drafts: [makeDraft('b')] } }]);
  panel.take();
  const reading = await openFile(panel);
  await reading.take([{ kind: 'text', id: 'x', addedAtMs: 1, name: '', text: 'eyJhbGciOiJub25lIn0.e30.' }]);
  const snapshot = panel.take().find(({ type }) => type === 'snapshot');
  expect(snapshot).toMatchObject({ screen: { filter: '' } });
  expect(snapshot).not.toHaveProperty('screen.drafts');
});
