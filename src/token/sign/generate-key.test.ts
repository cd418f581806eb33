import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import type { Jwe } from '../token';
import { decrypt } from '../decrypt/decrypt';
import { verify } from '../verify/verify';
import { encrypt } from './encrypt';
import { generateKey } from './generate-key';
import { sign } from './sign';
import { expectToken } from './token.fixture';

describe('a generated key', () => {
  it.each(['HS256', 'HS512', 'RS256', 'PS384', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'])(
    'signs with %s, and its public key verifies',
    async (alg) => {
      const key = await generateKey({ alg });
      const token = decode(expectToken(await sign({ alg }, { sub: 'alice' }, key?.keyText ?? '')));
      const other = await generateKey({ alg });
      const texts = key?.publicKey
        ? [JSON.stringify({ keys: [key.publicKey.jwk] }), key.publicKey.pem]
        : [key?.keyText ?? ''];
      for (const text of texts) expect((await verify(token, text)).status).toBe('valid');
      const otherText = other?.publicKey?.pem ?? other?.keyText ?? '';
      expect((await verify(token, otherText)).status).toBe('invalid');
    },
  );

  it.each([
    ['RSA-OAEP-256', 'A256GCM'],
    ['ECDH-ES+A128KW', 'A128CBC-HS256'],
    ['A256KW', 'A256GCM'],
    ['A128GCMKW', 'A128GCM'],
    ['dir', 'A256CBC-HS512'],
    ['PBES2-HS256+A128KW', 'A128GCM'],
  ])('decrypts what was encrypted with %s', async (alg, enc) => {
    const header = { alg, enc, ...(alg.startsWith('PBES2') && { p2c: 1_000 }) };
    const key = await generateKey(header);
    const encrypted = await encrypt(header, { sub: 'alice' }, key?.publicKey?.pem ?? key?.keyText ?? '');
    const token = decode(expectToken(encrypted)) as Jwe;
    expect((await decrypt(token, key?.keyText ?? '')).claims).toEqual({ sub: 'alice' });
  });

  it('has a public key without private members, in both forms', async () => {
    const { publicKey } = (await generateKey({ alg: 'RS256' })) ?? {};
    expect(Object.keys(publicKey?.jwk ?? {}).toSorted()).toEqual(['alg', 'e', 'kty', 'n', 'use']);
    const { n } = createPublicKey(publicKey?.pem ?? '').export({ format: 'jwk' });
    expect(publicKey?.jwk['n']).toBe(n);
  });

  it('is missing for an algorithm that the runtime or jose lacks', async () => {
    for (const header of [{ alg: 'ES256K' }, { alg: 'none' }, { alg: 'constructor' }, { alg: 'dir' }, {}]) {
      expect(await generateKey(header)).toBeUndefined();
    }
  });
});
