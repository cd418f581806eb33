// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { until } from '../fixture/screen.fixture';
import { keepFocus } from './keep-focus';

let end: () => void;

beforeEach(() => {
  document.body.innerHTML = `
    <div class="app" id="app">
      <div><button id="pause"></button><input id="filter"></div>
      <div id="notice"><button id="close"></button></div>
      <div class="grid" id="grid" tabindex="0"></div>
      <section class="detail" id="detail"><p id="line"><button id="once"></button><button id="other"></button></p></section>
      <section class="keyring"><h1 id="keys" tabindex="-1"></h1><button id="remove"></button></section>
    </div>`;
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
  end = keepFocus(document.getElementById('app')!);
});

afterEach(() => {
  end();
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const byId = (id: string) => document.getElementById(id)!;

describe('the focus of a removed element', () => {
  it.each([
    ['the details', 'once', 'once', 'detail'],
    ['a paragraph of the details', 'once', 'line', 'detail'],
    ['the page of keys', 'remove', 'remove', 'keys'],
    ['the panel, in its list', 'close', 'notice', 'grid'],
  ])('stays in %s', async (_, focused, removed, expected) => {
    byId(focused).focus();
    byId(removed).remove();
    await until(() => expect(document.activeElement?.id).toBe(expected));
  });

  it('stays in the details while those of another token are loaded, but only for a moment', async () => {
    byId('once').focus();
    byId('detail').remove();
    await nextFrame();
    await nextFrame();
    expect(document.activeElement).toBe(document.body);
    byId('grid').insertAdjacentHTML('afterend', '<section class="detail" id="loaded"></section>');
    await until(() => expect(document.activeElement?.id).toBe('loaded'));
    byId('loaded').remove();
    const changing = setInterval(() => byId('notice').append('changed'), 50);
    await until(() => expect(document.activeElement?.id).toBe('grid'));
    clearInterval(changing);
  });

  it('is where the code that removes the element puts it', async () => {
    byId('once').focus();
    byId('once').remove();
    byId('other').focus();
    await nextFrame();
    expect(document.activeElement?.id).toBe('other');
  });

  it('is not taken from another window', async () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(false);
    byId('once').focus();
    byId('once').remove();
    await nextFrame();
    expect(document.activeElement).toBe(document.body);
  });

  it('is not taken from where the user has clicked since then', async () => {
    const hasFocus = vi.spyOn(document, 'hasFocus').mockReturnValue(false);
    byId('once').focus();
    byId('once').remove();
    await nextFrame();
    hasFocus.mockReturnValue(true);
    byId('line').dispatchEvent(new Event('pointerdown', { bubbles: true }));
    byId('line').append('changed');
    await nextFrame();
    await nextFrame();
    expect(document.activeElement).toBe(document.body);
  });

  it('stays in the part when the removed button was clicked', async () => {
    byId('once').focus();
    byId('once').dispatchEvent(new Event('pointerdown', { bubbles: true }));
    byId('once').remove();
    await until(() => expect(document.activeElement?.id).toBe('detail'));
  });

  it('is not taken from a text box in which the user types', async () => {
    byId('once').focus();
    byId('once').remove();
    byId('filter').focus();
    byId('notice').remove();
    await nextFrame();
    await nextFrame();
    expect(document.activeElement?.id).toBe('filter');
  });

  it('of the options page stays in its section', async () => {
    end();
    document.body.innerHTML = `
      <main class="app options" id="app">
        <div id="notice"><button id="dismiss"></button></div>
        <section><h1 id="title"></h1></section>
        <section>
          <h2 id="claims"></h2>
          <form><input id="name"><button id="add"></button></form>
          <p id="line"><button id="remove"></button></p>
        </section>
      </main>`;
    end = keepFocus(byId('app'));
    byId('add').focus();
    byId('add').setAttribute('disabled', '');
    await until(() => expect(document.activeElement?.id).toBe('name'));
    byId('remove').focus();
    byId('line').remove();
    await until(() => expect(document.activeElement?.id).toBe('claims'));
    byId('dismiss').focus();
    byId('notice').remove();
    await until(() => expect(document.activeElement?.id).toBe('title'));
  });

  it('isn’t moved from a button that is disabled while it works', async () => {
    byId('other').focus();
    byId('other').setAttribute('disabled', '');
    await nextFrame();
    await nextFrame();
    expect(byId('detail').matches(':focus')).toBe(false);
  });
});
