import { describe, expect, it } from 'vitest';
import { p256, rsa } from '../verify/keys.fixture';
import { describeKeyText } from './describe-key-text';

describe('describeKeyText', () => {
  it("explains why a text isn't a key", async () => {
    expect(await describeKeyText('{"kty":"RSA"}')).toEqual({
      problem: 'key_unreadable',
      params: [{ code: 'key_problem_member_missing', params: ['RSA', 'n'] }],
    });
  });

  it('lists every key with its problems', async () => {
    const point = p256.publicKey.export({ format: 'jwk' });
    const keys = [rsa.privateKey.export({ format: 'jwk' }), { ...point, y: point.x }, { kty: 'x', kid: 'y' }];
    expect(await describeKeyText(JSON.stringify({ keys }))).toMatchObject({
      keys: [
        { kind: 'RSA', size: 'RSA 2048', privatePasted: true, candidates: 2 },
        { kind: 'EC', size: 'P-256' },
      ],
      unread: [{ kid: 'y' }],
      problems: ['JWKS-PRIVATE', 'JWKS-NO-KID', 'KEY-POINT'],
    });
  });

  it('lists every reading of a secret', async () => {
    expect(await describeKeyText('abcd')).toMatchObject({
      keys: [
        { kind: 'oct', secretEncoding: 'utf-8' },
        { secretEncoding: 'base64url' },
        { secretEncoding: 'hex' },
        {},
        {},
        { secretEncoding: 'utf-16' },
        ...['quoted', 'quoted', 'spaced', 'spaced', 'spaced', 'spaced'].map((secretEncoding) => ({
          secretEncoding,
        })),
        { secretEncoding: 'encoded' },
        { secretEncoding: 'encoded' },
        { secretEncoding: 'encoded' },
      ],
    });
  });
});
