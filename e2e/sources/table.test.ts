import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { describeChannels, replaceChannels } from './describe-table';
import { channels } from './table';

const readme = fileURLToPath(new URL('../../README.md', import.meta.url));

describe('the table of what each browser shows', () => {
  it('has no place in a text without its marks', async () => {
    await expect(replaceChannels('# Title\n', 'table')).rejects.toThrow('what each browser shows');
  });

  it('has no id that is part of another, since the list is filtered by it', () => {
    for (const { id } of channels) {
      expect(channels.filter((other) => other.id.includes(id)).map((other) => other.id)).toEqual([id]);
    }
  });

  it('says where each channel was that a tab of any site shows', () => {
    const silent = channels.filter(
      ({ chromium, firefox, place }) => (chromium === 'yes' || firefox === 'yes') !== (place !== undefined),
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  it('gives a reason for whatever differs between the browsers or is shown in none', () => {
    const unexplained = channels.filter(
      ({ chromium, firefox, note }) =>
        (chromium !== firefox || (chromium === 'no' && firefox === 'no')) && note === undefined,
    );
    expect(unexplained.map(({ id }) => id)).toEqual([]);
  });

  it('stands in the README as it is', async () => {
    const text = readFileSync(readme, 'utf8');
    const wanted = await replaceChannels(text, describeChannels(channels));
    expect(text, 'node scripts/sources.mjs writes it').toBe(wanted);
  });
});
