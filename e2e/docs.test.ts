// Guards: every relative link in the Markdown files leads to a file, and README's images exist, are described and are
// small. Fails if a document is renamed without its links, or an image without a description is added.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const documents = [
  ...readdirSync(root),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name}`),
].filter((name) => name.endsWith('.md'));

describe('the documents', () => {
  it.each(documents)('%s has no broken relative links', (name) => {
    const text = readFileSync(join(root, name), 'utf8');
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const files = targets.filter((target) => !/^(?:https?:|#)/.test(target));
    const broken = files.filter(
      (target) => !existsSync(join(root, dirname(name), target.replace(/#.*$/, ''))),
    );
    expect(broken).toEqual([]);
  });
});

describe("README's images", () => {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  const tags = text.match(/<(?:img|source)\b[^>]*>/g) ?? [];
  const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  const files = new Set(tags.map((tag) => attribute(tag, tag.startsWith('<img') ? 'src' : 'srcset') ?? ''));
  const limitBytes = 300 * 1024;

  it('are those of docs/images, all of them', () => {
    const written = readdirSync(join(root, 'docs/images')).map((name) => `docs/images/${name}`);
    expect([...files].toSorted()).toEqual(written.toSorted());
    expect(text).not.toContain('![');
  });

  it('are described', () => {
    const images = tags.filter((tag) => tag.startsWith('<img'));
    expect(images.length).toBeGreaterThan(0);
    for (const tag of images) expect(attribute(tag, 'alt')?.length ?? 0, tag).toBeGreaterThan(40);
  });

  it.each([...files])('%s is small, sharp, and short if it is animated', async (file) => {
    const path = join(root, file);
    const { width, delay = [] } = await sharp(path, { animated: true }).metadata();
    expect(width).toBeGreaterThanOrEqual(800);
    expect(statSync(path).size).toBeLessThan(delay.length > 1 ? 1024 * 1024 : limitBytes);
    expect(delay.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(10_000);
  });
});
