import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import type { Jws } from '../token';
import { listKnownSecrets } from './known-words';
import { createSecretTrial } from './secret-trial';

function sign(alg: string, secret: string): Jws {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${encode({ alg })}.${encode({ sub: 'alice' })}`;
  const signature = createHmac(`sha${alg.slice(2)}`, secret)
    .update(signed)
    .digest('base64url');
  const token = decode(`${signed}.${signature}`);
  if (token.kind !== 'jws') throw new Error('not signed');
  return token;
}

describe('createSecretTrial', () => {
  it('finds nothing among wrong and empty secrets', async () => {
    expect(await createSecretTrial(sign('HS256', 'right'))?.findSecret(['', 'wrong', 'Right'])).toBe(-1);
    expect(await createSecretTrial(sign('HS256', 'right'))?.findSecret([])).toBe(-1);
  });

  it.each(['HS256', 'HS384', 'HS512'])('finds the %s secret at any position', async (alg) => {
    const words = Array.from({ length: 300 }, (_, index) => `word ${index}`);
    expect(await createSecretTrial(sign(alg, 'word 0'))?.findSecret(words)).toBe(0);
    expect(await createSecretTrial(sign(alg, 'word 299'))?.findSecret(words)).toBe(299);
  });

  it("is undefined for a token that isn't signed with a secret", () => {
    const unsigned = decode(`${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`);
    const other = decode(`${Buffer.from('{"alg":"RS256"}').toString('base64url')}.e30.AAAA`);
    expect([unsigned, other].map((token) => createSecretTrial(token as Jws))).toEqual([undefined, undefined]);
  });
});

describe('listKnownSecrets', () => {
  it('has no duplicates and no empty secret', () => {
    const words = listKnownSecrets();
    expect(new Set(words).size).toBe(words.length);
    expect(words).not.toContain('');
    expect(words.length).toBeGreaterThan(5_000);
  });

  it.each(['secret', 'your-256-bit-secret', 'JWT_SECRET', 'changeMe123', 'keyboard cat', '1234567890'])(
    'contains %s',
    (word) => {
      expect(listKnownSecrets()).toContain(word);
    },
  );
});
