import { createPublicKey, verify as verifyWithNode } from 'node:crypto';
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import { compactVerify, flattenedVerify, FlattenedSign, importJWK } from 'jose';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { decode } from '../decode/decode';
import { verify } from '../verify/verify';
import { createMlDsaKey, createSecret, curves, rsa, smallRsa, type TestKey } from './keys.fixture';
import { sign } from './sign';
import { signByLibrary } from './library-signature';
import type { PrivateJwk } from '../keys/key';
import { expectToken } from './token.fixture';

const claims = { sub: 'alice' };
const secret = createSecret(64);

const byJose: readonly (readonly [string, TestKey])[] = [
  ...['HS256', 'HS384', 'HS512'].map((alg) => [alg, secret] as const),
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'].map((alg) => [alg, rsa] as const),
  ['ES256', curves['P-256']],
  ['ES384', curves['P-384']],
  ['ES512', curves['P-521']],
  ['EdDSA', curves.Ed25519],
  ['Ed25519', curves.Ed25519],
];
const byOthers: readonly (readonly [string, TestKey])[] = [
  ['ES256K', curves.secp256k1],
  ['EdDSA', curves.Ed448],
  ['Ed448', curves.Ed448],
  ['ML-DSA-44', createMlDsaKey('ML-DSA-44')],
  ['ML-DSA-65', createMlDsaKey('ML-DSA-65')],
  ['ML-DSA-87', createMlDsaKey('ML-DSA-87')],
];

function split(token: string): readonly [Buffer, Buffer] {
  const dot = token.lastIndexOf('.');
  return [Buffer.from(token.slice(0, dot)), Buffer.from(token.slice(dot + 1), 'base64url')];
}

describe('sign uses jose for', () => {
  const signWithJose = vi.spyOn(FlattenedSign.prototype, 'sign');
  afterAll(() => signWithJose.mockRestore());

  it.each([
    ...byJose.map(([alg, key]) => [alg, key, {}, true] as const),
    ['HS256', secret, { b64: false, crit: ['b64'] }, true] as const,
    ['RS256', smallRsa, {}, false] as const,
    ['HS256', secret, { crit: ['unknown'], unknown: 1 }, false] as const,
    ['ES256K', curves.secp256k1, {}, undefined] as const,
  ])('%s, unless jose rejects the key or the header', async (alg, key, more, canJose) => {
    signWithJose.mockClear();
    const token = expectToken(await sign({ alg, ...more }, 'text', key.text));
    const made = await signWithJose.mock.results[0]?.value.catch(() => false);
    expect(made === undefined ? undefined : made !== false).toBe(canJose);
    if (made) expect(token.endsWith(`.${made.signature}`)).toBe(true);
  });
});

describe('sign rejects', () => {
  it('`none` unless it is requested, and unknown algorithms', async () => {
    expect(await sign({ alg: 'none' }, claims, rsa.text)).toMatchObject({ problem: 'alg_none_unasked' });
    for (const alg of ['NONE', 'none ', 'HS1', 'constructor', '', 7, undefined, null]) {
      expect(await sign({ alg }, claims, rsa.text, { allowNone: true })).toMatchObject({
        problem: 'alg_unsupported',
      });
    }
  });

  it('a key that is missing, public, unreadable or of another type', async () => {
    const header = { alg: 'ES256' };
    expect(await sign(header, claims, '')).toMatchObject({ problem: 'no_key' });
    expect(await sign(header, claims, curves['P-256'].publicText)).toMatchObject({
      problem: 'key_is_public',
    });
    expect(await sign(header, claims, curves['P-384'].text)).toMatchObject({ problem: 'key_wrong_kind' });
    expect(await sign({ alg: 'HS256' }, claims, rsa.text)).toMatchObject({ problem: 'key_wrong_kind' });
    expect(await sign(header, claims, 'secret')).toMatchObject({ problem: 'key_wrong_kind' });
    const broken = JSON.stringify({ ...curves['P-256'].jwk, d: 'AA' });
    expect(await sign(header, claims, broken)).toMatchObject({ problem: 'key_unreadable' });
    expect(await sign(header, claims, 'x'.repeat(2_000_000))).toMatchObject({ problem: 'key_too_long' });
  });

  it('`b64: false` without `crit`, and a payload that cannot be unencoded', async () => {
    expect(await sign({ alg: 'HS256', b64: false }, 'text', secret.text)).toMatchObject({
      problem: 'header_invalid',
    });
    const header = { alg: 'HS256', b64: false, crit: ['b64'] };
    expect(await sign(header, '$.02', secret.text)).toMatchObject({ problem: 'payload_unencodable' });
    const flattened = { serialization: 'flattened' } as const;
    expect(await sign(header, Uint8Array.of(255), secret.text, flattened)).toMatchObject({
      problem: 'payload_unencodable',
    });
  });

  it('a token that is longer than the limit, and a header that is not JSON', async () => {
    expect(await sign({ alg: 'HS256' }, 'x'.repeat(1_000_000), secret.text)).toMatchObject({
      problem: 'too_long',
    });
    expect(await sign({ alg: 'HS256', n: 1n }, claims, secret.text)).toMatchObject({
      problem: 'runtime_refused',
    });
  });
});

describe('sign creates tokens that others verify', () => {
  for (const [alg, key] of byJose) {
    it(`${alg}, by jose`, async () => {
      const token = expectToken(await sign({ alg, typ: 'JWT' }, claims, key.text));
      const publicText = key.jwk['kty'] === 'oct' ? key.text : key.publicText;
      const imported = await importJWK(JSON.parse(publicText) as Record<string, string>, alg);
      const { payload, protectedHeader } = await compactVerify(token, imported);
      expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(claims);
      expect(protectedHeader).toEqual({ alg, typ: 'JWT' });
    });
  }

  it('ES256K and Ed448, by Node', async () => {
    for (const [alg, key, hash] of [
      ['ES256K', curves.secp256k1, 'sha256'],
      ['Ed448', curves.Ed448, null],
      ['EdDSA', curves.Ed448, null],
    ] as const) {
      const [input, signature] = split(expectToken(await sign({ alg }, claims, key.text)));
      const publicKey = createPublicKey({ key: { ...key.jwk }, format: 'jwk' });
      const options = hash === null ? publicKey : ({ key: publicKey, dsaEncoding: 'ieee-p1363' } as const);
      expect([alg, verifyWithNode(hash, input, options, signature)]).toEqual([alg, true]);
    }
  });

  it('ML-DSA, by noble', async () => {
    for (const [alg, library] of [
      ['ML-DSA-44', ml_dsa44],
      ['ML-DSA-65', ml_dsa65],
      ['ML-DSA-87', ml_dsa87],
    ] as const) {
      const key = createMlDsaKey(alg);
      const [input, signature] = split(expectToken(await sign({ alg }, claims, key.text)));
      const publicKey = Buffer.from(String(key.jwk['pub']), 'base64url');
      expect([alg, library.verify(signature, input, publicKey)]).toEqual([alg, true]);
    }
  });

  it('a weak RSA key, by Node', async () => {
    const [input, signature] = split(expectToken(await sign({ alg: 'RS256' }, claims, smallRsa.text)));
    const publicKey = createPublicKey({ key: { ...smallRsa.jwk }, format: 'jwk' });
    expect(verifyWithNode('sha256', input, publicKey, signature)).toBe(true);
  });

  it('flattened, by jose', async () => {
    const token = expectToken(
      await sign({ alg: 'ES256' }, claims, curves['P-256'].text, { serialization: 'flattened' }),
    );
    const key = await importJWK(JSON.parse(curves['P-256'].publicText) as Record<string, string>, 'ES256');
    const jws = JSON.parse(token) as Parameters<typeof flattenedVerify>[0];
    expect((await flattenedVerify(jws, key)).protectedHeader).toEqual({ alg: 'ES256' });
  });
});

describe('sign creates tokens that verify reports as valid', () => {
  for (const [alg, key] of [...byJose, ...byOthers]) {
    it(`${alg} with ${String(key.jwk['crv'] ?? key.jwk['kty'])}`, async () => {
      const token = decode(expectToken(await sign({ alg }, claims, key.text)));
      expect(await verify(token, key.text)).toMatchObject({ status: 'valid' });
    });
  }

  it('an unencoded payload, compact and flattened', async () => {
    const header = { alg: 'HS256', b64: false, crit: ['b64'] };
    const compact = expectToken(await sign(header, '$;02', secret.text));
    expect(compact).toContain('.$;02.');
    expect(await verify(decode(compact), secret.text)).toMatchObject({ status: 'valid' });
    const flattened = expectToken(await sign(header, '$.02', secret.text, { serialization: 'flattened' }));
    expect(await verify(decode(flattened), secret.text)).toMatchObject({ status: 'valid' });
  });

  it('any payload: unchanged text, bytes, claims', async () => {
    for (const payload of ['{"a": 3.0}', Uint8Array.of(0, 255), {}] as const) {
      const token = decode(expectToken(await sign({ alg: 'HS256' }, payload, secret.text)));
      expect(await verify(token, secret.text)).toMatchObject({ status: 'valid' });
    }
    const exact = decode(expectToken(await sign({ alg: 'HS256' }, '{"a": 3.0}', secret.text)));
    expect(exact).toMatchObject({ payload: new TextEncoder().encode('{"a": 3.0}') });
  });
});

describe('sign', () => {
  it('creates an unsigned token if it is requested', async () => {
    const token = expectToken(await sign({ alg: 'none' }, claims, '', { allowNone: true }));
    expect(token.endsWith('.')).toBe(true);
    expect(decode(token)).toMatchObject({ kind: 'jws', claims });
  });

  it('uses the key with the kid of the header', async () => {
    const other = { ...createSecret(64, 9).jwk, kid: 'other' };
    const set = JSON.stringify({ keys: [other, { ...secret.jwk, kid: 'one' }] });
    const token = expectToken(await sign({ alg: 'HS256', kid: 'one' }, claims, set));
    expect(await verify(decode(token), secret.text)).toMatchObject({ status: 'valid' });
  });

  it('reads a secret as UTF-8, or in the given encoding', async () => {
    const text = 'c2VjcmV0IG9mIG1vcmUgdGhhbiB0aGlydHktdHdvIGJ5dGVz';
    const asText = decode(expectToken(await sign({ alg: 'HS256' }, claims, text)));
    expect(await verify(asText, text, { secretEncoding: 'utf-8' })).toMatchObject({ status: 'valid' });
    const asBase64 = decode(
      expectToken(await sign({ alg: 'HS256' }, claims, text, { secretEncoding: 'base64url' })),
    );
    expect(await verify(asBase64, text, { secretEncoding: 'base64url' })).toMatchObject({ status: 'valid' });
  });
});

describe('sign with a header in text', () => {
  it('signs it as it is written', async () => {
    const header = '{ "alg":"HS256","n":1.50,\n"n":12345678901234567890}';
    const token = expectToken(await sign(header, claims, secret.text));
    expect(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).toBe(header);
    expect((await verify(decode(token), secret.text)).status).toBe('valid');
    const unsigned = expectToken(await sign('{"alg": "none"}', claims, '', { allowNone: true }));
    expect(unsigned).toBe(`${Buffer.from('{"alg": "none"}').toString('base64url')}.eyJzdWIiOiJhbGljZSJ9.`);
  });

  it('rejects text that is not a JSON object', async () => {
    for (const header of ['', '{"alg":"HS256"', '["alg"]', '"HS256"'])
      expect(await sign(header, claims, secret.text)).toMatchObject({ problem: 'header_invalid' });
  });
});

describe('the libraries behind sign', () => {
  it('sign like the runtime if both can', async () => {
    const input = new TextEncoder().encode('input');
    for (const name of ['Ed25519', 'Ed448'] as const) {
      const jwk = curves[name].jwk as unknown as PrivateJwk;
      const signature = signByLibrary(jwk, name, input) ?? Buffer.alloc(0);
      const publicKey = createPublicKey({ key: { ...jwk }, format: 'jwk' });
      expect([name, verifyWithNode(null, input, publicKey, signature)]).toEqual([name, true]);
    }
  });

  it('reject unsupported curves and invalid numbers', () => {
    const input = new Uint8Array(1);
    expect(signByLibrary({ kty: 'EC', d: 'AA' }, 'secp256k1', input)).toBeUndefined();
    expect(signByLibrary({ kty: 'EC', d: 'AA' }, 'P-256', input)).toBeUndefined();
    expect(signByLibrary({ kty: 'AKP', priv: 'AA' }, 'ML-DSA-44', input)).toBeUndefined();
    expect(signByLibrary({ kty: 'OKP' }, 'constructor', input)).toBeUndefined();
  });
});
