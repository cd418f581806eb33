import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { describeChannels, replaceChannels } from './describe-table';
import { channels } from './table';

const document = fileURLToPath(new URL('../../docs/sources.md', import.meta.url));

describe('the table of what each browser captures', () => {
  it('throws for a text without the marks', async () => {
    await expect(replaceChannels('# Title\n', 'table')).rejects.toThrow('what each browser captures');
  });

  it('has no ID that contains another, because the list is filtered by ID', () => {
    for (const { id } of channels) {
      expect(channels.filter((other) => other.id.includes(id)).map((other) => other.id)).toEqual([id]);
    }
  });

  it('has a location for exactly those channels that a browser captures on any site', () => {
    const wrong = channels.filter(
      ({ chromium, firefox, location }) =>
        (chromium === 'yes' || firefox === 'yes') !== (location !== undefined),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('gives a reason where the browsers differ or neither captures the channel', () => {
    const unexplained = channels.filter(
      ({ chromium, firefox, note }) =>
        (chromium !== firefox || (chromium === 'no' && firefox === 'no')) && note === undefined,
    );
    expect(unexplained.map(({ id }) => id)).toEqual([]);
  });

  it('is up to date in docs/sources.md', async () => {
    const text = readFileSync(document, 'utf8');
    const expected = await replaceChannels(text, describeChannels(channels));
    expect(text, 'npm run sources writes it').toBe(expected);
  });
});
