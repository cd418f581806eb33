import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { listKeys } from '../keys/list-keys';
import { check, claims, es256, rs256, tamper } from './check.fixture';
import { p256, rsa, signToken } from './keys.fixture';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** A DER value (X.690 §8.1). */
function wrap(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

/** A key with another algorithm identifier: the first sequence inside of a SPKI, and of PKCS#8 after its version. */
function relabel(key: KeyObject, identifier: Uint8Array): Buffer {
  const [der, version] =
    key.type === 'public'
      ? [key.export({ type: 'spki', format: 'der' }), hex('')]
      : [key.export({ type: 'pkcs8', format: 'der' }), hex('020100')];
  const start = der.indexOf(Buffer.concat([version, Buffer.from([0x30])]), 2) + version.length;
  return wrap(0x30, version, identifier, der.subarray(start + 2 + (der[start + 1] ?? 0)));
}

const oid = {
  rsa: hex('0609 2a864886f70d010101'),
  oaep: hex('0609 2a864886f70d010107'),
  mgf1: hex('0609 2a864886f70d010108'),
  pss: hex('0609 2a864886f70d01010a'),
  ecdh: hex('0605 2b8104010c'),
  p256: hex('0608 2a8648ce3d030107'),
  sha256: hex('0609 608648016503040201'),
  sha512: hex('0609 608648016503040203'),
};
const empty = hex('0500');

/** RSASSA-PSS-params (RFC 4055 §3.1). */
const pss = (hash: Uint8Array, mask: Uint8Array, salt: number) =>
  wrap(
    0x30,
    oid.pss,
    wrap(
      0x30,
      wrap(0xa0, wrap(0x30, hash, empty)),
      wrap(0xa1, wrap(0x30, oid.mgf1, wrap(0x30, mask, empty))),
      wrap(0xa2, wrap(0x02, Uint8Array.of(salt))),
    ),
  );

const identifiers = {
  any: wrap(0x30, oid.pss),
  sha256: pss(oid.sha256, oid.sha256, 32),
  shortSalt: pss(oid.sha256, oid.sha256, 20),
  longSalt: pss(oid.sha256, oid.sha256, 64),
  otherMask: pss(oid.sha256, oid.sha512, 32),
  defaults: wrap(0x30, oid.pss, hex('3000')),
};

const publicText = (identifier: Uint8Array) => relabel(rsa.publicKey, identifier).toString('base64');

/** A certificate, which nothing verifies, of a key whose own signature has this algorithm. */
function makeCertificate(spki: Uint8Array, signatureAlgorithm: Uint8Array): string {
  const name = wrap(0x30, wrap(0x31, wrap(0x30, hex('0603 550403'), wrap(0x0c, Buffer.from('x')))));
  const time = wrap(0x17, Buffer.from('260101000000Z'));
  const tbs = wrap(0x30, hex('020101'), signatureAlgorithm, name, wrap(0x30, time, time), name, spki);
  return wrap(0x30, tbs, signatureAlgorithm, hex('03020000')).toString('base64');
}

const tokens = Object.fromEntries(
  ['RS256', 'PS256', 'PS512'].map((alg) => [alg, signToken({ alg }, claims, rsa.privateKey)]),
);

describe('a key that is for one scheme only', () => {
  const spki = rsa.publicKey.export({ type: 'spki', format: 'der' });
  it.each([
    ['RSASSA-PSS', 'RS256', publicText(identifiers.any), 'RSASSA-PSS'],
    ['RSASSA-PSS', 'PS256', publicText(identifiers.any), undefined],
    ['RSASSA-PSS', 'PS512', publicText(identifiers.any), undefined],
    ['RSASSA-PSS with SHA-256', 'RS256', publicText(identifiers.sha256), 'RSASSA-PSS, SHA-256'],
    ['RSASSA-PSS with SHA-256', 'PS512', publicText(identifiers.sha256), 'RSASSA-PSS, SHA-256'],
    ['RSASSA-PSS with SHA-256', 'PS256', publicText(identifiers.sha256), undefined],
    ['RSASSA-PSS with a shorter salt', 'PS256', publicText(identifiers.shortSalt), undefined],
    [
      'RSASSA-PSS with a longer salt',
      'PS256',
      publicText(identifiers.longSalt),
      'RSASSA-PSS, SHA-256, salt ≥ 64',
    ],
    [
      'RSASSA-PSS with another MGF1',
      'PS256',
      publicText(identifiers.otherMask),
      'RSASSA-PSS, SHA-256, MGF1 SHA-512',
    ],
    ['RSASSA-PSS with defaults', 'PS256', publicText(identifiers.defaults), 'RSASSA-PSS, SHA-1'],
    ['RSAES-OAEP', 'RS256', publicText(wrap(0x30, oid.oaep)), 'RSAES-OAEP'],
    [
      'RSASSA-PSS in PKCS#8',
      'RS256',
      relabel(rsa.privateKey, identifiers.sha256).toString('base64'),
      'RSASSA-PSS, SHA-256',
    ],
    [
      'RSASSA-PSS in a certificate',
      'RS256',
      makeCertificate(relabel(rsa.publicKey, identifiers.any), identifiers.sha256),
      'RSASSA-PSS',
    ],
    [
      'RSASSA-PSS in the certificate of a JWK',
      'RS256',
      JSON.stringify({
        ...rsa.publicKey.export({ format: 'jwk' }),
        x5c: [makeCertificate(relabel(rsa.publicKey, identifiers.any), identifiers.sha256)],
      }),
      'RSASSA-PSS',
    ],
    ['any, in a certificate', 'RS256', makeCertificate(spki, identifiers.sha256), undefined],
  ])('(%s) matches %s with a warning unless the algorithm uses it', async (_, alg, key, scheme) => {
    const verdict = await check(tokens[alg] ?? '', key);
    const warnings = verdict.warnings.filter((rule) => rule !== 'KEY-PRIVATE-PASTED');
    expect(verdict.status).toBe('valid');
    expect(warnings).toEqual(scheme === undefined ? [] : ['KEY-ALG-MISMATCH']);
    expect(verdict.notes).toEqual(
      scheme === undefined ? undefined : [{ code: 'key_not_for_this', params: [[scheme], alg] }],
    );
  });

  it('can be for ECDH', async () => {
    const key = relabel(p256.publicKey, wrap(0x30, oid.ecdh, oid.p256)).toString('base64');
    expect(await check(es256, key)).toMatchObject({
      warnings: ['KEY-ALG-MISMATCH'],
      notes: [{ params: [['ECDH'], 'ES256'] }],
    });
  });

  it('makes no token invalid', async () => {
    expect(await check(tamper(rs256), publicText(identifiers.any))).toMatchObject({
      status: 'unchecked',
      reason: 'key_not_for_this',
      params: [['RSASSA-PSS'], 'RS256'],
    });
  });

  it('is read from what Node writes', async () => {
    const parameters = { hashAlgorithm: 'sha384', mgf1HashAlgorithm: 'sha384' };
    const { publicKey } = generateKeyPairSync('rsa-pss', { modulusLength: 2048, ...parameters });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const listing = await listKeys(pem);
    const [key] = 'problem' in listing ? [] : listing.keys;
    // The JWK states the scheme in its own way.
    expect(JSON.parse(key?.publicText ?? '{}')).toMatchObject({ kty: 'RSA', alg: 'PS384' });
  });
});
