import { createHmac, generateKeyPairSync, privateDecrypt, type KeyObject } from 'node:crypto';
import { computed, signal } from '@preact/signals';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { decode, verify, type Decryption } from '../../token';
import { createTestClock, type TestClock } from '../fixture/clock.fixture';
import { decryptHere } from '../fixture/decrypt.fixture';
import { english } from '../fixture/english.fixture';
import { encodePart, makeToken, startSeconds } from '../fixture/tokens.fixture';
import type { Translate } from '../format/translate';
import { createCopying } from '../model/detail/copying';
import { createKeyring, type KeyringModel } from '../model/detail/keyring';
import { createEditor } from './create-editor';
import { describeMakingFailure } from './describe-creation';
import { isEditable, readEditableText } from './editable-text';
import type { EditorModel } from './editor';
import { listKnownValues } from './values-of-tokens';

const secret = 'a secret of thirty-two characters';
const opened: EditorModel[] = [];
let clock: TestClock;

function open(
  raw: string,
  more: { keyring?: KeyringModel; others?: readonly string[]; outcome?: Decryption } = {},
) {
  clock = createTestClock(startSeconds * 1_000);
  const original = decode(raw, { repair: true });
  const editor = createEditor({
    original,
    text: readEditableText(original, more.outcome),
    keyring: more.keyring ?? createKeyring(),
    commands: { decrypt: decryptHere },
    clock,
    openFiles: () => {},
    copying: createCopying({ copyText: async () => ({ ok: true }) }, clock),
    descriptions: signal(undefined),
    known: computed(() => listKnownValues((more.others ?? []).map((other) => decode(other)))),
  });
  opened.push(editor);
  return editor;
}

/** Replaces the text, as typing does. */
function type({ documents }: EditorModel, part: 'header' | 'claims', text: string) {
  documents[part].change([{ from: 0, to: documents[part].text.peek().length, insert: text }]);
}

async function settle(editor: EditorModel) {
  return vi.waitFor(
    () => {
      const { value } = editor.creation;
      if (value.state !== 'settled') throw new Error(value.state);
      return value.creation;
    },
    { interval: 5, timeout: 8_000 },
  );
}

async function createText(editor: EditorModel): Promise<string> {
  editor.create();
  const creation = await settle(editor);
  if (!('token' in creation)) throw new Error(JSON.stringify(creation));
  return creation.token;
}

/** Why there is no token, in words. */
async function fail(editor: EditorModel): Promise<string> {
  editor.create();
  const creation = await settle(editor);
  expect(editor.edited.value).toBeUndefined();
  if ('failure' in creation) return describeMakingFailure(english as Translate, creation.failure);
  return 'part' in creation ? creation.part : 'token';
}

function readPart(token: string, index: number): string {
  return Buffer.from(token.split('.')[index] ?? '', 'base64url').toString();
}

function exportPem(key: KeyObject): string {
  return key.export({ format: 'pem', type: key.type === 'private' ? 'pkcs8' : 'spki' }).toString();
}

afterEach(() => {
  for (const editor of opened.splice(0)) editor.end();
});

describe('the editor', () => {
  it('signs changed claims with a pasted secret, and verifies the result', async () => {
    const raw = makeToken({ sub: 'alice', exp: 1 });
    const editor = open(raw);
    editor.key.type(secret);
    editor.quickChanges.expireIn(3_600);
    const token = await createText(editor);
    const [header = '', payload = '', signature] = token.split('.');
    expect(readPart(token, 1)).toBe(`{"sub":"alice","exp":${startSeconds + 3_600}}`);
    expect(signature).toBe(createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url'));
    expect(await settle(editor)).toMatchObject({ check: { verdict: { status: 'valid' } } });
    expect(editor.edited.value).toEqual({ text: token, original: decode(raw) });
    expect(editor.original.raw).toBe(raw);
  });

  it('keeps the bytes of a part that is not changed', async () => {
    const header = '{ "alg":"HS256",\r\n "typ":"JWT"}';
    const raw = `${encodePart(header)}.${encodePart('{"n": 12345678901234567890, "n":1.50}')}.AAAA`;
    const editor = open(raw);
    editor.key.type(secret);
    expect((await createText(editor)).split('.').slice(0, 2)).toEqual(raw.split('.').slice(0, 2));
    editor.quickChanges.startIn(0);
    expect(readPart(await createText(editor), 1)).toBe(
      `{"n":12345678901234567890,"n":1.50,"nbf":${startSeconds}}`,
    );
  });

  it('creates the token again after each change, and has none until then', async () => {
    const editor = open(makeToken({ sub: 'alice' }));
    editor.key.type(secret);
    type(editor, 'claims', '{"sub":"bob"}');
    expect(editor.creation.value).toEqual({ state: 'none' });
    await createText(editor);
    type(editor, 'claims', '{"sub":"carol"}');
    expect([editor.edited.value, editor.creation.value]).toEqual([undefined, { state: 'pending' }]);
    clock.pass(300);
    await settle(editor);
    expect(readPart(editor.edited.value?.text ?? '', 1)).toBe('{"sub":"carol"}');
    editor.key.type('another secret of enough characters');
    expect(editor.edited.value).toBeUndefined();
  });

  it('creates an unsigned token without a key, and says so', async () => {
    const editor = open(makeToken({ sub: 'alice' }));
    editor.quickChanges.setAlgorithm('none');
    expect((await createText(editor)).split('.')[2]).toBe('');
    expect(await settle(editor)).toMatchObject({ check: { kind: 'unsigned' } });
  });

  it('keeps the disclosures of an SD-JWT, but not its key binding', async () => {
    const kb = makeToken({ nonce: '1' }, { alg: 'HS256', typ: 'kb+jwt' });
    const disclosure = encodePart('["salt","name","Alice"]');
    const editor = open(`${makeToken({ _sd: [], sub: 'alice' })}~${disclosure}~${kb}`);
    editor.key.type(secret);
    expect((await createText(editor)).split('~').slice(1)).toEqual([disclosure, '']);
    expect(await settle(editor)).toMatchObject({ check: { verdict: { status: 'valid' } } });
  });
});

describe('the editor creates no token', () => {
  it.each([
    ['claims', "{'sub': 'alice'}"],
    ['claims', ''],
    ['claims', '["alice"]'],
    ['header', '{"alg":"HS256"'],
    ['header', '{"typ":"JWT"}'],
  ] as const)('from %s such as %s, and keeps the text', async (part, text) => {
    const editor = open(makeToken({ sub: 'alice' }));
    editor.key.type(secret);
    type(editor, part, text);
    expect(await fail(editor)).toBe(part);
    expect(editor.documents[part].text.value).toBe(text);
    editor.documents[part].undo();
    clock.pass(300);
    expect(await settle(editor)).toHaveProperty('token');
  });

  it('without a key, or with one that does not fit the algorithm', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const editor = open(makeToken({ sub: 'alice' }, { alg: 'RS256' }));
    expect(await fail(editor)).toMatch(/^No key yet\./);
    editor.key.type(exportPem(privateKey));
    expect(await fail(editor)).toBe(
      'RS256 needs another type of key. Needed: RSA private key. Pasted: P-256. Paste a matching key.',
    );
    editor.quickChanges.setAlgorithm('ES256');
    editor.key.type(exportPem(publicKey));
    expect(await fail(editor)).toMatch(/^This is a public key \(P-256\)/);
    editor.quickChanges.setAlgorithm('XS256');
    expect(await fail(editor)).toMatch(/^JWT DevTools can’t create tokens with .?XS256/);
  });
});

describe('a generated key', () => {
  it('signs, and its public key verifies', async () => {
    const editor = open(makeToken({ sub: 'alice' }));
    editor.key.select('generated');
    editor.quickChanges.setAlgorithm('ES256');
    const token = await createText(editor);
    const { value } = editor.key.generated;
    const pem = value.state === 'ready' ? value.key.publicKey?.pem : undefined;
    expect((await verify(decode(token), pem ?? '')).status).toBe('valid');
    expect(editor.key.used.value?.verifyText).not.toContain('"d"');
  });

  it('is there again when the algorithm is changed back', async () => {
    const editor = open(makeToken({ sub: 'alice' }));
    const ready = () =>
      vi.waitFor(() => {
        const { value } = editor.key.generated;
        return value.state === 'ready' ? value.key : expect.unreachable();
      });
    editor.key.select('generated');
    const first = await ready();
    editor.quickChanges.setAlgorithm('HS512');
    expect(await ready()).not.toBe(first);
    editor.documents.header.undo();
    expect(await ready()).toBe(first);
  });

  it.each(['{"alg":"HS256"', '{"typ":"JWT"}', '{"alg":5}', '[]'])(
    'does not exist for a header with a problem, which is why there is no token: %s',
    async (text) => {
      const editor = open(makeToken({ sub: 'alice' }));
      editor.key.select('generated');
      await createText(editor);
      type(editor, 'header', text);
      expect(editor.key.generated.value).toEqual({ state: 'none' });
      clock.pass(300);
      expect(await fail(editor)).toBe('header');
    },
  );

  it('is impossible for ES256K', async () => {
    const editor = open(makeToken({ sub: 'alice' }, { alg: 'ES256K' }));
    editor.key.select('generated');
    await vi.waitFor(() => expect(editor.key.generated.value).toEqual({ state: 'impossible' }));
    expect(await fail(editor)).toMatch(/^No key yet\./);
  });
});

describe('the keys of the keyring', () => {
  it('are offered if they can sign, those of the issuer first', async () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const keyring = createKeyring();
    const add = (text: string, issuer: string) =>
      keyring.add({ purpose: 'verify', origin: 'pasted', text, scope: { kind: 'issuer', value: issuer } });
    add(exportPem(pair.publicKey), 'https://public.example');
    add(exportPem(pair.privateKey), 'https://other.example');
    add(secret, 'https://id.example');
    const editor = open(makeToken({ iss: 'https://id.example' }), { keyring });
    expect(editor.key.source.value).toBe('pasted');
    await vi.waitFor(() => expect(editor.key.source.value).toBe('keyring'));
    expect(editor.key.listed.value.map(({ issuer, summary }) => [issuer, summary.kind])).toEqual([
      ['https://id.example', 'oct'],
      ['https://other.example', 'EC'],
    ]);
    expect(await settleValid(editor)).toBe('valid');
    editor.key.select('keyring', exportPem(pair.privateKey));
    editor.quickChanges.setAlgorithm('ES256');
    expect(await settleValid(editor)).toBe('valid');
  });

  it('are offered for encryption if they fit the algorithm, with the names that the user gave', async () => {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const keyring = createKeyring();
    for (const text of [pair.publicKey, other.publicKey].map(exportPem)) {
      keyring.add({ purpose: 'verify', origin: 'pasted', text, scope: { kind: 'all', value: '' } });
    }
    const editor = open(makeToken({ sub: 'alice' }), { keyring });
    editor.quickChanges.setEncryption(true);
    await vi.waitFor(() => expect(editor.key.listed.value).toHaveLength(1));
    const [listed] = editor.key.listed.value;
    expect(listed).toMatchObject({ summary: { kind: 'RSA' }, name: undefined });
    keyring.rename({ id: listed?.summary.thumbprint ?? '', name: 'Staging' });
    expect(editor.key.listed.value[0]?.name).toBe('Staging');
    expect(await createText(editor)).toMatch(/^[\w-]+(?:\.[\w-]+){4}$/);
    expect(await settle(editor)).toMatchObject({ check: { kind: 'encrypted' } });
    editor.quickChanges.setAlgorithm('ECDH-ES');
    expect(editor.key.listed.value.map(({ summary }) => summary.kind)).toEqual(['EC']);
    for (const { privateKey: key } of [pair, generateKeyPairSync('ed25519'), generateKeyPairSync('x25519')])
      keyring.add({
        purpose: 'verify',
        origin: 'pasted',
        text: exportPem(key),
        scope: { kind: 'all', value: '' },
      });
    await vi.waitFor(() =>
      expect(editor.key.listed.value.map(({ summary }) => summary.size)).toEqual(['P-256', 'X25519']),
    );
    editor.quickChanges.setAlgorithm('A256KW');
    expect(editor.key.listed.value).toEqual([]);
  });

  it('never replace a key that was pasted or used', async () => {
    const keyring = createKeyring();
    const other = 'another secret of enough characters';
    const add = (text: string) =>
      keyring.add({ purpose: 'verify', origin: 'pasted', text, scope: { kind: 'all', value: '' } });
    const pasted = open(makeToken({ sub: 'alice' }), { keyring });
    pasted.key.type(secret);
    const used = open(makeToken({ sub: 'alice' }), { keyring });
    add(other);
    await vi.waitFor(() => expect(used.key.source.value).toBe('keyring'));
    expect(pasted.key.used.value).toMatchObject({ source: 'pasted', text: secret });
    await createText(used);
    for (const { id } of keyring.keys.value) keyring.remove(id);
    add(secret);
    await vi.waitFor(() => expect(used.key.listed.value.map(({ text }) => text)).toEqual([secret]));
    expect(used.key.used.value).toBeUndefined();
    expect(used.key.source.value).toBe('keyring');
  });

  async function settleValid(editor: EditorModel) {
    await createText(editor);
    const creation = await settle(editor);
    return 'token' in creation && creation.check.kind === 'verified' && creation.check.verdict.status;
  }
});

describe('the editor encrypts', () => {
  it('for a public key, which cannot decrypt the result', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const editor = open(makeToken({ sub: 'alice' }));
    editor.quickChanges.setEncryption(true);
    editor.key.type(exportPem(publicKey));
    const token = await createText(editor);
    expect(JSON.parse(readPart(token, 0))).toEqual({ alg: 'RSA-OAEP-256', enc: 'A256GCM', typ: 'JWT' });
    expect(await settle(editor)).toMatchObject({ check: { kind: 'encrypted' } });
    const encryptedKey = Buffer.from(token.split('.')[1] ?? '', 'base64url');
    expect(privateDecrypt({ key: privateKey, oaepHash: 'sha256' }, encryptedKey)).toHaveLength(32);
    editor.quickChanges.setEncryption(false);
    expect(editor.isEncryption.value).toBe(false);
    expect(JSON.parse(editor.documents.header.text.value)).toEqual({ alg: 'RS256', typ: 'JWT' });
  });

  it('with a generated key, and checks that it decrypts to the same claims', async () => {
    const editor = open(makeToken({ sub: 'alice' }));
    type(editor, 'header', '{"alg":"ECDH-ES","enc":"A128GCM"}');
    editor.key.select('generated');
    await createText(editor);
    expect(await settle(editor)).toMatchObject({ check: { kind: 'decrypted', isSame: true } });
  });

  it('the claims of a decrypted token again, without the parameters of the old encryption', async () => {
    const first = open(makeToken({ sub: 'alice' }));
    type(first, 'header', '{"alg":"ECDH-ES","enc":"A128GCM","kid":"k"}');
    first.key.select('generated');
    const raw = await createText(first);
    const outcome = await decryptHere(raw, first.key.used.value?.text ?? '', {
      allowHighP2c: false,
      onProgress: () => {},
      signal: new AbortController().signal,
    });
    expect(isEditable(decode(raw), undefined)).toBe(false);
    expect(isEditable(decode(raw), outcome)).toBe(true);
    const editor = open(raw, { outcome });
    expect(JSON.parse(editor.documents.header.text.value)).toEqual({
      alg: 'ECDH-ES',
      enc: 'A128GCM',
      kid: 'k',
    });
    expect(JSON.parse(editor.documents.claims.text.value)).toEqual({ sub: 'alice' });
  });
});

describe('quick changes', () => {
  it('keep the rest of the text, and can be undone one by one', () => {
    const others = [
      makeToken({ aud: ['https://b.example', 'https://c.example'] }, { alg: 'HS256', kid: 'other' }),
      makeToken({ aud: 'https://a.example' }),
    ];
    const editor = open(makeToken('{"n":1.0,"aud":["https://a.example"],"exp":5}'), { others });
    const { quickChanges, documents } = editor;
    const before = documents.claims.text.value;
    expect(quickChanges.audiences.value).toEqual(['https://b.example', 'https://c.example']);
    quickChanges.setAudience('https://b.example');
    expect(documents.claims.text.value).toBe(
      '{\n  "n": 1.0,\n  "aud": ["https://b.example"],\n  "exp": 5\n}',
    );
    quickChanges.remove('claims', 'exp');
    expect(documents.claims.text.value).toBe('{\n  "n": 1.0,\n  "aud": ["https://b.example"]\n}');
    documents.claims.undo();
    documents.claims.undo();
    expect(documents.claims.text.value).toBe(before);
    expect([documents.claims.canUndo.value, documents.claims.canRedo.value]).toEqual([false, true]);
    documents.claims.redo();
    expect(documents.claims.text.value).toContain('b.example');

    expect(quickChanges.keyIds.value).toEqual(['other']);
    quickChanges.setKeyId('other');
    expect(documents.header.text.value).toContain('"kid": "other"');
    expect(quickChanges.keyIds.value).toEqual([]);
  });

  it('select the value for another one, and insert an empty value if there is none', () => {
    const editor = open(makeToken({ aud: ['https://a.example'], sub: 'alice' }));
    const selectedOf = (part: 'header' | 'claims', name: string) => {
      const select = vi.spyOn(editor.documents[part], 'select');
      editor.quickChanges.selectValue(part, name);
      const [from, to] = select.mock.lastCall ?? [];
      return editor.documents[part].text.value.slice(from, to);
    };
    expect(selectedOf('claims', 'sub')).toBe('alice');
    expect(selectedOf('claims', 'aud')).toBe('[\n    "https://a.example"\n  ]');
    expect(selectedOf('header', 'kid')).toBe('');
    expect(editor.documents.header.text.value).toContain('"kid": ""');
  });

  it('are impossible while the text is not a JSON object', () => {
    const editor = open(makeToken({ sub: 'alice' }));
    type(editor, 'claims', '{"sub"');
    editor.quickChanges.expireIn(0);
    expect(editor.quickChanges.isPossible.claims.value).toBe(false);
    expect(editor.documents.claims.text.value).toBe('{"sub"');
  });
});

describe('a text that is longer than a token can be', () => {
  it('is not accepted, and the text before it stays', () => {
    const editor = open(makeToken({ sub: 'alice' }));
    const before = editor.documents.claims.text.value;
    type(editor, 'claims', 'x'.repeat(2_000_000));
    expect([editor.documents.claims.text.value, editor.documents.claims.isTooLong.value]).toEqual([
      before,
      true,
    ]);
    type(editor, 'claims', '{}');
    expect([editor.documents.claims.text.value, editor.documents.claims.isTooLong.value]).toEqual([
      '{}',
      false,
    ]);
  });
});
