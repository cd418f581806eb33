import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encode } from '../../token.fixture';
import { check, claims, es256 } from '../check.fixture';
import { otherP256, p256, publicPem } from '../keys.fixture';

const signed = `${encode({ alg: 'ES256' })}.${encode(claims)}`;
/** The order of P-256 (FIPS 186-5, SP 800-186 §3.2.1.3). */
const ORDER = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';

describe('an ECDSA signature that does not match', () => {
  it('is reported if it is in ASN.1, and whether it matches after conversion', async () => {
    const der = sign('sha256', Buffer.from(signed), { key: p256.privateKey, dsaEncoding: 'der' });
    const token = `${signed}.${der.toString('base64url')}`;
    expect(await check(token, publicPem(p256.publicKey))).toMatchObject({
      status: 'invalid',
      reason: 'signature_length',
      warnings: ['SIG-ECDSA-DER'],
      notes: [{ code: 'signature_der_matches' }],
    });
    const verdict = await check(token, publicPem(otherP256.publicKey));
    expect(verdict.notes).toMatchObject([{ code: 'signature_der_mismatch' }]);
  });

  it.each([
    ['zero as R and S', '00'.repeat(64)],
    ['zero as R', `${'00'.repeat(32)}${'11'.repeat(32)}`],
    ['zero as S', `${'11'.repeat(32)}${'00'.repeat(32)}`],
    ['the order as S', `${'11'.repeat(32)}${ORDER}`],
  ])('is reported if it has %s', async (_, hex) => {
    const token = `${signed}.${Buffer.from(hex, 'hex').toString('base64url')}`;
    expect(await check(token, publicPem(p256.publicKey))).toMatchObject({
      status: 'invalid',
      reason: 'signature_mismatch',
      warnings: ['SIG-ECDSA-ZERO'],
      notes: [{ code: 'signature_zero' }],
    });
  });

  it('has no notes if its form is valid', async () => {
    const verdict = await check(es256, publicPem(otherP256.publicKey));
    expect(verdict).toMatchObject({ status: 'invalid', warnings: [] });
    expect(verdict.notes).toBeUndefined();
  });
});
