// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTestClock } from '../fixture/clock.fixture';
import { decryptHere } from '../fixture/decrypt.fixture';
import { english } from '../fixture/english.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { focusPage, type, until } from '../fixture/screen.fixture';
import { makeToken, startSeconds } from '../fixture/tokens.fixture';
import { createPopupModel } from '../model/popup';
import { mountWelcome } from './mount';
import { makeSampleToken, sampleSecret } from './sample-token';

const page = document.body;
const ends: (() => void)[] = [];

function open() {
  const done = async () => ({ ok: true }) as const;
  const clock = createTestClock(startSeconds * 1_000);
  const model = createPopupModel({
    commands: {
      copyText: done,
      decrypt: decryptHere,
      fetchDocument: async () => ({ ok: false, reason: 'unreachable' }),
      trySecrets: async () => ({ outcome: 'none', tried: 0 }),
      listTabTokens: async () => undefined,
      readTabToken: async () => undefined,
      showInViewer: done,
      draft: { load: async () => ({ text: '' }), save: done, clear: done },
    },
    clock,
    translate: english,
  });
  ends.push(mountWelcome(page, model, clock), model.end);
  return model;
}

const findBox = async () => {
  await until(() => findAllByRole(page, 'textbox', 'Token').length === 1);
  return findByRole(page, 'textbox', 'Token') as HTMLTextAreaElement;
};

afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.restoreAllMocks();
});

describe('the first-run page', () => {
  it('has three pictures in two themes, the reason for the browser’s warning, and the limits', () => {
    open();
    expect(page.querySelectorAll('img[alt^="Screenshot"]')).toHaveLength(6);
    expect(findByRole(page, 'region', 'Why the browser warns at install').textContent).toContain(
      'Read and change all your data on all websites',
    );
    expect(page.querySelectorAll('section[aria-label="What it can’t and doesn’t do"] li')).toHaveLength(8);
  });

  it('decodes a pasted token, without taking the focus from the top of the page', async () => {
    open();
    const box = await findBox();
    expect(document.activeElement).not.toBe(box);
    expect(findAllByRole(page, 'region', 'Token')).toEqual([]);
    type(box, makeToken({ sub: 'pasted' }));
    await until(() => expect(findByRole(page, 'region', 'Claims').textContent).toContain('pasted'));
    findByRole(page, 'button', 'Clear').click();
    await until(() => expect(findAllByRole(page, 'region', 'Token')).toEqual([]));
    expect(box.value).toBe('');
  });

  it('moves the focus to its heading when the notice of a bug is dismissed', async () => {
    const whenKept = focusPage();
    const { bugs } = open();
    bugs.report(new TypeError('x'));
    await until(() => findAllByRole(page, 'button', 'Dismiss').length === 1);
    await whenKept();
    const dismiss = findByRole(page, 'button', 'Dismiss');
    dismiss.focus();
    dismiss.click();
    await until(() => expect(document.activeElement).toBe(findByRole(page, 'heading', 'JWT DevTools')));
  });

  it('offers a sample token that isn’t expired and matches its secret', async () => {
    open();
    await findBox();
    findByRole(page, 'button', 'Use a sample token').click();
    await until(() => expect(findByRole(page, 'region', 'Claims').textContent).toContain('alice'));
    expect(page.textContent).toContain(sampleSecret);
    expect(findByRole(page, 'region', 'Lifetime').textContent).toContain('expires in 1 h');
    const signature = findByRole(page, 'region', 'Signature');
    await until(() => void findByRole(signature, 'button', 'Enter secret…'));
    findByRole(signature, 'button', 'Enter secret…').click();
    await until(() => void findByRole(signature, 'textbox', 'Key'));
    type(findByRole(signature, 'textbox', 'Key') as HTMLTextAreaElement, sampleSecret);
    await until(() => findAllByRole(signature, 'button', 'Verify').length === 1);
    findByRole(signature, 'button', 'Verify').click();
    await until(() => expect(signature.textContent).toMatch(/Valid/));
  });

  it('keeps what is typed while the sample token is created', async () => {
    open();
    const box = await findBox();
    findByRole(page, 'button', 'Use a sample token').click();
    type(box, 'typed');
    // Begun later, so the first one is finished too.
    await makeSampleToken(0);
    await new Promise((resolve) => setTimeout(resolve));
    expect(box.value).toBe('typed');
    expect(page.textContent).not.toContain(sampleSecret);
  });

  it('states that the sample token couldn’t be created', async () => {
    open();
    const box = await findBox();
    vi.spyOn(crypto.subtle, 'sign').mockRejectedValue(new Error('x'));
    findByRole(page, 'button', 'Use a sample token').click();
    await until(() => expect(page.textContent).toContain(english('editor_failed')));
    type(box, 'typed');
    await until(() => expect(page.textContent).not.toContain(english('editor_failed')));
  });
});
