import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { describeLibraries } from './describe-table';
import { pages, scenarios } from './table';

const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const readJson = (path: string) => JSON.parse(readFileSync(fileOf(path), 'utf8')) as Record<string, unknown>;

describe('the list of scenarios with real libraries', () => {
  it('has steps for every page, and a page for every step', () => {
    const used = new Set(scenarios.map(({ page }) => page));
    expect([...used].toSorted()).toEqual(pages.map(({ name }) => name).toSorted());
  });

  it('has no two steps of a page with the same name', () => {
    const names = scenarios.map(({ page, step }) => `${page}: ${step}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('has a line of the Capture page for every step that a browser does not capture at once', () => {
    const silent = scenarios.filter(
      ({ chromium, firefox, listed }) =>
        [chromium, firefox].some((each) => each !== 'yes') && listed === undefined,
    );
    expect(silent.map(({ page, step }) => `${page}: ${step}`)).toEqual([]);
  });

  it('gives a reason where a browser does not capture a step, or the browsers differ', () => {
    const unexplained = scenarios.filter(
      ({ chromium, firefox, note }) => (chromium !== firefox || chromium === 'no') && note === undefined,
    );
    expect(unexplained.map(({ page, step }) => `${page}: ${step}`)).toEqual([]);
  });

  it('is up to date in docs/libraries.md', async () => {
    const text = readFileSync(fileOf('../../docs/libraries.md'), 'utf8');
    expect(text, 'npm run sources writes it').toBe(await describeLibraries(pages, scenarios));
  });
});

describe('the package of the libraries', () => {
  it('pins every version exactly, and specifies no download URL', () => {
    const { dependencies } = readJson('./package.json') as { dependencies: Record<string, string> };
    expect(Object.values(dependencies).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    expect(readFileSync(fileOf('./package-lock.json'), 'utf8')).not.toContain('"resolved"');
  });

  it('is not a dependency of the product', () => {
    const { dependencies, devDependencies } = readJson('../../package.json') as Record<string, object>;
    const own = Object.keys({ ...dependencies, ...devDependencies });
    expect(pages.flatMap((page) => page.packages).filter((name) => own.includes(name))).toEqual([]);
  });
});
