import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import type { BrowserName, Captured, LibraryPage, Scenario } from './scenario';

const words: Record<Captured, string> = {
  yes: 'yes',
  ended: 'at the end',
  watched: 'watched',
  usually: 'usually',
  no: 'no',
};

const introduction = `# What is captured of real client libraries

Each line is a step of a client library in a page that uses it as an app does, against the library's own server or one
that speaks its protocol. \`npm test\` goes through all of them in the real DevTools of both browsers
(\`e2e/libraries.spec.ts\`, \`e2e/firefox-libraries.spec.ts\`) and fails where a browser shows anything else than this table
says. The table is written from \`e2e/libraries/tables\` by \`npm run sources\`.

- **yes**: captured in a tab of any site, with the location of the token.
- **at the end**: captured when the request or the stream has ended. Until then the Capture page lists it.
- **watched**: captured once you watch the site.
- **usually**: captured, unless the browser drops it before it can be read. Then the Capture page lists it.
- **no**: not captured. The Capture page lists it.
- **not tested**: no story runs there, for the reason given.
`;

/** The whole of docs/libraries.md: a table for each page, under the packages and the versions that it uses. */
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
          `| ${step} | ${wordOf(page, 'chromium', chromium)} | ${wordOf(page, 'firefox', firefox)} | ${note ?? ''} |`,
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

function wordOf({ notTested = {} }: LibraryPage, browser: BrowserName, captured: Captured): string {
  return notTested[browser] === undefined ? words[captured] : 'not tested';
}

function readVersions(): Readonly<Record<string, string>> {
  const text = readFileSync(new URL('./package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { dependencies: Record<string, string> }).dependencies;
}
