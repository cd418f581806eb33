import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check, claims, outcome } from '../verify/check.fixture';
import {
  certificateKey,
  certificatePublicKey,
  ed25519,
  p256,
  p384,
  p521,
  rsa,
  signToken,
} from '../verify/keys.fixture';
import { identifiedRows, readable, readRows, unreadable } from './forms.fixture';
import { parseKeyText } from './key-or-secret';
import { readKeys } from './read-keys';

const tokens = new Map([
  [rsa.publicKey, signToken({ alg: 'RS256' }, claims, rsa.privateKey)],
  [p256.publicKey, signToken({ alg: 'ES256' }, claims, p256.privateKey)],
  [p384.publicKey, signToken({ alg: 'ES384' }, claims, p384.privateKey)],
  [p521.publicKey, signToken({ alg: 'ES512' }, claims, p521.privateKey)],
  [ed25519.publicKey, signToken({ alg: 'EdDSA' }, claims, ed25519.privateKey)],
  [certificatePublicKey, signToken({ alg: 'ES256' }, claims, certificateKey)],
]);

/** HMAC tokens that a server would accept if it mistook the pasted text for a secret. */
function listForgeries(text: string): readonly string[] {
  const secrets = [
    text,
    text.trim(),
    Buffer.from(text, 'base64'),
    Buffer.from(text.replace(/^0x/, ''), 'hex'),
  ];
  return secrets
    .filter(({ length }) => length > 0)
    .map((secret) => signToken({ alg: 'HS256' }, claims, secret));
}

describe('readable key material', () => {
  it.each(Object.entries(readable))('%s verifies a token of its key', async (_, [text, key]) => {
    expect(await outcome(tokens.get(key) ?? '', text)).toBe('valid signature_matches');
  });

  it('in base58 is not read as base64, even if that would be a point', async () => {
    // PKCS#8 of an Ed25519 seed (RFC 8410 §7), and the seed with its public key.
    const seed = '08d6ecc3cc136c9496318bbc60027c83d62b547d529a0511637345d6a27989a3';
    const der = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex');
    const token = signToken(
      { alg: 'EdDSA' },
      claims,
      createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }),
    );
    const pair = 'BFXKmq9hhv5wuQXjKa5MvJPP9mLTv7TU7PxKMSp7mQTvCdumxzimJ5cWCVKHhYnV7mSuuM2jZEvjBH1vESjamiT';
    expect(await outcome(token, pair)).toBe('valid signature_matches');
  });

  it.each(Object.entries(readable))(
    '%s is never used as a secret, and an HMAC made with it is reported',
    async (_, [text]) => {
      for (const forged of listForgeries(text)) {
        for (const secretEncoding of [undefined, 'utf-8', 'base64', 'hex'] as const) {
          const verdict = await check(forged, text, secretEncoding && { secretEncoding });
          expect(verdict).toMatchObject({ status: 'unchecked', reason: 'key_wrong_kind' });
        }
      }
      const [asText = ''] = listForgeries(text);
      expect((await check(asText, text)).notes?.map(({ code }) => code)).toContainEqual(
        expect.stringMatching(/^(?:public_key|key_text)_as_secret$/),
      );
    },
  );
});

describe('key material inside of other text', () => {
  const wrappings: Readonly<Record<string, (text: string) => string>> = {
    'a member of JSON': (text) => JSON.stringify({ note: 'x', value: text }),
    'JSON in JSON': (text) => JSON.stringify(JSON.stringify({ a: text })),
    HTML: (text) =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    Markdown: (text) => `\`\`\`\n${text}\n\`\`\``,
    'a block of YAML': (text) => `key: |\n${text.replace(/^/gm, '  ')}`,
    'a line of properties': (text) => `jwt.key=${text.replaceAll('\n', '\\\n  ')}`,
    base64: (text) => Buffer.from(text).toString('base64'),
    hex: (text) => Buffer.from(text).toString('hex'),
    'a URL': encodeURIComponent,
  };
  /** Two layers of percent-encoding, arrays and dumps of bytes, which have no marker, and JSON without a key. */
  const unmarked =
    /in a URL|in a form|plus signs|as an array|hex dump|in a C array|Envoy|DER (?:as|in binary|decoded)|in binary|something else/;

  it.each(Object.entries(wrappings))('%s is not a secret', (_, wrap) => {
    const forms = Object.entries({ ...readable, ...unreadable }).filter(([name]) => !unmarked.test(name));
    const secrets = forms.filter(([, [text]]) => parseKeyText(wrap(text)).form === 'secret');
    expect(secrets.map(([name]) => name)).toEqual([]);
  });
});

describe('unreadable key material', () => {
  it.each(Object.entries(unreadable))('%s is identified, never a secret', async (_, [text, material]) => {
    expect(await readKeys(text)).toMatchObject({ problem: 'key_unreadable', material });
    for (const forged of listForgeries(text)) {
      for (const secretEncoding of [undefined, 'utf-8', 'base64', 'hex'] as const) {
        const verdict = await check(forged, text, secretEncoding && { secretEncoding });
        expect(verdict).toMatchObject({
          status: 'unchecked',
          reason: 'key_unreadable',
          keyMaterial: material,
        });
      }
    }
    const [asText = ''] = listForgeries(text);
    expect((await check(asText, text)).notes).toMatchObject([{ code: 'key_text_as_secret' }]);
  });
});

describe('the table of key forms in docs/formats.md', () => {
  const section = readFileSync('docs/formats.md', 'utf8')
    .split(/^## /m)
    .find((one) => one.startsWith('Keys'));
  const rows = [...(section ?? '').matchAll(/^\| (.+?) +\| .+? +\| (\w.*?) +\|$/gm)];
  const listRows = (result: RegExp) =>
    rows.flatMap(([, form = '', text = '']) => (result.test(text) ? [form] : []));

  it('has every form that is read, and no other', () => {
    expect(listRows(/^Read/)).toEqual(readRows.map(([row]) => row));
    const names = Object.keys(readable);
    expect(names.filter((name) => !readRows.some(([, pattern]) => pattern.test(name)))).toEqual([]);
    expect(readRows.filter(([, pattern]) => !names.some((name) => pattern.test(name)))).toEqual([]);
  });

  it('has every form that is identified', () => {
    expect(listRows(/^Identified/)).toEqual(expect.arrayContaining(Object.keys(identifiedRows)));
    const listed = Object.values(identifiedRows).flat();
    expect(new Set(listed)).toEqual(new Set(Object.values(unreadable).map(([, material]) => material)));
  });
});
