// Guards: the real panel and popup decrypt tokens with a pasted key, show nested tokens, and put disclosures into the
// claims.
import { generateKeyPairSync } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import type { Frame, Page } from 'playwright';
import { expect, openToken, openWithPanel, readClaims, regionOf, test, unfold } from './story';
import { makeEncrypted, makeSdJwt, makeToken } from './world';

/** Sends the token as a bearer token to the app itself. Chromium reports a request after its response was read. */
async function send(page: Page, jwt: string): Promise<void> {
  await page.evaluate(async (token) => {
    const response = await fetch('/nowhere', { headers: { authorization: `Bearer ${token}` } });
    await response.text();
  }, jwt);
}

async function decryptWith(view: Frame | Page, key: string) {
  const region = regionOf(view, 'Decryption');
  await region.getByRole('textbox', { name: 'Key' }).fill(key);
  await region.getByRole('button', { name: 'Decrypt', exact: true }).click();
  return region.getByRole('status');
}

test('a nested token of a request is decrypted with the private key, and the inner signed token can be opened', async ({
  chrome,
  world,
}) => {
  const { publicKey, privateKey } = await generateKeyPair('RSA-OAEP-256', { extractable: true });
  const signed = await makeToken({
    header: { typ: 'at+jwt' },
    claims: { sub: 'inner-alice', exp: 4_000_000_000 },
    key: 'k'.repeat(32),
  });
  const jwe = await makeEncrypted({ alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'JWT' }, signed, publicKey);

  const { page, panel } = await openWithPanel(chrome, world.app.url);
  await send(page, jwe);
  await openToken(panel, jwe);
  await expect(regionOf(panel, 'Signature')).toHaveCount(0);
  await expect(regionOf(panel, 'Decryption').getByRole('status')).toHaveText(/^Not decrypted: /);

  const { privateKey: other } = await generateKeyPair('RSA-OAEP-256', { extractable: true });
  await expect(await decryptWith(panel, JSON.stringify(await exportJWK(other)))).toHaveText(
    /^Decryption failed: /,
  );
  await expect(await decryptWith(panel, JSON.stringify(await exportJWK(publicKey)))).toHaveText(
    /^Not decrypted: /,
  );
  await expect(await decryptWith(panel, JSON.stringify(await exportJWK(privateKey)))).toHaveText(
    /^Decrypted/,
  );

  await expect(regionOf(panel, 'Claims')).toContainText('The claims are in the nested token.');

  await regionOf(panel, 'Decryption').getByRole('button', { name: 'Open nested token' }).click();
  await expect(regionOf(panel, 'Claims')).toContainText('inner-alice');
  await expect(regionOf(panel, 'Lifetime').getByRole('timer')).toHaveText(/^expires in/);
  await expect(regionOf(panel, 'Signature').getByRole('button', { name: 'Enter secret…' })).toBeVisible();

  await panel.getByRole('navigation', { name: 'Enclosing tokens' }).getByRole('button').click();
  await expect(regionOf(panel, 'Decryption').getByRole('status')).toHaveText(/^Decrypted/);
});

test('an encrypted token with claims shows them and its lifetime once it is decrypted', async ({
  chrome,
}) => {
  const popup = await chrome.openPopup();
  const key = new Uint8Array(32).fill(7);
  const claims = JSON.stringify({ sub: 'alice', exp: 4_000_000_000 });
  const jwe = await makeEncrypted({ alg: 'dir', enc: 'A256GCM' }, claims, key);
  await popup.getByRole('textbox', { name: 'Token' }).fill(jwe);
  await expect(regionOf(popup, 'Claims')).toContainText('The claims are encrypted.');
  await expect(await decryptWith(popup, Buffer.from(key).toString('base64'))).toHaveText(/^Decrypted/);
  await expect(regionOf(popup, 'Claims')).toContainText('alice');
  await expect(regionOf(popup, 'Lifetime').getByRole('timer')).toHaveText(/^expires in/);
});

test('tokens with algorithms that the browser lacks are decrypted too', async ({ chrome }) => {
  const popup = await chrome.openPopup();
  // Chromium's WebCrypto has no AES-192.
  const key = new Uint8Array(24).fill(5);
  const jwe = await makeEncrypted({ alg: 'A192KW', enc: 'A192CBC-HS384' }, '{"sub":"a192"}', key);
  await popup.getByRole('textbox', { name: 'Token' }).fill(jwe);
  await expect(await decryptWith(popup, Buffer.from(key).toString('hex'))).toHaveText(/^Decrypted/);
  await expect(regionOf(popup, 'Claims')).toContainText('a192');
});

test('a high PBKDF2 iteration count runs only after the user agrees', async ({ chrome }) => {
  const popup = await chrome.openPopup();
  const password = 'a password of a person';
  const { CompactEncrypt } = await import('jose');
  const jwe = await new CompactEncrypt(new TextEncoder().encode('{"sub":"rounds"}'))
    .setProtectedHeader({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM' })
    .setKeyManagementParameters({ p2c: 1_300_000 })
    .encrypt(new TextEncoder().encode(password));
  await popup.getByRole('textbox', { name: 'Token' }).fill(jwe);
  await expect(await decryptWith(popup, password)).toHaveText(/^Not decrypted: /);
  await regionOf(popup, 'Decryption').getByRole('button', { name: 'Run all iterations' }).click();
  await expect(regionOf(popup, 'Decryption').getByRole('status')).toHaveText(/^Decrypted/, {
    timeout: 60_000,
  });
  await expect(regionOf(popup, 'Claims')).toContainText('rounds');
});

test('a token with a hundred recipients is decrypted in a worker, and stops when asked', async ({
  chrome,
}) => {
  const popup = await chrome.openPopup();
  const encode = (text: string) => Buffer.from(text).toString('base64url');
  // RSAES-PKCS1-v1_5 isn't in Web Cryptography, so each attempt is a long calculation in a library.
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 4096 });
  const recipients = Array.from({ length: 100 }, () => ({
    header: { alg: 'RSA1_5' },
    encrypted_key: encode('k'.repeat(512)),
  }));
  const jwe = {
    protected: encode(JSON.stringify({ enc: 'A128GCM' })),
    recipients,
    iv: encode('i'.repeat(12)),
    ciphertext: encode('text'),
    tag: encode('t'.repeat(16)),
  };
  await popup.getByRole('textbox', { name: 'Token' }).fill(JSON.stringify(jwe));
  const region = regionOf(popup, 'Decryption');
  const status = await decryptWith(popup, JSON.stringify(privateKey.export({ format: 'jwk' })));
  await expect(status).toHaveText(/^Decrypting: Tried [1-9]\d* of 100 recipients\./);
  expect(popup.workers()).toHaveLength(1);
  await region.getByRole('button', { name: 'Stop' }).click();
  await expect(status).toHaveText(
    /^Incomplete: Stopped before there was a result\. Recipients tried: \d+ of 100\./,
  );
  await expect.poll(() => popup.workers()).toHaveLength(0);

  await region.getByRole('button', { name: 'Decrypt', exact: true }).click();
  await expect.poll(() => popup.workers()).toHaveLength(1);
  await region.getByRole('button', { name: 'Clear' }).click();
  await expect.poll(() => popup.workers()).toHaveLength(0);
});

test('an SD-JWT shows its disclosures, its undisclosed digests, and its key binding', async ({
  chrome,
  world,
}) => {
  const issuer = await generateKeyPair('ES256', { extractable: true });
  const holder = await generateKeyPair('ES256', { extractable: true });
  const sdJwt = await makeSdJwt({
    claims: { iss: 'https://issuer.example', vct: 'https://issuer.example/person' },
    disclosed: { given_name: 'Alice', age_over_18: true },
    undisclosed: { birthdate: '1990-01-01' },
    issuerKey: issuer.privateKey,
    holder,
  });
  const { page, panel } = await openWithPanel(chrome, world.app.url);
  await send(page, sdJwt);
  await openToken(panel, sdJwt);
  const disclosures = regionOf(panel, 'Disclosures');
  await expect(disclosures).toContainText('2 claims or array elements are disclosed.');
  await expect(disclosures).toContainText('1 digest without a disclosure: a hidden claim or a decoy.');
  await expect(disclosures).toContainText('The issuer’s signature over that key isn’t verified.');
  const claims = await readClaims(panel);
  expect(claims).toMatchObject({ given_name: 'Alice', age_over_18: 'true' });
  expect(Object.keys(claims)).not.toContain('_sd');

  const signature = regionOf(panel, 'Signature');
  await unfold(signature);
  await signature
    .getByRole('textbox', { name: 'Key' })
    .fill(JSON.stringify(await exportJWK(issuer.publicKey)));
  await signature.getByRole('button', { name: 'Verify' }).click();
  await expect(signature.getByRole('status').first()).toHaveText(/^Valid/);
  await expect(disclosures).toContainText('Valid: The holder’s key ("cnf") signed the key binding JWT');

  await disclosures.getByRole('button', { name: 'Open nested token' }).click();
  await expect(regionOf(panel, 'Claims')).toContainText('https://shop.example');
});

test('a disclosure that no digest refers to is shown as the reason for rejecting the token', async ({
  chrome,
}) => {
  const issuer = await generateKeyPair('ES256', { extractable: true });
  const holder = await generateKeyPair('ES256', { extractable: true });
  const sdJwt = await makeSdJwt({
    claims: { iss: 'https://issuer.example' },
    disclosed: { given_name: 'Alice' },
    issuerKey: issuer.privateKey,
    holder,
  });
  const added = Buffer.from(JSON.stringify(['c2FsdA', 'admin', true])).toString('base64url');
  const [jwt = '', ...rest] = sdJwt.split('~');
  const popup = await chrome.openPopup();
  await popup.getByRole('textbox', { name: 'Token' }).fill([jwt, added, ...rest].join('~'));
  const disclosures = regionOf(popup, 'Disclosures');
  await expect(disclosures).toContainText('No digest in the token matches this disclosure.');
  expect(Object.keys(await readClaims(popup))).not.toContain('admin');
});

test('a key for an algorithm that no browser supports verifies, and so does a PEM from an environment file', async ({
  chrome,
}) => {
  const popup = await chrome.openPopup();
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
  const { sign } = await import('node:crypto');
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${encode({ alg: 'ES256K' })}.${encode({ sub: 'k1' })}`;
  const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  await popup.getByRole('textbox', { name: 'Token' }).fill(`${signed}.${signature.toString('base64url')}`);
  const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const region = regionOf(popup, 'Signature');
  await unfold(region);
  await region
    .getByRole('textbox', { name: 'Key' })
    .fill(`JWT_PUBLIC_KEY="${pem.trim().replaceAll('\n', '\\n')}"`);
  await region.getByRole('button', { name: 'Verify' }).click();
  await expect(region.getByRole('status').first()).toHaveText(/^Valid/);
});
