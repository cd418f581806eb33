import { format, resolveConfig } from 'prettier';
import type { Row } from './row';

export const runtimes = ['Node', 'Chromium', 'Firefox'] as const;
export type Runtime = (typeof runtimes)[number];

const start = '<!-- conformance -->';
const end = '<!-- /conformance -->';

/** Markdown: the number of agreeing cases per suite and runtime, then each disagreement with its reason. */
export function describeConformance(rows: Readonly<Record<Runtime, readonly Row[]>>): string {
  const suites = [...new Set(runtimes.flatMap((runtime) => rows[runtime].map(({ suite }) => suite)))];
  const count = (runtime: Runtime, suite: string, isCounted: (row: Row) => boolean) =>
    rows[runtime].filter((row) => row.suite === suite && isCounted(row)).length;
  const lines = suites.map((suite) => {
    const cases = Math.max(...runtimes.map((runtime) => count(runtime, suite, () => true)));
    const agreeing = runtimes.map((runtime) => count(runtime, suite, ({ ok }) => ok));
    return `| ${[suite, cases, ...agreeing].join(' | ')} |`;
  });
  return [
    `| suite | cases | ${runtimes.join(' | ')} |`,
    `| --- | ${['cases', ...runtimes].map(() => '---:').join(' | ')} |`,
    ...lines,
    '',
    ...describeDisagreements(rows),
  ].join('\n');
}

/** One line for each reason, with its cases. Lists the runtimes if a case doesn't disagree in all of them. */
function describeDisagreements(rows: Readonly<Record<Runtime, readonly Row[]>>): readonly string[] {
  const where = new Map<string, { readonly row: Row; readonly found: Runtime[] }>();
  for (const runtime of runtimes) {
    for (const row of rows[runtime].filter(({ ok }) => !ok)) {
      const key = JSON.stringify([row.suite, row.id, row.reason]);
      const known = where.get(key);
      if (known === undefined) where.set(key, { row, found: [runtime] });
      else known.found.push(runtime);
    }
  }
  const cases = new Map<string, string[]>();
  for (const { row, found } of where.values()) {
    const reason = row.reason ?? 'Unknown reason.';
    const suffix = found.length === runtimes.length ? '' : ` (${found.join(', ')})`;
    cases.set(reason, [...(cases.get(reason) ?? []), `${row.suite} ${row.id}${suffix}`]);
  }
  return [...cases].map(([reason, names]) => `- ${names.join(', ')}: ${reason}`);
}

/** Replaces what is between the marks of `text` with `table`, formatted by prettier. Throws if a mark is missing. */
export async function replaceTable(text: string, table: string): Promise<string> {
  const [before, rest] = split(text, start);
  const [, after] = split(rest, end);
  const options = await resolveConfig(process.cwd());
  return format(`${before}${start}\n\n${table}\n\n${end}${after}`, { ...options, parser: 'markdown' });
}

function split(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  if (at === -1) throw new Error(`The text has no ${mark}.`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}
