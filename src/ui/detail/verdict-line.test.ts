import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decode, verify } from '../../token';
import { english } from '../fixture/english.fixture';
import { describeVerdict } from '../format/verdict';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString().trim();
const jwk = publicKey.export({ format: 'jwk' });
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function makeToken(header: object, secret?: string): string {
  const signed = `${encode(header)}.${encode({ sub: 'alice' })}`;
  const signature =
    secret === undefined
      ? sign('sha256', Buffer.from(signed), privateKey)
      : createHmac('sha256', secret).update(signed).digest();
  return `${signed}.${signature.toString('base64url')}`;
}

async function describeWith(token: string, key: unknown): Promise<string> {
  const keyText = typeof key === 'string' ? key : JSON.stringify(key);
  const verdict = await verify(decode(token), keyText);
  return `${verdict.status}: ${describeVerdict(english, verdict)}`;
}

const rs256 = makeToken({ alg: 'RS256', kid: 'a' });

describe('the sentence of a verdict', () => {
  it.each([
    [
      'the algorithm that a name stands for',
      makeToken({ alg: 'HmacSHA256' }, 'a'.repeat(32)),
      'a'.repeat(32),
      /^valid: .*"HmacSHA256" isn’t a JWS algorithm name\. .*HS256/,
    ],
    ['the same without a key', makeToken({ alg: 'rsa-sha256' }), '', /^unchecked: .*usually means RS256/],
    [
      'the key with another kid',
      rs256,
      { keys: [{ ...jwk, kid: 'b' }] },
      /^unchecked: .*\("a"\).* matches another key of the set \(RSA 2048, kid "b"\)/,
    ],
    [
      'the use of the key',
      rs256,
      { ...jwk, use: 'enc' },
      /^valid: .*marked for another use \("use": "enc"\)/,
    ],
    ['the damage of a PEM', rs256, pem.slice(0, -1), /^valid: .*five dashes/],
    ['the damage of a JWK', rs256, { ...jwk, n: `${jwk.n}==` }, /^valid: .*leading zeros: n\./],
    ['an RSA exponent of 1', rs256, { ...jwk, e: 'AQ' }, /^unchecked: .*exponent must be odd and at least 3/],
    [
      'a PEM as the modulus',
      rs256,
      { ...jwk, n: Buffer.from(pem).toString('base64') },
      /^unchecked: .*"n".*PEM/,
    ],
  ])('states %s', async (_, token, key, sentence) => {
    expect(await describeWith(token, key)).toMatch(sentence);
  });

  it('never suggests to overwrite an OpenSSH key', async () => {
    const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nAA\n-----END OPENSSH PRIVATE KEY-----';
    const sentence = await describeWith(rs256, key);
    expect(sentence).toMatch(/OpenSSH private key.*"ssh-keygen -y -f key"/);
    // With -p, ssh-keygen writes to the file of -f.
    expect(sentence.match(/ssh-keygen -p[^"]*/g)).toEqual(['ssh-keygen -p -m PKCS8 -f copy']);
    expect(sentence).toContain('cp key copy &&');
  });
});
