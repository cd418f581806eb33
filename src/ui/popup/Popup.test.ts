// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { Draft, Result } from '../commands';
import { createTestClock } from '../fixture/clock.fixture';
import { decryptHere } from '../fixture/decrypt.fixture';
import { english } from '../fixture/english.fixture';
import { makeSessionToken } from '../fixture/nested.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { type, until } from '../fixture/screen.fixture';
import { encodePart, makeToken, signToken, startSeconds } from '../fixture/tokens.fixture';
import { createPopupModel, searchedAtOnce } from '../model/popup';
import { mountPopup } from './mount';

const page = document.body;
const ends: (() => void)[] = [];

/** A popup with a draft store in the test; `load` makes it return the draft. */
function open(draft: Draft = { text: '' }, saved: Result = { ok: true }) {
  const stored: (string | undefined)[] = [];
  const clock = createTestClock(startSeconds * 1_000);
  let load = () => {};
  const model = createPopupModel({
    commands: {
      copyText: async () => ({ ok: true }),
      decrypt: decryptHere,
      fetchDocument: async () => ({ ok: false, reason: 'unreachable' }),
      trySecrets: async () => ({ outcome: 'none', tried: 0 }),
      draft: {
        load: () => new Promise((resolve) => (load = () => resolve(draft))),
        save: async ({ text }) => (stored.push(text), saved),
        clear: async () => (stored.push(undefined), { ok: true }),
      },
    },
    clock,
    translate: english,
  });
  const unmount = mountPopup(page, model);
  ends.push(unmount, model.end);
  return { model, clock, stored, load: () => load() };
}

const box = () => findByRole(page, 'textbox', 'Token') as HTMLTextAreaElement;
const region = (name: string) => findByRole(page, 'region', name);
/** The status of the text box, not that of the verdict. */
const status = () => findAllByRole(page, 'status').find(({ id }) => id === 'paste-status')?.textContent;

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** Waits until the code of the search is loaded, which happens after the text box is shown. */
async function whenSearchable(): Promise<void> {
  await import('../model/search-tokens');
  await new Promise((resolve) => setTimeout(resolve));
}

describe('the popup', () => {
  it('opens with the focus in the box and without sections', async () => {
    open();
    expect(document.activeElement).toBe(box());
    await until(() => expect(region('Token').textContent).toBe(english('summary_none')));
    expect(findAllByRole(region('Token'), 'region')).toEqual([]);
    expect(status()).toBe('');
  });

  it('shows every section except Requests for a token', async () => {
    open();
    type(box(), makeToken({ sub: 'alice' }));
    await until(() => void region('Encoded'));
    for (const name of ['Header', 'Claims', 'Lifetime', 'Signature'])
      expect(findAllByRole(region('Token'), 'region', name)).toHaveLength(1);
    expect(findAllByRole(page, 'region', 'Requests')).toEqual([]);
  });

  it('shows findings of level Info only among all checks', async () => {
    open();
    type(box(), makeToken({ sub: 'alice', email: 'alice@shop.test' }));
    const info = () => region('Checks').querySelectorAll('.finding-info').length;
    await until(() => void findByRole(region('Checks'), 'button', 'All checks'));
    expect(info()).toBe(0);
    findByRole(region('Checks'), 'button', 'All checks').click();
    await until(() => info() > 0);
  });

  it.each([
    ['a greeting', 'hello there', /^No token found\./],
    [
      'a key',
      '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----',
      /not a token.*Paste a token first, then this as its key/,
    ],
    ['an incomplete token', makeToken({ sub: 'a' }).split('.').slice(0, 2).join('.'), /only 2 of 3 parts/],
    ['an opaque token', 'ya29.a0AfH6SMBexampleexampleexample', /opaque Google token/],
    ['a missing value', 'Authorization: Bearer undefined', /^The token was "undefined": wait until/],
    ['a scheme alone', 'Bearer', /^No token follows "Bearer": load the token/],
  ])('explains that the text is %s', async (_name, text, sentence) => {
    open();
    type(box(), text);
    await until(() => expect(status()).toMatch(sentence));
    expect(box().value).toBe(text);
  });

  it('decodes while typing, with other text around the token', async () => {
    open();
    type(box(), `Authorization: Bearer ${makeToken({ sub: 'alice', exp: startSeconds + 60 })}`);
    await until(() => expect(region('Claims').textContent).toContain('alice'));
    expect(findByRole(region('Lifetime'), 'timer').textContent).toBe('expires in 1 min');
    expect(status()).toContain('Removed');
  });

  it('shows the readable parts of an incomplete token', async () => {
    open();
    type(box(), makeToken({ sub: 'alice' }).split('.').slice(0, 2).join('.'));
    await until(() => expect(region('Claims').textContent).toContain('alice'));
  });

  it('lists multiple tokens and opens the first one', async () => {
    open();
    type(
      box(),
      JSON.stringify({ access_token: makeToken({ sub: 'alice' }), id_token: makeToken({ sub: 'bob' }) }),
    );
    await until(() => expect(region('Claims').textContent).toContain('alice'));
    await until(() => void findByRole(page, 'navigation', 'Tokens found'));
    const [first, second] = findAllByRole(findByRole(page, 'navigation', 'Tokens found'), 'button');
    expect(first?.getAttribute('aria-current')).toBe('true');
    second?.click();
    await until(() => expect(region('Claims').textContent).toContain('bob'));
  });

  it('verifies with a shared secret, and keeps it while the token is edited', async () => {
    open();
    const secret = 'a secret of thirty-two characters';
    type(box(), await signToken({ sub: 'a' }, secret));
    await until(() => expect(findAllByRole(region('Signature'), 'textbox', 'Key')).toHaveLength(1));
    type(findByRole(region('Signature'), 'textbox', 'Key'), secret);
    findByRole(region('Signature'), 'button', 'Verify').click();
    const status = () => findByRole(region('Signature'), 'status').textContent;
    await until(() => expect(status()).toMatch(/^Valid/));
    type(box(), makeToken({ sub: 'b' }));
    await until(() => expect(status()).toMatch(/^Invalid/));
  });

  it.each([
    (token: string) => `my-app.session=${token}`,
    (token: string) => `Cookie: theme=dark; my-app.session=${token}; x=y`,
    (token: string) => `Set-Cookie: my-app.session=${token}; Path=/; HttpOnly`,
    (token: string) => `curl -b 'my-app.session=${token}' http://localhost`,
  ])('decrypts a session of Auth.js with the cookie’s name from the pasted text, form %#', async (paste) => {
    open();
    type(box(), paste(await makeSessionToken('my-app.session', 'an app secret')));
    await until(() => void findByRole(region('Decryption'), 'textbox', 'Cookie name'));
    expect(findByRole(region('Decryption'), 'textbox', 'Cookie name')).toHaveProperty(
      'value',
      'my-app.session',
    );
    type(findByRole(region('Decryption'), 'textbox', 'Key'), 'AUTH_SECRET="an app secret"');
    findByRole(region('Decryption'), 'button', 'Decrypt').click();
    const decryptionStatus = () => findByRole(region('Decryption'), 'status').textContent;
    await until(() => expect(decryptionStatus()).toMatch(/^Decrypted/));
  });

  it('does not render HTML from the text', async () => {
    open();
    type(box(), `<img src=x onerror=alert(1)> ${makeToken({ sub: '<script>alert(1)</script>' })}`);
    await until(() => expect(region('Claims').textContent).toContain('<script>'));
    expect(page.querySelectorAll('img, script')).toHaveLength(0);
  });

  it('searches a huge text after a pause in typing, and keeps all of it', async () => {
    const { clock } = open();
    await whenSearchable();
    const text = `${'lorem ipsum '.repeat(searchedAtOnce / 10)} ${makeToken({ sub: 'late' })}`;
    type(box(), text);
    await until(() => expect(status()).toBe('Searching…'));
    clock.pass(200);
    await until(() => expect(region('Claims').textContent).toContain('late'));
    expect(box().value).toBe(text);
  });

  it('searches in time slices, and starts again when the text changes', async () => {
    const { clock, model } = open();
    await whenSearchable();
    let nowMs = clock.nowMs();
    // Each reading of the clock takes a millisecond, so a slice ends after ten steps of the search.
    clock.nowMs = () => (nowMs += 1);
    const long = `${'eyJhbGciOiJIUzI.'.repeat(10_000)} ${'some words of text. '.repeat(100_000)}`;
    const slow = (subject: string) => `${long} ${makeToken({ sub: subject })}`;
    type(box(), slow('first'));
    clock.pass(200);
    expect(model.isSearching.value).toBe(true);
    await until(() => expect(status()).toBe('Searching…'));
    type(box(), slow('second'));
    clock.pass(200);
    let slices = 1;
    for (; model.isSearching.value; slices += 1) clock.pass(0);
    expect(slices).toBeGreaterThan(2);
    await until(() => expect(region('Claims').textContent).toContain('second'));
    clock.pass(1_000);
    expect(region('Claims').textContent).not.toContain('first');
  });

  it('shows that the search stopped at a limit', async () => {
    const { clock } = open();
    await whenSearchable();
    type(box(), `${makeToken({ sub: 'one' })} `.repeat(10_001));
    clock.pass(200);
    await until(() => expect(status()).toContain('The search reached a limit'));
  });

  it('shows that only the beginning of an even larger text is searched', async () => {
    const { clock } = open();
    await whenSearchable();
    type(box(), 'x '.repeat(5_000_000));
    clock.pass(200);
    await until(() =>
      expect(status()).toContain('Only the first 8,388,608 of 10,000,000 characters were searched.'),
    );
  });
});

describe('the draft', () => {
  it('is restored', async () => {
    const { load } = open({ text: makeToken({ sub: 'kept' }) });
    load();
    await until(() => expect(region('Claims').textContent).toContain('kept'));
    expect(box().value).toBe(makeToken({ sub: 'kept' }));
  });

  it('does not replace text typed before it is loaded', async () => {
    const { load } = open({ text: 'old' });
    type(box(), 'new');
    load();
    await Promise.resolve();
    await until(() => expect(status()).toContain('No token found.'));
    expect(box().value).toBe('new');
  });

  it('is saved once after a pause in typing, and without the key', async () => {
    const { clock, stored } = open();
    type(box(), 'one');
    type(box(), makeToken({ sub: 'a' }));
    await until(() => expect(findAllByRole(region('Signature'), 'textbox', 'Key')).toHaveLength(1));
    type(findByRole(region('Signature'), 'textbox', 'Key'), 'a key');
    expect(stored).toEqual([]);
    clock.pass(200);
    expect(stored).toEqual([makeToken({ sub: 'a' })]);
  });

  it('is saved when the popup is closed while typing', () => {
    const { stored } = open();
    type(box(), 'an unfinished wo');
    window.dispatchEvent(new Event('pagehide'));
    expect(stored).toEqual(['an unfinished wo']);
  });

  it('is cleared immediately, and the box is focused', async () => {
    const { stored } = open();
    type(box(), encodePart('x'));
    await until(() => expect(findByRole(page, 'button', 'Clear').hasAttribute('disabled')).toBe(false));
    findByRole(page, 'button', 'Clear').click();
    expect(stored).toEqual([undefined]);
    expect(document.activeElement).toBe(box());
    await until(() => expect(box().value).toBe(''));
  });

  it('shows why it could not be saved', async () => {
    const { clock } = open({ text: '' }, { ok: false, reason: 'It is too long to keep.' });
    type(box(), 'text');
    clock.pass(200);
    await until(() => expect(status()).toContain('It is too long to keep.'));
  });
});
