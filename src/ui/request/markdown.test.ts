import { expect, it } from 'vitest';
import { english } from '../fixture/english.fixture';
import { makeToken } from '../fixture/tokens.fixture';
import type { Translate } from '../format/translate';
import { writeMarkdown } from './markdown';

it('contains the request, the cause, the evidence and the next step, and no token', () => {
  const raw = makeToken({ sub: 'alice' });
  const text = writeMarkdown(
    english as Translate,
    {
      id: 'a',
      method: 'GET',
      url: `https://api.test/orders?page=2&token=${raw}&code=${'c'.repeat(30)}`,
      status: 403,
      sentAtMs: 0,
      tokenIds: [],
      sentIds: [],
    },
    {
      code: 'scope',
      certainty: 'likely',
      params: ['orders:write', raw],
      evidence: [
        { code: 'reported', params: [`*bold* ${raw}`] },
        { code: 'reported', params: [`cut: ${raw.slice(0, -60)}…`] },
      ],
    },
  );
  expect(text).toContain('api.test/orders?page=2&token=…&code=…');
  expect(text).toContain('→ 403');
  expect(text).toContain('orders:write');
  expect(text).toContain('likely');
  expect(text).toContain('\\*bold\\*');
  expect(text).toContain('1970-01-01 00:00:00 UTC');
  for (const part of raw.split('.')) expect(text).not.toContain(part);
});
