import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { check, claims } from './check.fixture';
import { ed25519, p256, privatePem, publicPem, rsa, signToken } from './keys.fixture';

const pem = privatePem(rsa.privateKey);
const oneLine = pem.trim().replaceAll('\n', String.raw`\n`);
const sign = (secret: string | Uint8Array) => signToken({ alg: 'HS256' }, claims, secret);

describe('a private key that was used as the secret of an HMAC', () => {
  it.each([
    ['as pasted', pem, pem, 'secret_form_pasted'],
    ['pasted without the last line break', pem.trim(), pem, 'secret_form_pasted_line_break'],
    ['used without the last line break', pem, pem.trim(), 'secret_form_pasted_bare'],
    ['with CRLF', pem, pem.replaceAll('\n', '\r\n'), 'secret_form_pasted_windows'],
    ['pasted with CRLF', pem.replaceAll('\n', '\r\n'), pem, 'secret_form_pasted_line_break'],
    ['with escaped line breaks', pem, oneLine, 'secret_form_pasted_escaped'],
    ['with escaped line breaks to its end', pem, `${oneLine}\\n`, 'secret_form_pasted_escaped'],
    ['pasted with escaped line breaks', oneLine, pem.trim(), 'secret_form_pasted_bare'],
    ['pasted from an environment file', `PRIVATE_KEY="${oneLine}\\n"`, pem, 'secret_form_pasted_line_break'],
    [
      'pasted as a JSON member',
      `"private_key": ${JSON.stringify(pem)},`,
      pem,
      'secret_form_pasted_line_break',
    ],
    ['without line breaks', pem, pem.replaceAll('\n', ''), 'secret_form_pasted_one_line'],
    ['with spaces for line breaks', pem, pem.trim().replaceAll('\n', ' '), 'secret_form_pasted_one_line'],
    ['in base64', pem, Buffer.from(pem).toString('base64'), 'secret_form_pasted_base64'],
    ['pasted in base64', Buffer.from(pem).toString('base64'), pem, 'secret_form_pasted_decoded'],
    [
      'without its armor',
      pem,
      pem.replace(/-----.*-----/g, '').replaceAll('\n', ''),
      'secret_form_der_base64',
    ],
    ['as DER', pem, rsa.privateKey.export({ type: 'pkcs8', format: 'der' }), 'secret_form_der'],
  ])('%s is identified, with what matches', async (_, pasted, secret, form) => {
    const { status, reason, notes } = await check(sign(secret), pasted);
    expect({ status, reason, notes }).toMatchObject({
      status: 'unchecked',
      reason: 'key_wrong_kind',
      notes: [{ code: 'key_text_as_secret', params: [{ code: form }] }, { code: 'signer_lacks_algorithm' }],
    });
  });

  it.each([
    ['PKCS#1', rsa.privateKey.export({ type: 'pkcs1', format: 'pem' })],
    ['SEC 1', p256.privateKey.export({ type: 'sec1', format: 'pem' })],
    ['an EC key', privatePem(p256.privateKey)],
    ['an Ed25519 key', privatePem(ed25519.privateKey)],
    ['a JWK', JSON.stringify(p256.privateKey.export({ format: 'jwk' }))],
  ])('in the form of %s is identified', async (_, text) => {
    const { status, notes } = await check(sign(String(text)), String(text));
    expect(status).toBe('unchecked');
    expect(notes?.map(({ code }) => code)).toEqual(['key_text_as_secret', 'signer_lacks_algorithm']);
  });

  it('and is unreadable is identified as well', async () => {
    const encrypted = rsa.privateKey
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'x' })
      .toString();
    expect((await check(sign(encrypted), encrypted)).notes).toMatchObject([{ code: 'key_text_as_secret' }]);
  });

  it("isn't reported for another key or another secret", async () => {
    const other = privatePem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
    expect((await check(sign(other), pem)).notes).toBeUndefined();
    expect((await check(sign('another secret'), pem)).notes).toBeUndefined();
  });
});

describe('a public key that was used as the secret of an HMAC', () => {
  const jwk = rsa.publicKey.export({ format: 'jwk' });
  const [modulus, exponent] = [jwk.n, jwk.e].map((member) =>
    Buffer.from(member ?? '', 'base64url').toString('base64'),
  );
  const xml = `<RSAKeyValue><Modulus>${modulus}</Modulus><Exponent>${exponent}</Exponent></RSAKeyValue>`;
  const spki = publicPem(rsa.publicKey);

  it.each([
    ['XML of .NET', xml, xml],
    ['XML with a declaration', `<?xml version="1.0" encoding="utf-8"?>\n${xml}`, undefined],
    ['indented XML', xml.replaceAll('><', '>\n  <'), undefined],
    ['XML on a line of code', `string key = "${xml}";`, xml],
    ['escaped XML in JSON', `"key": ${JSON.stringify(xml)},`, xml],
    [
      'XML in a configuration file',
      `<add key="PublicKey" value="${xml.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}" />`,
      xml,
    ],
    ['XML without its root', `<Modulus>${modulus}</Modulus><Exponent>${exponent}</Exponent>`, undefined],
    ['XML that the token was signed with, for its PEM', spki, xml],
    ['PEM, for its XML', xml, spki],
    ['a line of an environment file', `PUBLIC_KEY="${spki.replaceAll('\n', String.raw`\n`)}"`, spki],
    ['YAML', `public-key: |\n  ${spki.replaceAll('\n', '\n  ')}`, spki],
    ['Terraform', `public_key = <<EOT\n${spki}EOT`, spki],
    ['JSON', JSON.stringify({ secret: spki }), spki],
    [
      'JSON of a Keycloak realm',
      JSON.stringify({ realm: 'x', public_key: spki.replace(/-----.*-----|\n/g, '') }),
      undefined,
    ],
    ['a JWK in a configuration', `secret=${JSON.stringify(jwk)}`, JSON.stringify(jwk)],
    ['a JWK of Java', `{kty=RSA, n=${jwk.n}, e=AQAB}`, undefined],
    ['a modulus and an exponent', `modulus: ${modulus}\nexponent: ${exponent}`, undefined],
    ['a JSON modulus', JSON.stringify({ modulus, exponent }), undefined],
    ['UAA’s JWK', JSON.stringify({ ...jwk, value: spki, alg: 'RS256' }), spki],
  ])('as %s is never valid', async (_, pasted, secret) => {
    for (const used of [pasted, pasted.trim(), `${pasted}\n`, ...(secret === undefined ? [] : [secret])]) {
      const verdict = await check(sign(used), pasted);
      expect(verdict.status).toBe('unchecked');
    }
  });

  it('as XML is reported as public', async () => {
    for (const pasted of [xml, spki]) {
      expect(await check(sign(xml), pasted)).toMatchObject({
        status: 'unchecked',
        warnings: ['HMAC-KEY-IS-PUBLIC'],
        notes: [{ code: 'public_key_as_secret' }],
      });
    }
  });
});
