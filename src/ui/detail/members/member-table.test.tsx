// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { afterEach, expect, it, vi } from 'vitest';
import { createTestClock } from '../../fixture/clock.fixture';
import { english } from '../../fixture/english.fixture';
import { TranslateProvider, type Translate } from '../../format/translate';
import { createCopying } from '../../model/detail/copying';
import type { DetailModel } from '../../model/detail/detail';
import { createMemberHighlight } from '../../model/detail/member-highlight';
import { createFind } from '../../model/detail/find';
import { MemberTable, type MemberTableProps } from './MemberTable';

afterEach(() => render(null, document.body));

it('shows the rows around a match of the search, with those at the start of the table', async () => {
  const members = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`c${index}`, index]));
  const find = createFind({
    token: signal(undefined),
    claims: signal(members),
    exactJson: { isShown: signal(false), header: signal(undefined), claims: signal(undefined) },
    folds: { unfold: () => {} },
  });
  const model: Partial<DetailModel> = {
    find,
    highlight: createMemberHighlight(signal(undefined)),
    copying: createCopying({ copyText: async () => ({ ok: true }) }, createTestClock(0)),
  };
  render(
    <TranslateProvider value={english as Translate}>
      <MemberTable
        name="Claims"
        members={members}
        exact={undefined}
        part="claims"
        model={model as MemberTableProps['model']}
        filterItem={() => undefined}
        now={signal(0)}
        texts={undefined}
      />
    </TranslateProvider>,
    document.body,
  );
  const names = () => [...document.querySelectorAll('th')].map(({ textContent }) => textContent);
  const more = () => document.querySelector<HTMLElement>('td > .text-button');
  find.open();
  find.type('c950');
  await vi.waitFor(() => expect(names()).toContain('c950'));
  expect([names().length, names()[299], names()[300]]).toEqual([400, 'c299', 'c900']);
  expect(document.querySelectorAll('.find-match')).toHaveLength(1);
  expect(more()?.textContent).toBe('Show more (400 of 1,000 shown)');
  more()?.click();
  await vi.waitFor(() => expect(names()).toHaveLength(700));
  expect([names()[599], names()[600]]).toEqual(['c599', 'c900']);
});
