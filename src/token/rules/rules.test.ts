import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import type { Case } from './case.fixture';
import { cases } from './cases.fixture';
import { check } from './check';
import type { Finding, Rule } from './rule';
import { rules } from './rules';
import english from '../knowledge/en/rules.json';
import type { RuleText } from '../knowledge/translations';
import type { Param } from '../param';
import { isFilled } from '../param.fixture';

const texts: Readonly<Record<string, RuleText>> = english;

/** The key of a case's or a finding's texts. */
const nameOf = ({ rule, variant }: { readonly rule: string; readonly variant?: string }) =>
  variant === undefined ? rule : `${rule}/${variant}`;

/** As the product does: with padding and the standard alphabet repaired. */
function find({ token, context }: Case): readonly Finding[] {
  return check(decode(token, { repair: true }), context);
}

/** Names of members that a finding can report as missing or list. */
const memberNames = [
  'aud azp c_hash client_id crv exp grant_type iat iss jti sid sub x x5t y ath events nonce'.split(' '),
  'client_secret code Secure HttpOnly Domain Path r s localStorage sessionStorage IndexedDB'.split(' '),
].flat();

/** The params of a finding that are text, at any depth. */
function listTexts(param: Param): readonly string[] {
  if (typeof param === 'string') return [param];
  if (typeof param !== 'object' || 'seconds' in param || 'bytes' in param) return [];
  if ('code' in param) return (param.params ?? []).flatMap(listTexts);
  return ('anyOf' in param ? param.anyOf : 'facts' in param ? param.facts : param).flatMap(listTexts);
}

/** Everything that is in a case: the token, what it contains, and its context. */
function readData({ token, context }: Case): string {
  const decoded = decode(token, { repair: true });
  const own = decoded.kind === 'malformed' ? [] : Object.values(decoded);
  return JSON.stringify([token, own, context], (_, value: unknown) =>
    typeof value === 'bigint' || value instanceof Uint8Array ? String(value) : value,
  );
}

describe('a rule', () => {
  it.each(cases.map((each) => [nameOf(each), each] as const))(
    '%s reports its case, and not the similar ones',
    (name, { fires, silent }) => {
      expect(find(fires).map(nameOf)).toContain(name);
      for (const each of [silent].flat()) expect(find(each).map(nameOf)).not.toContain(name);
    },
  );

  it('has exactly one case for each set of its texts', () => {
    expect(cases.map(nameOf).toSorted()).toEqual(Object.keys(texts).toSorted());
  });

  it('has texts, and every text has a rule', () => {
    const named = new Set(Object.keys(texts).map((key) => key.replace(/\/.*/, '')));
    expect([...named].toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
    const titles = Object.values(texts).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it.each(Object.entries(texts))('%s has a title, a reason and a fix', (_, text) => {
    expect(Object.keys(text).filter((key) => !['title', 'why', 'fix', 'okIf'].includes(key))).toEqual([]);
    for (const part of [text.title, text.why, text.fix]) expect(part.trim()).not.toBe('');
    expect(text.title).not.toMatch(/[.!]$/);
    expect(text.okIf?.trim()).not.toBe('');
  });

  it.each(cases.map((each) => [nameOf(each), each] as const))(
    '%s has a param for every placeholder of its text, and no other',
    (name, { fires }) => {
      const finding = find(fires).find((each) => nameOf(each) === name);
      const placeholders = Object.values(texts[name] ?? {}).flatMap((part: string) =>
        [...part.matchAll(/\$(\d)/g)].map(([, digit]) => Number(digit)),
      );
      const count = Math.max(0, ...placeholders);
      expect(new Set(placeholders).size).toBe(count);
      expect(finding?.params).toHaveLength(count);
      expect(isFilled(finding?.params ?? [])).toBe(true);
    },
  );

  it.each(cases.map((each) => [nameOf(each), each] as const))(
    '%s has params of data, numbers, codes and names, but none in English',
    (name, { fires }) => {
      const finding = find(fires).find((each) => nameOf(each) === name);
      const data = readData(fires);
      const isData = (text: string) => data.includes(JSON.stringify(text).slice(1, -1));
      const others = (finding?.params ?? []).flatMap(listTexts).filter(
        (text) =>
          !memberNames.includes(text) &&
          !isData(text) &&
          // A path in the claims, one character, and a computed number, digest or host.
          !text.split('.').every(isData) &&
          !/^"."$/.test(text) &&
          !/^[\w.-]*\d[\w.-]*$/.test(text),
      );
      expect(others).toEqual([]);
    },
  );
});

/** Rules that aren't in the agreed list. */
const addedRules: readonly string[] = ['CLM-EXPIRED-2XX', 'HOST-LOOKALIKE'];

/** Rules of the agreed list that are now left out: states, and what nobody would change. */
const removedRules: ReadonlySet<string> = new Set(
  (
    'ALG-DEPRECATED AT-TYP B64-LENGTH B64-NONCANONICAL B64-WHITESPACE CK-LIFETIME CK-PREFIX CLM-ACT CLM-BROWSER-SIZE ' +
    'CLM-EXPIRED-ACCEPTED CLM-IAT-MISSING CLM-INTERNAL CLM-ISS-MISMATCH CLM-ISS-MISSING CLM-SCOPE-WIDE CLM-SUB-CLIENT ' +
    'CLM-SUB-MISSING CNF-MTLS CNF-NONE FMT-DOTS FMT-PARTS HDR-CTY-EXOTIC HDR-TYP-GENERIC HDR-TYP-MISSING ' +
    'HMAC-LOW-ENTROPY HMAC-SHORT-KEY IDT-NONCE IDT-NONE INTRO-JWT JSON-DEEP JSON-SURROGATE JWE-NESTED-INVALID ' +
    'JWKS-MIXED KEY-PRIVATE-PASTED SDJ-ISSUER-SIG SDJ-TILDE SIG-INVALID SIG-NOT-VERIFIED SIG-ON-NONE TR-ECHO ' +
    'TR-MIXED-SCHEMES TR-STATE X5C-DATES X5T-SHA1'
  ).split(' '),
);

const registry = join(process.cwd(), '../shared/registry/lint-rules.json');
const hasRegistry = existsSync(registry);
const whySkipped = hasRegistry ? '' : ' (skipped: ../shared/registry is not there)';

interface Registered extends Pick<Rule, 'id' | 'group'> {
  readonly why: string;
}

describe.skipIf(!hasRegistry)(`the list of rules${whySkipped}`, () => {
  const { rules: registered } = (
    hasRegistry ? JSON.parse(readFileSync(registry, 'utf8')) : { rules: [] }
  ) as { readonly rules: readonly Registered[] };

  it('is the agreed one without the rules that were removed', () => {
    const pick = ({ id, group }: Registered | Rule) => `${group}: ${id}`;
    const agreed = rules.filter(({ id }) => !addedRules.includes(id)).map(pick);
    const expected = registered.filter(({ id }) => !removedRules.has(id)).map(pick);
    expect(agreed.toSorted()).toEqual(expected.toSorted());
    expect(expected).toHaveLength(registered.length - removedRules.size);
  });

  it('has other texts than the agreed list', () => {
    const copied = registered.filter(({ id, why }) =>
      Object.entries(texts).some(([key, text]) => key.startsWith(id) && Object.values(text).includes(why)),
    );
    expect(copied.map(({ id }) => id)).toEqual([]);
  });
});
