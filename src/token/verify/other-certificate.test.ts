import { describe, expect, it } from 'vitest';
import { check, claims, tamper } from './check.fixture';
import { certificate, certificateKey, signToken } from './keys.fixture';

const leaf = certificate.replace(/-----.*-----|\n/g, '');
/** A self-signed certificate that was made for this test, `CN=ca.test`. */
const ca = [
  'MIIBejCCASGgAwIBAgIUL2XwvsIlkKoPcWHV4p+RcPE8w8AwCgYIKoZIzj0EAwIwEjEQMA4GA1UEAwwHY2EudGVzdD',
  'AgFw0yNjEyMDExODU4MDlaGA8yMTI2MTEwNzE4NTgwOVowEjEQMA4GA1UEAwwHY2EudGVzdDBZMBMGByqGSM49AgEG',
  'CCqGSM49AwEHA0IABMumLg/U3z0ZTeKINK08IjMOCUokM4hkV4b+qMafAiM6DhOIIa3buDG6Sx4MnsnifSz3meBq70',
  'juy4Sxjzj8V2WjUzBRMB0GA1UdDgQWBBSOXyydWqKlCyY+1k8SyXe2ayTbAjAfBgNVHSMEGDAWgBSOXyydWqKlCyY+',
  '1k8SyXe2ayTbAjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIDmuQOu4ONsqlT2Hao/rllt5lUbGOo',
  'WnwP8gzC6rNO0RAiBvVV+Z/KwYqCXgdFPrER3IzzX1jTovDVZA9fPdJoRt1A==',
].join('');
const token = signToken({ alg: 'ES256', kid: 'a' }, claims, certificateKey);
const otherCertificate = { code: 'other_certificate_matches', params: [2] };

describe('the certificates of a key', () => {
  it.each([
    ['a JWK without numbers', { kty: 'EC', x5c: [ca, leaf] }],
    ['a JWKS', { keys: [{ kty: 'EC', kid: 'a', x5c: [ca, leaf] }] }],
    ['a list', [ca, leaf]],
  ])('in the wrong order in %s are reported, and not used', async (_, key) => {
    expect(await check(token, key)).toMatchObject({ status: 'invalid', notes: [otherCertificate] });
    expect((await check(tamper(token), key)).notes).toBeUndefined();
  });

  it('in the right order need no note', async () => {
    const verdict = await check(token, { kty: 'EC', x5c: [leaf, ca] });
    expect(verdict).toMatchObject({
      status: 'valid',
      key: { certificates: [{}, { subject: 'CN=ca.test' }] },
    });
    expect(verdict.notes).toBeUndefined();
  });

  it('in the wrong order in a header are reported', async () => {
    const header = { alg: 'ES256', x5c: [ca, leaf] };
    const verdict = await check(signToken(header, claims, certificateKey), '');
    expect(verdict).toMatchObject({ status: 'invalid', notes: [otherCertificate] });
  });
});
