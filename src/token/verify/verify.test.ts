import { describe, expect, it } from 'vitest';
import { encode, makeEncryptedToken, makeToken } from '../token.fixture';
import { check, claims, es256, hs256, outcome, rs256, secret, tamper } from './check.fixture';
import {
  certificate,
  certificateKey,
  ed25519,
  p256,
  p384,
  p521,
  privatePem,
  publicPem,
  rsa,
  signText,
  signToken,
  smallRsa,
} from './keys.fixture';

describe("a token that can't be verified", () => {
  it.each([
    ['is encrypted', makeEncryptedToken(), 'not_a_jws'],
    ['is malformed', 'a.b', 'not_a_jws'],
    ['is unsecured', makeToken({ alg: 'none' }, claims, ''), 'alg_none'],
    ['is unsecured and signed', makeToken({ alg: 'none' }), 'alg_none'],
    ['has an algorithm in another case', makeToken({ alg: 'hs256' }), 'alg_unsupported'],
    ['has none in another case', makeToken({ alg: 'None' }, claims, ''), 'alg_unsupported'],
    ['has an unsupported algorithm', makeToken({ alg: 'SLH-DSA-SHA2-128s' }), 'alg_unsupported'],
    [
      'has the name of an inherited member as its algorithm',
      makeToken({ alg: 'constructor' }),
      'alg_unsupported',
    ],
    [
      'has a crit with an unsupported extension',
      makeToken({ alg: 'HS256', crit: ['exp'], exp: 1 }),
      'crit_not_understood',
    ],
    [
      'has a duplicate in crit',
      makeToken({ alg: 'HS256', crit: ['b64', 'b64'], b64: true }),
      'crit_not_list',
    ],
    ['has an empty crit', makeToken({ alg: 'HS256', crit: [] }), 'crit_not_list'],
    ['has a crit that is text', makeToken({ alg: 'HS256', crit: 'b64', b64: true }), 'crit_not_list'],
    ['has a crit for a missing member', makeToken({ alg: 'HS256', crit: ['b64'] }), 'crit_b64'],
  ])('%s: unchecked, with or without a key', async (_, token, reason) => {
    expect(await outcome(token, '')).toBe(`unchecked ${reason}`);
    expect(await outcome(token, secret)).toBe(`unchecked ${reason}`);
  });

  it('has an unexpected algorithm', async () => {
    expect(await outcome(hs256, secret, { algorithms: ['RS256', 'ES256'] })).toBe('unchecked alg_unexpected');
    expect(await outcome(hs256, secret, { algorithms: ['HS256'] })).toBe('valid signature_matches');
  });
});

describe('signatures of every algorithm', () => {
  it.each([
    ['RS256', rsa],
    ['RS384', rsa],
    ['RS512', rsa],
    ['PS256', rsa],
    ['PS384', rsa],
    ['PS512', rsa],
    ['ES256', p256],
    ['ES384', p384],
    ['ES512', p521],
    ['EdDSA', ed25519],
    ['Ed25519', ed25519],
  ])(
    '%s verifies with its key as PEM, private PEM, base64, JWK and JWKS, and no other payload',
    async (alg, pair) => {
      const token = signToken({ alg }, claims, pair.privateKey);
      const jwk = pair.publicKey.export({ format: 'jwk' });
      for (const key of [
        publicPem(pair.publicKey),
        privatePem(pair.privateKey),
        pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
        JSON.stringify(jwk),
        JSON.stringify({ keys: [jwk] }),
        JSON.stringify([jwk]),
      ]) {
        expect(await outcome(token, key)).toBe('valid signature_matches');
        expect(await outcome(tamper(token), key)).toBe('invalid signature_mismatch');
      }
    },
  );

  it.each(['HS256', 'HS384', 'HS512'])('%s verifies with its secret and no other', async (alg) => {
    const long = secret.repeat(2);
    const token = signToken({ alg }, claims, long);
    expect(await outcome(token, long)).toBe('valid signature_matches');
    expect(await outcome(token, { kty: 'oct', k: encode(long) })).toBe('valid signature_matches');
    expect(await outcome(token, `${long}x`)).toBe('invalid signature_mismatch');
    expect(await outcome(tamper(token), long)).toBe('invalid signature_mismatch');
  });

  it('verify with the key of a certificate', async () => {
    const token = signToken({ alg: 'ES256' }, claims, certificateKey);
    expect(await outcome(token, certificate.replace(/-----.*-----/g, ''))).toBe('valid signature_matches');
    expect(await check(token, certificate)).toMatchObject({
      status: 'valid',
      key: { form: 'certificate', kind: 'EC', size: 'P-256' },
    });
  });
});

describe("a signature that can't match", () => {
  it.each([
    ['is empty', es256.replace(/[^.]*$/, ''), 'invalid signature_empty'],
    [
      'is a byte short',
      `${es256.replace(/[^.]*$/, '')}${encode('x'.repeat(63))}`,
      'invalid signature_length',
    ],
    ['is DER', `${es256.replace(/[^.]*$/, '')}${encode('x'.repeat(71))}`, 'invalid signature_length'],
  ])('%s: reported only with a key of the right type', async (_, token, expected) => {
    expect(await outcome(token, publicPem(p256.publicKey))).toBe(expected);
    expect(await outcome(token, '')).toBe('unchecked no_key');
    expect(await outcome(token, publicPem(rsa.publicKey))).toBe('unchecked key_wrong_kind');
  });

  it('of RSA is as long as the key', async () => {
    const { params } = await check(`${rs256}AAAA`, publicPem(rsa.publicKey));
    expect(params).toEqual(['RS256', 259, 256]);
  });
});

describe('a weak key', () => {
  it.each(['RS256', 'RS384', 'RS512', 'PS256', 'PS384'])(
    'of RSA 1024 is used for %s, with a warning',
    async (alg) => {
      const token = signToken({ alg }, claims, smallRsa.privateKey);
      const key = publicPem(smallRsa.publicKey);
      expect(await check(token, key)).toMatchObject({
        status: 'valid',
        warnings: ['KEY-RSA-SMALL'],
        key: { size: 'RSA 1024' },
      });
      expect(await outcome(tamper(token), key)).toBe('invalid signature_mismatch');
    },
  );
});

describe('an empty payload', () => {
  const payload = new TextEncoder().encode('$.02');
  const header = encode({ alg: 'HS256' });
  const unencoded = encode({ alg: 'HS256', b64: false, crit: ['b64'] });
  const detached = `${header}..${signText('HS256', `${header}.${encode('$.02')}`, secret).toString('base64url')}`;
  const detachedUnencoded = `${unencoded}..${signText('HS256', `${unencoded}.$.02`, secret).toString('base64url')}`;

  it('is not verified without the detached payload', async () => {
    expect(await outcome(detached, secret)).toBe('unchecked payload_detached');
    expect(await outcome(detachedUnencoded, secret)).toBe('unchecked payload_detached');
  });

  it('is verified with the detached payload', async () => {
    expect(await outcome(detached, secret, { detachedPayload: payload })).toBe('valid signature_matches');
    expect(await outcome(detachedUnencoded, secret, { detachedPayload: payload })).toBe(
      'valid signature_matches',
    );
    const unheeded = encode({ alg: 'HS256', b64: false });
    const signature = signText('HS256', `${unheeded}.${encode('$.02')}`, secret).toString('base64url');
    expect(await outcome(`${unheeded}..${signature}`, secret, { detachedPayload: payload })).toBe(
      'valid signature_matches',
    );
    expect(await outcome(detached, secret, { detachedPayload: new Uint8Array(3) })).toBe(
      'invalid signature_mismatch',
    );
  });

  it('can be signed itself', async () => {
    const empty = `${header}..${signText('HS256', `${header}.`, secret).toString('base64url')}`;
    expect(await outcome(empty, secret)).toBe('valid signature_matches');
  });

  it('ignores the detached payload if the token has its own', async () => {
    expect(await outcome(hs256, secret, { detachedPayload: payload })).toBe('valid signature_matches');
  });
});

describe('an unencoded payload (RFC 7797)', () => {
  it('is verified without encoding it', async () => {
    const start = `${encode({ alg: 'HS256', b64: false, crit: ['b64'] })}.hello world`;
    expect(await outcome(`${start}.${signText('HS256', start, secret).toString('base64url')}`, secret)).toBe(
      'valid signature_matches',
    );
  });
});
