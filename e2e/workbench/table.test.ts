import { describe, expect, it } from 'vitest';
import type { Row } from './row';
import { describeConformance, replaceTable } from './table';

function makeRow(suite: string, id: string, reason?: string): Row {
  const isOk = reason === undefined;
  return {
    suite,
    id,
    expected: '1',
    got: isOk ? '1' : '2',
    ok: isOk,
    ...(reason !== '' && { reason }),
  } as Row;
}

describe("the README's table of the published cases", () => {
  it('has no place in a text without its marks', async () => {
    await expect(replaceTable('# Title\n', 'table')).rejects.toThrow('<!-- conformance -->');
  });

  it('names each disagreement once, with its reason, and the places when it is not so in all', () => {
    const agreed = makeRow('One', 'a');
    const meant = makeRow('One', 'b', 'Meant.');
    const alsoMeant = makeRow('Two', 'c', 'Meant.');
    const unknown = makeRow('Two', 'd', '');
    const text = describeConformance({
      Node: [agreed, meant, alsoMeant],
      Chromium: [agreed, meant, alsoMeant],
      Firefox: [agreed, meant, alsoMeant, unknown],
    });
    expect(text.split('\n')).toEqual([
      '| suite | cases | Node | Chromium | Firefox |',
      '| --- | ---: | ---: | ---: | ---: |',
      '| One | 2 | 1 | 1 | 1 |',
      '| Two | 2 | 0 | 0 | 0 |',
      '',
      '- One b, Two c: Meant.',
      '- Two d (Firefox): No reason is known.',
    ]);
  });

  it('replaces the table that is there and leaves the rest', async () => {
    const text = 'before\n\n<!-- conformance -->\n\nold\n\n<!-- /conformance -->\n\nafter\n';
    expect(await replaceTable(text, 'new')).toBe(text.replace('old', 'new'));
  });
});
