import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decode } from '../decode';
import { MAX_KEY_LENGTH } from '../limits';
import { encode, makeEncryptedToken, makeToken } from '../token.fixture';
import type { Verdict } from '../verdict';
import {
  certificate,
  certificateKey,
  ed25519,
  otherP256,
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
import { verify, type VerifyOptions } from './verify';

const claims = { sub: 'alice' };
const secret = 'a secret of more than thirty-two bytes';
const es256 = signToken({ alg: 'ES256', kid: 'one' }, claims, p256.privateKey);
const rs256 = signToken({ alg: 'RS256' }, claims, rsa.privateKey);
const hs256 = signToken({ alg: 'HS256' }, claims, secret);
const p256Jwk = { ...p256.publicKey.export({ format: 'jwk' }) };

async function check(token: string, key: unknown, options?: VerifyOptions): Promise<Verdict> {
  const verdict = await verify(decode(token), typeof key === 'string' ? key : JSON.stringify(key), options);
  expect(verdict.sentence).not.toMatch(/\$\d|undefined/);
  return verdict;
}

async function outcome(token: string, key: unknown, options?: VerifyOptions): Promise<string> {
  const { status, reason } = await check(token, key, options);
  return `${status} ${reason}`;
}

function tamper(token: string): string {
  const [header, , signature] = token.split('.');
  return `${header}.${encode({ sub: 'admin' })}.${signature}`;
}

describe('a token that no key can check', () => {
  it.each([
    ['is encrypted', makeEncryptedToken(), 'not_a_jws'],
    ['is malformed', 'a.b', 'not_a_jws'],
    ['is unsecured', makeToken({ alg: 'none' }, claims, ''), 'alg_none'],
    ['is unsecured and signed', makeToken({ alg: 'none' }), 'alg_none'],
    ['has an algorithm in other letters', makeToken({ alg: 'hs256' }), 'alg_unsupported'],
    ['has none in other letters', makeToken({ alg: 'None' }, claims, ''), 'alg_unsupported'],
    ['has an algorithm that is not checked', makeToken({ alg: 'ES256K' }), 'alg_unsupported'],
    ['names a member of every object', makeToken({ alg: 'constructor' }), 'alg_unsupported'],
    [
      'must be understood where it is not',
      makeToken({ alg: 'HS256', crit: ['exp'], exp: 1 }),
      'crit_not_understood',
    ],
    ['has an empty crit', makeToken({ alg: 'HS256', crit: [] }), 'crit_not_understood'],
    ['has a crit that is text', makeToken({ alg: 'HS256', crit: 'b64', b64: true }), 'crit_not_understood'],
    ['has a crit for what is not there', makeToken({ alg: 'HS256', crit: ['b64'] }), 'crit_not_understood'],
  ])('%s: unchecked, with or without a key', async (_, token, reason) => {
    expect(await outcome(token, '')).toBe(`unchecked ${reason}`);
    expect(await outcome(token, secret)).toBe(`unchecked ${reason}`);
  });

  it('has an algorithm that is not expected', async () => {
    expect(await outcome(hs256, secret, { algorithms: ['RS256', 'ES256'] })).toBe('unchecked alg_unexpected');
    expect(await outcome(hs256, secret, { algorithms: ['HS256'] })).toBe('valid signature_matches');
  });
});

describe('a key that cannot check', () => {
  it.each([
    ['nothing', '', 'no_key'],
    ['white space', ' \n', 'no_key'],
    ['more than the bound', 'x'.repeat(MAX_KEY_LENGTH + 1), 'key_too_long'],
    ['a PEM without an end', publicPem(p256.publicKey).slice(0, 80), 'key_unreadable'],
    ['a PEM with another inside', publicPem(p256.publicKey).replace(/MF.*/, 'AAAA'), 'key_unreadable'],
    [
      'a PEM of another kind',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----',
      'key_unreadable',
    ],
    ['a broken JWK', '{"kty":"EC",', 'key_unreadable'],
    ['a JWK without its numbers', '{"kty":"EC","crv":"P-256"}', 'key_unreadable'],
    ['a JWK of an unknown type', '{"kty":"AKP"}', 'key_unreadable'],
    ['a JWK that is no point of its curve', { ...p256Jwk, y: p256Jwk.x }, 'key_unreadable'],
    ['JSON without a key', '{"a":1}', 'key_unreadable'],
    ['a discovery document', '{"issuer":"i","jwks_uri":"https://id.test/jwks"}', 'key_unreadable'],
    ['an empty set', '{"keys":[]}', 'set_empty'],
    ['a set of nothing that is read', '{"keys":[{"kty":"AKP"}]}', 'key_unreadable'],
    ['an RSA key', publicPem(rsa.publicKey), 'key_wrong_kind'],
    ['a key of another curve', publicPem(p384.publicKey), 'key_wrong_kind'],
    ['a secret', secret, 'key_wrong_kind'],
    ['a JWK secret', { kty: 'oct', k: encode(secret) }, 'key_wrong_kind'],
    ['a set without the kid', { keys: [{ ...p256Jwk, kid: 'two' }] }, 'kid_not_in_set'],
    [
      'a set with the kid on another kind',
      { keys: [{ ...rsa.publicKey.export({ format: 'jwk' }), kid: 'one' }] },
      'key_wrong_kind',
    ],
  ])('%s leaves an ES256 token unchecked', async (_, key, reason) => {
    expect(await outcome(es256, key)).toBe(`unchecked ${reason}`);
  });

  it('is named in the sentence, with what is needed', async () => {
    expect((await check(es256, publicPem(rsa.publicKey))).params).toEqual([
      'RSA 2048',
      'ES256',
      'a P-256 key',
    ]);
    expect((await check(es256, '{"jwks_uri":"https://id.test/jwks"}')).sentence).toContain(
      'https://id.test/jwks',
    );
  });

  it('is not the one that stands in the token', async () => {
    const own = signToken({ alg: 'ES256', jwk: p256Jwk, jku: 'https://evil.test' }, claims, p256.privateKey);
    expect(await outcome(own, '')).toBe('unchecked no_key');
    expect(await outcome(own, publicPem(otherP256.publicKey))).toBe('invalid signature_mismatch');
  });
});

describe('a public key', () => {
  const der = rsa.publicKey.export({ type: 'spki', format: 'der' });

  it.each([
    ['PEM', publicPem(rsa.publicKey)],
    ['PEM on one line', publicPem(rsa.publicKey).replaceAll('\n', '\\n')],
    ['certificate', certificate],
    ['private key', privatePem(p256.privateKey)],
    ['PKCS#1 PEM', rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }).toString()],
    ['broken PEM', publicPem(rsa.publicKey).slice(0, 99)],
    ['DER in base64', der.toString('base64')],
    ['PKCS#1 in base64', rsa.publicKey.export({ type: 'pkcs1', format: 'der' }).toString('base64')],
    ['JWK', JSON.stringify(rsa.publicKey.export({ format: 'jwk' }))],
    ['JWKS', JSON.stringify({ keys: [rsa.publicKey.export({ format: 'jwk' })] })],
  ])('as a %s is never a secret, not even for a token that was signed with its bytes', async (_, text) => {
    for (const bytes of [text, text.trim(), der, Buffer.from(text, 'base64')]) {
      const forged = signToken({ alg: 'HS256' }, claims, bytes);
      for (const secretEncoding of [undefined, 'utf-8', 'base64', 'base64url'] as const) {
        const verdict = await check(forged, text, secretEncoding && { secretEncoding });
        expect(verdict.status).toBe('unchecked');
        expect(verdict.reason).toMatch(/^key_(wrong_kind|unreadable)$/);
      }
    }
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
    '%s matches its key as PEM, private PEM, base64, JWK and JWKS, and no other payload',
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

  it.each(['HS256', 'HS384', 'HS512'])('%s matches its secret and no other', async (alg) => {
    const long = secret.repeat(2);
    const token = signToken({ alg }, claims, long);
    expect(await outcome(token, long)).toBe('valid signature_matches');
    expect(await outcome(token, { kty: 'oct', k: encode(long) })).toBe('valid signature_matches');
    expect(await outcome(token, `${long}x`)).toBe('invalid signature_mismatch');
    expect(await outcome(tamper(token), long)).toBe('invalid signature_mismatch');
  });

  it('match the key of a certificate', async () => {
    const token = signToken({ alg: 'ES256' }, claims, certificateKey);
    expect(await outcome(token, certificate.replace(/-----.*-----/g, ''))).toBe('valid signature_matches');
    expect(await check(token, certificate)).toMatchObject({
      status: 'valid',
      key: { form: 'certificate', kind: 'EC', size: 'P-256' },
    });
  });
});

describe('a PEM as people paste it', () => {
  const pem = publicPem(p256.publicKey);

  it.each([
    ['indented', pem.replace(/^/gm, '    ')],
    ['with CRLF', pem.replaceAll('\n', '\r\n')],
    ['with \\n literals, in quotes', `"${pem.replaceAll('\n', '\\n')}"`],
    ['as an environment-file line', `PUBLIC_KEY='${pem.replaceAll('\n', '\\n')}'`],
    ['without line breaks', pem.replaceAll('\n', ' ')],
    ['behind another text', `Bag Attributes\n  name: x\n${pem}`],
    ['behind another key', publicPem(rsa.publicKey) + publicPem(otherP256.publicKey) + pem],
  ])('%s is read', async (_, text) => {
    expect(await outcome(es256, text)).toBe('valid signature_matches');
  });
});

describe('a secret', () => {
  const bytes = createHash('sha256').update('x').digest();
  const token = signToken({ alg: 'HS256' }, claims, bytes);

  it.each([
    ['base64url', bytes.toString('base64url')],
    ['base64', bytes.toString('base64')],
    ['hex', bytes.toString('hex')],
  ])('in %s is read as such, and the verdict says so', async (secretEncoding, text) => {
    for (const pasted of [text, `${text}\n`]) {
      const verdict = await check(token, pasted);
      expect(verdict).toMatchObject({
        status: 'valid',
        warnings: [],
        key: { form: 'secret', kind: 'oct', secretEncoding, size: '256 bits' },
      });
      expect(verdict.sentence).toContain(secretEncoding);
      expect(verdict.key?.thumbprint).toBeUndefined();
    }
  });

  it('is read as it stands and without its line break', async () => {
    expect(await outcome(hs256, `${secret}\n`)).toBe('valid signature_matches');
    expect(await outcome(signToken({ alg: 'HS256' }, claims, `${secret}\n`), `${secret}\n`)).toBe(
      'valid signature_matches',
    );
  });

  it('is read in one way alone when that is asked for', async () => {
    const text = bytes.toString('hex');
    expect(await outcome(token, text, { secretEncoding: 'hex' })).toBe('valid signature_matches');
    expect(await outcome(token, text, { secretEncoding: 'utf-8' })).toBe('invalid signature_mismatch');
    expect(await outcome(token, 'not hex at all', { secretEncoding: 'hex' })).toBe(
      'unchecked key_unreadable',
    );
  });

  it('counts its readings when none matches', async () => {
    expect((await check(token, 'ab'.repeat(20))).key).toEqual({ form: 'secret', kind: 'oct', candidates: 3 });
  });

  it('that is short or looks like code is used all the same, with a warning', async () => {
    const verdict = await check(signToken({ alg: 'HS512' }, claims, '{secret}'), '{secret}');
    expect(verdict).toMatchObject({ status: 'valid', warnings: ['HMAC-SHORT-KEY'] });
  });

  it('never stands in the sentence', async () => {
    for (const key of [secret, 'wrong but long enough to be found']) {
      expect(JSON.stringify(await check(hs256, key))).not.toContain(key);
    }
  });
});

describe('a signature that cannot match', () => {
  it.each([
    ['is empty', es256.replace(/[^.]*$/, ''), 'invalid signature_empty'],
    [
      'is a byte short',
      `${es256.replace(/[^.]*$/, '')}${encode('x'.repeat(63))}`,
      'invalid signature_length',
    ],
    ['is DER', `${es256.replace(/[^.]*$/, '')}${encode('x'.repeat(71))}`, 'invalid signature_length'],
  ])('%s: told only with a key of the right kind', async (_, token, expected) => {
    expect(await outcome(token, publicPem(p256.publicKey))).toBe(expected);
    expect(await outcome(token, '')).toBe('unchecked no_key');
    expect(await outcome(token, publicPem(rsa.publicKey))).toBe('unchecked key_wrong_kind');
  });

  it('of RSA is as long as the key', async () => {
    const { sentence } = await check(`${rs256}AAAA`, publicPem(rsa.publicKey));
    expect(sentence).toContain('259 bytes');
    expect(sentence).toContain('256');
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

describe('a private key', () => {
  it('is used for its public half, which is told, and stays out of the verdict', async () => {
    const jwk = p256.privateKey.export({ format: 'jwk' });
    for (const key of [
      JSON.stringify(jwk),
      privatePem(p256.privateKey),
      JSON.stringify({ keys: [{ ...jwk, kid: 'one' }] }),
    ]) {
      const verdict = await check(es256, key);
      expect(verdict).toMatchObject({
        status: 'valid',
        warnings: ['KEY-PRIVATE-PASTED'],
        key: { privatePasted: true },
      });
      expect(JSON.stringify(verdict)).not.toContain(jwk.d);
    }
  });

  it('may say that it is for signing', async () => {
    const jwk = { ...p256.privateKey.export({ format: 'jwk' }), key_ops: ['sign'] };
    expect((await check(es256, jwk)).warnings).toEqual(['KEY-PRIVATE-PASTED']);
  });
});

describe('a JWK that is for something else', () => {
  it.each([
    ['its use', { use: 'enc' }, 'KEY-USE'],
    ['its key_ops', { key_ops: ['deriveKey'] }, 'KEY-USE'],
    ['its alg', { alg: 'ECDH-ES' }, 'KEY-ALG-MISMATCH'],
    ['its misspelled alg', { alg: 'ES521' }, 'KEY-ALG-MISMATCH'],
  ])('by %s makes a token valid with a warning, but never invalid', async (_, members, warning) => {
    expect(await check(es256, { ...p256Jwk, ...members })).toMatchObject({
      status: 'valid',
      warnings: [warning],
    });
    expect(await check(tamper(es256), { ...p256Jwk, ...members })).toMatchObject({
      status: 'unchecked',
      reason: 'key_not_for_this',
      warnings: [warning],
    });
  });

  it('is not one that says EdDSA of an Ed25519 key', async () => {
    const jwk = {
      ...ed25519.publicKey.export({ format: 'jwk' }),
      alg: 'Ed25519',
      use: 'sig',
      key_ops: ['verify'],
    };
    expect((await check(signToken({ alg: 'EdDSA' }, claims, ed25519.privateKey), jwk)).warnings).toEqual([]);
  });
});

describe('a set of keys', () => {
  const other = otherP256.publicKey.export({ format: 'jwk' });
  const rsaJwk = rsa.publicKey.export({ format: 'jwk' });

  it('gives the key by kid, and no other', async () => {
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

  it('without kids is searched by type, each of them tried', async () => {
    const keys = [rsaJwk, other, { kty: 'oct', k: 'AA' }, { kty: 'AKP' }, null, p256Jwk];
    expect(await check(es256, { keys })).toMatchObject({ status: 'valid', key: { candidates: 2 } });
    expect((await check(tamper(es256), { keys })).key).toEqual({ form: 'jwks', kind: 'EC', candidates: 2 });
  });

  it('is searched by type for a token without kid', async () => {
    const keys = [
      { ...rsaJwk, kid: 'a' },
      { ...p256Jwk, kid: 'b' },
    ];
    expect(await check(rs256, { keys })).toMatchObject({ status: 'valid', key: { kid: 'a', candidates: 1 } });
  });

  it('with one kid twice has both tried, the fitting one first', async () => {
    const keys = [
      { ...p256Jwk, kid: 'one', use: 'enc' },
      { ...other, kid: 'one' },
      { ...p256Jwk, kid: 'one' },
    ];
    expect(await check(es256, { keys })).toMatchObject({ status: 'valid', warnings: [] });
  });

  it('of secrets serves HS, and of both kinds only its secrets', async () => {
    const keys = [rsaJwk, { kty: 'oct', k: encode(secret) }];
    expect(await check(hs256, { keys })).toMatchObject({
      status: 'valid',
      key: { kind: 'oct', candidates: 1 },
    });
  });

  it('with an unreadable key still gives the others', async () => {
    const keys = [{ ...p256Jwk, y: p256Jwk.x }, p256Jwk];
    expect(await outcome(es256, { keys })).toBe('valid signature_matches');
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

  it('has no more of a hostile kid in its sentence than a sentence can hold', async () => {
    const { sentence } = await check(es256, { ...p256Jwk, kid: `\u202E${'<img onerror>'.repeat(1000)}` });
    expect(sentence.length).toBeLessThan(200);
    expect(sentence).not.toContain('\u202E');
  });
});

describe('an empty payload', () => {
  const payload = new TextEncoder().encode('$.02');
  const header = encode({ alg: 'HS256' });
  const unencoded = encode({ alg: 'HS256', b64: false, crit: ['b64'] });
  const detached = `${header}..${signText('HS256', `${header}.${encode('$.02')}`, secret).toString('base64url')}`;
  const detachedUnencoded = `${unencoded}..${signText('HS256', `${unencoded}.$.02`, secret).toString('base64url')}`;

  it('leaves the token unchecked when what it may stand for is not given', async () => {
    expect(await outcome(detached, secret)).toBe('unchecked payload_detached');
    expect(await outcome(detachedUnencoded, secret)).toBe('unchecked payload_detached');
  });

  it('is checked with what was sent apart', async () => {
    expect(await outcome(detached, secret, { detachedPayload: payload })).toBe('valid signature_matches');
    expect(await outcome(detachedUnencoded, secret, { detachedPayload: payload })).toBe(
      'valid signature_matches',
    );
    expect(await outcome(detached, secret, { detachedPayload: new Uint8Array(3) })).toBe(
      'invalid signature_mismatch',
    );
  });

  it('may be what was signed', async () => {
    const empty = `${header}..${signText('HS256', `${header}.`, secret).toString('base64url')}`;
    expect(await outcome(empty, secret)).toBe('valid signature_matches');
  });

  it('is nothing that can replace a payload that is there', async () => {
    expect(await outcome(hs256, secret, { detachedPayload: payload })).toBe('valid signature_matches');
  });
});

describe('an unencoded payload (RFC 7797)', () => {
  it('is checked as it stands', async () => {
    const start = `${encode({ alg: 'HS256', b64: false, crit: ['b64'] })}.hello world`;
    expect(await outcome(`${start}.${signText('HS256', start, secret).toString('base64url')}`, secret)).toBe(
      'valid signature_matches',
    );
  });
});
