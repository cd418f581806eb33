import { signal } from '@preact/signals';
import { afterEach, describe, expect, it } from 'vitest';
import { decode, type Token } from '../../../token';
import type { SecretSearch, SecretSearchOptions } from '../../commands';
import { until } from '../../fixture/screen.fixture';
import { makeToken } from '../../fixture/tokens.fixture';
import { createSecrets, type SecretsModel } from './secrets';

interface Asked extends SecretSearchOptions {
  readonly token: string;
  readonly settle: (search: SecretSearch) => void;
}

const opened: SecretsModel[] = [];
const found: SecretSearch = { outcome: 'found', word: 'secret', tried: 3 };
const [one, two] = [makeToken({ n: 1 }), makeToken({ n: 2 })];

/** The secrets of a token, and the searches that were asked for, which the test answers. */
function open(raw = one) {
  const token = signal<Token | undefined>(decode(raw));
  const asked: Asked[] = [];
  const secrets = createSecrets(token, {
    trySecrets: (text, options) =>
      new Promise((settle) => {
        asked.push({ token: text, settle, ...options });
      }),
  });
  opened.push(secrets);
  return { secrets, token, asked };
}

afterEach(() => {
  for (const secrets of opened.splice(0)) secrets.end();
});

describe('a search for the secret', () => {
  it.each([
    ['of another algorithm', makeToken({}, { alg: 'RS256' })],
    ['without a signature', makeToken({}, { alg: 'none' })],
    ['of an algorithm that only begins alike', makeToken({}, { alg: 'HS2567' })],
    ['that is none', 'nothing'],
  ])('is not made for a token %s', (_name, raw) => {
    const { secrets, asked } = open(raw);
    expect(secrets.isPossible.value).toBe(false);
    secrets.search();
    expect(asked).toEqual([]);
    expect(secrets.state.value).toEqual({ state: 'idle' });
  });

  it('is made of the token as it stands, with the list that was given', () => {
    const { secrets, asked } = open();
    secrets.search();
    const list = new File(['a'], 'list.txt');
    secrets.search(list);
    expect(asked.map(({ token, list: given }) => [token, given])).toEqual([
      [one, undefined],
      [one, list],
    ]);
  });

  it('forgets what it found, and goes on while it is under way', async () => {
    const { secrets, asked } = open();
    secrets.search();
    secrets.clear();
    expect(secrets.state.value.state).toBe('searching');
    asked[0]?.settle(found);
    await until(() => expect(secrets.state.value).toEqual({ state: 'ended', search: found }));
    secrets.clear();
    expect(secrets.state.value).toEqual({ state: 'idle' });
  });

  it('tells how it goes, and what came of it', async () => {
    const { secrets, asked } = open();
    secrets.search();
    expect(secrets.state.value).toEqual({ state: 'searching', tried: 0, of: undefined });
    asked[0]?.onProgress(1_000, 5_000);
    expect(secrets.state.value).toEqual({ state: 'searching', tried: 1_000, of: 5_000 });
    asked[0]?.settle(found);
    await until(() => expect(secrets.state.value).toEqual({ state: 'ended', search: found }));
  });

  it('is stopped, and tells how far it came', async () => {
    const { secrets, asked } = open();
    secrets.search();
    secrets.stop();
    expect(asked[0]?.signal.aborted).toBe(true);
    asked[0]?.onProgress(9, undefined);
    expect(secrets.state.value).toMatchObject({ tried: 0 });
    asked[0]?.settle({ outcome: 'stopped', tried: 4 });
    await until(() => expect(secrets.state.value).toMatchObject({ search: { outcome: 'stopped' } }));
  });

  it('ends with the token, and its answer is dropped, also where that token has come back', async () => {
    const { secrets, token, asked } = open();
    const first = token.value;
    secrets.search();
    token.value = decode(two);
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(secrets.state.value).toEqual({ state: 'idle' });
    token.value = first;
    asked[0]?.onProgress(9, undefined);
    asked[0]?.settle(found);
    await Promise.resolve();
    expect(secrets.state.value).toEqual({ state: 'idle' });
  });

  it('takes the place of the one before it', async () => {
    const { secrets, asked } = open();
    secrets.search();
    secrets.search(new File(['a'], 'list.txt'));
    expect(asked[0]?.signal.aborted).toBe(true);
    asked[0]?.settle(found);
    await Promise.resolve();
    expect(secrets.state.value).toMatchObject({ state: 'searching' });
  });

  it('ends with the screen', () => {
    const { secrets, asked } = open();
    secrets.search();
    secrets.end();
    expect(asked[0]?.signal.aborted).toBe(true);
  });
});
