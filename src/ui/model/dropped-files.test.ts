import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { english } from '../fixture/english.fixture';
import { signWithKey, makeToken } from '../fixture/tokens.fixture';
import type { Translate } from '../format/translate';
import type { DetailModel } from './detail/detail';
import { addDroppedFiles, sortDroppedFiles } from './dropped-files';

const jwk = async () => JSON.stringify((await signWithKey({ sub: 'alice' }, 'k-1')).jwk);
const pem = (label: string, body: string) => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
const toFile = (content: BlobPart, name: string) => new File([content], name);
const namesOf = async (...files: File[]) => {
  const { keys, unusable, others } = await sortDroppedFiles(english as Translate, files);
  return [keys, unusable, others].map((list) => list.map(({ name }) => name));
};

describe('dropped files', () => {
  it('are keys if they contain one, otherwise logs', async () => {
    const key = await jwk();
    const set = toFile(`{"keys":[${key}]}`, 'jwks.json');
    const har = toFile('{"log":{"entries":[]}}', 'saved.json');
    expect(await namesOf(toFile(key, 'key.json'), set, har)).toEqual([
      ['key.json', 'jwks.json'],
      [],
      ['saved.json'],
    ]);
  });

  it('are keys in binary and in PEM, with or without the private part', async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
    const spki = await crypto.subtle.exportKey('spki', pair.publicKey);
    const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
    const body = btoa(String.fromCharCode(...pkcs8));
    const files = [toFile(spki, 'public.der'), toFile(pem('PRIVATE KEY', body), 'private.pem')];
    const { keys } = await sortDroppedFiles(english as Translate, files);
    expect(keys.map(({ name, isPrivate }) => [name, isPrivate])).toEqual([
      ['public.der', false],
      ['private.pem', true],
    ]);
  });

  it.each([
    [pem('PUBLIC KEY', 'AAAA'), 'can’t be read'],
    [pem('CERTIFICATE REQUEST', 'AAAA'), 'certificate'],
    ['{"kty":"EC","crv":"P-256","x":"a"}', 'x'],
    ['{"keys":[]}', 'is empty'],
  ])('aren’t keys if they can’t be used as one, which is explained: %s', async (text, reason) => {
    const { keys, unusable, others } = await sortDroppedFiles(english as Translate, [toFile(text, 'key')]);
    expect([keys, others]).toEqual([[], []]);
    expect(unusable[0]?.reason).toContain(reason);
  });

  it.each(['a secret', makeToken({ sub: 'alice' }), '{"a":1}', 'https://id.test/jwks'])(
    'are opened as a log, even if the text could be a secret: %s',
    async (text) => {
      expect(await namesOf(toFile(text, 'file.txt'))).toEqual([[], [], ['file.txt']]);
    },
  );

  it('are announced together, and so are at most five problems', async () => {
    const announced: string[] = [];
    const errors: string[] = [];
    const copying = { announce: (note: string) => announced.push(note) };
    const key = await jwk();
    const broken = Array.from({ length: 6 }, (_, at) => toFile('{"keys":[]}', `broken${at}.json`));
    await addDroppedFiles({
      files: [toFile(key, 'one.json'), toFile(key, 'two.json'), ...broken],
      t: Object.assign(english.bind(undefined), { language: 'en' }) as Translate,
      keyring: { add: () => {} },
      detail: signal({ copying } as unknown as DetailModel),
      setError: (sentence) => errors.push(sentence),
      open: () => {},
    });
    expect(announced).toEqual(['Added keys from one.json, two.json']);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.match(/broken\d/g)).toEqual(['broken0', 'broken1', 'broken2', 'broken3', 'broken4']);
    expect(errors[0]).toMatch(/…$/);
  });
});
