// Guards: the three verdicts, each with its reason, in the real panel and the real popup.
import { constants, generateKeyPairSync, hkdfSync, sign } from 'node:crypto';
import { EncryptJWT } from 'jose';
import {
  expect,
  expectStatus,
  issuedOf,
  openSignedIn,
  openToken,
  openWithPanel,
  regionOf,
  rowsWith,
  test,
  unfold,
  verifyWith,
} from './story';
import { makeToken, press } from './world';

test('without a key, the signature is only shown as not verified', async ({ chrome, world }) => {
  const { page, panel } = await openSignedIn(chrome, world);
  const token = await makeToken({ claims: { iss: 'https://id.example' }, key: new Uint8Array(32) });
  await page.evaluate(async (bearer) => {
    await fetch('/nowhere', { headers: { authorization: `Bearer ${bearer}` } });
  }, token);
  await openToken(panel, token);
  await expect(regionOf(panel, 'Signature').getByRole('status')).toHaveText(/^Not verified: No key yet\./);
});

test('the provider’s JWKS makes its tokens Valid, and another key of the same type Invalid', async ({
  chrome,
  world,
}) => {
  const { panel } = await openSignedIn(chrome, world);
  await openToken(panel, issuedOf(world, 'id_token').jwt);
  const jwks = JSON.stringify(await world.provider.jwks());
  await expect(await verifyWith(panel, jwks)).toHaveText(/^Valid/);
  await expect(regionOf(panel, 'Signature')).toContainText(/thumbprint/i);

  // The key is kept for every token of that issuer and needs no second paste.
  await openToken(panel, issuedOf(world, 'access_token').jwt);
  await expect(regionOf(panel, 'Signature').getByRole('status')).toHaveText(/^Valid/);

  await openToken(panel, issuedOf(world, 'id_token').jwt);
  await expect(await verifyWith(panel, await world.provider.publicKeyPem('RS256'))).toHaveText(/^Valid/);
  await expect(await verifyWith(panel, await world.provider.otherPublicKeyPem('RS256'))).toHaveText(
    /^Invalid/,
  );
  // A key of another type proves nothing about the signature.
  await expect(await verifyWith(panel, await world.provider.publicKeyPem('ES256'))).toHaveText(
    /^Not verified/,
  );
  await expect(await verifyWith(panel, 'not a key')).toHaveText(/^Not verified/);
});

test('the token of an AWS load balancer is Valid over its padded text, which is shown', async ({
  chrome,
  world,
}) => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pad = (value: Buffer | string) =>
    Buffer.from(value).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
  const signer = 'arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/app/x/1';
  const signed = [
    { alg: 'ES256', signer, exp: 4_000_000_000 },
    { sub: 'alb-alice', x: 1 },
  ]
    .map((part) => pad(JSON.stringify(part)))
    .join('.');
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
  const token = `${signed}.${pad(sign('sha256', Buffer.from(signed), key))}`;
  expect(signed).toMatch(/=$/);

  const { page, panel } = await openSignedIn(chrome, world);
  await page.evaluate(async (value) => {
    const response = await fetch('/nowhere', { headers: { 'x-amzn-oidc-data': value } });
    await response.text();
  }, token);
  await rowsWith(panel, 'alb-alice').click();
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  await expect(await verifyWith(panel, pem)).toHaveText(/^Valid.*matches the text with padding/s);
  await expect(panel.locator('.encoded')).toHaveText(token);
  await expect(regionOf(panel, 'Lifetime').getByRole('timer')).toHaveText(/^expires in/);
});

test('a tampered token is Invalid with the key that signed the original', async ({ chrome, world }) => {
  const { page, panel } = await openSignedIn(chrome, world);
  await press(page, 'Send a tampered token');
  await expectStatus(page, '401 /orders invalid_token');
  await rowsWith(panel, 'mallory').click();
  await expect(await verifyWith(panel, JSON.stringify(await world.provider.jwks()))).toHaveText(/^Invalid/);
});

test('a signature with another hash or salt than its algorithm defines is Invalid, with what was used', async ({
  chrome,
}) => {
  const popup = await chrome.openPopup();
  const signing = (alg: string) =>
    [{ alg }, { sub: 'alice' }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const salted = { key: rsa.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 222 };
  const hashed = { key: ec.privateKey, dsaEncoding: 'ieee-p1363' } as const;
  for (const [signed, key, publicKey, expected] of [
    [signing('PS256'), salted, rsa.publicKey, /^Invalid.*a salt of 222 bytes, but PS256 uses 32/s],
    [signing('ES384'), hashed, ec.publicKey, /^Invalid.*with SHA-256, but ES384 uses SHA-384/s],
  ] as const) {
    const token = `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
    await popup.getByRole('textbox', { name: 'Token' }).fill(token);
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    await expect(await verifyWith(popup, pem)).toHaveText(expected);
  }
});

test('an unsigned token is not verified, with its reason, whatever key is given', async ({ chrome }) => {
  const popup = await chrome.openPopup();
  const unsecured = await makeToken({ header: { alg: 'none' }, claims: { sub: 'anyone' } });
  await popup.getByRole('textbox', { name: 'Token' }).fill(unsecured);
  const status = regionOf(popup, 'Signature').getByRole('status');
  await expect(status).toHaveText(/^Not verified: .*none/s);
  await expect(await verifyWith(popup, 'a secret that could be anything at all')).toHaveText(
    /^Not verified: .*none/s,
  );
});

test('a secret is checked in the popup, and a public key is never used as one', async ({ chrome, world }) => {
  const popup = await chrome.openPopup();
  const secret = 'correct horse battery staple, and then some more';
  await popup
    .getByRole('textbox', { name: 'Token' })
    .fill(await makeToken({ claims: { sub: 'alice' }, key: secret }));
  await expect(await verifyWith(popup, secret)).toHaveText(/^Valid/);
  await expect(await verifyWith(popup, `${secret}!`)).toHaveText(/^Invalid/);

  const pem = await world.provider.publicKeyPem('RS256');
  await popup
    .getByRole('textbox', { name: 'Token' })
    .fill(await makeToken({ claims: { sub: 'eve' }, key: pem }));
  await expect(await verifyWith(popup, pem)).toHaveText(/^Not verified/);
});

test('key material is identified beside the verdict, in the popup and the panel, and stays in the box', async ({
  chrome,
  world,
}) => {
  const modulus = `Modulus=${'D1BA4F8FE80A6C8E'.repeat(32)}`;
  const popup = await chrome.openPopup();
  // Signed with this very text: used as a secret, it would be Valid.
  const token = await makeToken({ claims: { sub: 'eve' }, key: modulus });
  await popup.getByRole('textbox', { name: 'Token' }).fill(token);
  await expect(await verifyWith(popup, modulus)).toHaveText(
    /^Not verified: This is only the modulus of an RSA key/,
  );
  await expect(regionOf(popup, 'Signature').getByRole('textbox', { name: 'Key' })).toHaveValue(modulus);
  await popup.close();

  const { page, panel } = await openWithPanel(chrome, world.app.url);
  await page.evaluate(async (jwt) => {
    const response = await fetch('/nowhere', { headers: { authorization: `Bearer ${jwt}` } });
    await response.text();
  }, token);
  await openToken(panel, token);
  await expect(await verifyWith(panel, modulus)).toHaveText(
    /^Not verified: This is only the modulus of an RSA key/,
  );
});

test('text that isn’t a key is identified before and after it is tried, and a line with the secret is read', async ({
  chrome,
}) => {
  const popup = await chrome.openPopup();
  const secret = 'correct horse battery staple, and then some more';
  await popup
    .getByRole('textbox', { name: 'Token' })
    .fill(await makeToken({ claims: { sub: 'alice' }, key: secret }));
  const section = regionOf(popup, 'Signature');
  await unfold(section);
  await section.getByRole('textbox', { name: 'Key' }).fill('https://id.example/.well-known/jwks.json');
  await expect(section.getByText(/^This is a URL\./)).toBeVisible();
  await expect(await verifyWith(popup, 'https://id.example/.well-known/jwks.json')).toHaveText(
    /^Not verified: This is a URL\./,
  );
  await expect(await verifyWith(popup, `export JWT_SECRET="${secret}" # for tests`)).toHaveText(
    /^Valid: .*only the value in the pasted text/,
  );
  await expect(await verifyWith(popup, `JWT_SECRET=${secret}!`)).toHaveText(
    /^Invalid: .*It was read as text, .*the value without its name/,
  );
});

test('a token that was sent without its payload is Valid with the pasted payload only', async ({
  chrome,
}) => {
  const popup = await chrome.openPopup();
  const secret = 'correct horse battery staple, and then some more';
  const token = await makeToken({ claims: { sub: 'alice' }, key: secret });
  const [header = '', payload = '', signature = ''] = token.split('.');
  await popup.getByRole('textbox', { name: 'Token' }).fill(`${header}..${signature}`);
  await expect(await verifyWith(popup, secret)).toHaveText(/^Not verified: .*Detached payload/);
  const box = regionOf(popup, 'Signature').getByRole('textbox', { name: 'Detached payload' });
  const status = regionOf(popup, 'Signature').getByRole('status');
  await box.fill('{}');
  await expect(status).toHaveText(/^Invalid: .*exactly the bytes/);
  await box.fill(Buffer.from(payload, 'base64url').toString());
  await expect(status).toHaveText(/^Valid/);
});

test('a pasted session of Auth.js is decrypted with its secret and the name of its cookie', async ({
  chrome,
}) => {
  const popup = await chrome.openPopup();
  const secret = 'an application secret';
  const name = 'my-app.session';
  const info = `Auth.js Generated Encryption Key (${name})`;
  const key = new Uint8Array(hkdfSync('sha256', secret, name, info, 64));
  const session = await new EncryptJWT({ name: 'Alice' })
    .setProtectedHeader({ alg: 'dir', enc: 'A256CBC-HS512' })
    .encrypt(key);
  await popup.getByRole('textbox', { name: 'Token' }).fill(`Cookie: theme=dark; ${name}=${session}`);
  const section = regionOf(popup, 'Decryption');
  await expect(section.getByRole('textbox', { name: 'Cookie name' })).toHaveValue(name);
  await section.getByRole('textbox', { name: 'Key' }).fill(`AUTH_SECRET="${secret}"`);
  await section.getByRole('button', { name: 'Decrypt', exact: true }).click();
  await expect(section.getByRole('status')).toHaveText(/^Decrypted: .*Auth\.js/);

  const boxName = section.getByRole('textbox', { name: 'Cookie name' });
  await boxName.fill('another');
  await boxName.press('Enter');
  await expect(section.getByRole('status')).toHaveText(/^Not decrypted: .*cookie’s name/);
});
