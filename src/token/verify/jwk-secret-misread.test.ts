import { describe, expect, it } from 'vitest';
import { check, claims } from './check.fixture';
import { signToken } from './keys.fixture';

const secret = 'a plain secret with spaces and 32 letters';
const hex = Buffer.from(secret).toString('hex');
const token = signToken({ alg: 'HS256' }, claims, secret);

describe('"k" of a JWK that isn\'t base64url of the secret', () => {
  it.each([
    ['as text', secret, { code: 'secret_reading_text' }],
    ['in hex', hex, 'hex'],
  ])('is reported to match if it is the secret %s', async (_, k, reading) => {
    for (const jwk of [{ kty: 'oct', k }, { keys: [{ kty: 'oct', k, kid: 'a' }] }]) {
      const { status, notes } = await check(token, JSON.stringify(jwk));
      expect(status).not.toBe('valid');
      expect(notes).toContainEqual({ code: 'jwk_secret_misread', params: [reading] });
    }
  });

  it("isn't reported for another secret", async () => {
    const { notes } = await check(token, JSON.stringify({ kty: 'oct', k: 'another plain secret' }));
    expect(notes).toBeUndefined();
  });
});
