import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { maxCandidateKeys } from '../limits';
import { encode } from '../token.fixture';
import { check, claims, es256, hs256, outcome, p256Jwk, rs256, secret, tamper } from './check.fixture';
import { ed25519, otherP256, p256, publicPem, rsa, signToken } from './keys.fixture';

describe('a JWK for another use', () => {
  it.each([
    ['its use', { use: 'enc' }, 'KEY-USE'],
    ['its key_ops', { key_ops: ['deriveKey'] }, 'KEY-USE'],
    ['its alg', { alg: 'ECDH-ES' }, 'KEY-ALG-MISMATCH'],
    ['its misspelled alg', { alg: 'ES521' }, 'KEY-ALG-MISMATCH'],
  ])('according to %s makes a token valid with a warning, but never invalid', async (_, members, warning) => {
    expect(await check(es256, { ...p256Jwk, ...members })).toMatchObject({
      status: 'valid',
      warnings: [warning],
      notes: [{ code: 'key_not_for_this' }],
    });
    expect(await check(tamper(es256), { ...p256Jwk, ...members })).toMatchObject({
      status: 'unchecked',
      reason: 'key_not_for_this',
      warnings: [warning],
    });
  });

  it('is reported with its members', async () => {
    const key = { ...p256Jwk, use: 'enc', alg: 'ECDH-ES' };
    const members = ['"alg": "ECDH-ES"', '"use": "enc"'];
    expect((await check(tamper(es256), key)).params[0]).toEqual(members);
    expect((await check(es256, key)).notes).toEqual([
      { code: 'key_not_for_this', params: [members, 'ES256'] },
    ]);
  });

  it("isn't reported if EdDSA and Ed25519 mean the same key", async () => {
    const jwk = {
      ...ed25519.publicKey.export({ format: 'jwk' }),
      alg: 'Ed25519',
      use: 'sig',
      key_ops: ['verify'],
    };
    const verdict = await check(signToken({ alg: 'EdDSA' }, claims, ed25519.privateKey), jwk);
    expect(verdict.warnings).toEqual([]);
    expect(verdict.notes).toBeUndefined();
  });
});

describe('a cached key', () => {
  it('is reused for each algorithm and for each token', async () => {
    const keyText = JSON.stringify(rsa.publicKey.export({ format: 'jwk' }));
    const tokens = ['RS256', 'PS256', 'RS512'].map((alg) => signToken({ alg }, claims, rsa.privateKey));
    for (const token of [...tokens, ...tokens]) {
      const verdict = await check(token, keyText);
      expect(verdict).toMatchObject({ status: 'valid', warnings: [] });
      expect(verdict.params[0]).toBe(
        JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).alg,
      );
      expect(await outcome(tamper(token), keyText)).toBe('invalid signature_mismatch');
    }
  });
});

describe('a set of keys', () => {
  const other = otherP256.publicKey.export({ format: 'jwk' });
  const rsaJwk = rsa.publicKey.export({ format: 'jwk' });

  it('is searched by kid only', async () => {
    const keys = [
      { ...other, kid: 'two' },
      { ...p256Jwk, kid: 'one' },
    ];
    expect((await check(es256, { keys })).key).toMatchObject({ form: 'jwks', kid: 'one', candidates: 1 });
    const swapped = [
      { ...other, kid: 'one' },
      { ...p256Jwk, kid: 'two' },
    ];
    expect(await outcome(es256, { keys: swapped })).toBe('invalid signature_mismatch');
  });

  it('is searched by type if it has no kids, trying each key', async () => {
    const keys = [rsaJwk, other, { kty: 'oct', k: 'AA' }, { kty: 'AKP' }, null, p256Jwk];
    expect(await check(es256, { keys })).toMatchObject({ status: 'valid', key: { candidates: 2 } });
    expect((await check(tamper(es256), { keys })).key).toEqual({ form: 'jwks', kind: 'EC', candidates: 2 });
  });

  it('can make a token valid by a key without a kid if it lacks the kid of the token, but never invalid', async () => {
    const keys = [{ ...other, kid: 'two' }, p256Jwk];
    const named = signToken({ alg: 'ES256', kid: 'one' }, claims, p256.privateKey);
    expect(await check(named, { keys })).toMatchObject({ status: 'valid' });
    expect(await check(tamper(named), { keys })).toMatchObject({
      status: 'unchecked',
      reason: 'kid_not_in_set',
    });
  });

  it('is searched by type for a token without kid', async () => {
    const keys = [
      { ...rsaJwk, kid: 'a' },
      { ...p256Jwk, kid: 'b' },
    ];
    expect(await check(rs256, { keys })).toMatchObject({ status: 'valid', key: { kid: 'a', candidates: 1 } });
  });

  it.each(['x5t', 'x5t#S256'])('is searched by %s only', async (name) => {
    const named = signToken({ alg: 'ES256', [name]: 'AAAA' }, claims, p256.privateKey);
    const right = [
      { ...other, [name]: 'BBBB' },
      { ...p256Jwk, [name]: 'AAAA' },
    ];
    expect(await check(named, { keys: right })).toMatchObject({ status: 'valid', key: { candidates: 1 } });
    const swapped = [
      { ...other, [name]: 'AAAA' },
      { ...p256Jwk, [name]: 'BBBB' },
    ];
    expect(await outcome(named, { keys: swapped })).toBe('invalid signature_mismatch');
    const unnamed = [{ ...other, [name]: 'BBBB' }, p256Jwk];
    expect(await outcome(named, { keys: unnamed })).toBe('valid signature_matches');
  });

  it('has both keys tried if a kid is duplicate, the matching type first', async () => {
    const keys = [
      { ...p256Jwk, kid: 'one', use: 'enc' },
      { ...other, kid: 'one' },
      { ...p256Jwk, kid: 'one' },
    ];
    expect(await check(es256, { keys })).toMatchObject({ status: 'valid', warnings: ['JWKS-DUP-KID'] });
  });

  it('provides only its secrets for HS', async () => {
    const keys = [rsaJwk, { kty: 'oct', k: encode(secret) }];
    expect(await check(hs256, { keys })).toMatchObject({
      status: 'valid',
      key: { kind: 'oct', candidates: 1 },
    });
  });

  it('is searched up to the limit, and never makes a token invalid if it is longer', async () => {
    const keys = [...Array.from({ length: maxCandidateKeys }, () => other), p256Jwk];
    expect(await outcome(es256, { keys })).toBe('unchecked too_many_keys');
    expect(await outcome(es256, { keys: keys.slice(1) })).toBe('valid signature_matches');
  });

  it('provides its other keys if one is unreadable', async () => {
    const keys = [{ ...p256Jwk, y: p256Jwk.x }, p256Jwk];
    expect(await outcome(es256, { keys })).toBe('valid signature_matches');
  });
});

describe('a key of a set that matches although the kid refers to another', () => {
  const other = otherP256.publicKey.export({ format: 'jwk' });
  const withKid = (kid: string) => signToken({ alg: 'ES256', kid }, claims, p256.privateKey);

  it.each([
    ['to none', 'one', [{ ...p256Jwk, kid: 'one/.well-known/oauth-authorization-server' }]],
    [
      'to none',
      'a',
      [
        { ...other, kid: 'b' },
        { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'c' },
        { ...p256Jwk, kid: 'd' },
      ],
    ],
    ['to none', 'A', [{ ...p256Jwk, kid: 'a' }]],
    ['to none, next to a key without a kid', 'a', [other, { ...p256Jwk, kid: 'b' }]],
    [
      'to an unreadable key',
      'a',
      [
        { kty: 'EC', kid: 'a' },
        { ...p256Jwk, kid: 'b' },
      ],
    ],
    [
      'to a key of another type',
      'a',
      [
        { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'a' },
        { ...p256Jwk, kid: 'b' },
      ],
    ],
    [
      'to another key',
      'a',
      [
        { ...other, kid: 'a' },
        { ...p256Jwk, kid: 'b' },
      ],
    ],
  ])('%s is noted with its kid, and never makes the token valid', async (_, kid, keys) => {
    const verdict = await check(withKid(kid), { keys });
    expect(verdict.status).not.toBe('valid');
    const match = keys.at(-1)?.kid;
    expect(verdict.notes).toEqual([
      { code: 'other_kid_matches', params: [{ facts: ['P-256', `kid "${match}"`] }] },
    ]);
    expect(verdict.key).toMatchObject({ kid: match });
    expect((await check(tamper(withKid(kid)), { keys })).notes).toBeUndefined();
  });

  it('can be a certificate in a map, or a secret', async () => {
    const map = { '1a': publicPem(otherP256.publicKey), '2b': publicPem(p256.publicKey) };
    expect(await check(withKid('3c'), map)).toMatchObject({
      status: 'unchecked',
      reason: 'kid_not_in_set',
      notes: [{ code: 'other_kid_matches' }],
    });
    const token = signToken({ alg: 'HS256', kid: 'a' }, claims, secret);
    const verdict = await check(token, { keys: [{ kty: 'oct', k: encode(secret), kid: 'b' }] });
    expect(verdict.status).toBe('unchecked');
    expect(verdict.notes?.map(({ code }) => code)).toContain('other_kid_matches');
  });
});

it('that cannot be read in a DID document is reported for a token without a kid', async () => {
  const key = { id: 'did:web:x', verificationMethod: [{ id: '#1', publicKeyMultibase: 'z6Mk' }] };
  expect(await check(signToken({ alg: 'ES256' }, claims, p256.privateKey), key)).toMatchObject({
    status: 'unchecked',
    reason: 'key_unreadable',
    params: [{ code: expect.any(String) }],
  });
});

describe('an RSA key whose numbers are impossible', () => {
  const jwk = rsa.publicKey.export({ format: 'jwk' });
  const encodeHex = (hex: string) => Buffer.from(hex, 'hex').toString('base64url');
  /** RFC 8017 §9.2: with an exponent of 1, the encoded message is its own signature. */
  const forge = (bytes: number) => {
    const signed = `${encode({ alg: 'RS256' })}.${encode({ sub: 'admin' })}`;
    const info = Buffer.from('3031300d060960864801650304020105000420', 'hex');
    const digest = createHash('sha256').update(signed).digest();
    const filling = Buffer.alloc(bytes - 3 - info.length - digest.length, 255);
    const message = Buffer.concat([Buffer.from([0, 1]), filling, Buffer.from([0]), info, digest]);
    return `${signed}.${message.toString('base64url')}`;
  };
  const one = { ...jwk, e: 'AQ' };
  const toPem = (key: object) =>
    publicPem(createPublicKey({ key: key as Record<string, string>, format: 'jwk' }));

  it.each([
    ['1 in a JWK', JSON.stringify(one)],
    ['1 with leading zeros', JSON.stringify({ ...jwk, e: 'AAAB' })],
    ['1 in a PEM', toPem(one)],
    ['1 in XML', `<RSAKeyValue><Modulus>${jwk.n}</Modulus><Exponent>AQ==</Exponent></RSAKeyValue>`],
    ['0', JSON.stringify({ ...jwk, e: 'AA' })],
    ['2', JSON.stringify({ ...jwk, e: 'Ag' })],
    ['an even number', JSON.stringify({ ...jwk, e: 'AQAC' })],
    ['the modulus', JSON.stringify({ ...jwk, e: jwk.n })],
  ])('because its exponent is %s never verifies a token', async (_, key) => {
    for (const token of [forge(256), rs256]) {
      expect(await check(token, key)).toMatchObject({
        status: 'unchecked',
        reason: 'key_unreadable',
        params: [{ code: 'key_problem_rsa_exponent' }],
      });
    }
  });

  it.each([
    [
      'even',
      encodeHex(
        `${Buffer.from(jwk.n ?? '', 'base64url')
          .toString('hex')
          .slice(0, -1)}0`,
      ),
    ],
    ['a multiple of 3', encodeHex('ff'.repeat(256))],
    ['a power of 2', encodeHex(`80${'00'.repeat(255)}`)],
  ])('because its modulus is %s never makes a token invalid', async (_, n) => {
    expect(await check(rs256, { ...jwk, n })).toMatchObject({
      status: 'unchecked',
      reason: 'key_unreadable',
      params: [{ code: 'key_problem_rsa_modulus' }],
    });
  });

  it("doesn't verify the token that it is embedded in", async () => {
    const token = forge(256).split('.');
    const header = encode({ alg: 'RS256', jwk: one });
    expect(await outcome([header, token[1], token[2]].join('.'), '')).toBe('unchecked no_key');
  });

  it('with the exponent 3 is used with a warning', async () => {
    const small = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 });
    const token = signToken({ alg: 'RS256' }, claims, small.privateKey);
    expect(await check(token, publicPem(small.publicKey))).toMatchObject({
      status: 'valid',
      warnings: ['KEY-RSA-EXPONENT'],
    });
  });
});

describe('a key that is not on its curve', () => {
  it('is never used, and is reported', async () => {
    expect(await check(es256, { ...p256Jwk, y: p256Jwk.x })).toMatchObject({
      status: 'unchecked',
      reason: 'key_unreadable',
      warnings: ['KEY-POINT'],
    });
    // With the point of order 1 as the key, this signature matches every token.
    const identity = Buffer.from('01'.padEnd(64, '0'), 'hex');
    const forged = `${encode({ alg: 'EdDSA' })}.${encode(claims)}.${Buffer.concat([identity, Buffer.alloc(32)]).toString('base64url')}`;
    expect(
      await check(forged, { kty: 'OKP', crv: 'Ed25519', x: identity.toString('base64url') }),
    ).toMatchObject({
      status: 'unchecked',
      reason: 'key_unreadable',
      warnings: ['KEY-POINT'],
    });
  });
});

describe('the key of a verdict', () => {
  it('has the thumbprint of RFC 7638', async () => {
    const { crv, kty, x, y } = p256Jwk;
    const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
    expect((await check(es256, { ...p256Jwk, kid: 'k', alg: 'ES256' })).key).toEqual({
      form: 'jwk',
      kind: 'EC',
      kid: 'k',
      alg: 'ES256',
      size: 'P-256',
      thumbprint,
      candidates: 1,
    });
  });

  it('has a truncated kid if it is hostile', async () => {
    const { params } = await check(es256, { ...p256Jwk, kid: `\u202E${'<img onerror>'.repeat(1000)}` });
    expect(JSON.stringify(params).length).toBeLessThan(200);
    expect(JSON.stringify(params)).not.toContain('\u202E');
  });
});
