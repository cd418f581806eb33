// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeRow } from '../fixture/panel.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { openScreen, press, type, until, type Screen } from '../fixture/screen.fixture';
import { makeToken, startSeconds } from '../fixture/tokens.fixture';

let screen: Screen;
const page = document.body;
const box = () => findByRole(page, 'searchbox', 'Filter') as HTMLInputElement;
const options = () => findAllByRole(page, 'option');
const texts = () => options().map(({ textContent }) => textContent);
const active = () => page.querySelector(`#${box().getAttribute('aria-activedescendant') ?? 'none'}`);

/** As the browser reports a typed character: a key, then the new text. */
function typeKeys(text: string, caret = text.length): void {
  press(box(), text.at(caret - 1) ?? '');
  box().value = text;
  box().setSelectionRange(caret, caret);
  box().dispatchEvent(new Event('input', { bubbles: true }));
}

beforeEach(() => {
  screen = openScreen();
  screen.showLog([
    makeRow(1, makeToken({ sub: 'alice', email: 'a@x.test' })),
    makeRow(2, makeToken({ sub: 'bob' })),
  ]);
  screen.change({
    requests: {
      changed: [200, 401, 401].map((status, index) => ({
        id: `${index}`,
        method: 'GET',
        url: 'https://api.test/orders',
        status,
        sentAtMs: startSeconds * 1_000 + index,
        tokenIds: [1],
        sentIds: [1],
      })),
      removed: [],
      names: [],
    },
  });
});

afterEach(() => screen.close());

it('suggests nothing for text that is pasted, and nothing before the user types', async () => {
  box().focus();
  type(box(), 'status:');
  await until(() => expect(screen.model.filter.text.value).toBe('status:'));
  await screen.detail();
  expect(options()).toEqual([]);
});

it('completes a key and then its value with the arrow keys and Enter', async () => {
  typeKeys('st');
  await until(() => expect(texts()).toEqual(['status:Response status']));
  expect(box().getAttribute('aria-controls')).toBe(findByRole(page, 'listbox', 'Suggestions').id);
  expect(active()).toBeNull();
  press(box(), 'ArrowDown');
  await until(() => expect(active()).toBe(options()[0]));
  press(box(), 'Enter');
  await until(() => expect(texts()).toEqual(['status:4012 requests', 'status:2001 request']));
  expect(active()).toBeNull();
  press(box(), 'ArrowUp');
  await until(() => expect(active()).toBe(options()[1]));
  press(box(), 'Enter');
  expect(screen.model.filter.text.value).toBe('status:200');
  await until(() => expect(options()).toEqual([]));
});

it('completes with Tab the item at the caret, and keeps the others', async () => {
  typeKeys('em sub:bob', 'em'.length);
  await until(() => expect(texts()).toEqual(['email:Claim']));
  press(box(), 'Tab');
  expect(screen.model.filter.text.value).toBe('email: sub:bob');
  expect(box().selectionStart).toBe('email:'.length);
});

it('accepts a suggestion by the mouse without losing the focus', async () => {
  box().focus();
  typeKeys('sub:');
  await until(() => expect(texts()).toEqual(['sub:alice1 token', 'sub:bob1 token']));
  const pressed = new Event('pointerdown', { bubbles: true, cancelable: true });
  options()[1]?.dispatchEvent(pressed);
  expect(pressed.defaultPrevented).toBe(true);
  expect(screen.model.filter.text.value).toBe('sub:bob');
});

it('closes the suggestions with Escape, and clears the text with the next one', async () => {
  typeKeys('sub:');
  await until(() => expect(options()).not.toEqual([]));
  press(box(), 'Escape');
  await until(() => expect(options()).toEqual([]));
  expect(screen.model.filter.text.value).toBe('sub:');
  press(box(), 'Escape');
  expect(screen.model.filter.text.value).toBe('');
});
