// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { decode, type Token } from '../../token';
import type { SecretSearch as Outcome, SecretSearchOptions } from '../commands';
import { english } from '../fixture/english.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { until } from '../fixture/screen.fixture';
import { makeToken, signToken } from '../fixture/tokens.fixture';
import { createKeyBox } from '../model/detail/key-box';
import { createKeyring } from '../model/detail/keyring';
import { createSecrets } from '../model/detail/secrets';
import { TranslateProvider } from '../format/translate';
import { SecretSearch } from './SecretSearch';

const page = document.body;
const ends: (() => void)[] = [];

interface Search extends SecretSearchOptions {
  readonly settle: (outcome: Outcome) => void;
}

/** Renders the search; the test resolves `searches`. */
function open(raw = makeToken({ sub: 'a' })) {
  const token = signal<Token | undefined>(decode(raw));
  const searches: Search[] = [];
  const keyBox = createKeyBox({ token, keyring: createKeyring() });
  const secrets = createSecrets(token, {
    trySecrets: (_token, options) => new Promise((settle) => searches.push({ ...options, settle })),
  });
  render(
    <TranslateProvider value={english}>
      <SecretSearch secrets={secrets} keyBox={keyBox} />
    </TranslateProvider>,
    page,
  );
  ends.push(() => render(null, page), secrets.end, keyBox.end);
  return { searches, keyBox, token };
}

const button = (name: string) => findByRole(page, 'button', name);
const status = () => page.querySelector('[aria-live=polite]')?.textContent;

async function search() {
  const screen = open();
  button('Try known secrets').click();
  await until(() => void button('Stop'));
  return { ...screen, first: screen.searches[0] };
}

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

describe('SecretSearch', () => {
  it('does not start by itself', () => {
    const { searches } = open();
    expect(searches).toEqual([]);
    expect(findAllByRole(page, 'progressbar')).toEqual([]);
    expect(status()).toBe('');
  });

  it('shows the progress without announcing it to screen readers', async () => {
    const { first } = await search();
    const bar = () => findByRole(page, 'progressbar', 'Secrets tried') as HTMLProgressElement;
    expect(bar().hasAttribute('value')).toBe(false);
    first?.onProgress(1_000, 4_000);
    await until(() => expect(page.textContent).toContain('1,000 secrets tried.'));
    expect([bar().value, bar().max]).toEqual([1_000, 4_000]);
    expect(status()).toBe('');
  });

  it('can be stopped, keeps the focus, and shows how many secrets were tried', async () => {
    const { first } = await search();
    const stop = button('Stop');
    stop.focus();
    stop.click();
    expect(first?.signal.aborted).toBe(true);
    first?.settle({ outcome: 'stopped', tried: 12 });
    await until(() => expect(status()).toBe('Stopped after 12 secrets.'));
    expect(document.activeElement).toBe(button('Try known secrets'));
    expect(findAllByRole(page, 'progressbar')).toEqual([]);
  });

  it.each<[string, Outcome, RegExp]>([
    ['no secret was found', { outcome: 'none', tried: 103_782 }, /^None of 103,782 secrets matches\./],
    [
      'the search is impossible',
      { outcome: 'impossible', reason: 'The list is too large.' },
      /^The list is too/,
    ],
  ])('reports that %s', async (_name, outcome, sentence) => {
    const { first } = await search();
    first?.settle(outcome);
    await until(() => expect(status()).toMatch(sentence));
    expect(page.querySelector('[data-rule]')).toBeNull();
  });

  it('shows a found secret, and verifies with it on click', async () => {
    const word = 'a secret of thirty-two characters';
    const { searches, keyBox } = open(await signToken({ sub: 'a' }, word));
    button('Try known secrets').click();
    searches[0]?.settle({ outcome: 'found', word, tried: 5 });
    await until(() =>
      expect(page.querySelector('[data-rule=HMAC-KNOWN-SECRET]')?.textContent).toContain(word),
    );
    button('Verify with this secret').click();
    await until(() =>
      expect(keyBox.state.value).toMatchObject({ state: 'verdict', verdict: { status: 'valid' } }),
    );
  });

  it('shows a malicious secret as text', async () => {
    const { first } = await search();
    first?.settle({ outcome: 'found', word: '<img src=x>\u202E', tried: 1 });
    await until(() => expect(status()).toContain('<img src=x>⟨U+202E⟩'));
    expect(page.querySelectorAll('img')).toHaveLength(0);
  });

  it('clears its result when another token is shown', async () => {
    const { first, token } = await search();
    first?.settle({ outcome: 'found', word: 'secret', tried: 1 });
    await until(() => expect(status()).toContain('secret'));
    token.value = decode(makeToken({ sub: 'b' }));
    await until(() => expect(status()).toBe(''));
  });

  it('searches a dropped list, and ignores other drops', async () => {
    const { searches } = open();
    const drop = (files: readonly File[]) => {
      const event = new Event('drop', { bubbles: true, cancelable: true });
      Object.assign(event, { dataTransfer: { files } });
      page.querySelector('.secret-search')?.dispatchEvent(event);
      return event;
    };
    // Otherwise the browser would navigate to the file.
    expect(drop([]).defaultPrevented).toBe(true);
    expect(searches).toEqual([]);
    const list = new File(['one\ntwo'], 'list.txt');
    drop([list]);
    expect(searches[0]?.list).toBe(list);
  });
});
