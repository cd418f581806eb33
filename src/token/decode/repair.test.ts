import { createHash, createHmac, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { check } from '../rules/check';
import { decode } from './decode';
import { decrypt } from '../decrypt/decrypt';
import { findTokens } from '../find/find-tokens';
import { locate } from '../json/locate';
import { checkLifetime } from '../lifetime/lifetime';
import { createSecret } from '../sign/keys.fixture';
import { makeJwe } from '../sign/token.fixture';
import { receivedText } from './repair';
import { openDisclosures } from '../sd-jwt/open-disclosures';
import { otherP256, p256, publicPem } from '../verify/keys.fixture';
import { verify } from '../verify/verify';
import { createSecretTrial } from '../secrets/secret-trial';

type Encode = (value: Buffer | string) => string;

/** Ways of writing base64 that servers use although RFC 7515 §2 forbids them. */
const encodings: readonly (readonly [string, Encode, string])[] = [
  ['padded base64url', (value) => toUrlAlphabet(Buffer.from(value).toString('base64')), 'matches_padded'],
  ['standard base64', (value) => Buffer.from(value).toString('base64'), 'matches_padded'],
  [
    'standard base64 without padding',
    (value) => Buffer.from(value).toString('base64').replaceAll('=', ''),
    'matches_standard_base64',
  ],
];
const pad = encodings[0]?.[1] as Encode;
const base64url: Encode = (value) => Buffer.from(value).toString('base64url');

function toUrlAlphabet(text: string): string {
  return text.replaceAll('+', '-').replaceAll('/', '_');
}

/** The encodings of both need padding, and characters that differ between the alphabets. */
const header = JSON.stringify({ alg: 'ES256', typ: 'JWT', x: '?>?>~~' });
const payload = JSON.stringify({ sub: 'alice', name: '???>>>ÿÿ~' });

/** Signed over the text in the given encoding, as AWS load balancers do. */
function makeSigned(encode: Encode, parts: readonly [string, string] = [header, payload]): string {
  const signed = parts.map(encode).join('.');
  return `${signed}.${encode(sign('sha256', Buffer.from(signed), { key: p256.privateKey, dsaEncoding: 'ieee-p1363' }))}`;
}

const rightKey = publicPem(p256.publicKey);
const wrongKey = publicPem(otherP256.publicKey);
const only = (text: string) => {
  const [found, ...others] = findTokens(text);
  if (found === undefined || others.length > 0) throw new Error(`${others.length + 1} tokens found`);
  return found.token;
};

describe.each(encodings)('a token in %s', (_, encode, note) => {
  const token = makeSigned(encode);

  it('is malformed without repair', () => {
    expect(decode(token).kind).toBe('malformed');
  });

  it('is verified over the received text: valid with the right key, invalid with another', async () => {
    const read = decode(token, { repair: true });
    expect(receivedText(read)).toBe(token);
    expect(await verify(read, rightKey)).toMatchObject({ status: 'valid', notes: [{ code: note }] });
    expect(await verify(read, wrongKey)).toMatchObject({
      status: 'invalid',
      notes: [{ code: 'repaired_mismatch' }],
    });
  });

  it.each<readonly [string, (text: string) => string]>([
    ['alone', (text) => text],
    ['in a header line', (text) => `x-amzn-oidc-data: ${text}`],
    ['in JSON', (text) => JSON.stringify({ a: [text] })],
    ['in JSON from PHP', (text) => JSON.stringify({ a: [text] }).replaceAll('/', '\\/')],
    ['in a URL', (text) => `https://a.test/?a=${encodeURIComponent(text)}&b=1`],
    ['in base64', (text) => base64url(text)],
    ['in text', (text) => `and ${text} then`],
    ['in lines', (text) => text.replace(/.{60}/g, '$&\r\n')],
    ['in a quoted mail', (text) => `hello\n> ${text.replace(/.{60}/g, '$&\n> ')}\n\nbye`],
    ['with a space in its signature', (text) => `${text.slice(0, -20)} ${text.slice(-20)}`],
    ['with an encoded space in its signature', (text) => `${text.slice(0, -20)}%20${text.slice(-20)}`],
    ['with an invisible character', (text) => `${text.slice(0, 30)}\u200B${text.slice(30)}`],
  ])('is found %s, and keeps the received text', async (_where, wrap) => {
    const found = only(wrap(token));
    expect(receivedText(found)).toBe(token);
    expect(await verify(found, rightKey)).toMatchObject({ status: 'valid' });
    expect(await verify(found, wrongKey)).toMatchObject({ status: 'invalid' });
  });

  it('is also valid if it was signed in base64url, with a note about the change', async () => {
    const signed = makeSigned(base64url)
      .split('.')
      .map((part) => encode(Buffer.from(part, 'base64url')));
    const read = decode(signed.join('.'), { repair: true });
    expect(await verify(read, rightKey)).toMatchObject({
      status: 'valid',
      notes: [{ code: 'matches_repaired' }],
    });
    expect(await verify(read, wrongKey)).toMatchObject({ status: 'invalid' });
  });

  it('is valid with a note if only its signature is in this encoding', async () => {
    let [head, body, signature, encoded] = ['', '', '', ''];
    // One signature in sixteen has no character that differs between the alphabets.
    while (encoded === signature) {
      [head = '', body = '', signature = ''] = makeSigned(base64url).split('.');
      encoded = encode(Buffer.from(signature, 'base64url'));
    }
    const read = decode(`${head}.${body}.${encoded}`, { repair: true });
    expect(await verify(read, rightKey)).toMatchObject({
      status: 'valid',
      notes: [{ code: 'signature_repaired' }],
    });
  });

  it('is read in JSON serialization, and with a detached payload', async () => {
    const [head = '', body = '', signature = ''] = token.split('.');
    const flattened = JSON.stringify({ protected: head, payload: body, signature });
    const general = JSON.stringify({ payload: body, signatures: [{ protected: head, signature }] });
    for (const text of [flattened, general]) {
      const found = only(`x ${text} y`);
      expect(found.kind === 'jws' && found.received?.text).toBe(text);
      expect(await verify(found, rightKey)).toMatchObject({ status: 'valid' });
      expect(await verify(found, wrongKey)).toMatchObject({ status: 'invalid' });
    }
    const detached = decode(`${head}..${signature}`, { repair: true });
    const detachedPayload = Buffer.from(payload);
    expect(await verify(detached, rightKey, { detachedPayload })).toMatchObject({ status: 'valid' });
    expect(await verify(detached, wrongKey, { detachedPayload })).toMatchObject({ status: 'invalid' });
  });

  it('opens its disclosures and its key binding with the digests of the received text', async () => {
    const digest = (text: string) => base64url(createHash('sha256').update(text).digest());
    const disclosure = encode(JSON.stringify(['salt-of-128-bits-in-full', 'given_name', 'Ångström?>?>~']));
    const holder = otherP256.publicKey.export({ format: 'jwk' });
    for (const hashed of [disclosure, toUrlAlphabet(disclosure).replaceAll('=', '')]) {
      const claims = JSON.stringify({ _sd: [digest(hashed)], cnf: { jwk: holder } });
      const presented = `${makeSigned(encode, [header, claims])}~${disclosure}~`;
      const bound = [
        JSON.stringify({ alg: 'ES256', typ: 'kb+jwt' }),
        JSON.stringify({ iat: 1, nonce: 'n', aud: 'a', sd_hash: digest(presented) }),
      ]
        .map(encode)
        .join('.');
      const key = { key: otherP256.privateKey, dsaEncoding: 'ieee-p1363' } as const;
      const text = `${presented}${bound}.${encode(sign('sha256', Buffer.from(bound), key))}`;
      const found = only(`vc: ${text}`);
      if (found.kind !== 'sd-jwt') throw new Error(found.kind);
      expect(receivedText(found)).toBe(text);
      expect(await verify(found, rightKey)).toMatchObject({ status: 'valid' });
      const opened = await openDisclosures(found);
      expect(opened.claims['given_name']).toBe('Ångström?>?>~');
      expect(opened.disclosures[0]).toMatchObject({
        digest: digest(hashed),
        disclosure: { text: disclosure },
      });
      expect(opened.keyBinding).toMatchObject({ problems: [], verdict: { status: 'valid' } });
    }
  });

  it('is decrypted whether the header was authenticated as received or in base64url', async () => {
    const secret = createSecret(16);
    // The length of this header needs padding, so that the authenticated texts differ.
    const jwe = await makeJwe({ alg: 'dir', enc: 'A128GCM', kid: '?>?>~' }, secret.text, { sub: 'bob' });
    const parts = jwe.split('.').map((part) => encode(Buffer.from(part, 'base64url')));
    const found = only(`token ${parts.join('.')} end`);
    expect(await decrypt(found, secret.text)).toMatchObject({
      status: 'decrypted',
      claims: { sub: 'bob' },
      notes: [{ code: 'matches_repaired' }],
    });
    expect(await decrypt(found, createSecret(16, 9).text)).toMatchObject({ status: 'failed' });
  });

  it('is found and verified inside an encrypted token', async () => {
    const secret = createSecret(16);
    const jwe = await makeJwe({ alg: 'dir', enc: 'A128GCM', cty: 'JWT' }, secret.text, token);
    const { token: inner } = await decrypt(decode(jwe), secret.text);
    expect(inner && receivedText(inner)).toBe(token);
    expect(inner && (await verify(inner, rightKey))).toMatchObject({ status: 'valid' });
  });

  it('can be searched for its HMAC secret', async () => {
    const signed = [JSON.stringify({ alg: 'HS256', x: '?>?>~' }), payload].map(encode).join('.');
    const read = decode(`${signed}.${encode(createHmac('sha256', 'secret').update(signed).digest())}`, {
      repair: true,
    });
    const trial = read.kind === 'jws' ? createSecretTrial(read) : undefined;
    expect(await trial?.findSecret(['other', 'secret'])).toBe(1);
  });

  it('has its members located in the received text', () => {
    const read = decode(token, { repair: true });
    const location = locate(read, 'claims', ['sub']);
    const [, body = ''] = token.split('.');
    expect(location?.value.start).toBeGreaterThan(token.indexOf(body));
    expect(location?.value.start).toBeLessThan(token.indexOf(body) + 16);
  });
});

describe('a repair', () => {
  it.each(['+', '++'])('restores plus signs that form decoding turned into spaces: %s', async (plus) => {
    const standard = (value: Buffer | string) => Buffer.from(value).toString('base64');
    let token = makeSigned(standard);
    // ECDSA signatures are random: repeat until one has them.
    while (!token.slice(token.lastIndexOf('.')).includes(plus)) token = makeSigned(standard);
    const found = only(token.replaceAll('+', ' '));
    expect(receivedText(found)).toBe(token);
    expect(findTokens(token.replaceAll('+', ' '))[0]?.notes[0]?.code).toBe('plus_restored');
    expect(await verify(found, rightKey)).toMatchObject({ status: 'valid' });
    expect(await verify(found, wrongKey)).toMatchObject({ status: 'invalid' });
  });

  it('reads a single padded token with an unknown algorithm', () => {
    const [head = '', body = ''] = [JSON.stringify({ alg: 'X' }), payload].map(pad);
    const text = `${head}.${body}.${pad('signature')}=`;
    expect(receivedText(only(text.slice(0, -1)))).toBe(text.slice(0, -1));
  });

  it('authenticates the header of an encrypted token as received', async () => {
    const { subtle } = globalThis.crypto;
    const sent = pad(JSON.stringify({ alg: 'dir', enc: 'A128GCM' }));
    expect(sent).toContain('=');
    const key = await subtle.importKey('raw', new Uint8Array(16).fill(7), 'AES-GCM', false, ['encrypt']);
    const iv = new Uint8Array(12);
    const algorithm = { name: 'AES-GCM', iv, additionalData: Buffer.from(sent) };
    const encrypted = Buffer.from(await subtle.encrypt(algorithm, key, Buffer.from('{"sub":"bob"}')));
    const token = [
      sent,
      '',
      pad(Buffer.from(iv)),
      pad(encrypted.subarray(0, -16)),
      pad(encrypted.subarray(-16)),
    ].join('.');
    expect(await decrypt(only(token), createSecret(16).text)).toMatchObject({
      status: 'decrypted',
      notes: [{ code: 'matches_received' }],
    });
  });

  it('leaves an unencoded payload unchanged (RFC 7797)', async () => {
    const head = pad(JSON.stringify({ alg: 'ES256', b64: false, crit: ['b64'], x: 'aa' }));
    const signed = `${head}.a+b/c=`;
    const signature = sign('sha256', Buffer.from(signed), {
      key: p256.privateKey,
      dsaEncoding: 'ieee-p1363',
    });
    const read = decode(`${signed}.${pad(signature)}`, { repair: true });
    expect(read).toMatchObject({ kind: 'jws', payloadText: 'a+b/c=' });
    expect(await verify(read, rightKey)).toMatchObject({ status: 'valid' });
  });

  it('leaves valid tokens and other errors unchanged', () => {
    const strict = makeSigned(base64url);
    expect(decode(strict, { repair: true })).toEqual(decode(strict));
    for (const broken of [
      `${strict}=.`,
      `${strict}===`,
      strict.replace('.', '=.=.'),
      `${strict.slice(0, 20)}=${strict.slice(20)}`,
      `${strict}!`,
      `${strict} `,
      `=${strict}`,
    ]) {
      expect(decode(broken, { repair: true }), broken).toEqual(decode(broken));
    }
  });

  it('is reported by the checks, except for AWS load balancers, whose expiration time is in the header', () => {
    const at = { atSeconds: 1_790_000_000 };
    const rules = (text: string) => check(decode(text, { repair: true }), at).map(({ rule }) => rule);
    expect(rules(makeSigned(pad))).toContain('B64-PADDING');
    expect(rules(makeSigned((value) => Buffer.from(value).toString('base64')))).toContain('B64-STD');
    const signer = 'arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/app/x/1';
    const head = {
      alg: 'ES256',
      signer,
      exp: 1_790_000_100,
      iss: 'https://cognito-idp.eu-central-1.amazonaws.com/x',
    };
    const alb = makeSigned(pad, [JSON.stringify(head), payload]);
    expect(rules(alb)).not.toContain('B64-PADDING');
    expect(rules(alb)).not.toContain('HDR-NESTED-URL');
    expect(rules(alb)).not.toContain('CLM-EXP-MISSING');
    const token = decode(alb, { repair: true });
    if (token.kind !== 'jws') throw new Error(token.kind);
    expect(checkLifetime(token.claims, 1_790_000_000, token.header)).toMatchObject({
      state: 'expires in',
      seconds: 100,
    });
    expect(checkLifetime(token.claims, 1_790_000_000, { exp: 1 }).state).toBe('never expires');
  });
});

describe('a token wrapped by a mail client', () => {
  const token = makeSigned(base64url);
  const wrapAt = (width: number, before = '') =>
    token.replace(new RegExp(`.{${width}}`, 'g'), `$&\n${before}`);

  const findDivisor = (length: number) =>
    [...Array(length).keys()].find((width) => width > 30 && length % width === 0) ?? length;

  it.each([
    ['with text around it', `Hello,\n\n${wrapAt(72)}\n\nThanks.\n`],
    ['quoted', `> ${wrapAt(70, '> ')}`],
    ['quoted twice, with text', `On Monday you wrote:\n> > ${wrapAt(60, '> > ')}\n> > bye`],
    ['with Windows line breaks', `Hello,\r\n\r\n${wrapAt(72).replaceAll('\n', '\r\n')}\r\n\r\nBye`],
    [
      'after a name, and indented',
      `log: a\n  token: ${token.slice(0, 41)}\n  ${token.slice(41).replace(/.{48}/g, '$&\n  ')}\nnext`,
    ],
    ['with a word after its full last line', `${wrapAt(findDivisor(token.length))}Thanks\n`],
  ])('is found completely %s', async (_, text) => {
    const found = only(text);
    expect(found.raw).toBe(token);
    expect(await verify(found, rightKey)).toMatchObject({ status: 'valid' });
  });

  it("isn't assembled from tokens on separate lines, or from other text", () => {
    expect(findTokens(`${token}\n${token}\n${token}\n`).map(({ raw }) => raw)).toEqual([token, token, token]);
    expect(findTokens(`a\n${token.slice(0, 100)}\nno more of it\n`)).toEqual([]);
  });
});
