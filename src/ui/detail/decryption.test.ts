// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  contentKey,
  makeJwe,
  makeJweWithManyIterations,
  makeSessionToken,
  otherContentKey,
} from '../fixture/nested.fixture';
import { english } from '../fixture/english.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { openScreen, press, type, until, type Screen } from '../fixture/screen.fixture';
import { makeToken, startSeconds } from '../fixture/tokens.fixture';

let screen: Screen;
const page = document.body;

beforeEach(() => {
  screen = openScreen();
});

afterEach(() => screen.close());

const decryption = () => screen.region('Decryption');
const status = () => findByRole(decryption(), 'status').textContent ?? '';
const box = () => findByRole(decryption(), 'textbox', 'Key');
const button = (name: string | RegExp) => findByRole(decryption(), 'button', name);

async function show(raw: string) {
  await screen.showAndSelect(raw);
  await until(() => void status());
}

async function tryKey(key: string, expected: RegExp) {
  type(box(), key);
  button('Decrypt').click();
  await until(() => expect(status()).toMatch(expected));
}

describe('DecryptionSection', () => {
  it('does not exist for a token that is not encrypted', async () => {
    await screen.showAndSelect(makeToken({ sub: 'a' }));
    expect(findAllByRole(page, 'region', 'Decryption')).toEqual([]);
  });

  it('names the format of an unsupported key and keeps it in the box', async () => {
    await show(await makeJwe({ sub: 'alice' }));
    await tryKey('AGE-SECRET-KEY-1' + 'Q'.repeat(58), /^Not decrypted: This is an age key/);
    expect(box()).toHaveProperty('value', 'AGE-SECRET-KEY-1' + 'Q'.repeat(58));
  });

  it('takes the name of the cookie, from which Auth.js derives its key', async () => {
    const token = await makeSessionToken('my-app.session', 'an app secret');
    await show(token);
    await tryKey('an app secret', /^Not decrypted: .*Enter the name under Cookie name/);
    const name = findByRole(decryption(), 'textbox', 'Cookie name');
    type(name, 'my-app.session');
    await until(() => expect(status()).toMatch(/^Not decrypted: Click Decrypt/));
    press(name, 'Enter');
    await until(() => expect(status()).toMatch(/^Decrypted: .*Auth\.js/));
    await show(await makeJwe({ sub: 'alice' }, { alg: 'A128KW', enc: 'A128GCM' }));
    expect(findAllByRole(decryption(), 'textbox', 'Cookie name')).toEqual([]);
  });

  it('replaces the signature section and shows the result for each key', async () => {
    await show(await makeJwe({ sub: 'alice', exp: startSeconds + 252 }));
    expect(findAllByRole(page, 'region', 'Signature')).toEqual([]);
    await until(() => expect(status()).toMatch(/^Not decrypted: /));
    await tryKey(otherContentKey, /^Decryption failed: /);
    expect(screen.region('Claims').textContent).toContain('The claims are encrypted.');
    await tryKey(contentKey, /^Decrypted: /);
    expect(screen.region('Claims').textContent).toContain('alice');
    expect(findByRole(screen.region('Lifetime'), 'timer').textContent).toBe('expires in 4 min 12 s');
    type(box(), 'another');
    await until(() => expect(status()).toMatch(/^Not decrypted: Click Decrypt/));
    expect(screen.region('Claims').textContent).not.toContain('alice');
  });

  it('shows numbers exactly as they were encrypted', async () => {
    await show(await makeJwe('{"id":12345678901234567890,"ratio":3.0}'));
    await tryKey(contentKey, /^Decrypted/);
    await until(() => expect(screen.region('Claims').textContent).toContain('12345678901234567890'));
    expect(screen.region('Claims').textContent).toContain('3.0');
    findByRole(screen.region('Claims'), 'radio', 'JSON').click();
    await until(() => void findByRole(page, 'tree', 'Decrypted claims JSON'));
    void findByRole(page, 'tree', 'Protected header JSON');
  });

  it('opens an encrypted token in an encrypted one, and in its claims as JSON', async () => {
    const inner = await makeJwe({ sub: 'alice' }, { kid: 'inner' });
    await show(await makeJwe({ act: { token: inner } }, { kid: 'outer' }));
    await tryKey(contentKey, /^Decrypted/);
    findByRole(screen.region('Claims'), 'radio', 'JSON').click();
    const tree = () => findByRole(page, 'tree', 'Decrypted claims JSON');
    await until(() => void findByRole(tree(), 'button', 'Open nested token'));
    findByRole(tree(), 'button', 'Open nested token').click();
    await until(() => expect(screen.region('Header').textContent).toContain('inner'));
    await until(() => void decryption());

    await show(await makeJwe(inner, { kid: 'outer' }));
    await tryKey(contentKey, /^Decrypted/);
    button('Open nested token').click();
    await until(() => expect(screen.region('Header').textContent).toContain('inner'));
    await tryKey(contentKey, /^Decrypted/);
    await until(() => expect(screen.region('Claims').textContent).toContain('alice'));
  });

  it('shows a plaintext that is not JSON as text, truncated again for each token', async () => {
    const [first, second] = ['<img src=x>L'.repeat(200), 'M'.repeat(2_000)];
    const raws = await Promise.all([first, second].map((text) => makeJwe(text)));
    await screen.show(...raws);
    screen.model.tokens.select(1);
    await until(() => void status());
    await tryKey(contentKey, /^Decrypted/);
    expect(page.querySelectorAll('.section img')).toHaveLength(0);
    button(/^Show all 2,400/).click();
    await until(() => expect(decryption().textContent?.match(/L/g)).toHaveLength(200));
    screen.model.tokens.select(2);
    await until(() => void button(/^Show all 2,000/));
  });

  it('does not ask to decrypt a plaintext that is not JSON', async () => {
    await show(await makeJwe('plain text'));
    await tryKey(contentKey, /^Decrypted/);
    expect(screen.region('Claims').textContent).toContain(english('claims_unreadable'));
    expect(screen.region('Lifetime').textContent).toContain(english('lifetime_no_claims'));
  });

  it('names the shortcut on the button only', async () => {
    await show(await makeJwe({ sub: 'alice' }));
    expect(box().title).not.toContain('Ctrl');
    expect(button('Decrypt').title).toContain('Ctrl+Enter');
  });

  it('has the same name as its heading', async () => {
    await show(await makeJwe({ sub: 'alice' }));
    expect(findByRole(decryption(), 'heading').textContent).toBe('Decryption');
  });

  it('focuses the box after clearing the key', async () => {
    await show(await makeJwe({ sub: 'alice' }));
    await tryKey(contentKey, /^Decrypted/);
    button('Clear key').click();
    await until(() => expect(status()).toMatch(/^Not decrypted: No key/));
    expect(document.activeElement).toBe(box());
  });

  it('runs very many iterations only after a click, can be stopped, and keeps the focus', async () => {
    await show(makeJweWithManyIterations());
    await tryKey('a password', /^Not decrypted: .*1,?200,?001/);
    const agree = button('Run all iterations');
    agree.focus();
    agree.click();
    await until(() => void button('Stop'));
    expect(status()).toMatch(/^Decrypting: /);
    expect(document.activeElement).toBe(box());
    button('Stop').click();
    await until(() =>
      expect(status()).toMatch(/^Incomplete: Stopped before there was a result\. Recipients tried: 0 of 1\./),
    );
    expect(document.activeElement).toBe(box());
    expect(findAllByRole(decryption(), 'button', 'Stop')).toEqual([]);
  });
});

describe('a nested token', () => {
  const breadcrumbs = () => findAllByRole(page, 'navigation', 'Enclosing tokens');

  it('can be opened and left, with the focus on the heading of the shown token', async () => {
    await show(await makeJwe(makeToken({ sub: 'inner', exp: startSeconds + 60 }), { cty: 'JWT' }));
    await tryKey(contentKey, /^Decrypted/);
    expect(breadcrumbs()).toEqual([]);
    button('Open nested token').click();
    await until(() => expect(screen.region('Claims').textContent).toContain('inner'));
    await until(() => expect(document.activeElement?.textContent).toBe('inner'));
    expect(findAllByRole(page, 'region', 'Decryption')).toEqual([]);
    void screen.region('Signature');

    const [navigation] = breadcrumbs();
    if (!navigation) throw new Error('no breadcrumbs');
    findByRole(navigation, 'button').click();
    await until(() => expect(status()).toMatch(/^Decrypted/));
    expect(breadcrumbs()).toEqual([]);
    expect(document.activeElement?.localName).toBe('h1');
  });

  it('is where the claims and the lifetime of the decrypted token are', async () => {
    const texts = () => ['Claims', 'Lifetime'].map((name) => screen.region(name).textContent);
    await show(await makeJwe(makeToken({ sub: 'inner' }), { cty: 'JWT' }));
    expect(texts()).toEqual([
      expect.stringContaining(english('claims_encrypted')),
      expect.stringContaining(english('lifetime_unknown_encrypted')),
    ]);
    await tryKey(contentKey, /^Decrypted/);
    expect(texts()).toEqual([
      expect.stringContaining(english('claims_nested')),
      expect.stringContaining(english('lifetime_unknown_nested')),
    ]);
  });

  it('has a separator between its enclosing tokens', async () => {
    const innermost = makeToken({ sub: 'innermost' });
    await show(await makeJwe(await makeJwe(innermost, { cty: 'JWT' }), { cty: 'JWT' }));
    await tryKey(contentKey, /^Decrypted/);
    for (const depth of [1, 2]) {
      await until(() => button('Open nested token').click());
      await until(() => expect(findAllByRole(breadcrumbs()[0] ?? page, 'button')).toHaveLength(depth));
    }
    expect(breadcrumbs()[0]?.textContent?.split('›')).toHaveLength(2);
  });

  it('is closed when another token is selected, and the focus stays in the list', async () => {
    const nested = await makeJwe(makeToken({ sub: 'inner' }));
    await screen.show(nested, makeToken({ sub: 'other' }));
    screen.model.tokens.select(1);
    await until(() => void status());
    await tryKey(contentKey, /^Decrypted/);
    button('Open nested token').click();
    await until(() => expect(breadcrumbs()).toHaveLength(1));
    screen.grid().focus();
    const focused = document.activeElement;
    screen.model.tokens.select(2);
    await until(() => expect(screen.region('Claims').textContent).toContain('other'));
    expect(breadcrumbs()).toEqual([]);
    expect(document.activeElement).toBe(focused);
  });
});
