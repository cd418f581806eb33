// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import type { CertificateSummary, KeySummary } from '../../token';
import { createTestClock } from '../fixture/clock.fixture';
import { english } from '../fixture/english.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { startSeconds } from '../fixture/tokens.fixture';
import { createCopying } from '../model/detail/copying';
import { TranslateProvider } from '../format/translate';
import { KeyFacts } from './KeyFacts';

const page = document.body;
const copied: string[] = [];

function draw(summary: KeySummary | undefined, warnings: readonly string[] = []) {
  const copyText = async (text: string) => (copied.push(text), { ok: true as const });
  render(
    <TranslateProvider value={english}>
      <KeyFacts
        summary={summary}
        warnings={warnings}
        copying={createCopying({ copyText }, createTestClock(startSeconds * 1_000))}
      />
    </TranslateProvider>,
    page,
  );
}

/** What stands behind each term, in order. */
const facts = () =>
  [...page.querySelectorAll('dt')].map(
    (term) => [term.textContent, term.nextElementSibling?.textContent] as const,
  );

const key: KeySummary = { form: 'jwk', kind: 'RSA', size: 'RSA 2048', candidates: 1 };
const certificate: CertificateSummary = {
  subject: 'CN=leaf.test',
  issuer: 'CN=root.test',
  serialNumber: '1',
  notBeforeSeconds: startSeconds,
  notAfterSeconds: startSeconds + 86_400,
  x5t: 'sha-1',
  x5tS256: 'sha-256',
};

afterEach(() => {
  render(null, page);
  copied.length = 0;
});

describe('the facts of a key', () => {
  it('are none where no key was used', () => {
    draw(undefined);
    expect(page.textContent).toBe('');
  });

  it('say what it is, how it was read, and out of how many', () => {
    draw({ ...key, alg: 'RS256', privatePasted: true, candidates: 3 });
    const [[, text = ''] = []] = facts();
    expect(text).toMatch(/^JWK · RSA 2048 · /);
    expect(text).toContain('RS256');
    expect(text).toContain('3');
    expect(text?.split(' · ')).toHaveLength(5);
    draw({
      form: 'secret',
      kind: 'oct',
      size: { code: 'key_label_secret', params: [256] },
      secretEncoding: 'hex',
      candidates: 1,
    });
    expect(facts()).toHaveLength(1);
    expect(facts()[0]?.[1]).toContain('hex');
  });

  it('name its id and its thumbprint, which is copied', () => {
    draw({ ...key, kid: 'k\u202E1', thumbprint: 'the-thumbprint' });
    expect(facts().slice(1)).toEqual([
      ['kid', 'k⟨U+202E⟩1'],
      ['Thumbprint', 'the-thumbprint'],
    ]);
    findByRole(page, 'button', 'Copy thumbprint').click();
    expect(copied).toEqual(['the-thumbprint']);
  });

  it('tell of each certificate what it says of itself, one that comes twice as well', () => {
    draw({
      ...key,
      form: 'certificate',
      certificates: [certificate, { ...certificate, subject: 'CN=<img src=x>\u202E' }, certificate],
    });
    const told = facts();
    expect(told.filter(([term]) => term === 'Certificate of').map(([, text]) => text)).toEqual([
      'CN=leaf.test',
      'CN=<img src=x>⟨U+202E⟩',
      'CN=leaf.test',
    ]);
    expect(told).toContainEqual(['Issued by', 'CN=root.test']);
    expect(told).toContainEqual(['x5t#S256', 'sha-256']);
    expect(told.find(([term]) => term === 'Valid from')?.[1]).toContain('2026-09-21 12:00:00 UTC');
    expect(told.find(([term]) => term === 'Valid until')?.[1]).toContain('2026-09-22 12:00:00 UTC');
    expect(page.querySelectorAll('img')).toHaveLength(0);
  });

  it('begin with what is bad about it, each by its rule', () => {
    draw(key, ['KEY-RSA-SMALL', 'NEW-RULE']);
    const rules = [...page.querySelectorAll<HTMLElement>('[data-rule]')];
    expect(rules.map(({ dataset }) => dataset['rule'])).toEqual(['KEY-RSA-SMALL', 'NEW-RULE']);
    expect(rules[1]?.textContent).toContain('NEW-RULE');
    expect(findAllByRole(page, 'button')).toEqual([]);
  });
});
