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

interface Asked extends SecretSearchOptions {
  readonly settle: (outcome: Outcome) => void;
}

/** The search for a token's secret, answered by the test. */
function open(raw = makeToken({ sub: 'a' })) {
  const token = signal<Token | undefined>(decode(raw));
  const asked: Asked[] = [];
  const keyBox = createKeyBox({ token, keyring: createKeyring() });
  const secrets = createSecrets(token, {
    trySecrets: (_token, options) => new Promise((settle) => asked.push({ ...options, settle })),
  });
  render(
    <TranslateProvider value={english}>
      <SecretSearch secrets={secrets} keyBox={keyBox} />
    </TranslateProvider>,
    page,
  );
  ends.push(() => render(null, page), secrets.end, keyBox.end);
  return { asked, keyBox, token };
}

const button = (name: string) => findByRole(page, 'button', name);
const news = () => page.querySelector('[aria-live=polite]')?.textContent;

async function search() {
  const screen = open();
  button('Try known secrets').click();
  await until(() => void button('Stop'));
  return { ...screen, first: screen.asked[0] };
}

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

describe('the search for a known secret', () => {
  it('is not made unasked', () => {
    const { asked } = open();
    expect(asked).toEqual([]);
    expect(findAllByRole(page, 'progressbar')).toEqual([]);
    expect(news()).toBe('');
  });

  it('shows how it goes, and reads none of it out', async () => {
    const { first } = await search();
    const bar = () => findByRole(page, 'progressbar', 'Secrets tried') as HTMLProgressElement;
    expect(bar().hasAttribute('value')).toBe(false);
    first?.onProgress(1_000, 4_000);
    await until(() => expect(page.textContent).toContain('1,000 secrets tried.'));
    expect([bar().value, bar().max]).toEqual([1_000, 4_000]);
    expect(news()).toBe('');
  });

  it('is stopped, with the focus where it was, and says how far it came', async () => {
    const { first } = await search();
    const stop = button('Stop');
    stop.focus();
    stop.click();
    expect(first?.signal.aborted).toBe(true);
    first?.settle({ outcome: 'stopped', tried: 12 });
    await until(() => expect(news()).toBe('Stopped after 12 secrets.'));
    expect(document.activeElement).toBe(button('Try known secrets'));
    expect(findAllByRole(page, 'progressbar')).toEqual([]);
  });

  it.each<[string, Outcome, RegExp]>([
    ['none was found', { outcome: 'none', tried: 103_782 }, /^None of 103,782 secrets signed this token/],
    ['it cannot be made', { outcome: 'impossible', reason: 'The list is too large.' }, /^The list is too/],
  ])('says that %s', async (_name, outcome, sentence) => {
    const { first } = await search();
    first?.settle(outcome);
    await until(() => expect(news()).toMatch(sentence));
    expect(page.querySelector('[data-rule]')).toBeNull();
  });

  it('shows the secret that was found, and verifies with it when asked', async () => {
    const word = 'a secret of thirty-two characters';
    const { asked, keyBox } = open(await signToken({ sub: 'a' }, word));
    button('Try known secrets').click();
    asked[0]?.settle({ outcome: 'found', word, tried: 5 });
    await until(() =>
      expect(page.querySelector('[data-rule=HMAC-KNOWN-SECRET]')?.textContent).toContain(word),
    );
    button('Verify with it').click();
    await until(() =>
      expect(keyBox.state.value).toMatchObject({ state: 'verdict', verdict: { status: 'valid' } }),
    );
  });

  it('draws a hostile secret as text', async () => {
    const { first } = await search();
    first?.settle({ outcome: 'found', word: '<img src=x>\u202E', tried: 1 });
    await until(() => expect(news()).toContain('<img src=x>⟨U+202E⟩'));
    expect(page.querySelectorAll('img')).toHaveLength(0);
  });

  it('forgets what it found with the token', async () => {
    const { first, token } = await search();
    first?.settle({ outcome: 'found', word: 'secret', tried: 1 });
    await until(() => expect(news()).toContain('secret'));
    token.value = decode(makeToken({ sub: 'b' }));
    await until(() => expect(news()).toBe(''));
  });

  it('takes a list that is dropped on it, and leaves other things that are dropped alone', async () => {
    const { asked } = open();
    const drop = (files: readonly File[]) => {
      const event = new Event('drop', { bubbles: true, cancelable: true });
      Object.assign(event, { dataTransfer: { files } });
      page.querySelector('.secret-search')?.dispatchEvent(event);
      return event;
    };
    // Else the browser leaves the page for the file.
    expect(drop([]).defaultPrevented).toBe(true);
    expect(asked).toEqual([]);
    const list = new File(['one\ntwo'], 'list.txt');
    drop([list]);
    expect(asked[0]?.list).toBe(list);
  });
});
