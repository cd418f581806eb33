import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { decode } from '../decode/decode';
import english from '../knowledge/en/rules.json';
import { cases } from './cases.fixture';
import { check } from './check';
import { rules } from './rules';

const document = fileURLToPath(new URL('../../../docs/findings.md', import.meta.url));
const heading = '## All checks';
const levels = ['high', 'medium', 'low', 'info'];

/** One row for each set of texts, with the level of its case. */
const rows = Object.entries(english).map(([key, { title, why }]) => {
  const [id = '', variant] = key.split('/');
  const rule = rules.find((each) => each.id === id);
  const example = cases.find((each) => each.rule === id && each.variant === variant);
  const finding = check(decode(example?.fires.token ?? '', { repair: true }), example?.fires.context).find(
    (each) => each.rule === id && each.variant === variant,
  );
  // A rule for certain types reports one level lower for a token of unknown type, which a case can have.
  const level = (rule?.uses === undefined ? finding?.severity : rule.severity) ?? '';
  const cells = [level, `\`${key}\``, ...[title, why].map((text) => text.replaceAll(/\$\d/g, '…'))];
  return { level, line: `| ${cells.map((text) => text.replaceAll(/[|_*<]/g, '\\$&')).join(' | ')} |` };
});

it(
  'docs/findings.md lists every check with its level (update: npx vitest run --mode test findings-document -u)',
  { timeout: 60_000 },
  async () => {
    const [prose = ''] = readFileSync(document, 'utf8').split(heading);
    const sorted = rows.toSorted((one, other) => levels.indexOf(one.level) - levels.indexOf(other.level));
    const table = [
      '| level | check | finding | why |',
      '| - | - | - | - |',
      ...sorted.map(({ line }) => line),
    ];
    const text = `${prose}${heading}\n\n${table.join('\n')}\n`;
    const options = await resolveConfig(document);
    await expect(await format(text, { ...options, filepath: document })).toMatchFileSnapshot(document);
  },
);
