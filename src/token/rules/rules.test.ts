import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import type { Case } from './case.fixture';
import { cases } from './cases.fixture';
import { check } from './check';
import type { Rule, Severity } from './rule';
import { rules } from './rules';
import english from '../knowledge/en/rules.json';
import type { RuleText } from '../knowledge/translations';
import { isFilled } from '../param.fixture';

const texts: Readonly<Record<string, RuleText>> = english;

function findRules({ token, context }: Case): readonly string[] {
  return check(decode(token), context).map(({ rule }) => rule);
}

describe('a rule', () => {
  it.each(cases)('$rule reports its case, and not the similar ones', ({ rule, fires, silent }) => {
    expect(findRules(fires)).toContain(rule);
    for (const each of [silent].flat()) expect(findRules(each)).not.toContain(rule);
  });

  it('has exactly one case', () => {
    expect(cases.map(({ rule }) => rule).sort()).toEqual(rules.map(({ id }) => id).sort());
  });

  it('has a text, and every text has a rule', () => {
    expect(Object.keys(texts).toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
    const titles = Object.values(texts).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it.each(Object.entries(texts))('%s has a title, a reason and a fix', (_, text) => {
    expect(Object.keys(text).filter((key) => !['title', 'why', 'fix', 'okIf'].includes(key))).toEqual([]);
    for (const part of [text.title, text.why, text.fix]) expect(part.trim()).not.toBe('');
    expect(text.title).not.toMatch(/[.!]$/);
    expect(text.okIf?.trim()).not.toBe('');
  });

  it.each(rules.map(({ id }) => id))('%s has a param for every placeholder of its text', (id) => {
    const fires = cases.find((each) => each.rule === id)?.fires ?? { token: '' };
    const finding = check(decode(fires.token), fires.context).find((each) => each.rule === id);
    const placeholders = Object.values(texts[id] ?? {}).flatMap((part: string) =>
      [...part.matchAll(/\$(\d)/g)].map(([, digit]) => Number(digit)),
    );
    expect(finding?.params.length).toBeGreaterThanOrEqual(Math.max(0, ...placeholders));
    expect(isFilled(finding?.params ?? [])).toBe(true);
  });
});

/** Rules that aren't in the agreed list. */
const addedRules: readonly string[] = ['HOST-LOOKALIKE'];

/** Severities that differ from the agreed list: of findings that are likely but not certain, and to match the texts. */
const changedSeverities: Readonly<Record<string, Severity>> = {
  'HDR-CRIT-BAD': 'high',
  'JWE-DIR-KEY': 'low',
  'TR-STATE': 'medium',
};

const registry = join(process.cwd(), '../shared/registry/lint-rules.json');
const hasRegistry = existsSync(registry);
const whySkipped = hasRegistry ? '' : ' (skipped: ../shared/registry is not there)';

interface Registered extends Pick<Rule, 'id' | 'group' | 'phase'> {
  readonly severity: Severity | 'critical';
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
    const expected = registered.map((rule) => ({
      ...pick(rule),
      // The agreed list has a fifth level.
      severity: changedSeverities[rule.id] ?? (rule.severity === 'critical' ? 'high' : rule.severity),
    }));
    expect(agreed.map(pick).sort(byId)).toEqual(expected.sort(byId));
    expect(rules).toHaveLength(207 + addedRules.length);
  });

  it('has other texts than the agreed list', () => {
    const copied = registered.filter(({ id, why }) => Object.values(texts[id] ?? {}).includes(why));
    expect(copied.map(({ id }) => id)).toEqual([]);
  });
});
