import { signal } from '@preact/signals';
import { afterEach, describe, expect, it } from 'vitest';
import { decode, type Token } from '../../../token';
import type { SecretSearch, SecretSearchOptions } from '../../commands';
import { until } from '../../fixture/screen.fixture';
import { makeToken } from '../../fixture/tokens.fixture';
import { createSecrets, type SecretsModel } from './secrets';

interface Search extends SecretSearchOptions {
  readonly token: string;
  readonly settle: (search: SecretSearch) => void;
}

const opened: SecretsModel[] = [];
const found: SecretSearch = { outcome: 'found', word: 'secret', tried: 3 };
const [one, two] = [makeToken({ n: 1 }), makeToken({ n: 2 })];

/** The model for a token; the test resolves `searches`. */
function open(raw = one) {
  const token = signal<Token | undefined>(decode(raw));
  const searches: Search[] = [];
  const secrets = createSecrets(token, {
    trySecrets: (text, options) =>
      new Promise((settle) => {
        searches.push({ token: text, settle, ...options });
      }),
  });
  opened.push(secrets);
  return { secrets, token, searches };
}

afterEach(() => {
  for (const secrets of opened.splice(0)) secrets.end();
});

describe('createSecrets', () => {
  it.each([
    ['with another algorithm', makeToken({}, { alg: 'RS256' })],
    ['without a signature', makeToken({}, { alg: 'none' })],
    ['with an algorithm of a similar name', makeToken({}, { alg: 'HS2567' })],
    ['that is malformed', 'nothing'],
  ])('does not search for the secret of a token %s', (_name, raw) => {
    const { secrets, searches } = open(raw);
    expect(secrets.isPossible.value).toBe(false);
    secrets.search();
    expect(searches).toEqual([]);
    expect(secrets.state.value).toEqual({ state: 'idle' });
  });

  it('searches with the token as received and the given list', () => {
    const { secrets, searches } = open();
    secrets.search();
    const list = new File(['a'], 'list.txt');
    secrets.search(list);
    expect(searches.map(({ token, list: given }) => [token, given])).toEqual([
      [one, undefined],
      [one, list],
    ]);
  });

  it('clears a finished search, but not a running one', async () => {
    const { secrets, searches } = open();
    secrets.search();
    secrets.clear();
    expect(secrets.state.value.state).toBe('searching');
    searches[0]?.settle(found);
    await until(() => expect(secrets.state.value).toEqual({ state: 'ended', search: found }));
    secrets.clear();
    expect(secrets.state.value).toEqual({ state: 'idle' });
  });

  it('reports the progress and the outcome', async () => {
    const { secrets, searches } = open();
    secrets.search();
    expect(secrets.state.value).toEqual({ state: 'searching', tried: 0, of: undefined });
    searches[0]?.onProgress(1_000, 5_000);
    expect(secrets.state.value).toEqual({ state: 'searching', tried: 1_000, of: 5_000 });
    searches[0]?.settle(found);
    await until(() => expect(secrets.state.value).toEqual({ state: 'ended', search: found }));
  });

  it('can be stopped, and reports the number of tried secrets', async () => {
    const { secrets, searches } = open();
    secrets.search();
    secrets.stop();
    expect(searches[0]?.signal.aborted).toBe(true);
    searches[0]?.onProgress(9, undefined);
    expect(secrets.state.value).toMatchObject({ tried: 0 });
    searches[0]?.settle({ outcome: 'stopped', tried: 4 });
    await until(() => expect(secrets.state.value).toMatchObject({ search: { outcome: 'stopped' } }));
  });

  it('stops when another token is shown, and drops the outcome even if the first one is shown again', async () => {
    const { secrets, token, searches } = open();
    const first = token.value;
    secrets.search();
    token.value = decode(two);
    expect(searches[0]?.signal.aborted).toBe(true);
    expect(secrets.state.value).toEqual({ state: 'idle' });
    token.value = first;
    searches[0]?.onProgress(9, undefined);
    searches[0]?.settle(found);
    await Promise.resolve();
    expect(secrets.state.value).toEqual({ state: 'idle' });
  });

  it('stops the previous search when a new one starts', async () => {
    const { secrets, searches } = open();
    secrets.search();
    secrets.search(new File(['a'], 'list.txt'));
    expect(searches[0]?.signal.aborted).toBe(true);
    searches[0]?.settle(found);
    await Promise.resolve();
    expect(secrets.state.value).toMatchObject({ state: 'searching' });
  });

  it('stops the search at `end`', () => {
    const { secrets, searches } = open();
    secrets.search();
    secrets.end();
    expect(searches[0]?.signal.aborted).toBe(true);
  });
});
