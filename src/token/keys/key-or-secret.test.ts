import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { maxKeyLength } from '../limits';
import { encode } from '../token.fixture';
import { check, claims, es256, hs256, outcome, p256Jwk, secret, tamper } from '../verify/check.fixture';
import {
  certificate,
  ed25519,
  otherP256,
  p256,
  p384,
  privatePem,
  publicPem,
  rsa,
  signToken,
} from '../verify/keys.fixture';

describe("a key that can't verify the token", () => {
  it.each([
    ['no text', '', 'no_key'],
    ['white space', ' \n', 'no_key'],
    ['text longer than the limit', 'x'.repeat(maxKeyLength + 1), 'key_too_long'],
    ['a PEM without an end', publicPem(p256.publicKey).slice(0, 80), 'key_unreadable'],
    ['a PEM with other content', publicPem(p256.publicKey).replace(/MF.*/, 'AAAA'), 'key_unreadable'],
    [
      'a PEM with another label',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----',
      'key_unreadable',
    ],
    ['a broken JWK', '{"kty":"EC",', 'key_unreadable'],
    ['a JWK without its numbers', '{"kty":"EC","crv":"P-256"}', 'key_unreadable'],
    ['a JWK whose number is not base64url', { ...p256Jwk, x: 'a b' }, 'key_unreadable'],
    ['a JWK of an unknown type', '{"kty":"AKP"}', 'key_unreadable'],
    ['a JWK that is not on its curve', { ...p256Jwk, y: p256Jwk.x }, 'key_unreadable'],
    ['JSON without a key', '{"a":1}', 'key_unreadable'],
    ['a discovery document', '{"issuer":"i","jwks_uri":"https://id.test/jwks"}', 'key_is_discovery'],
    ['an empty set', '{"keys":[]}', 'set_empty'],
    ['a set without a readable key', '{"keys":[{"kty":"AKP"}]}', 'key_unreadable'],
    ['an RSA key', publicPem(rsa.publicKey), 'key_wrong_kind'],
    ['a key of another curve', publicPem(p384.publicKey), 'key_wrong_kind'],
    ['a secret', secret, 'key_wrong_kind'],
    ['a JWK secret', { kty: 'oct', k: encode(secret) }, 'key_wrong_kind'],
    ['a set without the kid', { keys: [{ ...p256Jwk, kid: 'two' }] }, 'kid_not_in_set'],
    [
      'a set whose key with the kid has another type',
      { keys: [{ ...rsa.publicKey.export({ format: 'jwk' }), kid: 'one' }] },
      'key_wrong_kind',
    ],
  ])('%s leaves an ES256 token unverified', async (_, key, reason) => {
    expect(await outcome(es256, key)).toBe(`unchecked ${reason}`);
  });

  it('is described, with the required key', async () => {
    expect((await check(es256, publicPem(rsa.publicKey))).params).toEqual([
      'RSA 2048',
      'ES256',
      { code: 'key_need_public', params: [{ anyOf: ['P-256'] }] },
    ]);
    expect((await check(es256, '{"jwks_uri":"https://id.test/jwks"}')).params).toEqual([
      'id.test',
      'https://id.test/jwks',
    ]);
  });

  it('is never replaced by the key embedded in the token', async () => {
    const own = signToken({ alg: 'ES256', jwk: p256Jwk, jku: 'https://evil.test' }, claims, p256.privateKey);
    expect(await outcome(own, '')).toBe('unchecked own_key_matches');
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
    ['PEM in base64', Buffer.from(publicPem(rsa.publicKey)).toString('base64')],
    ['DER in base64 and quotes', `"${der.toString('base64')}"`],
    ['broken DER in base64', der.toString('base64').slice(0, -8)],
    ['DER in hex', der.toString('hex')],
    ['broken DER in hex', der.toString('hex').slice(0, -2)],
    ['damaged armor without dashes', publicPem(rsa.publicKey).replaceAll('-----', '')],
    ['damaged armor without a beginning', publicPem(rsa.publicKey).replace(/.*\n/, '')],
    ['damaged armor in a URL', encodeURIComponent(publicPem(rsa.publicKey))],
    ['damaged armor in a form', publicPem(rsa.publicKey).replaceAll(' ', '+')],
    ['broken SSH key', 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7 someone@host.test'],
    ['broken JWK in other quotes', "{'kty':'RSA','n':'AQ','e':'AQAB'}"],
    ['broken JWK in a JSON string', JSON.stringify('{"kty":"RSA","n":"AQ","e":"AQAB"}')],
  ])('as a %s is never used as a secret, not even for a token signed with its bytes', async (form, text) => {
    const isBroken = form.startsWith('broken');
    for (const bytes of [text, text.trim(), der, Buffer.from(text, 'base64')]) {
      const forged = signToken({ alg: 'HS256' }, claims, bytes);
      for (const secretEncoding of [undefined, 'utf-8', 'base64', 'base64url'] as const) {
        const verdict = await check(forged, text, secretEncoding && { secretEncoding });
        expect(verdict.status).toBe('unchecked');
        expect(verdict.reason).toBe(isBroken ? 'key_unreadable' : 'key_wrong_kind');
        // An attacker doesn't know the text of a private key.
        if (!isBroken && form !== 'private key' && bytes === text) {
          expect(verdict.warnings).toEqual(['HMAC-KEY-IS-PUBLIC']);
        }
      }
    }
  });
});

describe('a pasted PEM', () => {
  const pem = publicPem(p256.publicKey);

  it.each([
    ['indented', pem.replace(/^/gm, '    ')],
    ['with CRLF', pem.replaceAll('\n', '\r\n')],
    ['with \\n literals, in quotes', `"${pem.replaceAll('\n', '\\n')}"`],
    ['as an environment-file line', `PUBLIC_KEY='${pem.replaceAll('\n', '\\n')}'`],
    ['without line breaks', pem.replaceAll('\n', ' ')],
    ['after other text', `Bag Attributes\n  name: x\n${pem}`],
    ['after another key', publicPem(rsa.publicKey) + publicPem(otherP256.publicKey) + pem],
  ])('%s is read', async (_, text) => {
    expect(await outcome(es256, text)).toBe('valid signature_matches');
  });
});

describe('a secret', () => {
  it('whose length is impossible in base64 is read as base64 only like old decoders, with a note', async () => {
    const text = `${Buffer.from('0123456789abcdef').toString('base64url').slice(0, 20)}A`;
    const near = signToken({ alg: 'HS256' }, claims, Buffer.from(text.slice(0, -1), 'base64url'));
    expect(await check(near, text)).toMatchObject({
      status: 'valid',
      key: { secretEncoding: 'lenient base64' },
      notes: [{ code: 'secret_decoded_leniently' }],
    });
    expect(await outcome(near, text, { secretEncoding: 'base64url' })).toBe('unchecked key_unreadable');
    expect(await outcome(near, { kty: 'oct', k: text })).toBe('unchecked key_unreadable');
  });

  const bytes = createHash('sha256').update('x').digest();
  const token = signToken({ alg: 'HS256' }, claims, bytes);

  it.each([
    ['base64url', bytes.toString('base64url')],
    ['base64', bytes.toString('base64')],
    ['hex', bytes.toString('hex')],
  ])('in %s is decoded, and the verdict has the encoding', async (secretEncoding, text) => {
    for (const pasted of [text, `${text}\n`]) {
      const verdict = await check(token, pasted);
      expect(verdict).toMatchObject({
        status: 'valid',
        warnings: [],
        key: {
          form: 'secret',
          kind: 'oct',
          secretEncoding,
          size: { code: 'key_label_secret', params: [256] },
        },
      });
      expect(JSON.stringify(verdict.params)).toContain(secretEncoding);
      expect(verdict.key?.thumbprint).toBeUndefined();
    }
  });

  it.each([
    ['with 0x', `0x${bytes.toString('hex')}`],
    ['in the format of Laravel', `APP_KEY=base64:${bytes.toString('base64')}`],
    ['on a YAML line', `  jwt.secret: ${bytes.toString('base64')}`],
    ['in quotes on a YAML line', `- secretKey: "${bytes.toString('hex')}"`],
    ['on an export line', `export SECRET=${bytes.toString('base64url')}`],
  ])('%s is read without its name and quotes', async (_, text) => {
    expect(await outcome(token, text)).toBe('valid signature_matches');
  });

  it('with line breaks is also read on one line, as text and as base64', async () => {
    const long = Buffer.concat([bytes, bytes, bytes]).toString('base64');
    for (const key of [long, Buffer.from(long, 'base64')]) {
      const signed = signToken({ alg: 'HS256' }, claims, key);
      for (const wrapped of [
        `${long.slice(0, 64)}\n${long.slice(64)}\n`,
        `${long.slice(0, 64)}\r\n  ${long.slice(64)}`,
      ]) {
        expect(await outcome(signed, wrapped)).toBe('valid signature_matches');
      }
    }
  });

  it('of 32 bytes is tried as a raw Ed25519 key if one is needed, and reported as a possible one', async () => {
    const eddsa = signToken({ alg: 'EdDSA' }, claims, ed25519.privateKey);
    const { x = '' } = ed25519.publicKey.export({ format: 'jwk' });
    expect(await outcome(eddsa, x)).toBe('valid signature_matches');
    expect(await check(tamper(eddsa), x)).toMatchObject({ variant: 'key_is_text_or_point' });
    expect(await check(eddsa, secret)).toMatchObject({ variant: 'key_is_text' });
  });

  it('is read with and without its line break', async () => {
    expect(await outcome(hs256, `${secret}\n`)).toBe('valid signature_matches');
    expect(await outcome(signToken({ alg: 'HS256' }, claims, `${secret}\n`), `${secret}\n`)).toBe(
      'valid signature_matches',
    );
  });

  it('is read only with the given encoding', async () => {
    const text = bytes.toString('hex');
    expect(await outcome(token, text, { secretEncoding: 'hex' })).toBe('valid signature_matches');
    expect(await outcome(token, text, { secretEncoding: 'utf-8' })).toBe('invalid signature_mismatch');
    expect(await outcome(token, 'not hex at all', { secretEncoding: 'hex' })).toBe(
      'unchecked key_unreadable',
    );
  });

  it('has its readings counted if none matches', async () => {
    expect((await check(token, 'ab'.repeat(20))).key).toEqual({
      form: 'secret',
      kind: 'oct',
      candidates: 16,
    });
  });

  it('is used with a warning if it is short or looks like code', async () => {
    const verdict = await check(signToken({ alg: 'HS512' }, claims, '{secret}'), '{secret}');
    expect(verdict).toMatchObject({ status: 'valid', warnings: ['HMAC-SHORT-KEY', 'HMAC-LOW-ENTROPY'] });
  });

  it('is never part of the verdict', async () => {
    for (const key of [secret, 'wrong but long enough to be found']) {
      expect(JSON.stringify(await check(hs256, key))).not.toContain(key);
    }
  });
});

describe('a JWK secret', () => {
  it('is read in standard base64, with padding and on multiple lines', async () => {
    const bytes = createHash('sha512').update('b').digest();
    const base64 = bytes.toString('base64');
    const token = signToken({ alg: 'HS256' }, claims, bytes);
    for (const k of [base64, base64.replace(/=+$/, ''), `${base64.slice(0, 64)}\n${base64.slice(64)}`]) {
      expect(await outcome(token, { kty: 'oct', k })).toBe('valid signature_matches');
    }
  });

  it("isn't read partially if it isn't base64url", async () => {
    const key = { kty: 'oct', k: `${encode(secret)} ` };
    expect(await outcome(hs256, key)).toBe('unchecked key_unreadable');
  });
});

describe('a private key', () => {
  it('is used for its public key with a warning, and is never part of the verdict', async () => {
    const jwk = p256.privateKey.export({ format: 'jwk' });
    for (const key of [
      JSON.stringify(jwk),
      privatePem(p256.privateKey),
      JSON.stringify({ keys: [{ ...jwk, kid: 'one' }] }),
    ]) {
      const verdict = await check(es256, key);
      expect(verdict).toMatchObject({
        status: 'valid',
        warnings: ['KEY-PRIVATE-PASTED', ...(key.includes('"keys"') ? ['JWKS-PRIVATE'] : [])],
        key: { privatePasted: true },
      });
      expect(JSON.stringify(verdict)).not.toContain(jwk.d);
    }
  });

  it('can be marked for signing', async () => {
    const jwk = { ...p256.privateKey.export({ format: 'jwk' }), key_ops: ['sign'] };
    expect((await check(es256, jwk)).warnings).toEqual(['KEY-PRIVATE-PASTED']);
  });
});
