import { effect, signal } from '@preact/signals';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { decode, type DecryptionProgress, type Token } from '../../../token';
import type { DecryptionCommands } from '../../commands';
import { decryptHere } from '../../fixture/decrypt.fixture';
import {
  contentKey,
  makeJwe,
  makeJweWithManyIterations,
  otherContentKey,
} from '../../fixture/nested.fixture';
import { makeToken } from '../../fixture/tokens.fixture';
import { createDecryption, type DecryptionModel } from './decryption';
import { createKeyring } from './keyring';

const opened: DecryptionModel[] = [];

function open(raw: string, keyring = createKeyring(), cookie = signal<string | undefined>(undefined)) {
  const token = signal<Token | undefined>(decode(raw));
  const box = createDecryption(token, { decrypt: decryptHere }, keyring, cookie);
  opened.push(box);
  return { box, token, show: (next: string) => (token.value = decode(next)) };
}

function stateOf({ state: { value } }: DecryptionModel): string {
  return value.state === 'outcome' ? `${value.outcome.status} ${value.outcome.reason}` : value.state;
}

function settled(box: DecryptionModel, state: string) {
  return vi.waitFor(() => expect(stateOf(box)).toBe(state), { interval: 2, timeout: 4_000 });
}

function tryKey(box: DecryptionModel, key: string) {
  box.type(key);
  box.decrypt();
}

/** Records all states from now on. */
function follow(box: DecryptionModel): string[] {
  const states: string[] = [];
  const stop = effect(() => {
    states.push(stateOf(box));
  });
  opened.push({ ...box, end: stop });
  return states;
}

afterEach(() => {
  for (const box of opened.splice(0)) box.end();
});

describe('createDecryption', () => {
  it('takes no key and has no outcome for a token that is not encrypted', () => {
    const { box } = open(makeToken({ sub: 'a' }));
    tryKey(box, contentKey);
    expect(box.text.value).toBe('');
    expect(box.outcome.value).toBeUndefined();
  });

  it('reports that there is no key, not a failure, before one is entered', async () => {
    const { box } = open(await makeJwe({ sub: 'a' }));
    await settled(box, 'unchecked no_key');
  });

  it('tries a key only on request, and removes the outcome when the key is edited', async () => {
    const { box } = open(await makeJwe({ sub: 'a' }));
    box.type(contentKey);
    expect(stateOf(box)).toBe('untried');
    box.decrypt();
    expect(stateOf(box)).toBe('pending');
    await settled(box, 'decrypted decrypted');
    expect(box.outcome.value?.claims).toEqual({ sub: 'a' });
    box.type(`${contentKey}x`);
    expect(stateOf(box)).toBe('untried');
    expect(box.outcome.value).toBeUndefined();
  });

  it('tries a changed key once, without trying the previous one again', async () => {
    const { box } = open(await makeJwe({ sub: 'a' }));
    tryKey(box, otherContentKey);
    await settled(box, 'failed key_mismatch');
    const states = follow(box);
    tryKey(box, contentKey);
    await settled(box, 'decrypted decrypted');
    expect(states).toEqual(['failed key_mismatch', 'untried', 'pending', 'decrypted decrypted']);
  });

  it('fails with a wrong key of the right type', async () => {
    const { box } = open(await makeJwe({ sub: 'a' }));
    tryKey(box, otherContentKey);
    await settled(box, 'failed key_mismatch');
    expect(box.outcome.value?.plaintext).toBeUndefined();
  });

  it('never shows the plaintext of one token for another', async () => {
    const { box, show } = open(await makeJwe({ sub: 'a' }));
    tryKey(box, contentKey);
    await settled(box, 'decrypted decrypted');
    show(await makeJwe({ sub: 'b' }, {}, otherContentKey));
    expect(box.outcome.value).toBeUndefined();
    await settled(box, 'failed key_mismatch');
  });

  it('drops a result that arrives after another token is shown', async () => {
    const { box, show } = open(await makeJwe({ sub: 'a' }));
    const next = await makeJwe({ sub: 'b' }, { kid: 'other' });
    tryKey(box, contentKey);
    show(next);
    const states = follow(box);
    await settled(box, 'unchecked no_key');
    expect(states).toEqual(['pending', 'unchecked no_key']);
  });

  it('uses a key again only for tokens with the same key ID and algorithms', async () => {
    const { box, show } = open(await makeJwe({ n: 1 }, { kid: 'one' }));
    tryKey(box, contentKey);
    show(await makeJwe({ n: 2 }, { kid: 'two' }));
    expect(box.text.value).toBe('');
    await settled(box, 'unchecked no_key');
    show(await makeJwe({ n: 3 }, { kid: 'one' }));
    expect(box.text.value).toBe(contentKey);
    await settled(box, 'decrypted decrypted');
    expect(box.outcome.value?.claims).toEqual({ n: 3 });
  });

  it('removes a key that is cleared or deleted in the box', async () => {
    const { box } = open(await makeJwe({ sub: 'a' }));
    tryKey(box, contentKey);
    await settled(box, 'decrypted decrypted');
    box.clear();
    await settled(box, 'unchecked no_key');
    tryKey(box, contentKey);
    await settled(box, 'decrypted decrypted');
    box.type('');
    await settled(box, 'unchecked no_key');
  });

  it('decrypts with a key restored from an earlier panel', async () => {
    const keyring = createKeyring();
    const raw = await makeJwe({ sub: 'a' }, { kid: 'one' });
    const { box: earlier } = open(raw, keyring);
    tryKey(earlier, contentKey);
    await settled(earlier, 'decrypted decrypted');
    const restored = createKeyring();
    restored.restore({ keyring: structuredClone(keyring.keys.value) });
    const { box } = open(raw, restored);
    expect(box.text.value).toBe(contentKey);
    await settled(box, 'decrypted decrypted');
  });

  it('removes the oldest key when there are too many', async () => {
    const [first, ...others] = await Promise.all(
      Array.from({ length: 101 }, (_, index) => makeJwe({}, { kid: `k${index}` })),
    );
    const { box, show } = open(first ?? '');
    tryKey(box, 'first');
    for (const raw of others) {
      show(raw);
      tryKey(box, 'another');
    }
    show(first ?? '');
    expect(box.text.value).toBe('');
  });

  it('runs very many iterations only on request, and can be stopped', async () => {
    const { box, token } = open(makeJweWithManyIterations());
    tryKey(box, 'a password');
    await settled(box, 'unchecked p2c_too_high');
    box.allowAllIterations();
    expect(stateOf(box)).toBe('pending');
    box.cancel();
    await settled(box, 'unchecked cancelled');
    // A stopped attempt doesn't start again when the token is shown again.
    const stopped = token.value;
    token.value = undefined;
    token.value = stopped;
    await settled(box, 'unchecked p2c_too_high');
  });

  it('tries the same key again on request', async () => {
    const { box } = open(await makeJwe({ sub: 'a' }));
    tryKey(box, contentKey);
    box.cancel();
    await settled(box, 'unchecked cancelled');
    box.decrypt();
    await settled(box, 'decrypted decrypted');
  });

  it('cancels the attempt when the key is cleared, when another token is shown and at `end`', async () => {
    const first = await makeJwe({ sub: 'a' });
    const second = await makeJwe({ sub: 'b' }, { kid: 'other' });
    const token = signal<Token | undefined>(decode(first));
    const signals: AbortSignal[] = [];
    const decrypt: DecryptionCommands['decrypt'] = (_token, _key, { signal: stopped }) => {
      signals.push(stopped);
      return new Promise(() => {});
    };
    const box = createDecryption(token, { decrypt }, createKeyring(), signal(undefined));
    opened.push(box);
    for (const stop of [() => box.clear(), () => (token.value = decode(second)), () => box.end()]) {
      tryKey(box, contentKey);
      expect(signals.at(-1)?.aborted).toBe(false);
      stop();
      expect(signals.at(-1)?.aborted).toBe(true);
    }
    expect(signals).toHaveLength(3);
  });

  it('reports the number of tried recipients if there is more than one', async () => {
    const token = signal<Token | undefined>(decode(await makeJwe({ sub: 'a' })));
    let reportProgress: (progress: DecryptionProgress) => void = () => {};
    const decrypt: DecryptionCommands['decrypt'] = (_token, _key, { onProgress }) => {
      reportProgress = onProgress;
      return new Promise(() => {});
    };
    const box = createDecryption(token, { decrypt }, createKeyring(), signal(undefined));
    opened.push(box);
    tryKey(box, contentKey);
    reportProgress({ tried: 0, recipients: 1 });
    expect(box.state.value).toEqual({ state: 'pending' });
    reportProgress({ tried: 3, recipients: 100 });
    expect(box.state.value).toEqual({ state: 'pending', progress: { tried: 3, recipients: 100 } });
  });

  it('does not change its state after `end`', async () => {
    const raw = await makeJwe({ sub: 'a' });
    const { box } = open(raw);
    const states = follow(box);
    tryKey(box, contentKey);
    box.end();
    // When the second attempt has its result, the first one would have had one too.
    const { box: other } = open(raw);
    tryKey(other, contentKey);
    await settled(other, 'decrypted decrypted');
    expect(states.at(-1)).toBe('pending');
  });
});
