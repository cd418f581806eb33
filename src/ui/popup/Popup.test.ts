// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { noCounts, type KeptKey } from '../../traffic';
import type { Draft, ListedToken, Result, TabGaps, TabToken } from '../commands';
import { createTestClock } from '../fixture/clock.fixture';
import { decryptHere } from '../fixture/decrypt.fixture';
import { english } from '../fixture/english.fixture';
import { makeSessionToken } from '../fixture/nested.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { type, until } from '../fixture/screen.fixture';
import { encodePart, makeToken, signToken, signWithKey, startSeconds } from '../fixture/tokens.fixture';
import { collectUncaught, makeUnreadableError } from '../fixture/uncaught.fixture';
import { createPopupModel, searchedAtOnce } from '../model/popup';
import { mountPopup } from './mount';

const page = document.body;
/** The tab's token with the ID 9. */
let captured: TabToken | undefined;
let kept: readonly KeptKey[] = [];
/** What the tab's log contains. */
let listed: readonly ListedToken[] | 'timed out' | undefined;
let gaps: TabGaps | undefined;
/** The response for a token without a text. */
let unread: 'timed out' | undefined;
const rawOf: Record<number, string> = { 1: makeToken({ sub: 'alice' }), 2: makeToken({ sub: 'bob' }) };
const ends: (() => void)[] = [];

/** A popup with a draft store in the test; `load` makes it return the draft. */
function open(draft: Draft = { text: '' }, saved: Result = { ok: true }) {
  const stored: (string | undefined)[] = [];
  const read: number[] = [];
  const shown: { readonly text: string; readonly names: readonly string[] }[] = [];
  const clock = createTestClock(startSeconds * 1_000);
  let load = () => {};
  const model = createPopupModel({
    commands: {
      copyText: async () => ({ ok: true }),
      decrypt: decryptHere,
      fetchDocument: async () => ({ ok: false, reason: 'unreachable' }),
      trySecrets: async () => ({ outcome: 'none', tried: 0 }),
      listTabTokens: async () =>
        typeof listed === 'object' ? { tokens: listed, ...(gaps && { gaps }) } : listed,
      readTabToken: async (id) => {
        read.push(id);
        if (id === 9) return captured;
        const raw = rawOf[id];
        return raw === undefined ? unread : { raw };
      },
      showInViewer: async (text, files = []) => {
        shown.push({ text, names: files.map(({ name }) => name) });
        return { ok: false, reason: 'No tab.' };
      },
      draft: {
        load: () => new Promise((resolve) => (load = () => resolve(draft))),
        save: async ({ text }) => (stored.push(text), saved),
        clear: async () => (stored.push(undefined), { ok: true }),
      },
    },
    clock,
    translate: english,
    subscribeKeptKeys(listener) {
      listener(kept);
      return () => {};
    },
  });
  const unmount = mountPopup(page, model);
  ends.push(unmount, model.end);
  return { model, clock, stored, read, shown, load: () => load() };
}

const box = () => findByRole(page, 'textbox', 'Token') as HTMLTextAreaElement;
const region = (name: string) => findByRole(page, 'region', name);
/** The status of the text box, not that of the verdict. */
const status = () => findAllByRole(page, 'status').find(({ id }) => id === 'paste-status')?.textContent;

afterEach(() => {
  kept = [];
  gaps = undefined;
  for (const end of ends.splice(0)) end();
  vi.unstubAllGlobals();
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

  it('states that the notice of a bug failed, and doesn’t render it again', async () => {
    const uncaught = collectUncaught();
    const { model } = open();
    model.bugs.report(makeUnreadableError());
    await until(() => expect(page.textContent).toContain(english('failure')));
    await until(() => expect(uncaught).toHaveLength(1));
    model.bugs.report(uncaught[0]);
    await new Promise((resolve) => setTimeout(resolve));
    expect(page.textContent).toContain(english('failure'));
    expect(uncaught).toHaveLength(1);
    expect(box().isConnected).toBe(true);
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
    ['a missing value without a header', 'undefined', /^The value is "undefined", not a token/],
    ['an object', '"[object Object]"', /^An object became text, "\[object Object\]"/],
    ['a UUID', '7f1d6f0e-3c2b-4a59-8d7e-0123456789ab', /^This looks like a UUID.*introspection endpoint/],
    ['empty quotes', '""', /^The quotes are empty/],
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

  it('distinguishes tokens with the same subject and type', async () => {
    open();
    const make = (jti: number) => makeToken({ sub: 'alice', iss: 'https://id.test', jti });
    type(box(), `${make(1)}\n${make(2)}`);
    await until(() => void findByRole(page, 'navigation', 'Tokens found'));
    const rows = findAllByRole(findByRole(page, 'navigation', 'Tokens found'), 'button');
    expect(rows.map((row) => row.querySelector('.found-subject')?.textContent)).toEqual([
      'alice · #1',
      'alice · #2',
    ]);
  });

  it('verifies with a shared secret, and keeps it while the token is edited', async () => {
    open();
    const secret = 'a secret of thirty-two characters';
    type(box(), await signToken({ sub: 'a' }, secret));
    await until(() => findByRole(region('Signature'), 'button', 'Enter secret…').click());
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
    const { clock, model } = open();
    await whenSearchable();
    const text = `${'lorem ipsum '.repeat(searchedAtOnce / 10)} ${makeToken({ sub: 'late' })}`;
    type(box(), text);
    await until(() => expect(status()).toBe('Searching…'));
    clock.pass(200);
    await until(() => expect(region('Claims').textContent).toContain('late'));
    expect(model.draft.text.value === text).toBe(true);
  });

  it('shows only the beginning of a huge text, which another one replaces', async () => {
    const { clock, model } = open();
    await whenSearchable();
    const paste = (text: string) => {
      const event = new Event('paste', { bubbles: true, cancelable: true });
      box().dispatchEvent(Object.assign(event, { clipboardData: { files: [], getData: () => text } }));
      return event.defaultPrevented;
    };
    const huge = 'lorem ipsum\r\n'.repeat(100_000);
    type(box(), 'before [] after');
    box().setSelectionRange(8, 8);
    expect([paste('short'), paste(huge)]).toEqual([false, true]);
    const written = `before [${huge.replaceAll('\r', '')}] after`;
    expect(model.draft.text.value === written).toBe(true);
    await until(() => expect(box().value.length).toBe(20_000));
    expect([box().readOnly, written.startsWith(box().value)]).toEqual([true, true]);
    clock.pass(200);
    await until(() =>
      expect(status()).toContain(
        'The box shows the first 20,000 of 1,200,015 characters and keeps the rest.',
      ),
    );
    expect(paste('short')).toBe(true);
    await until(() => expect([box().value, box().readOnly]).toEqual(['short', false]));
  });

  it('takes all of a huge text that is dropped or inserted by a tool', async () => {
    const { model } = open();
    const insert = (text: string) => {
      const event = new Event('beforeinput', { bubbles: true, cancelable: true });
      box().dispatchEvent(Object.assign(event, { data: text }));
      return event.defaultPrevented;
    };
    const huge = 'lorem ipsum\n'.repeat(100_000);
    expect([insert('short'), insert(huge)]).toEqual([false, true]);
    await until(() => expect(box().value.length).toBe(20_000));
    // Chromium's report of a line that it inserted before the box was shortened.
    box().dispatchEvent(new Event('input', { bubbles: true }));
    expect(model.draft.text.value === huge).toBe(true);
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

it('verifies pasted text with the public keys that are kept', async () => {
  const { token, jwk } = await signWithKey({ sub: 'alice', iss: 'https://id.test' }, 'k');
  const scope = { kind: 'issuer', value: 'https://id.test' } as const;
  kept = [{ thumbprint: 't', jwk: JSON.stringify(jwk), scope, name: '' }];
  open();
  type(box(), token);
  await until(() => expect(findByRole(region('Signature'), 'status').textContent).toMatch(/^Valid/));
});

describe("the tab's tokens", () => {
  const listToken = (id: number, subject: string): ListedToken => ({
    id,
    type: 'access token',
    subject,
    origin: 'https://shop.test',
    audience: '',
    lastSeenMs: startSeconds * 1_000,
  });
  const showTab = async () => {
    await until(() => void findByRole(page, 'button', 'Tokens of this tab'));
    findByRole(page, 'button', 'Tokens of this tab').click();
  };

  it('replace the text until the user goes back, and only the chosen one is read', async () => {
    listed = [listToken(1, 'alice'), listToken(2, 'bob')];
    const { read, stored } = open();
    type(box(), 'what I typed');
    await showTab();
    await until(() => expect(region('Claims').textContent).toContain('alice'));
    expect(read).toEqual([1]);
    await until(() => void findByRole(page, 'navigation', 'Tokens of this tab'));
    const list = findByRole(page, 'navigation', 'Tokens of this tab');
    const [first, second] = findAllByRole(list, 'button');
    expect(first?.getAttribute('aria-current')).toBe('true');
    second?.click();
    await until(() => expect(region('Claims').textContent).toContain('bob'));
    expect(read).toEqual([1, 2]);
    findByRole(page, 'button', 'Back').click();
    await until(() => expect(box().value).toBe('what I typed'));
    expect(stored.join()).not.toContain(rawOf[1]);
  });

  it('with the same subject and type are distinguished by audience, position or number', async () => {
    const line = { id: 1, position: 2, size: 2, isCurrent: true };
    const api = { ...listToken(1, 'alice'), audience: 'https://api.test' };
    const textsOf = async () => {
      open();
      await showTab();
      await until(() => void findByRole(page, 'navigation', 'Tokens of this tab'));
      const buttons = findAllByRole(findByRole(page, 'navigation', 'Tokens of this tab'), 'button');
      return buttons.map((button) => button.querySelector('.found-subject')?.textContent);
    };
    listed = [
      { ...api, line },
      { ...api, id: 2, line: { ...line, position: 1, isCurrent: false } },
    ];
    expect(await textsOf()).toEqual(['alice ·2', 'alice ·1']);
    ends.splice(0).forEach((end) => end());
    listed = [api, { ...api, id: 2, audience: 'https://files.test, https://other.test' }];
    expect(await textsOf()).toEqual(['alice · api.test', 'alice · files.test, https://other.test']);
    ends.splice(0).forEach((end) => end());
    listed = [api, { ...api, id: 7 }, listToken(3, 'bob')];
    expect(await textsOf()).toEqual(['alice · #1', 'alice · #7', 'bob']);
  });

  it.each([
    ['Valid with the set of its issuer', ['https://id.test'], /^Valid/],
    ['not Valid with a set that anyone may have published', [], /not known to be/],
  ])('are %s that DevTools has captured', async (_, issuers, verdict) => {
    const { token, jwk } = await signWithKey({ sub: 'alice', iss: 'https://id.test' }, 'k');
    const text = JSON.stringify({ keys: [jwk] });
    const keySets = [{ origin: 'captured', url: 'https://id.test/jwks', text, issuers }] as const;
    captured = { raw: token, keySets, keys: [] };
    listed = [listToken(9, 'alice')];
    open();
    await showTab();
    await until(() => expect(region('Claims').textContent).toContain('alice'));
    await until(() => expect(findByRole(region('Signature'), 'status').textContent).toMatch(verdict));
  });

  it('are verified with the public keys that the user entered in DevTools', async () => {
    const { token, jwk } = await signWithKey({ sub: 'alice' }, 'k');
    const scope = { kind: 'token', value: token } as const;
    const key = { id: 'k1', purpose: 'verify', origin: 'pasted', text: JSON.stringify(jwk), scope } as const;
    captured = { raw: token, keySets: [], keys: [key] };
    listed = [listToken(9, 'alice')];
    open();
    await showTab();
    await until(() => expect(findByRole(region('Signature'), 'status').textContent).toMatch(/^Valid/));
  });

  it('have a sentence if no token was captured', async () => {
    listed = [];
    open();
    await showTab();
    await until(() => expect(page.textContent).toContain(english('popup_tab_none')));
  });

  it('have sentences about what is missing', async () => {
    listed = [listToken(1, 'alice')];
    gaps = { counts: { ...noCounts, truncated: 2 }, droppedRequests: 1, isStorageUnread: true };
    open();
    await showTab();
    await until(() => expect(page.textContent).toContain(english('popup_tab_storage_unread')));
    expect(page.textContent).toContain('3 items were dropped or not searched.');
    ends.splice(0).forEach((end) => end());
    listed = [];
    open();
    await showTab();
    await until(() => expect(page.textContent).toContain('0 tokens captured in this tab.'));
    expect(page.textContent).not.toContain(english('popup_tab_none'));
    ends.splice(0).forEach((end) => end());
    listed = [listToken(1, 'alice')];
    gaps = { counts: noCounts, droppedRequests: 0, isStorageUnread: false };
    open();
    await showTab();
    await until(() => expect(page.textContent).toContain('1 token captured in this tab.'));
    expect(page.textContent).not.toContain(english('popup_tab_storage_unread'));
    expect(page.textContent).not.toMatch(/dropped/);
  });

  it('have a sentence if nothing captures the tab', async () => {
    listed = undefined;
    open();
    await showTab();
    await until(() => expect(page.textContent).toContain(english('popup_tab_unavailable')));
  });

  it('have another sentence if DevTools of the tab does not respond', async () => {
    listed = 'timed out';
    open();
    await showTab();
    await until(() => expect(page.textContent).toContain(english('popup_tab_timed_out')));
    expect(page.textContent).not.toContain(english('popup_tab_unavailable'));
  });

  it.each([
    ['is not stored any more', undefined, 'popup_tab_gone'],
    ['is not read in time', 'timed out', 'popup_tab_timed_out'],
  ] as const)('have a sentence if the chosen one %s', async (_name, response, key) => {
    listed = [listToken(1, 'alice'), listToken(3, 'carol')];
    unread = response;
    open();
    await showTab();
    await until(() => void findByRole(page, 'navigation', 'Tokens of this tab'));
    findAllByRole(findByRole(page, 'navigation', 'Tokens of this tab'), 'button')[1]?.click();
    await until(() => expect(page.textContent).toContain(english(key)));
  });
});

describe('the viewer', () => {
  it('gets the text, and the popup says if it could not be opened', async () => {
    const { shown } = open();
    type(box(), 'some text');
    await until(() => void findByRole(page, 'button', 'Open viewer'));
    findByRole(page, 'button', 'Open viewer').click();
    await until(() => expect(page.textContent).toContain('No tab.'));
    expect(shown).toEqual([{ text: 'some text', names: [] }]);
    expect(box().value).toBe('some text');
  });
});

describe('dropped files', () => {
  const drop = (...files: readonly File[]) => {
    const transfer = { files, types: ['Files'] };
    const event = Object.assign(new Event('drop', { bubbles: true, cancelable: true }), {
      dataTransfer: transfer,
    });
    page.querySelector('main')?.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
  };

  it('show the tokens in a text', async () => {
    open();
    drop(new File([`id_token=${makeToken({ sub: 'dropped' })}`], 'token.txt'));
    await until(() => expect(region('Claims').textContent).toContain('dropped'));
  });

  it('with requests are offered to the viewer', async () => {
    const { shown } = open();
    type(box(), 'what I typed');
    drop(new File([JSON.stringify({ log: { entries: [] } })], 'sign-in.har'));
    await until(() => expect(page.textContent).toContain('sign-in.har needs more room'));
    findAllByRole(page, 'button', 'Open viewer').at(-1)?.click();
    await until(() => expect(shown).toEqual([{ text: 'what I typed', names: ['sign-in.har'] }]));
    expect(box().value).toBe('what I typed');
  });

  it('that cannot be used change nothing and have a reason', async () => {
    open();
    type(box(), makeToken({ sub: 'kept' }));
    await until(() => expect(region('Claims').textContent).toContain('kept'));
    drop(new File(['nothing here'], 'notes.txt'));
    await until(() => expect(page.textContent).toMatch(/notes\.txt.*No token found/));
    expect(region('Claims').textContent).toContain('kept');
  });

  it('with a key verify the token in view', async () => {
    open();
    const { token, jwk } = await signWithKey({ sub: 'a' }, 'k');
    type(box(), token);
    await until(() => void region('Signature'));
    drop(new File([JSON.stringify(jwk)], 'key.json'));
    await until(() => expect(findByRole(region('Signature'), 'status').textContent).toMatch(/^Valid/));
    expect(box().value).toBe(token);
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
    await until(() => findByRole(region('Signature'), 'button', 'Enter secret…').click());
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
