import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import type { Case } from './case.fixture';
import { cases } from './cases.fixture';
import { check } from './check';
import type { Rule } from './rule';
import { rules } from './rules';
import { ruleSentences } from './sentences';

const templates: Readonly<Record<string, string>> = ruleSentences;

function findRules({ token, context }: Case): readonly string[] {
  return check(decode(token), context).map(({ rule }) => rule);
}

function toCode({ id }: Pick<Rule, 'id'>): string {
  return `rule_${id.replaceAll('-', '_')}`;
}

describe('a rule', () => {
  it.each(cases)('$rule reports its case, and not the similar one', ({ rule, fires, silent }) => {
    expect(findRules(fires)).toContain(rule);
    expect(findRules(silent)).not.toContain(rule);
  });

  it('has exactly one case', () => {
    expect(cases.map(({ rule }) => rule).sort()).toEqual(rules.map(({ id }) => id).sort());
  });

  it('says what was seen and what to do, and nothing is said by no rule', () => {
    const codes = rules.flatMap((rule) => [toCode(rule), `${toCode(rule)}_todo`, `${toCode(rule)}_except`]);
    expect(Object.keys(templates).filter((code) => !codes.includes(code))).toEqual([]);
    expect(codes.filter((code) => !code.endsWith('_except') && !templates[code])).toEqual([]);
    const said = rules.map((rule) => templates[toCode(rule)]);
    expect(new Set(said).size).toBe(said.length);
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s fills every place of its sentences',
    (id, rule) => {
      const fires = cases.find((each) => each.rule === id)?.fires ?? { token: '' };
      const finding = check(decode(fires.token), fires.context).find((each) => each.rule === id);
      const code = toCode(rule);
      const places = [code, `${code}_todo`, `${code}_except`].flatMap((each) =>
        [...(templates[each] ?? '').matchAll(/\$(\d)/g)].map(([, place]) => Number(place)),
      );
      expect(finding?.params.length).toBeGreaterThanOrEqual(Math.max(0, ...places));
      expect(`${finding?.sentence} ${finding?.advice}`).not.toMatch(/undefined|NaN|\[object/);
    },
  );
});

/** Rules that aren't in the agreed list. */
const addedRules: readonly string[] = ['HOST-LOOKALIKE'];

const registry = join(process.cwd(), '../shared/registry/lint-rules.json');
const hasRegistry = existsSync(registry);
const whySkipped = hasRegistry ? '' : ' (skipped: ../shared/registry is not there)';

interface Registered extends Pick<Rule, 'id' | 'group' | 'phase' | 'severity'> {
  readonly why: string;
}

describe.skipIf(!hasRegistry)(`the list of rules${whySkipped}`, () => {
  const { rules: registered } = (
    hasRegistry ? JSON.parse(readFileSync(registry, 'utf8')) : { rules: [] }
  ) as { readonly rules: readonly Registered[] };

  it('is complete', () => {
    const pick = ({ id, group, phase, severity }: Registered | Rule) => ({ id, group, phase, severity });
    const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
    const agreed = rules.filter(({ id }) => !addedRules.includes(id));
    expect(agreed.map(pick).sort(byId)).toEqual(registered.map(pick).sort(byId));
    expect(rules).toHaveLength(207 + addedRules.length);
  });

  it('speaks in its own words', () => {
    const copied = registered.filter((rule) => templates[toCode(rule)] === rule.why);
    expect(copied.map(({ id }) => id)).toEqual([]);
  });
});
