import { format, resolveConfig } from 'prettier';
import type { Row } from './row';

export const places = ['Node', 'Chromium', 'Firefox'] as const;
export type Runtime = (typeof places)[number];

const start = '<!-- conformance -->';
const end = '<!-- /conformance -->';

/** Markdown: how many cases of each suite agree in each place, and below it each that does not, with its reason. */
export function describeConformance(rows: Readonly<Record<Runtime, readonly Row[]>>): string {
  const suites = [...new Set(places.flatMap((place) => rows[place].map(({ suite }) => suite)))];
  const count = (place: Runtime, suite: string, isCounted: (row: Row) => boolean) =>
    rows[place].filter((row) => row.suite === suite && isCounted(row)).length;
  const lines = suites.map((suite) => {
    const cases = Math.max(...places.map((place) => count(place, suite, () => true)));
    const agreeing = places.map((place) => count(place, suite, ({ ok }) => ok));
    return `| ${[suite, cases, ...agreeing].join(' | ')} |`;
  });
  return [
    `| suite | cases | ${places.join(' | ')} |`,
    `| --- | ${['cases', ...places].map(() => '---:').join(' | ')} |`,
    ...lines,
    '',
    ...describeDisagreements(rows),
  ].join('\n');
}

/** One line for each reason, with all cases that share it; where it is not so everywhere, the places are named. */
function describeDisagreements(rows: Readonly<Record<Runtime, readonly Row[]>>): readonly string[] {
  const where = new Map<string, { readonly row: Row; readonly places: Runtime[] }>();
  for (const place of places) {
    for (const row of rows[place].filter(({ ok }) => !ok)) {
      const key = JSON.stringify([row.suite, row.id, row.reason]);
      const known = where.get(key);
      if (known === undefined) where.set(key, { row, places: [place] });
      else known.places.push(place);
    }
  }
  const cases = new Map<string, string[]>();
  for (const { row, places: found } of where.values()) {
    const reason = row.reason ?? 'No reason is known.';
    const place = found.length === places.length ? '' : ` (${found.join(', ')})`;
    cases.set(reason, [...(cases.get(reason) ?? []), `${row.suite} ${row.id}${place}`]);
  }
  return [...cases].map(([reason, names]) => `- ${names.join(', ')}: ${reason}`);
}

/** The text with this between its marks, laid out as prettier lays it out. */
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
