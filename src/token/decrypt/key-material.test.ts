import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { compressed, readable, uncompressed, unreadable } from '../keys/forms.fixture';
import { encrypt } from '../sign/encrypt';
import { sign } from '../sign/sign';
import { p256, p384 } from '../verify/keys.fixture';
import { decrypt } from './decrypt';

/** A JWE with these bytes as its shared key. */
async function encryptWith(alg: string, enc: string, key: Uint8Array): Promise<string> {
  const jwk = JSON.stringify({ kty: 'oct', k: Buffer.from(key).toString('base64url') });
  const made = await encrypt({ alg, enc }, { sub: 'alice' }, jwk);
  if (!('token' in made)) throw new Error(made.problem);
  return made.token;
}

describe('a symmetric key', () => {
  it('is never made from a point, with or without its first byte', async () => {
    const xy = uncompressed(p256.publicKey).subarray(1);
    const token = decode(await encryptWith('dir', 'A256CBC-HS512', xy));
    for (const text of [xy.toString('hex'), xy.toString('base64'), xy.toString('base64url')]) {
      expect(await decrypt(token, text)).toMatchObject({ status: 'unchecked', reason: 'key_wrong_kind' });
    }
  });

  it('is never made from key material as a password', async () => {
    for (const text of [
      compressed(p384.publicKey).toString('hex'),
      ...Object.values(readable).map(([one]) => one),
    ]) {
      const made = await encrypt(
        { alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c: 1_000 },
        { sub: 'alice' },
        JSON.stringify({ kty: 'oct', k: Buffer.from(text).toString('base64url') }),
      );
      if (!('token' in made)) throw new Error(made.problem);
      expect(await decrypt(decode(made.token), text)).toMatchObject({ status: 'unchecked' });
    }
  });
});

describe('unreadable key material', () => {
  it.each(Object.entries(unreadable))(
    '%s is identified by decryption, signing and encryption',
    async (_, [text, keyMaterial]) => {
      const token = decode(await encryptWith('dir', 'A128GCM', new Uint8Array(16)));
      const about = { params: [], keyMaterial };
      expect(await decrypt(token, text)).toMatchObject({
        status: 'unchecked',
        reason: 'key_unreadable',
        ...about,
      });
      expect(await sign({ alg: 'HS256' }, {}, text)).toMatchObject({ problem: 'key_unreadable', ...about });
      expect(await encrypt({ alg: 'dir', enc: 'A128GCM' }, {}, text)).toMatchObject({
        problem: 'key_unreadable',
        ...about,
      });
    },
  );
});
