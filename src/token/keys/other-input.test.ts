import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeEncryptedToken } from '../token.fixture';
import { check, claims, hs256, outcome, rs256 } from '../verify/check.fixture';
import { publicPem, rsa, signToken } from '../verify/keys.fixture';
import { describeKeyText } from './describe-key-text';
import type { KeyMaterial } from './key-material';

/** A request for a certificate for `CN=a.test` that was made for this test. */
const csr =
  'MIHKMHMCAQAwETEPMA0GA1UEAwwGYS50ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAExEueATo5YrjVGsWI6RSsAs88JwrGASopIqaYWe99pgH1fqfcUbHLUOCB2+HgW3rgeUO+QGuAH1dlGF2PFT66n6AAMAoGCCqGSM49BAMCA0cAMEQCIAlqakLpoVM8bfZy53HkobJ58P9EciIeznUzJCrgrJReAiBAPZkjFfJTOjfm0tJEHPwx8U1uT2xa8IcmHHaaIBv6LQ==';
const keytool =
  'Owner: CN=token.test\nIssuer: CN=token.test\nSerial number: 2495c85454\nValid from: Mon Nov 23 15:58:18 UTC 2026';

const jwks = JSON.stringify({ keys: [rsa.publicKey.export({ format: 'jwk' })] });
const encrypted = makeEncryptedToken();

/** What certainly isn't a key or a secret. */
const otherInputs: readonly (readonly [text: string, material: KeyMaterial])[] = [
  ['https://id.example/.well-known/jwks.json', 'url'],
  ['  https://id.example/keys?x=1#y\n', 'url'],
  ['"https://login.example/common/discovery/keys"', 'url'],
  ['<https://id.example/certs>', 'url'],
  ['jwks_uri: https://id.example/jwks', 'url'],
  ['JWKS_URI=https://id.example/jwks', 'url'],
  ['"jwks_uri": "https://id.example/jwks",', 'url'],
  ['http://localhost:8080/realms/x/protocol/openid-connect/certs', 'url'],
  ['chrome-extension://abc/panel.html', 'url'],
  ['GET https://id.example/jwks', 'url'],
  ['[JWKS](https://id.example/jwks)', 'url'],
  ['s3://bucket/public.pem', 'url'],
  ['file:///home/alice/key.pem', 'file_name'],
  ['<!DOCTYPE html>\n<html><body>404 Not Found</body></html>', 'html'],
  ['<html lang="en"><head><title>Sign in</title>', 'html'],
  ['<!-- page -->\n<!doctype html><p>x', 'html'],
  ['<div class="error"><b>BEGIN PUBLIC KEY</b> is missing</div>', 'html'],
  ['<tr><td>secret</td><td>abcdef</td></tr>', 'html'],
  ['<center><h1>502 Bad Gateway</h1></center>', 'html'],
  ['<img src="x.png"/>', 'html'],
  ['<br/>Unauthorized', 'html'],
  ['&lt;!DOCTYPE html&gt;&lt;html&gt;', 'html'],
  ['<!--[if lt IE 7]> <html class="ie6"> <![endif]-->', 'html'],
  ['<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', 'xml'],
  ['<Error><Code>NoSuchKey</Code></Error>', 'xml'],
  [hs256, 'token'],
  [rs256, 'token'],
  [encrypted, 'token'],
  [`Bearer ${rs256}`, 'token'],
  [`Authorization: Bearer ${rs256}`, 'token'],
  [`"${rs256}"`, 'token'],
  [`session=${rs256}`, 'token'],
  [`access_token: '${rs256}',`, 'token'],
  [`${rs256}~WyJzYWx0IiwibmFtZSIsIkFsaWNlIl0~`, 'token'],
  [`v4.public.${'A'.repeat(100)}`, 'token'],
  [rs256.split('.').slice(0, 2).join('.'), 'token'],
  [`${rs256.slice(0, 80)}\n${rs256.slice(80)}`, 'token'],
  [JSON.stringify({ access_token: rs256, token_type: 'Bearer', expires_in: 3600 }), 'token'],
  [JSON.stringify({ access_token: 'opaque', token_type: 'Bearer' }), 'token'],
  [JSON.stringify({ id_token: rs256 }), 'token'],
  [JSON.stringify({ payload: 'e30', signatures: [{ protected: 'e30', signature: 'AA' }] }), 'token'],
  [JSON.stringify({ protected: 'e30', iv: 'AA', ciphertext: 'AA', tag: 'AA' }), 'token'],
  ['{"error":"invalid_client","error_description":"Client not found"}', 'error_response'],
  ['{"error":{"code":404,"message":"Not found","status":"NOT_FOUND"}}', 'error_response'],
  ['{"message":"Unauthorized"}', 'error_response'],
  ['{"detail":"Not found."}', 'error_response'],
  ['{"timestamp":"2026","status":404,"error":"Not Found","path":"/jwks"}', 'error_response'],
  ['{"type":"about:blank","title":"Forbidden","status":403}', 'error_response'],
  ['{"Message":"Authorization has been denied"}', 'error_response'],
  ['{"iss":"https://id.example","sub":"alice","exp":1}', 'json_no_key'],
  ['{"alg":"HS256","typ":"JWT"}', 'json_no_key'],
  ['{"key":"{\\"a\\":1}"}', 'json_no_key'],
  ['-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----', 'csr'],
  ['-----BEGIN NEW CERTIFICATE REQUEST-----\nMIIB\n-----END NEW CERTIFICATE REQUEST-----', 'csr'],
  [csr, 'csr'],
  [`BEGIN CERTIFICATE REQUEST\n${csr}\nEND CERTIFICATE REQUEST`, 'csr'],
  ['-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----', 'ec_parameters'],
  [`${keytool}\nCertificate fingerprints:\n\t SHA256: ${'AB:'.repeat(31)}CD`, 'keytool_text'],
  [`${keytool}\nSubject Public Key Algorithm: 256-bit EC (secp256r1) key\nVersion: 3`, 'keytool_text'],
  [`Keystore type: PKCS12\nKeystore provider: SUN\n\nAlias name: jwt\n${keytool}`, 'keytool_text'],
  [
    `jwt, Nov 23, 2026, PrivateKeyEntry, \nCertificate fingerprint (SHA-256): ${'AB:'.repeat(31)}CD`,
    'keytool_text',
  ],
];

/** What can be a secret, but rarely is one. */
const lookAlikes: readonly (readonly [text: string, material: KeyMaterial])[] = [
  ['key.pem', 'file_name'],
  ['./private.key', 'file_name'],
  ['../certs/public.pem', 'file_name'],
  ['/etc/ssl/private/jwt.key', 'file_name'],
  ['/run/secrets/jwt_secret', 'file_name'],
  ['~/.ssh/id_rsa', 'file_name'],
  ['id_ed25519', 'file_name'],
  ['C:\\keys\\jwt private.pfx', 'file_name'],
  ['"config/jwt/public.pem"', 'file_name'],
  ['%kernel.project_dir%/config/jwt/private.pem', 'file_name'],
  ['classpath:keys/public.pem', 'file_name'],
  ['jwtRS256.key.pub', 'file_name'],
  ['appsettings.json', 'file_name'],
  ['JWT_SECRET', 'variable'],
  ['APP_JWT_SIGNING_KEY', 'variable'],
  ['$JWT_SECRET', 'variable'],
  ['${JWT_SECRET}', 'variable'],
  ['%JWT_SECRET%', 'variable'],
  ['process.env.JWT_SECRET', 'variable'],
  ['os.environ["JWT_SECRET"]', 'variable'],
  ["env('JWT_SECRET')", 'variable'],
  ['{{ .Values.jwt.secret }}', 'variable'],
  ['<your-secret>', 'variable'],
  ['********', 'masked'],
  ['••••••••••••', 'masked'],
  ['abcd****************', 'masked'],
  ['[REDACTED]', 'masked'],
  ['(sensitive value)', 'masked'],
  ['<pre>not found</pre>', 'html'],
  ['<code>correct horse battery</code>', 'html'],
  ['<span class="x">a-secret</span>', 'html'],
  ['***', 'masked'],
  ['JWT_SECRET=***', 'masked'],
  ['a-sec...ters', 'masked'],
  ['a-se…ters', 'masked'],
  ['…', 'masked'],
  ['(known after apply)', 'masked'],
  ['PORT=80\nJWT_SECRET=***\n', 'masked'],
  ['resource "x" "y" {\n  name = "jwt"\n  secret = (sensitive value)\n}', 'masked'],
  ['PORT: 80\nJWT_SECRET: ${SIGNING_SECRET}\n', 'variable'],
  ['secret: !Ref JwtSecret', 'variable'],
  ['!GetAtt Jwt.Secret', 'variable'],
  ['Variables:\n  PORT: 80\n  JWT_SECRET: !GetAtt Jwt.Secret', 'variable'],
  ['jwt-secret:  32 bytes', 'value_not_shown'],
  ['Name:    app\nLabels:  <none>\n\nType:  Opaque\n\nData\n====\nauth:  32 bytes', 'value_not_shown'],
  ['NAME   TYPE     DATA   AGE\njwt    Opaque   1      5d', 'value_not_shown'],
  ["JWT_SECRET:  <set to the key 'jwt' in secret 'app'>  Optional: false", 'value_not_shown'],
  ["PORT:  80\nJWT_SECRET:  <set to the key 'jwt' in secret 'app'>  Optional: false", 'value_not_shown'],
  [
    '- name: PORT\n  value: "80"\n- name: JWT_SECRET\n  valueFrom:\n    secretKeyRef:\n      name: app\n      key: jwt',
    'value_not_shown',
  ],
  ['<Buffer 61 62 63 64 ... 14 more bytes>', 'value_not_shown'],
  ['jwt_secret: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162636465666768', 'encrypted_value'],
  ['kind: SealedSecret\nspec:\n  encryptedData:\n    jwt-secret: AgBy3i4OJSWK', 'encrypted_value'],
  ['ENC(9ZQvH1y0mYJ2Vw==)', 'encrypted_value'],
  ['{cipher}AQBcDe0123456789', 'encrypted_value'],
  ['vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM13ok481zoCmHnSeDX9vyf7w==', 'encrypted_value'],
  ['arn:aws:secretsmanager:eu-central-1:1:secret:jwt-AbCdEf', 'encrypted_value'],
  ['$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy', 'encrypted_value'],
  ['jwt_secret: ENC[AES256_GCM,data:abc=,iv:def=,tag:ghi=,type:str]', 'encrypted_value'],
  ['jwt_secret = <sensitive>', 'masked'],
  ['JWT_SECRET=********', 'masked'],
  ['jwt-secret = "@/run/secrets/jwt"', 'file_name'],
  ['[object Object]', 'object_text'],
  ['[object CryptoKey]', 'object_text'],
  ['<cryptography.hazmat.bindings._rust.openssl.rsa.RSAPublicKey object at 0x7f1c2a3b4d50>', 'object_text'],
  ['sun.security.rsa.RSAPublicKeyImpl@fffe3c0f', 'object_text'],
  ['javax.crypto.spec.SecretKeySpec@5878', 'object_text'],
  ['System.Byte[]', 'object_text'],
  ["Microsoft.IdentityModel.Tokens.SymmetricSecurityKey, KeyId: '', InternalId: 'x'.", 'object_text'],
  ['PublicKeyObject {}', 'object_text'],
  ["CryptoKey {type: 'public', extractable: true, algorithm: {…}, usages: Array(1)}", 'object_text'],
  ['{ keys: [ [Object], [Object] ] }', 'object_text'],
  ['{ data: { keys: [ [Object] ] } }', 'object_text'],
  ['#<OpenSSL::PKey::RSA:0x000078d7a1b2c3d4 oid=rsaEncryption>', 'object_text'],
  [`sha256 Fingerprint=${'AB:'.repeat(31)}CD`, 'fingerprint'],
  ['SHA256:uNiVztksCsDhcc0u9e8BrrHXVqDpX2hY9Xp3Xn2WxY0 alice@host.test (RSA)', 'fingerprint'],
  ['2048 SHA256:uNiVztksCsDhcc0u9e8BrrHXVqDpX2hY9Xp3Xn2WxY0 alice@host.test (RSA)', 'fingerprint'],
  ['SHA1 Fingerprint=D1:9D:B3:78:43:B9:F8:93:F1:CC:A0:F1:6B:3E:A4:CE:C5:03:4C:F4', 'fingerprint'],
  ['D1:9D:B3:78:43:B9:F8:93:F1:CC:A0:F1:6B:3E:A4:CE:C5:03:4C:F4', 'fingerprint'],
  ['openssl rand -base64 32', 'command'],
  ['$ cat private.key', 'command'],
  [`theme=dark; session=${rs256}; lang=de`, 'token'],
  [`curl -H "Authorization: Bearer ${rs256}" https://api.example`, 'token'],
  ['404 page not found', 'error_response'],
  ['Unauthorized', 'error_response'],
  ['localhost:8080/certs', 'url'],
  ['127.0.0.1:8080/certs', 'url'],
  ['id.example.com', 'url'],
  ['login.example.test/.well-known/jwks.json', 'url'],
  ['www.example.test', 'url'],
  ['/realms/app/protocol/openid-connect/certs', 'url'],
  ['/.well-known/jwks.json', 'url'],
  ['https://a.example/jwks\nhttps://b.example/jwks', 'url'],
  ['the key is at https://id.example/jwks', 'url'],
  ["fs.readFileSync('./keys/public.pem')", 'file_name'],
  ["open('jwt.key').read()", 'file_name'],
  ['PUBLIC_KEY_PATH=./keys/public.pem', 'file_name'],
  ['JWT_SECRET_FILE=/run/secrets/jwt', 'file_name'],
  ['public-key-location: classpath:jwt.pem', 'file_name'],
  ['private.pem\npublic.pem', 'file_name'],
  ['keycloak:8080/realms/app/protocol/openid-connect/certs', 'url'],
  ['curl -s https://id.example/jwks \\\n  -H "Accept: application/json"', 'command'],
  [`> ${rs256.replace(/(.{60})/g, '$1\n> ')}`, 'token'],
  ['${{ secrets.JWT_SECRET }}', 'variable'],
  ['JWT_SECRET=${SIGNING_SECRET}', 'variable'],
  ['secret: process.env.JWT_SECRET,', 'variable'],
];

describe('text that is something other than a key', () => {
  it.each(otherInputs)('%j is identified, and nothing is verified with it', async (text, material) => {
    expect(await describeKeyText(text)).toMatchObject({ problem: 'key_unreadable', material });
    for (const token of [hs256, rs256]) {
      expect(await check(token, text)).toMatchObject({
        status: 'unchecked',
        reason: 'key_unreadable',
        keyMaterial: material,
      });
    }
  });

  it.each(otherInputs)('%j is never valid, not even for a token signed with it', async (text, material) => {
    const verdict = await check(signToken({ alg: 'HS256' }, claims, text), text);
    expect(verdict).toMatchObject({ status: 'unchecked', keyMaterial: material });
    expect(verdict.notes).toMatchObject([{ code: 'key_text_as_secret' }]);
  });

  it('around a key is still read as the key', async () => {
    const pem = publicPem(rsa.publicKey);
    for (const text of [
      `<html><body><pre>${pem}</pre></body></html>`,
      `https://id.example/key.pem\n${pem}`,
      `Authorization: Bearer ${rs256}\n\n${pem}`,
      `$ cat key.pem\n${pem}`,
      JSON.stringify({ error: null, jwks: JSON.parse(jwks) as unknown }),
    ]) {
      expect(await outcome(rs256, text), text).toBe('valid signature_matches');
    }
  });
});

describe('text that looks like something other than a secret', () => {
  it.each(lookAlikes)('%j is a secret if it matches', async (text) => {
    expect(await outcome(signToken({ alg: 'HS256' }, claims, text), text)).toBe('valid signature_matches');
  });

  it.each(lookAlikes)('%j is identified if it does not match', async (text, material) => {
    expect(await describeKeyText(text)).toMatchObject({ keys: expect.anything(), lookAlike: material });
    expect(await check(hs256, text)).toMatchObject({
      status: 'unchecked',
      reason: 'key_unreadable',
      keyMaterial: material,
      notes: [{ code: 'secret_mismatch' }],
    });
    const other = await check(rs256, text);
    expect(other).toMatchObject({ status: 'unchecked', reason: 'key_unreadable', keyMaterial: material });
    expect(other.notes).toBeUndefined();
  });

  it("is identified as the token's key ID", async () => {
    for (const kid of ['2026-01', '0b1c9a52-6c3b-4f0e-9d53-0f4f6d0c7c11', 'schlüssel-1']) {
      const token = signToken({ alg: 'HS256', kid }, claims, 'a secret');
      expect(await check(token, kid)).toMatchObject({ status: 'unchecked', keyMaterial: 'key_id' });
      const own = signToken({ alg: 'HS256', kid }, claims, kid);
      expect(await outcome(own, kid)).toBe('valid signature_matches');
    }
  });
});

describe('a secret', () => {
  it.each([
    'secret',
    'your-256-bit-secret',
    'changeme',
    'correct horse battery staple',
    'P@ssw0rd!',
    'my.secret',
    'super.secret.value',
    'a/b+c/d',
    'cat and dog are friends',
    'node is what we use',
    'https is not a URL by itself',
    'eyJub3QtYS10b2tlbg',
    '<secret>with brackets</secret>',
    '0b1c9a52-6c3b-4f0e-9d53-0f4f6d0c7c11',
    createHash('sha256').update('x').digest('hex'),
    createHash('sha256').update('x').digest('base64'),
    `/${createHash('sha256').update('x').digest('base64')}`,
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    '12345678901234567890',
    'key-with-{braces}',
    'undefined',
    'null',
  ])('like %j is nothing else, and Invalid if it does not match', async (text) => {
    const description = await describeKeyText(text);
    expect(description).not.toHaveProperty('problem');
    if (text !== 'my.secret') expect(description).not.toHaveProperty('lookAlike');
    expect(await outcome(signToken({ alg: 'HS256' }, claims, text), text)).toBe('valid signature_matches');
    if (text !== 'my.secret') expect(await outcome(hs256, text)).toBe('invalid signature_mismatch');
  });
});

it('an excerpt with a masked secret and a readable one is Invalid if it does not match', async () => {
  for (const text of [
    'OLD_JWT_SECRET=***\nJWT_SECRET=correct-horse-battery',
    '- name: JWT_SECRET\n  value: correct-horse-battery\n- name: OTHER\n  valueFrom:\n    secretKeyRef:',
  ]) {
    expect(await outcome(hs256, text), text).toBe('invalid signature_mismatch');
    const token = signToken({ alg: 'HS256' }, claims, 'correct-horse-battery');
    expect(await outcome(token, text), text).toBe('valid signature_matches');
  }
});

describe('identifying an input', () => {
  it.each([
    ['dots', `eyJhbGciOiJIUzI1NiJ9${'.'.repeat(500_000)}"x`],
    ['letters', `eyJhbGciOiJIUzI1NiJ9.${'a'.repeat(1_000_000)}!`],
    ['slashes', 'a/'.repeat(499)],
    ['words with dots', 'a.'.repeat(499)],
    ['braces', '${'.repeat(400)],
    ['spaces', `https:${' '.repeat(900_000)}`],
    ['comments', '<!--'.repeat(200_000)],
    ['letters of a URL', `https://${'a'.repeat(1_000_000)} `],
    ['brackets', `secret: x\n${'}'.repeat(8_000)}x`],
    ['lines of a table', 'NAME  TYPE\n'.repeat(700)],
    ['spaces of a table', `NAME${' '.repeat(8_000)}\nx`],
    ['entries', 'JWT_SECRET=***\n'.repeat(500)],
    ['references', `valueFrom:\n${'name: a\n'.repeat(900)}`],
    ['letters of an element', `<${'a'.repeat(1_000_000)}`],
  ])('of many %s takes linear time', { timeout: 5_000 }, async (_, text) => {
    expect(await describeKeyText(text)).toBeDefined();
  });
});
