import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { encode, makeEncryptedToken, makeToken } from '../token.fixture';
import { check } from './check';
import type { CheckContext } from './rule';
import { rules } from './rules';
import { maxFindings, maxFindingsPerRule } from './limits';

const now = 1_790_000_000;

function find(rule: string, token: string, context?: CheckContext) {
  return check(decode(token), context).find((finding) => finding.rule === rule);
}

describe('check', () => {
  it('finds nothing in a valid access token of RFC 9068', () => {
    const token = makeToken(
      { alg: 'HS256', typ: 'at+jwt', kid: 'one' },
      {
        iss: 'https://id.shop.com',
        aud: 'https://api.shop.com',
        sub: 'alice',
        client_id: 'app',
        jti: 'j-1',
        iat: now,
        exp: now + 3600,
      },
    );
    expect(check(decode(token), { atSeconds: now })).toEqual([]);
  });

  it('sorts findings by severity, and then in the order of the rules', () => {
    const token = makeToken({ alg: 'nOnE', kid: '../../key', jku: 'http://evil.test/' }, { exp: 'soon' }, '');
    const severities = ['high', 'medium', 'low', 'info'];
    const order = check(decode(token)).map(
      ({ rule, severity }) => severities.indexOf(severity) * 1000 + rules.findIndex(({ id }) => id === rule),
    );
    expect(order.length).toBeGreaterThan(4);
    expect(order).toEqual([...order].sort((one, other) => one - other));
  });

  it('lowers the severity by one step if a rule depends on the type of a token of unknown type', () => {
    const token = makeToken({ alg: 'HS256' }, { sub: 'alice' });
    expect(find('CLM-EXP-MISSING', token, { use: 'ID token' })?.severity).toBe('medium');
    expect(find('CLM-EXP-MISSING', token)?.severity).toBe('low');
    expect(find('HDR-JKU-OFF-ORIGIN', makeToken({ alg: 'HS256', jku: 'x' }, {}))?.severity).toBe('medium');
  });

  it("doesn't report claims as missing from a DPoP proof that only access tokens require", () => {
    const token = makeToken(
      { alg: 'ES256', typ: 'dpop+jwt' },
      { htm: 'GET', htu: 'https://api.shop.com/', jti: 'j' },
    );
    const missing = check(decode(token)).filter(({ rule }) => /^CLM-(?:EXP|AUD|SUB|ISS)-MISSING$/.test(rule));
    expect(missing).toEqual([]);
  });

  it('reports a bug in a rule, and keeps the findings of the other rules', () => {
    const token = makeToken({ alg: 'none' }, {}, '');
    const bug = new Error('a bug');
    const broken: CheckContext = {
      get atSeconds(): number {
        throw bug;
      },
    };
    const bugs: unknown[] = [];
    const found = check(decode(token), broken, (error) => bugs.push(error)).map(({ rule }) => rule);
    expect(new Set(bugs)).toEqual(new Set([bug]));
    expect(found).toContain('ALG-NONE');
  });

  it('reports a long lifetime only among all checks', () => {
    const lasting = (seconds: number) =>
      find('CLM-LIFETIME', makeToken({ alg: 'HS256', typ: 'at+jwt' }, { iat: now, exp: now + seconds }))
        ?.severity;
    expect([3600, 3601, 2_592_001].map(lasting)).toEqual([undefined, 'info', 'info']);
  });

  it('has params and a location', () => {
    const finding = find(
      'CLM-LIFETIME',
      makeToken({ alg: 'HS256', typ: 'at+jwt' }, { iat: now, exp: now + 90_000 }),
    );
    expect(finding).toMatchObject({
      at: 'claims.exp',
      params: [{ seconds: 90_000 }, { seconds: 3600 }],
      group: 'Claims: time',
    });
  });

  it('removes invisible characters from hostile text, and shortens it', () => {
    const finding = find('HDR-KID-PATH', makeToken({ alg: 'HS256', kid: `../\u202E\n$1${'x'.repeat(500)}` }));
    expect(finding?.params[0]).toMatch(/^\.\.\/ \$1x{1,60}…$/);
  });

  it('never contains a secret from the claims', () => {
    const token = makeToken(
      { alg: 'HS256' },
      { password: 'hunter2', card: '4111111111111111', iban: 'DE89370400440532013000' },
    );
    expect(JSON.stringify(check(decode(token)))).not.toMatch(/hunter2|4111|3704/);
  });

  it('checks every signature of a token in general serialization', () => {
    const token = JSON.stringify({
      payload: encode({ sub: 'alice' }),
      signatures: [
        { protected: encode({ alg: 'HS256', typ: 'JWT' }), signature: 'A'.repeat(43) },
        { protected: encode({ alg: 'none', kid: '/dev/null' }), signature: '' },
      ],
    });
    expect(find('ALG-NONE', token)).toBeDefined();
    expect(find('HDR-KID-PATH', token)?.params).toEqual(['/dev/null']);
    expect(find('SIG-EMPTY', token)).toBeUndefined();
  });

  it('checks every signature of an SD-JWT in JSON serialization, and its unprotected members', () => {
    const first = {
      protected: encode({ alg: 'ES256' }),
      header: { disclosures: [], kid: 'a' },
      signature: 'A'.repeat(86),
    };
    const payload = encode({ sub: 'alice' });
    const flattened = JSON.stringify({ payload, ...first });
    expect(decode(flattened).kind).toBe('sd-jwt');
    expect(find('HDR-UNPROTECTED', flattened)?.params).toEqual([['kid']]);
    const second = { protected: encode({ alg: 'none' }), signature: '' };
    const general = JSON.stringify({ payload, signatures: [first, second] });
    expect(decode(general).kind).toBe('sd-jwt');
    expect(find('ALG-NONE', general)).toBeDefined();
  });

  it('reads decrypted claims, and reports none as missing before the decryption', () => {
    const token = makeEncryptedToken();
    expect(find('CLM-EXP-MISSING', token)).toBeUndefined();
    const decryption = {
      status: 'decrypted',
      reason: 'decrypted',
      params: [],
      warnings: [],
      claims: { scope: '*' },
    } as const;
    expect(find('CLM-EXP-MISSING', token, { decryption })).toBeDefined();
    expect(find('CLM-PRIV', token, { decryption })?.params).toEqual(['scope', '*']);
  });

  it("doesn't check times without a time", () => {
    const token = makeToken({ alg: 'HS256' }, { exp: 1, nbf: 9e10, iat: 9e10 });
    expect(check(decode(token)).filter(({ rule }) => /EXPIRED|FUTURE/.test(rule))).toEqual([]);
  });

  it('limits the findings of one rule and of one token', () => {
    const duplicates = `{${Array.from({ length: 50 }, (_, index) => `"a${index}":1,"a${index}":2`).join(',')}}`;
    const findings = check(decode(makeToken({ alg: 'HS256' }, duplicates)));
    expect(findings.filter(({ rule }) => rule === 'JSON-DUP')).toHaveLength(maxFindingsPerRule);
    expect(findings.length).toBeLessThanOrEqual(maxFindings);
  });

  it("doesn't report signed plain text as broken JSON", () => {
    const rulesOf = (token: string) => check(decode(token)).map(({ rule }) => rule);
    expect(rulesOf(makeToken({ alg: 'HS256' }, '12:30 a text'))).not.toContain('JSON-TRAILING');
    expect(rulesOf(makeToken({ alg: 'HS256', typ: 'JOSE' }, '"text"'))).not.toContain('JSON-NOT-OBJECT');
    expect(rulesOf(makeToken({ alg: 'HS256', typ: 'JWT' }, '"text"'))).toContain('JSON-NOT-OBJECT');
  });

  it('continues if a rule has a bug', () => {
    const context = {
      get jwks(): never {
        throw new Error('a bug');
      },
    };
    expect(find('ALG-NONE', makeToken({ alg: 'none', kid: 'one' }, {}, ''), context)).toBeDefined();
  });
});

describe('the exceptions for well-known issuers', () => {
  const silent = (token: string, context?: CheckContext) =>
    check(decode(token), context).map(({ rule }) => rule);

  it('allow a Clerk session of 60 seconds', () => {
    const token = makeToken(
      { alg: 'RS256', typ: 'JWT', kid: 'ins_1' },
      {
        iss: 'https://clerk.shop.com',
        sub: 'user_1',
        sid: 'sess_1',
        azp: 'https://shop.com',
        iat: now,
        exp: now + 60,
        nbf: now - 10,
      },
    );
    expect(silent(token).filter((rule) => /AUD|LIFETIME|ORDER/.test(rule))).toEqual([]);
  });

  it('allow the claims of a GitLab job', () => {
    const token = makeToken(
      { alg: 'RS256' },
      { iss: 'https://gitlab.com', ref_protected: 'true', project_path: 'a/b', ref: 'main', job_id: '1' },
    );
    expect(silent(token)).not.toContain('CLM-TYPE');
    expect(silent(token)).not.toContain('CLM-SERVICE-ROLE');
  });
});
