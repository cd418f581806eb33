// Guards: every relative link in the Markdown files leads to a file. Fails if a document is renamed without its links.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
