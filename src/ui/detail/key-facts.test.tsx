// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import type { CertificateSummary, KeySummary } from '../../token';
import { createTestClock } from '../fixture/clock.fixture';
import { english } from '../fixture/english.fixture';
import { describeMoment } from '../format/time';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { startSeconds } from '../fixture/tokens.fixture';
import { createCopying } from '../model/detail/copying';
import { TranslateProvider } from '../format/translate';
import { KeyFacts } from './KeyFacts';

const page = document.body;
const copied: string[] = [];

function renderFacts(summary: KeySummary | undefined, warnings: readonly string[] = []) {
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

/** The terms with their descriptions, in order. */
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

describe('KeyFacts', () => {
  it('renders nothing without a key', () => {
    renderFacts(undefined);
    expect(page.textContent).toBe('');
  });

  it('shows the format, size, algorithm, decoding and the number of keys', () => {
    renderFacts({ ...key, alg: 'RS256', privatePasted: true, candidates: 3 });
    const text = page.textContent ?? '';
    expect(text).toMatch(/^Key JWK · RSA 2048 · /);
    expect(text).toContain('RS256');
    expect(text).toContain('3');
    expect(text.split(' · ')).toHaveLength(4);
    renderFacts({
      form: 'secret',
      kind: 'oct',
      size: { code: 'key_label_secret', params: [256] },
      secretEncoding: 'hex',
      candidates: 1,
    });
    expect(facts()).toEqual([]);
    expect(page.textContent).toContain('hex');
  });

  it('shows the key ID and the thumbprint, which can be copied', () => {
    renderFacts({ ...key, kid: 'k\u202E1', thumbprint: 'the-thumbprint' });
    expect(facts()).toEqual([
      ['kid', 'k⟨U+202E⟩1'],
      ['Thumbprint', 'the-thumbprint'],
    ]);
    findByRole(page, 'button', 'Copy thumbprint').click();
    expect(copied).toEqual(['the-thumbprint']);
  });

  it('shows the facts of each certificate, including a repeated one', () => {
    renderFacts({
      ...key,
      form: 'certificate',
      certificates: [certificate, { ...certificate, subject: 'CN=<img src=x>\u202E' }, certificate],
    });
    const shown = facts();
    expect(shown.filter(([term]) => term === 'Certificate subject').map(([, text]) => text)).toEqual([
      'CN=leaf.test',
      'CN=<img src=x>⟨U+202E⟩',
      'CN=leaf.test',
    ]);
    expect(shown).toContainEqual(['Certificate issuer', 'CN=root.test']);
    expect(shown).toContainEqual(['x5t#S256', 'sha-256']);
    expect(shown.find(([term]) => term === 'Issued on')?.[1]).toBe(
      describeMoment(Date.UTC(2026, 8, 21, 12))?.local,
    );
    expect(shown.find(([term]) => term === 'Expires on')?.[1]).toBe(
      describeMoment(Date.UTC(2026, 8, 22, 12))?.local,
    );
    expect(page.querySelectorAll('img')).toHaveLength(0);
  });

  it('omits warnings that the result line already has', () => {
    renderFacts(key, ['HDR-JKU', 'KEY-RSA-SMALL', 'SIG-ECDSA-ZERO']);
    const rules = [...page.querySelectorAll<HTMLElement>('[data-rule]')];
    expect(rules.map(({ dataset }) => dataset['rule'])).toEqual(['KEY-RSA-SMALL']);
  });

  it('shows warnings first, each with its rule', () => {
    renderFacts(key, ['KEY-RSA-SMALL', 'NEW-RULE']);
    const rules = [...page.querySelectorAll<HTMLElement>('[data-rule]')];
    expect(rules.map(({ dataset }) => dataset['rule'])).toEqual(['KEY-RSA-SMALL', 'NEW-RULE']);
    expect(rules[1]?.textContent).toContain('NEW-RULE');
    expect(findAllByRole(page, 'button')).toEqual([]);
  });
});
