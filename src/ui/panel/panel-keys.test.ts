// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { press } from '../fixture/screen.fixture';
import type { PanelModel } from '../model/panel';
import { listenToKeys } from './panel-keys';

let ran: string[];
let end: () => void;

beforeEach(() => {
  ran = [];
  document.body.innerHTML = `
    <div class="filter"><input id="filter"></div>
    <div class="grid" id="list"></div>
    <section class="detail" data-find><p id="text"></p><textarea id="key"></textarea></section>
    <section class="detail"><div id="editor" contenteditable="true"></div></section>
    <form><input id="form"></form>`;
  const run = (name: string) => () => void ran.push(name);
  end = listenToKeys(document.body, {
    capture: { clear: run('clear'), togglePause: run('pause') },
    screen: { showKeys: run('keys') },
    texts: undefined,
  } as unknown as PanelModel);
});

afterEach(() => {
  end();
  document.body.replaceChildren();
});

function pressIn(id: string, key: string, more: KeyboardEventInit = {}) {
  press(document.getElementById(id) ?? document.body, key, { ctrlKey: true, ...more });
}

describe('the keys of the panel', () => {
  it('clear the log and pause the capture in lists, details and the filter', () => {
    for (const id of ['list', 'text', 'filter']) pressIn(id, 'l');
    pressIn('list', 'e');
    expect(ran).toEqual(['clear', 'clear', 'clear', 'pause']);
  });

  it('do neither while another text is typed, nor again while the key is held', () => {
    for (const id of ['key', 'editor', 'form']) for (const key of ['l', 'e']) pressIn(id, key);
    pressIn('list', 'e', { repeat: true });
    expect(ran).toEqual([]);
  });

  it('focus the filter, except where the details have a search', () => {
    const filter = document.getElementById('filter');
    pressIn('text', 'f');
    expect(document.activeElement).not.toBe(filter);
    for (const id of ['list', 'editor']) {
      filter?.blur();
      pressIn(id, 'f');
      expect(document.activeElement).toBe(filter);
    }
  });
});
