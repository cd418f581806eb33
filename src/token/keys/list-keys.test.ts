import { exportJWK, exportPKCS8, exportSPKI, generateKeyPair, type JWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { listKeys, readPublicKey, type ListedKey } from './list-keys';

async function list(text: string): Promise<readonly ListedKey[]> {
  const listing = await listKeys(text);
  return 'problem' in listing ? [] : listing.keys;
}

async function makePair(alg: string) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return {
    pem: await exportPKCS8(privateKey),
    spki: await exportSPKI(publicKey),
    jwk: await exportJWK(privateKey),
  };
}

const parse = (text: string | undefined) => JSON.parse(text ?? 'null') as JWK | null;

describe('listKeys', () => {
  it.each(['RS256', 'ES256', 'Ed25519'])('separates the public from the private key (%s)', async (alg) => {
    const { pem, jwk } = await makePair(alg);
    for (const text of [pem, JSON.stringify({ ...jwk, kid: 'one' })]) {
      const [key, ...others] = await list(text);
      expect(others).toEqual([]);
      const [open, secret] = [parse(key?.publicText), parse(key?.privateText)];
      expect(secret?.d).toBe(jwk.d);
      expect(open).not.toBeNull();
      for (const name of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) expect(open).not.toHaveProperty(name);
      expect(open).toMatchObject({ kty: jwk.kty });
      expect(key?.publicText).not.toContain(jwk.d);
    }
  });

  it('lists each key of a set, a secret only as a private text', async () => {
    const { jwk } = await makePair('ES256');
    const keys = [{ ...jwk, kid: 'a' }, { kty: 'oct', k: 'c2VjcmV0', kid: 'b' }, { kty: 'EC' }];
    const listing = await listKeys(JSON.stringify({ keys }));
    expect(listing).toMatchObject({
      keys: [{ summary: { kid: 'a' } }, { summary: { kid: 'b', kind: 'oct' } }],
      unread: [{ why: { code: 'key_problem_member_missing' } }],
    });
    const [, secret] = await list(JSON.stringify({ keys }));
    expect(secret).not.toHaveProperty('publicText');
    expect(parse(secret?.privateText)).toEqual({ kty: 'oct', k: 'c2VjcmV0', kid: 'b' });
  });

  it('lists a secret once, although it can be decoded in several ways', async () => {
    expect(await list('c2VjcmV0c2VjcmV0')).toMatchObject([
      { summary: { form: 'secret' }, privateText: 'c2VjcmV0c2VjcmV0' },
    ]);
  });

  it('has no public text for a key whose public number is the private one', async () => {
    const { jwk } = await makePair('Ed25519');
    const [key] = await list(JSON.stringify({ ...jwk, x: jwk.d }));
    expect(key).not.toHaveProperty('publicText');
  });

  it('reports why a text has no keys', async () => {
    expect(await listKeys('https://id.example/jwks')).toMatchObject({ problem: 'key_unreadable' });
  });
});

describe('readPublicKey', () => {
  it('reads one public key', async () => {
    const { spki, jwk } = await makePair('ES256');
    const { kty, crv, x, y } = jwk;
    const read = await readPublicKey(spki);
    expect(parse(read?.jwk)).toEqual({ kty, crv, x, y });
    const again = await readPublicKey(read?.jwk ?? '');
    expect([parse(again?.jwk), again?.thumbprint]).toEqual([parse(read?.jwk), read?.thumbprint]);
  });

  it('rejects private keys, secrets and sets', async () => {
    const { pem, jwk } = await makePair('ES256');
    const { d: _, ...publicJwk } = jwk;
    const rejected = [
      pem,
      JSON.stringify(jwk),
      'secret',
      JSON.stringify({ kty: 'oct', k: 'c2VjcmV0' }),
      JSON.stringify({ keys: [publicJwk, publicJwk] }),
      '',
    ];
    for (const text of rejected) expect(await readPublicKey(text), text).toBeUndefined();
  });

  it('rejects bytes that may be a secret, although they are a point', async () => {
    const { jwk } = await makePair('ES256');
    const [x, y] = [jwk.x, jwk.y].map((number) => Buffer.from(String(number), 'base64url'));
    const compressed = Buffer.concat([Buffer.of(2 + ((y?.at(-1) ?? 0) & 1)), x ?? Buffer.alloc(0)]);
    const uncompressed = Buffer.concat([Buffer.of(4), x ?? Buffer.alloc(0), y ?? Buffer.alloc(0)]);
    const ed448 = Buffer.from(
      '5fd7449b59b461fd2ce787ec616ad46a1da1342485a70e1f8a0ea75d80e96778edf124769b46c7061bd6783df1e50f6cd1fa1abeafe8256180',
      'hex',
    );
    for (const bytes of [compressed, ed448]) {
      const keys = await list(bytes.toString('base64url'));
      expect(keys.length).toBeGreaterThan(0);
      expect(keys.every(({ isGuess }) => isGuess)).toBe(true);
      expect(await readPublicKey(bytes.toString('base64url'))).toBeUndefined();
    }
    expect(await readPublicKey(uncompressed.toString('base64url'))).toBeDefined();
  });
});
