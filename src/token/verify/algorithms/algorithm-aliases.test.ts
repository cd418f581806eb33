import { describe, expect, it } from 'vitest';
import { encode } from '../../token.fixture';
import { check, claims, outcome, p256Jwk, secret, tamper } from '../check.fixture';
import { ed25519, p256, p384, p521, publicPem, rsa, signText } from '../keys.fixture';
import { findAliased } from './algorithm-aliases';
import { isSameAlgorithm } from './signature-algorithms';

const keys = { HS: secret, RS: rsa, PS: rsa, Ed: ed25519 } as const;
const curves = { ES256: p256, ES384: p384, ES512: p521 } as const;

/** A token whose header has an alias, signed with the algorithm that it stands for, and its key. */
function signAliased(alias: unknown, alg: string): readonly [token: string, key: string] {
  const signed = `${encode({ typ: 'JWT', alg: alias })}.${encode(claims)}`;
  const pair =
    alg in curves ? curves[alg as keyof typeof curves] : keys[alg.slice(0, 2) as keyof typeof keys];
  const signature = signText(alg, signed, typeof pair === 'string' ? pair : pair.privateKey);
  return [
    `${signed}.${signature.toString('base64url')}`,
    typeof pair === 'string' ? pair : publicPem(pair.publicKey),
  ];
}

const aliases: readonly (readonly [alias: unknown, alg: string])[] = [
  ['HmacSHA256', 'HS256'],
  ['HMACSHA512', 'HS512'],
  ['HmacSha384', 'HS384'],
  ['HMAC-SHA256', 'HS256'],
  ['HMAC_SHA_256', 'HS256'],
  ['HMAC-SHA2-256', 'HS256'],
  ['HMAC with SHA-384', 'HS384'],
  ['hmacWithSHA512', 'HS512'],
  ['SHA256HMAC', 'HS256'],
  ['hs256', 'HS256'],
  ['Hs384', 'HS384'],
  ['HS-512', 'HS512'],
  [' HS256 ', 'HS256'],
  ['SignatureAlgorithm.HS256', 'HS256'],
  ['SecurityAlgorithms.HmacSha256Signature', 'HS256'],
  ['Jwt::Algorithm::HS256', 'HS256'],
  ['http://www.w3.org/2001/04/xmldsig-more#hmac-sha256', 'HS256'],
  ['http://www.w3.org/2001/04/xmldsig-more#hmac-sha384', 'HS384'],
  ['http://www.w3.org/2001/04/xmldsig-more#hmac-sha512', 'HS512'],
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'RS256'],
  ['https://www.w3.org/2001/04/xmldsig-more#rsa-sha512', 'RS512'],
  ['http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256', 'ES256'],
  ['http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384', 'ES384'],
  ['http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1', 'PS256'],
  ['http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519', 'Ed25519'],
  ['ESP256', 'ES256'],
  ['ESP384', 'ES384'],
  ['ecdsa-sha2-nistp256', 'ES256'],
  ['ecdsa-sha2-nistp521', 'ES512'],
  ['P-384', 'ES384'],
  ['secp256r1', 'ES256'],
  ['prime256v1', 'ES256'],
  ['rs256', 'RS256'],
  ['RSA256', 'RS256'],
  ['RSA-SHA256', 'RS256'],
  ['rsa-sha384', 'RS384'],
  ['SHA256withRSA', 'RS256'],
  ['SHA512WithRSA', 'RS512'],
  ['sha256WithRSAEncryption', 'RS256'],
  ['SHA-384 with RSA', 'RS384'],
  ['RSASSA-PKCS1-v1_5 using SHA-256', 'RS256'],
  ['RSASSA_PKCS1_V1_5_SHA_256', 'RS256'],
  ['RSA_SIGN_PKCS1_2048_SHA256', 'RS256'],
  ['ps384', 'PS384'],
  ['RSA-PSS-SHA256', 'PS256'],
  ['RSASSA_PSS_SHA_512', 'PS512'],
  ['SHA256withRSAandMGF1', 'PS256'],
  ['SHA256withRSA/PSS', 'PS256'],
  ['RSA_SIGN_PSS_3072_SHA256', 'PS256'],
  ['es256', 'ES256'],
  ['SHA256withECDSA', 'ES256'],
  ['SHA384withECDSAinP1363Format', 'ES384'],
  ['SHA256withPLAIN-ECDSA', 'ES256'],
  ['ECDSA-SHA256', 'ES256'],
  ['ECDSA_SHA_384', 'ES384'],
  ['ecdsa-with-SHA512', 'ES512'],
  ['ECDSA_P256_SHA256', 'ES256'],
  ['EC_SIGN_P384_SHA384', 'ES384'],
  ['ES521', 'ES512'],
  ['ed25519-nkey', 'Ed25519'],
  ['ed25519', 'Ed25519'],
  ['EDDSA', 'EdDSA'],
  ['eddsa', 'EdDSA'],
  ['Ed25519Signature2018', 'Ed25519'],
  ['1.2.840.113549.1.1.11', 'RS256'],
  ['urn:oid:1.2.840.10045.4.3.2', 'ES256'],
];

describe('another name of an algorithm', () => {
  it.each(aliases)('%s is tried as %s, with a note', async (alias, alg) => {
    const [token, key] = signAliased(alias, alg);
    const note = { code: 'alg_alias', params: [String(alias).trim(), alg] };
    const verdict = await check(token, key);
    expect(verdict).toMatchObject({ status: 'valid', reason: 'signature_matches' });
    expect(verdict.params[0]).toBe(alg);
    expect(
      verdict.notes?.map(({ code, params }) => ({ code, params: params.map(String).map(trim) })),
    ).toEqual([note]);
    for (const [other, text, variant] of [
      [tamper(token), key, 'alg_alias_mismatch'],
      [token, ' ', 'alg_alias'],
    ] as const) {
      const unmatched = await check(other, text);
      expect(unmatched).toMatchObject({ status: 'unchecked', reason: 'alg_unsupported', variant });
      expect(unmatched.params[1]).toBe(alg);
    }
    expect(await check(token, '{"a":1}')).toMatchObject({
      reason: 'key_unreadable',
      notes: [{ code: 'alg_alias' }],
    });
  });

  it.each([
    'none',
    'None',
    'HS1',
    'HmacSHA1',
    'RS1',
    'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
    'https://example.test/2001/04/xmldsig-more#hmac-sha256',
    'RSA',
    'HMAC',
    'SHA256',
    'ES256K-R',
    'constructor',
    '__proto__',
    'RSA-OAEP-256',
    'A256GCM',
    '5.6',
    '',
    `hs256${' '.repeat(200)}`,
    { alg: 'HS256' },
    null,
    ['hs256'],
    0,
  ])("isn't assumed for %j", async (alg) => {
    expect(findAliased(alg)).toBeUndefined();
    expect((await check(`${encode({ alg })}.${encode(claims)}.AAAA`, secret)).status).toBe('unchecked');
  });

  it('is compared with the expected algorithms by what it stands for', async () => {
    const [token, key] = signAliased('HmacSHA256', 'HS256');
    expect(await outcome(token, key, { algorithms: ['HS256'] })).toBe('valid signature_matches');
    expect(await outcome(token, key, { algorithms: ['RS256'] })).toBe('unchecked alg_unexpected');
  });

  it("of a key isn't a conflict unless it stands for another algorithm", async () => {
    const [token] = signAliased('ES256', 'ES256');
    const withAlg = (alg: string) => check(token, { ...p256Jwk, alg });
    expect(await withAlg('SHA256withECDSA')).toMatchObject({ status: 'valid', warnings: [] });
    expect(await withAlg('SHA384withECDSA')).toMatchObject({ warnings: ['KEY-ALG-MISMATCH'] });
    expect(isSameAlgorithm('EdDSA', 'ed25519')).toBe(true);
    expect(isSameAlgorithm('Ed448', 'ed25519')).toBe(false);
  });

  it('never lets a public key be used as a secret', async () => {
    const pem = publicPem(rsa.publicKey);
    const signed = `${encode({ alg: 'hmac-sha256' })}.${encode(claims)}`;
    const token = `${signed}.${signText('HS256', signed, pem).toString('base64url')}`;
    expect(await check(token, pem)).toMatchObject({
      status: 'unchecked',
      reason: 'key_wrong_kind',
      warnings: ['HMAC-KEY-IS-PUBLIC'],
    });
  });
});

function trim(text: string): string {
  return text.trim();
}
