import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { english } from '../fixture/english.fixture';
import { describeWarning } from './warnings';

/** The rule IDs that verdicts and decryptions use. */
function listWarnings(): string[] {
  const ids = ['verify', 'keys', 'decrypt'].flatMap((room) => {
    const folder = fileURLToPath(new URL(`../../token/${room}/`, import.meta.url));
    return readdirSync(folder)
      .filter((name) => name.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(name))
      .flatMap((name) => [
        ...readFileSync(`${folder}${name}`, 'utf8').matchAll(
          /'((?:KEY|HMAC|JWKS|JWE|SIG|HDR|X5C)-[A-Z0-9-]+)'/g,
        ),
      ])
      .map(([, id]) => id ?? '');
  });
  return [...new Set(ids)];
}

describe('a warning of a verdict', () => {
  it('has its own message for each rule', () => {
    const ids = listWarnings();
    expect(ids.length).toBeGreaterThan(20);
    expect(ids.filter((id) => describeWarning(english, id) === english('warning_rule', id))).toEqual([]);
  });

  it('contains the rule ID if the rule is unknown', () => {
    expect(describeWarning(english, 'NEW-RULE')).toContain('NEW-RULE');
  });
});
