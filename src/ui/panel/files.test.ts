// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenFile } from '../../traffic';
import { makeRow, makeSighting, nothingCounted } from '../fixture/panel.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { openScreen, press, until, type Screen } from '../fixture/screen.fixture';
import { makeToken } from '../fixture/tokens.fixture';

let screen: Screen;
const page = document.body;

const shop: OpenFile = { name: 'shop.har', state: 'open', exchanges: 214, problems: [] };
const notices = () => page.querySelector('.notices')?.textContent;
const saveButton = () => findByRole(findByRole(page, 'toolbar', 'Capture'), 'button', 'Save');
const saveBox = () => findByRole(page, 'region', 'Save');
const isAsking = () => findAllByRole(page, 'region', 'Save').length === 1;
const tellHeld = (heldExchanges: number) =>
  screen.tell({ type: 'delta', rows: [], removed: [], counts: { ...nothingCounted, heldExchanges } });

beforeEach(() => {
  screen = openScreen();
  screen.tellState([]);
});

afterEach(() => screen.close());

async function askToSave() {
  tellHeld(3);
  await until(() => expect(saveButton().hasAttribute('disabled')).toBe(false));
  saveButton().click();
  await until(isAsking);
}

describe('saving', () => {
  it('is not offered while nothing is held', async () => {
    await until(() => expect(saveButton().hasAttribute('disabled')).toBe(true));
    expect(saveButton().title).toBe('Nothing is held that could be saved');
  });

  it('asks for nothing before it was said what the file holds, and nothing when that is refused', async () => {
    await askToSave();
    expect(saveBox().textContent).toContain('The file holds live tokens and cookies as they were sent.');
    await until(() => expect(document.activeElement?.textContent).toBe('Save HAR'));
    findByRole(saveBox(), 'button', 'Cancel').click();
    await until(() => !isAsking());
    expect(document.activeElement).toBe(saveButton());
    saveButton().click();
    await until(isAsking);
    press(saveBox(), 'Escape');
    await until(() => !isAsking());
    expect(screen.asked).not.toContainEqual(expect.objectContaining({ type: 'save' }));
  });

  it.each([
    ['Save HAR', 'har'],
    ['Save JSON', 'json'],
  ] as const)(
    'with "%s" asks the log and hands the file to the person, named by the time',
    async (name, format) => {
      const links: HTMLAnchorElement[] = [];
      const clicked = (event: Event) => {
        if (!(event.target instanceof HTMLAnchorElement)) return;
        links.push(event.target);
        event.preventDefault();
      };
      const revoked = vi.spyOn(URL, 'revokeObjectURL');
      document.addEventListener('click', clicked);
      await askToSave();
      findByRole(saveBox(), 'button', name).click();
      expect(screen.asked.at(-1)).toEqual({ type: 'save', format });
      await until(() => expect(notices()).toContain('Writing the file…'));
      screen.tell({ type: 'saved', format, content: new Blob(['{}']) });
      document.removeEventListener('click', clicked);
      expect(links).toHaveLength(1);
      expect(links[0]?.download).toMatch(new RegExp(`^jwt-devtools-2026-09-2\\d-\\d{4}\\.${format}$`));
      expect(links[0]?.href).toMatch(/^blob:/);
      await until(() => expect(notices()).not.toContain('Writing'));
      expect(revoked).not.toHaveBeenCalled();
      screen.clock.pass(60_000);
      expect(revoked).toHaveBeenCalledWith(links[0]?.href);
      revoked.mockRestore();
    },
  );

  it('says that the file could not be written', async () => {
    await askToSave();
    findByRole(saveBox(), 'button', 'Save HAR').click();
    screen.tell({ type: 'saved', format: 'har', content: undefined });
    await until(() => expect(notices()).toContain('The file could not be written.'));
    expect(notices()).not.toContain('Writing');
  });
});

describe('opening a file', () => {
  const drop = (files: readonly File[], target: Element = page.querySelector('.panel')!) => {
    const event = new Event('drop', { bubbles: true, cancelable: true });
    Object.assign(event, { dataTransfer: { files, types: ['Files'] } });
    target.dispatchEvent(event);
    return event;
  };

  it('hands over the file that was chosen', () => {
    const chooser = page.querySelector<HTMLInputElement>('input[accept=".har,.json"]')!;
    const opened = vi.spyOn(chooser, 'click');
    findByRole(page, 'button', 'Open a file').click();
    expect(opened).toHaveBeenCalledOnce();
    const file = new File(['{}'], 'shop.har');
    Object.defineProperty(chooser, 'files', { value: [file] });
    chooser.dispatchEvent(new Event('change', { bubbles: true }));
    expect(screen.asked.at(-1)).toEqual({ type: 'open file', file });
  });

  it('hands over the file that was dropped, and keeps the browser from showing it', () => {
    const over = new Event('dragover', { bubbles: true, cancelable: true });
    Object.assign(over, { dataTransfer: { types: ['Files'] } });
    page.querySelector('.grid')!.dispatchEvent(over);
    expect(over.defaultPrevented).toBe(true);
    const file = new File(['{}'], 'shop.har');
    expect(drop([file]).defaultPrevented).toBe(true);
    expect(screen.asked.at(-1)).toEqual({ type: 'open file', file });
  });

  it('takes no text that is dropped for a file', () => {
    const before = screen.asked.length;
    expect(drop([]).defaultPrevented).toBe(false);
    expect(screen.asked).toHaveLength(before);
  });
});

describe('while a file is shown', () => {
  it('says so, how far it is read, and how to come back', async () => {
    screen.tellState([], {}, { ...shop, state: 'reading', exchanges: 1_200 });
    await until(() => expect(notices()).toContain('shop.har is being read: 1,200 entries so far.'));
    expect(page.querySelector('.list')?.textContent).not.toContain('No token');
    screen.tell({ type: 'file', file: shop });
    await until(() => expect(notices()).toContain('shop.har is shown: 214 entries. Capture goes on unseen.'));
    expect(page.querySelector('.list')?.textContent).toContain('No token stands in this file.');
    findByRole(page, 'button', 'Back to live traffic').click();
    expect(screen.asked.at(-1)).toEqual({ type: 'close file' });
    screen.tellState([]);
    await until(() => expect(notices()).not.toContain('shop.har'));
  });

  it.each([
    [{ code: 'too large' }, 'It is larger than what is read.'],
    [{ code: 'not JSON' }, 'It is not JSON, so it is no HAR.'],
    [{ code: 'no requests' }, 'It is JSON, but it lists no requests.'],
    [{ code: 'unreadable' }, 'The browser could not read it.'],
    [{ code: 'unreadable entries', count: 2 }, '2 entries in it are no requests and were left out.'],
    [{ code: 'withheld' }, 'without Authorization and cookies, so it cannot show which tokens were sent.'],
  ] as const)('says in a sentence what is wrong with it: %j', async (problem, sentence) => {
    screen.tellState([], {}, { ...shop, state: 'failed', problems: [problem] });
    await until(() => expect(notices()).toContain(sentence));
    expect(notices()).toContain('shop.har could not be read.');
  });

  it('never says of a token that it was not sent, where the file cannot show it', async () => {
    const raw = makeToken({ sub: 'alice' });
    const sighting = makeSighting({ place: 'response body', source: 'file' });
    screen.tellState([makeRow(1, raw)], { selectedId: 1 }, { ...shop, problems: [{ code: 'withheld' }] });
    screen.tell({ type: 'sightings', id: 1, replace: true, sightings: [sighting] });
    await until(() => expect(screen.region('Requests').textContent).toContain('is not known'));
    expect(screen.region('Requests').textContent).not.toContain('No request');
    expect(screen.region('Requests').textContent).toContain('from the file');
    expect(page.querySelector('.cell-requests[role=gridcell]')?.textContent).toBe('?');
    screen.tell({ type: 'file', file: shop });
    await until(() =>
      expect(screen.region('Requests').textContent).toContain('No request in this file carried this token.'),
    );
    expect(page.querySelector('.cell-requests[role=gridcell]')?.textContent).toBe('0');
  });

  it('has its own selection, since its tokens have ids of their own', async () => {
    const row = makeRow(1, makeToken({ sub: 'live' }));
    screen.tellState([row]);
    screen.model.select(1);
    screen.tellState(
      [makeRow(1, makeToken({ sub: 'filed' })), makeRow(2, makeToken({ sub: 'other' }))],
      {},
      shop,
    );
    expect(screen.model.selectedId.value).toBeUndefined();
    screen.model.select(2);
    screen.tellState([row], { selectedId: 1 });
    expect(screen.model.selectedId.value).toBe(1);
  });
});

describe('when the extension was reloaded', () => {
  it('says what to do and nothing else, and asks for nothing any more', async () => {
    screen.orphan();
    await until(() =>
      expect(findByRole(page, 'alert').textContent).toContain('Close DevTools and open it again.'),
    );
    expect(findAllByRole(page, 'button')).toEqual([]);
    const before = screen.asked.length;
    screen.model.setFilter('a');
    screen.model.clear();
    expect(screen.asked).toHaveLength(before);
  });
});
