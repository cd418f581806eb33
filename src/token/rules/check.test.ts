import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { encode, makeEncryptedToken, makeToken } from '../token.fixture';
import { check, MAX_FINDINGS, MAX_FINDINGS_PER_RULE } from './check';
import type { CheckContext } from './rule';
import { rules } from './rules';

const now = 1_790_000_000;

function find(rule: string, token: string, context?: CheckContext) {
  return check(decode(token), context).find((finding) => finding.rule === rule);
}

describe('checking a token', () => {
  it('finds nothing but what nobody checked in an access token as RFC 9068 has it', () => {
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
    expect(check(decode(token), { atSeconds: now }).map(({ rule }) => rule)).toEqual(['SIG-NOT-VERIFIED']);
  });

  it('puts the worst first, and among equals keeps the order of the rules', () => {
    const token = makeToken({ alg: 'nOnE', kid: '../../key', jku: 'http://evil.test/' }, { exp: 'soon' }, '');
    const severities = ['critical', 'high', 'medium', 'low', 'info'];
    const order = check(decode(token)).map(
      ({ rule, severity }) => severities.indexOf(severity) * 1000 + rules.findIndex(({ id }) => id === rule),
    );
    expect(order.length).toBeGreaterThan(8);
    expect(order).toEqual([...order].sort((one, other) => one - other));
  });

  it('speaks one step lower of what depends on a kind of token that it cannot tell', () => {
    const token = makeToken({ alg: 'HS256' }, { sub: 'alice' });
    expect(find('CLM-EXP-MISSING', token, { use: 'ID token' })?.severity).toBe('high');
    expect(find('CLM-EXP-MISSING', token)?.severity).toBe('medium');
    expect(find('CLM-SUB-MISSING', makeToken({ alg: 'HS256' }, {}))?.severity).toBe('info');
    expect(find('HDR-JKU', makeToken({ alg: 'HS256', jku: 'x' }, {}))?.severity).toBe('high');
  });

  it('does not miss in a DPoP proof what only an access token must have', () => {
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

  it('weighs a lifetime by its length', () => {
    const lasting = (seconds: number) =>
      find('CLM-LIFETIME', makeToken({ alg: 'HS256', typ: 'at+jwt' }, { iat: now, exp: now + seconds }))
        ?.severity;
    expect([3600, 3601, 86_401, 2_592_001].map(lasting)).toEqual([undefined, 'info', 'medium', 'high']);
  });

  it('has what fills its text, and where it is', () => {
    const finding = find(
      'CLM-LIFETIME',
      makeToken({ alg: 'HS256', typ: 'at+jwt' }, { iat: now, exp: now + 90_000 }),
    );
    expect(finding).toMatchObject({
      at: 'claims.exp',
      params: [{ seconds: 90_000 }, { seconds: 86_400 }],
      group: 'Claims: time',
    });
  });

  it('makes hostile text harmless', () => {
    const finding = find('HDR-KID-PATH', makeToken({ alg: 'HS256', kid: `../\u202E\n$1${'x'.repeat(500)}` }));
    expect(finding?.params[0]).toMatch(/^\.\.\/ \$1x{1,60}…$/);
  });

  it('never repeats a secret that it found in the claims', () => {
    const token = makeToken(
      { alg: 'HS256' },
      { password: 'hunter2', card: '4111111111111111', iban: 'DE89370400440532013000' },
    );
    expect(JSON.stringify(check(decode(token)))).not.toMatch(/hunter2|4111|3704/);
  });

  it('looks at every signature of a token in general serialization', () => {
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

  it('looks at every signature of an SD-JWT in JSON serialization, and at what none protects', () => {
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

  it('reads the claims that were decrypted, and misses none before', () => {
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
    expect(find('CLM-SCOPE-WIDE', token, { decryption })?.params).toEqual(['*']);
  });

  it('judges no time without being told one', () => {
    const token = makeToken({ alg: 'HS256' }, { exp: 1, nbf: 9e10, iat: 9e10 });
    expect(check(decode(token)).filter(({ rule }) => /EXPIRED|FUTURE/.test(rule))).toEqual([]);
  });

  it('says no more of one rule, and of one token, than can be read', () => {
    const duplicates = `{${Array.from({ length: 50 }, (_, index) => `"a${index}":1,"a${index}":2`).join(',')}}`;
    const findings = check(decode(makeToken({ alg: 'HS256' }, duplicates)));
    expect(findings.filter(({ rule }) => rule === 'JSON-DUP')).toHaveLength(MAX_FINDINGS_PER_RULE);
    expect(findings.length).toBeLessThanOrEqual(MAX_FINDINGS);
  });

  it('takes no text that is signed as it is for broken JSON', () => {
    const rulesOf = (token: string) => check(decode(token)).map(({ rule }) => rule);
    expect(rulesOf(makeToken({ alg: 'HS256' }, '12:30 a text'))).not.toContain('JSON-TRAILING');
    expect(rulesOf(makeToken({ alg: 'HS256', typ: 'JOSE' }, '"text"'))).not.toContain('JSON-NOT-OBJECT');
    expect(rulesOf(makeToken({ alg: 'HS256' }, '"text"'))).toContain('JSON-NOT-OBJECT');
  });

  it('goes on when a rule has a bug', () => {
    const context = {
      get jwks(): never {
        throw new Error('a bug');
      },
    };
    expect(find('ALG-NONE', makeToken({ alg: 'none', kid: 'one' }, {}, ''), context)).toBeDefined();
  });
});

describe('the exceptions of well-known issuers', () => {
  const silent = (token: string, context?: CheckContext) =>
    check(decode(token), context).map(({ rule }) => rule);

  it('leave a session of Clerk that lives 60 seconds alone', () => {
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

  it('leave the claims of a GitLab job alone', () => {
    const token = makeToken(
      { alg: 'RS256' },
      { iss: 'https://gitlab.com', ref_protected: 'true', project_path: 'a/b', ref: 'main', job_id: '1' },
    );
    expect(silent(token)).not.toContain('CLM-TYPE');
    expect(silent(token)).not.toContain('CLM-SERVICE-ROLE');
  });

  it('let Google keep its keys on another host, and nobody else', () => {
    const context = { jwksUrl: 'https://www.googleapis.com/oauth2/v3/certs' };
    const from = (iss: string) => silent(makeToken({ alg: 'RS256' }, { iss, sub: '1' }), context);
    expect(from('https://accounts.google.com')).not.toContain('CLM-ISS-MISMATCH');
    expect(from('https://id.shop.com')).toContain('CLM-ISS-MISMATCH');
  });

  it('take Google with and without its scheme for one issuer', () => {
    const token = makeToken({ alg: 'RS256' }, { iss: 'accounts.google.com', sub: '1' });
    expect(silent(token, { discovery: { issuer: 'https://accounts.google.com' } })).not.toContain(
      'CLM-ISS-MISMATCH',
    );
    expect(silent(token, { discovery: { issuer: 'https://accounts.example.org' } })).toContain(
      'CLM-ISS-MISMATCH',
    );
  });
});
