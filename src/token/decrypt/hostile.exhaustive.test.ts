import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { encrypt } from '../sign/encrypt';
import { createSecret, curves, rsa } from '../sign/keys.fixture';
import { sign } from '../sign/sign';
import { changeHeader, makeJwe, open } from '../sign/token.fixture';
import { encode } from '../token.fixture';
import { decrypt } from './decrypt';
import { isFilled } from '../param.fixture';
import type { Param } from '../param';

const secret = createSecret(16).text;
const keys = JSON.stringify({ keys: [rsa.jwk, createSecret(16).jwk, curves['P-256'].jwk, curves.X448.jwk] });

const tokens = await Promise.all([
  makeJwe({ alg: 'RSA1_5', enc: 'A128CBC-HS256' }, rsa.text),
  makeJwe({ alg: 'RSA-OAEP', enc: 'A128GCM' }, rsa.text),
  makeJwe({ alg: 'A128GCMKW', enc: 'A192CBC-HS384', zip: 'DEF' }, secret),
  makeJwe({ alg: 'ECDH-ES+A128KW', enc: 'A128GCM' }, curves['P-256'].text),
  makeJwe({ alg: 'ECDH-ES', enc: 'A128GCM' }, curves.X448.text),
  makeJwe({ alg: 'dir', enc: 'A128GCM' }, secret),
]);

async function expectOutcome(token: string, keyText: string): Promise<void> {
  const { status, params } = await decrypt(decode(token), keyText);
  expect(['decrypted', 'failed', 'unchecked']).toContain(status);
  expectFilled(params);
}

/** Each param has a value. */
function expectFilled(params: readonly Param[]): void {
  expect(isFilled(params)).toBe(true);
}

describe('decrypt never throws', { timeout: 60_000 }, () => {
  it('for any text as token and any text as key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (token, key) => {
        await expectOutcome(token, key);
        await expectOutcome(tokens[5] ?? '', key);
        await expectOutcome(token, keys);
      }),
      { numRuns: 200 },
    );
  });

  it('for a token with any character changed, lost or duplicated', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...tokens),
        fc.nat(),
        fc.constantFrom('', 'A', 'AA', '.', '{'),
        async (token, position, other) => {
          const at = position % token.length;
          await expectOutcome(token.slice(0, at) + other + token.slice(at + 1), keys);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('for any header in any serialization', async () => {
    const names = ['alg', 'enc', 'zip', 'crit', 'kid', 'epk', 'apu', 'apv', 'iv', 'tag', 'p2s', 'p2c'];
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('PBES2-HS256+A128KW', 'A128GCMKW', 'ECDH-ES', 'dir', 'A128GCM', 'DEF'),
      fc.constant({ kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' }),
      // A valid iteration count would be run.
      fc.constantFrom(-1, 0, 0.5, 2 ** 31, 2 ** 53),
    );
    const members = fc.dictionary(fc.constantFrom(...names), value).filter(({ p2c }) => !isRun(p2c));
    await fc.assert(
      fc.asyncProperty(members, members, async (header, other) => {
        await expectOutcome(`${encode({ alg: 'dir', enc: 'A128GCM', ...header })}.AAAA.AAAA.AAAA.AAAA`, keys);
        const jwe = {
          protected: encode(header),
          unprotected: other,
          recipients: [
            { header: other, encrypted_key: 'AAAA' },
            { header: { alg: 'A128KW', enc: 'A128GCM' } },
          ],
          iv: 'AAAA',
          ciphertext: 'AAAA',
          tag: 'AAAA',
        };
        await expectOutcome(JSON.stringify(jwe), keys);
      }),
      { numRuns: 300 },
    );
  });

  it('for a megabyte of ciphertext', async () => {
    const bytes = new Uint8Array(780_000).fill(65);
    for (const enc of ['A128GCM', 'A128CBC-HS256']) {
      const token = await makeJwe({ alg: 'A128KW', enc }, secret, bytes);
      expect(token.length).toBeGreaterThan(1_000_000);
      const { plaintext = new Uint8Array() } = await open(token, secret);
      expect(Buffer.compare(plaintext, bytes)).toBe(0);
      expect(await open(`${token.slice(0, -8)}AAAAAAAA`, secret)).toMatchObject({ status: 'failed' });
    }
  });

  it('for a hundred recipients and a hundred keys', async () => {
    const recipients = Array.from({ length: 100 }, () => ({
      header: { alg: 'A128KW' },
      encrypted_key: 'AAAA',
    }));
    const jwe = {
      protected: encode({ enc: 'A128GCM' }),
      recipients,
      ciphertext: '',
      tag: encode('x'.repeat(16)),
    };
    const token = JSON.stringify({ ...jwe, iv: encode('x'.repeat(12)) });
    const many = Array.from({ length: 100 }, (_, fill) => createSecret(16, fill).jwk);
    expect(await open(token, JSON.stringify({ keys: many }))).toMatchObject({
      status: 'unchecked',
      reason: 'too_many_keys',
      params: [100, 9900],
    });
  });

  it('for as many iterations as multiple keys and recipients can require together', async () => {
    const header = { alg: 'PBES2-HS256+A128KW', p2c: 1_200_000, p2s: 'AAAAAAAAAAAAAAAA' };
    const recipients = Array.from({ length: 100 }, () => ({ header, encrypted_key: 'AAAA' }));
    const jwe = {
      protected: encode({ enc: 'A128GCM' }),
      recipients,
      ciphertext: '',
      tag: encode('x'.repeat(16)),
    };
    const token = JSON.stringify({ ...jwe, iv: encode('x'.repeat(12)) });
    expect(await open(token, 'password')).toMatchObject({
      status: 'unchecked',
      reason: 'limit_reached',
      // The password has two readings, and four attempts are within the limit.
      params: [2, 100],
    });
  });

  it('for a key with the longest numbers', async () => {
    const long = 'f'.repeat(900_000);
    const [rsa15 = '', oaep = ''] = tokens;
    for (const token of [rsa15, oaep]) {
      await expectOutcome(token, JSON.stringify({ ...rsa.jwk, d: long }));
      await expectOutcome(token, JSON.stringify({ ...rsa.jwk, n: long, d: long }));
    }
  });
});

describe('sign and encrypt never throw', { timeout: 60_000 }, () => {
  const algs = fc.constantFrom(
    'HS256',
    'ES256',
    'RS256',
    'Ed448',
    'ML-DSA-44',
    'none',
    'dir',
    'ECDH-ES',
    'RSA1_5',
  );

  it('for any header and any key', async () => {
    const header = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }));
    await fc.assert(
      fc.asyncProperty(algs, header, fc.oneof(fc.string(), fc.constant(keys)), async (alg, members, key) => {
        for (const making of [
          await sign({ ...members, alg }, 'text', key),
          await encrypt({ ...members, alg, enc: 'A128GCM' }, 'text', key),
        ]) {
          if ('problem' in making) {
            expectFilled(making.params);
          } else expect(decode(making.token).kind).toMatch(/^jw[es]$/);
        }
      }),
      { numRuns: 150 },
    );
  });
});

/** Whether this many iterations would run without permission. */
function isRun(p2c: unknown): boolean {
  return typeof p2c === 'number' && p2c > 1000 && p2c <= 1_200_000;
}

describe('a token that can be decrypted', { timeout: 60_000 }, () => {
  it('fails with any other header', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...tokens), fc.jsonValue(), async (token, value) => {
        const changed = changeHeader(token, (header) => Object.assign(header, { x: value }));
        expect((await open(changed, keys)).status).toBe('failed');
      }),
      { numRuns: 60 },
    );
  });
});
