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

describe('the table of the published test cases', () => {
  it('throws for a text without the marks', async () => {
    await expect(replaceTable('# Title\n', 'table')).rejects.toThrow('<!-- conformance -->');
  });

  it('lists each disagreement once, with its reason and, unless it occurs in all, its runtimes', () => {
    const agreed = makeRow('One', 'a');
    const intended = makeRow('One', 'b', 'Intended.');
    const alsoIntended = makeRow('Two', 'c', 'Intended.');
    const unknown = makeRow('Two', 'd', '');
    const text = describeConformance({
      Node: [agreed, intended, alsoIntended],
      Chromium: [agreed, intended, alsoIntended],
      Firefox: [agreed, intended, alsoIntended, unknown],
    });
    expect(text.split('\n')).toEqual([
      '| suite | cases | Node | Chromium | Firefox |',
      '| --- | ---: | ---: | ---: | ---: |',
      '| One | 2 | 1 | 1 | 1 |',
      '| Two | 2 | 0 | 0 | 0 |',
      '',
      '- One b, Two c: Intended.',
      '- Two d (Firefox): Unknown reason.',
    ]);
  });

  it('replaces the existing table and leaves the rest', async () => {
    const text = 'before\n\n<!-- conformance -->\n\nold\n\n<!-- /conformance -->\n\nafter\n';
    expect(await replaceTable(text, 'new')).toBe(text.replace('old', 'new'));
  });
});
