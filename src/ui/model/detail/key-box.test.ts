import { signal } from '@preact/signals';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { decode, type Token } from '../../../token';
import { makeToken, signToken } from '../../fixture/tokens.fixture';
import type { PanelCommand } from '../../../traffic';
import { createKeyBox, type KeyBoxModel, type KeyBoxOptions } from './key-box';
import { createKeyring } from './keyring';

const secret = 'a secret of thirty-two characters';
const opened: KeyBoxModel[] = [];

function open(raw: string, options: Partial<KeyBoxOptions> = {}) {
  const token = signal<Token | undefined>(decode(raw));
  const sent: PanelCommand[] = [];
  const keyring = createKeyring((command) => sent.push(command));
  const box = createKeyBox({ token, keyring, ...options });
  opened.push(box);
  return { box, keyring, sent, show: (next: string) => (token.value = decode(next)) };
}

function statusOf(box: KeyBoxModel): string {
  const state = box.state.value;
  return state.state === 'verdict' ? `${state.verdict.status} ${state.verdict.reason}` : state.state;
}

function settled(box: KeyBoxModel, status: string) {
  return vi.waitFor(() => expect(statusOf(box)).toBe(status), { interval: 2, timeout: 4_000 });
}

afterEach(() => {
  for (const box of opened.splice(0)) box.end();
});

describe('createKeyBox', () => {
  it('reports that there is no key, not an invalid signature, before one is entered', async () => {
    const { box } = open(await signToken({ iss: 'a' }, secret));
    await settled(box, 'unchecked no_key');
  });

  it('tries a key only on request', async () => {
    const { box } = open(await signToken({ iss: 'a' }, secret));
    box.type(secret);
    expect(statusOf(box)).toBe('untried');
    box.verify();
    await settled(box, 'valid signature_matches');
  });

  it('removes the verdict when the key is edited', async () => {
    const { box } = open(await signToken({ iss: 'a' }, secret));
    box.type(secret);
    box.verify();
    await settled(box, 'valid signature_matches');
    box.type(`${secret}x`);
    expect(statusOf(box)).toBe('untried');
  });

  it('never shows the verdict of one token for another', async () => {
    const { box, show } = open(await signToken({ iss: 'a' }, secret));
    box.type(secret);
    box.verify();
    await settled(box, 'valid signature_matches');
    show(makeToken({ iss: 'a', forged: true }));
    expect(statusOf(box)).toBe('pending');
    await settled(box, 'invalid signature_mismatch');
  });

  it('drops a result that arrives after another token is shown', async () => {
    const { box, show } = open(await signToken({ iss: 'a' }, secret));
    box.type(secret);
    box.verify();
    show(makeToken({ iss: 'b' }));
    await settled(box, 'unchecked no_key');
  });

  it('uses a key for the tokens of its issuer only', async () => {
    const { box, show } = open(await signToken({ iss: 'a', n: 1 }, secret));
    box.type(secret);
    box.verify();
    show(await signToken({ iss: 'b' }, secret));
    expect(box.text.value).toBe('');
    show(await signToken({ iss: 'a', n: 2 }, secret));
    expect(box.text.value).toBe(secret);
    await settled(box, 'valid signature_matches');
  });

  it('uses the key of a token without an issuer for that token only', async () => {
    const { box, show } = open(await signToken({ n: 1 }, secret));
    box.type(secret);
    box.verify();
    show(await signToken({ n: 2 }, 'another secret'));
    expect(box.text.value).toBe('');
    await settled(box, 'unchecked no_key');
  });

  it("does not use the key of a token for another one whose issuer is that token's text", async () => {
    const raw = await signToken({ n: 1 }, secret);
    const { box, show } = open(raw);
    box.type(secret);
    box.verify();
    show(await signToken({ iss: raw }, secret));
    expect(box.text.value).toBe('');
    await settled(box, 'unchecked no_key');
  });

  it('can use one key for all tokens without an issuer', async () => {
    const { box, show } = open(makeToken({ n: 1 }), {
      scopeWithoutIssuer: () => ({ kind: 'issuer', value: '' }),
    });
    box.type(secret);
    show(makeToken({ n: 2 }));
    expect(box.text.value).toBe(secret);
  });

  it('removes a key that is cleared or deleted in the box', async () => {
    const { box, keyring, sent } = open(await signToken({ iss: 'a' }, secret));
    box.type(secret);
    box.verify();
    box.clear();
    await settled(box, 'unchecked no_key');
    expect(keyring.keys.value).toEqual([]);
    box.type(secret);
    box.verify();
    box.type('');
    await settled(box, 'unchecked no_key');
    expect(keyring.keys.value).toEqual([]);
    expect(sent.map(({ type }) => type)).toEqual(['add key', 'remove key', 'add key', 'remove key']);
  });

  it('calls `onCleared` once for a tried key, and does not stay pending after clearing an untried one', async () => {
    const onCleared = vi.fn();
    const { box } = open(await signToken({ iss: 'a' }, secret), { onCleared });
    await settled(box, 'unchecked no_key');
    box.type(secret);
    box.clear();
    await settled(box, 'unchecked no_key');
    expect(onCleared).not.toHaveBeenCalled();
    for (const clear of [() => box.clear(), () => box.type('')]) {
      onCleared.mockClear();
      box.type(secret);
      box.verify();
      await settled(box, 'valid signature_matches');
      clear();
      expect(onCleared).toHaveBeenCalledOnce();
      await settled(box, 'unchecked no_key');
    }
  });

  it('sends a key once when it is tried, and nothing while it is typed', async () => {
    const { box, keyring, sent } = open(await signToken({ iss: 'a' }, secret));
    for (let length = 1; length <= secret.length; length += 1) box.type(secret.slice(0, length));
    expect(sent).toEqual([]);
    expect(keyring.keys.value).toEqual([]);
    box.verify();
    const key = { purpose: 'verify', scope: { kind: 'issuer', value: 'a' }, origin: 'pasted', text: secret };
    expect(sent).toEqual([{ type: 'add key', key: { id: expect.any(String) as string, ...key } }]);
    box.type(`${secret}x`);
    box.type(secret);
    box.verify();
    expect(sent).toHaveLength(1);
  });

  it('enters a dropped file for the token it was dropped on, not for one selected while it is read', async () => {
    const { box, show } = open(await signToken({ iss: 'a' }, secret));
    let finish: (text: string) => void = () => {};
    const read = new Promise<string>((resolve) => (finish = resolve));
    box.drop(read);
    show(makeToken({ iss: 'b' }));
    finish(secret);
    await read;
    expect(box.text.value).toBe('');
    show(await signToken({ iss: 'a' }, secret));
    expect(box.text.value).toBe(secret);
    box.verify();
    await settled(box, 'valid signature_matches');
  });

  it.each([
    ['empty', () => Promise.resolve('')],
    ['unreadable', () => Promise.reject(new DOMException('gone', 'NotReadableError'))],
  ])('reports that a dropped file is %s and keeps what was typed', async (_, read) => {
    const { box, show } = open(makeToken({ iss: 'a' }));
    box.type(secret);
    box.drop(read());
    await vi.waitFor(() => expect(box.isFileUnreadable.value).toBe(true));
    expect(box.text.value).toBe(secret);
    show(makeToken({ iss: 'b' }));
    expect(box.isFileUnreadable.value).toBe(false);
    show(makeToken({ iss: 'a' }));
    box.type(`${secret}x`);
    expect(box.isFileUnreadable.value).toBe(false);
  });

  it('tries each key for the token, and shows the one that matches', async () => {
    const { box, keyring, show } = open(await signToken({ iss: 'a', n: 1 }, secret));
    const scope = { kind: 'issuer', value: 'a' } as const;
    for (const text of [secret, 'a newer secret of the same issuer']) {
      keyring.add({ purpose: 'verify', scope, origin: 'pasted', text });
    }
    await settled(box, 'valid signature_matches');
    expect(box.text.value).toBe(secret);
    show(await signToken({ iss: 'a', n: 2 }, 'a newer secret of the same issuer'));
    await settled(box, 'valid signature_matches');
    expect(box.text.value).toBe('a newer secret of the same issuer');
    show(await signToken({ iss: 'a', n: 3 }, 'an unknown secret of the same issuer'));
    await settled(box, 'invalid signature_mismatch');
  });

  it('notes the issuers whose tokens a key has verified', async () => {
    const { box, keyring, show } = open(await signToken({ iss: 'a' }, secret));
    box.type(secret);
    box.setForAll(true);
    box.verify();
    await settled(box, 'valid signature_matches');
    show(await signToken({ iss: 'b' }, secret));
    await settled(box, 'valid signature_matches');
    show(await signToken({ iss: 'c' }, 'another secret'));
    await settled(box, 'invalid signature_mismatch');
    const [{ id } = { id: '' }] = keyring.keys.value;
    expect([...(keyring.uses.value.get(id) ?? [])]).toEqual(['a', 'b']);
  });

  it('tries restored keys', async () => {
    const { box, keyring } = open(await signToken({ iss: 'a' }, secret));
    keyring.restore({
      keyring: [
        {
          id: 'k1',
          purpose: 'verify',
          scope: { kind: 'issuer', value: 'a' },
          origin: 'pasted',
          text: secret,
        },
      ],
    });
    expect(box.text.value).toBe(secret);
    await settled(box, 'valid signature_matches');
  });
});
