import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import type { BrowserName, Captured, LibraryPage, Scenario } from './scenario';

const labels: Record<Captured, string> = {
  yes: 'yes',
  ended: 'at the end',
  watched: 'watched',
  usually: 'usually',
  no: 'no',
};

const introduction = `# What is captured from real client libraries

Each row is a step of a client library in a page that uses it as an app does, with the library's own server or one that
implements its protocol. \`npm test\` runs every step in the real DevTools of both browsers (\`e2e/libraries.spec.ts\`,
\`e2e/firefox-libraries.spec.ts\`) and fails if a browser shows anything else. \`npm run sources\` generates the table from
\`e2e/libraries/tables\`.

- **yes**: captured on any site, with the location of the token.
- **at the end**: captured when the request or the stream has ended. Until then the Capture page lists it.
- **watched**: captured once you watch the site.
- **usually**: captured, unless the browser drops it before it can be read. Then the Capture page lists it.
- **no**: not captured. The Capture page lists it.
- **not tested**: no story runs in this browser, for the reason given.
`;

/** The text of docs/libraries.md: a table for each page, under the names and versions of its packages. */
export async function describeLibraries(
  pages: readonly LibraryPage[],
  scenarios: readonly Scenario[],
): Promise<string> {
  const versions = readVersions();
  const sections = pages.map((page) => {
    const packages = page.packages.map((name) => `${name} ${versions[name]}`).join(', ');
    const title = page.variant === undefined ? packages : `${packages}: ${page.variant}`;
    const lines = scenarios
      .filter((scenario) => scenario.page === page.name)
      .map(
        ({ step, chromium, firefox, note }) =>
          `| ${step} | ${labelOf(page, 'chromium', chromium)} | ${labelOf(page, 'firefox', firefox)} | ${note ?? ''} |`,
      );
    const reasons = Object.values(page.notTested ?? {}).flatMap((reason) => ['', reason]);
    return [
      `## ${title}`,
      ...reasons,
      '',
      '| Step | Chromium | Firefox | |',
      '| --- | --- | --- | --- |',
      ...lines,
    ].join('\n');
  });
  const options = await resolveConfig(process.cwd());
  return format([introduction, ...sections].join('\n\n'), { ...options, parser: 'markdown' });
}

function labelOf({ notTested = {} }: LibraryPage, browser: BrowserName, captured: Captured): string {
  return notTested[browser] === undefined ? labels[captured] : 'not tested';
}

function readVersions(): Readonly<Record<string, string>> {
  const text = readFileSync(new URL('./package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { dependencies: Record<string, string> }).dependencies;
}
