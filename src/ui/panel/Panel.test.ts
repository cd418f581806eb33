// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { english } from '../fixture/english.fixture';
import { makeRow, nothingCounted } from '../fixture/panel.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { openScreen, press, type, until, type Screen } from '../fixture/screen.fixture';
import { makeToken, startSeconds } from '../fixture/tokens.fixture';
import { collectUncaught, makeUnreadableError } from '../fixture/uncaught.fixture';

let screen: Screen;
const page = document.body;

beforeEach(() => {
  screen = openScreen();
});

afterEach(() => {
  screen.close();
  vi.unstubAllGlobals();
});

describe('the panel without a token', () => {
  it('shows one sentence in each view, and nothing in the details', async () => {
    screen.showLog([]);
    const text = () => findByRole(page, 'tabpanel').querySelector('p')?.parentElement?.textContent;
    await until(() => expect(text()).toBe(`${english('list_empty')}${english('reload_page')}`));
    expect(screen.region('Token').textContent).toBe('Token');
    findByRole(page, 'tab', 'Requests').click();
    await until(() => expect(text()).toBe(`${english('list_requests_empty')}${english('reload_page')}`));
    expect(screen.region('Request').textContent).toBe('Request');
  });

  it('shows one sentence instead of the sections', async () => {
    await screen.showAndSelect(makeToken({ sub: 'alice' }));
    await until(() => void screen.region('Requests'));
    screen.model.tokens.select(undefined);
    await until(() => expect(screen.region('Token').textContent).toBe(english('summary_none')));
  });

  it('shows after a while that it is connecting, and then what to do', async () => {
    expect(page.textContent).not.toContain('Connecting');
    expect(page.textContent).not.toMatch(/\d requests?/);
    screen.clock.pass(300);
    await until(() => expect(page.textContent).toContain('Connecting to this tab…'));
    screen.showLog([]);
    await until(() => expect(page.textContent).toContain('No tokens captured yet'));
    findByRole(page, 'button', 'Reload page').click();
    expect(screen.commanded).toEqual(['reloadPage']);
    expect(screen.grid().getAttribute('aria-rowcount')).toBe('1');
  });

  it('keeps a filter that is typed and a view that is chosen before the first snapshot', () => {
    screen.model.filter.set('alice');
    screen.model.showView('requests');
    screen.showLog([], { filter: 'bob', view: 'tokens' });
    expect(screen.model.filter.text.value).toBe('alice');
    expect(screen.model.screen.view.value).toBe('requests');
    expect(screen.sent).toContainEqual(expect.objectContaining({ type: 'view', view: 'requests' }));
  });

  it('shows that capture is paused, and how to resume', async () => {
    screen.showLog([]);
    screen.change({ settings: { paused: true, preserve: true } });
    await until(() => expect(page.textContent).toContain('Capture paused'));
    expect(findByRole(page, 'button', 'Pause').getAttribute('aria-pressed')).toBe('true');
    findByRole(page, 'button', 'Resume capture').click();
    expect(screen.sent.at(-1)).toMatchObject({ settings: { paused: false } });
  });
});

it('has a count of expiring tokens that shows only these', async () => {
  screen.showLog([
    makeRow(1, makeToken({ sub: 'soon', exp: startSeconds + 30 })),
    makeRow(2, makeToken({ sub: 'later', exp: startSeconds + 3_000 })),
  ]);
  await until(() => findByRole(page, 'button', '1 expiring').click());
  await until(() =>
    expect(screen.dataRows().map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('soon'),
    ]),
  );
  findByRole(page, 'button', '1 expiring').click();
  await until(() => expect(screen.dataRows()).toHaveLength(2));
});

describe('a bug in the extension', () => {
  it('is shown with the name of the error, from the session or the panel, until dismissed', async () => {
    screen.showLog([]);
    expect(page.textContent).not.toContain('A bug in JWT DevTools');
    screen.change({ bugs: { count: 1, errorName: 'RangeError', frames: [] } });
    await until(() => expect(page.textContent).toContain('A bug in JWT DevTools (RangeError)'));
    findByRole(page, 'button', 'Dismiss').click();
    await until(() => expect(page.textContent).not.toContain('A bug in JWT DevTools'));
    screen.model.screen.reportBug(new TypeError('x'));
    await until(() => expect(page.textContent).toContain('A bug in JWT DevTools (TypeError)'));
  });

  it('is not reported again and again when its notice fails', async () => {
    const uncaught = collectUncaught();
    screen.showLog([]);
    screen.model.screen.reportBug(makeUnreadableError());
    await until(() => expect(page.textContent).toContain('This section failed to load'));
    await until(() => expect(uncaught).toHaveLength(1));
    screen.model.screen.reportBug(uncaught[0]);
    await new Promise((resolve) => setTimeout(resolve));
    expect(uncaught).toHaveLength(1);
    expect(screen.grid().isConnected).toBe(true);
  });

  it('is the last one, of the session or the panel', async () => {
    const expectShown = (name: string) =>
      until(() => expect(page.textContent).toContain(`A bug in JWT DevTools (${name})`));
    const { reportBug, dismissBugs, bugs } = screen.model.screen;
    const inSession = { errorName: 'RangeError', frames: [] };
    screen.showLog([]);
    reportBug(new TypeError('x'));
    await expectShown('TypeError');
    screen.change({ bugs: { count: 1, ...inSession } });
    await expectShown('RangeError');
    reportBug(new SyntaxError('x'));
    await expectShown('SyntaxError');
    dismissBugs();
    screen.change({ bugs: { count: 1, ...inSession } });
    expect(bugs.value.count).toBe(0);
    screen.change({ bugs: { count: 2, ...inSession } });
    await expectShown('RangeError');
  });
});

describe('the toolbar', () => {
  it('sends commands to the session', async () => {
    screen.showLog([]);
    const toolbar = findByRole(page, 'toolbar', 'Capture');
    findByRole(toolbar, 'button', 'Clear').click();
    expect(screen.sent.at(-1)).toMatchObject({ type: 'clear' });
    findByRole(toolbar, 'button', 'Pause').click();
    expect(screen.sent.at(-1)).toMatchObject({ settings: { paused: true, preserve: true } });
    const preserve = findByRole(toolbar, 'checkbox', 'Preserve log') as HTMLInputElement;
    expect(preserve.checked).toBe(true);
    preserve.click();
    expect(screen.sent.at(-1)).toMatchObject({ settings: { preserve: false } });
  });

  it('offers to reload the page after watching has started', async () => {
    screen.showLog([]);
    const watching = { state: 'on', origin: 'https://app.test', reloadOffered: true } as const;
    screen.change({ site: { origin: 'https://app.test', watching } });
    const watch = () => findByRole(page, 'button', 'Watch this site');
    await until(() => expect(watch().getAttribute('aria-pressed')).toBe('true'));
    await until(() => expect(page.querySelector('.notice')?.textContent).toContain('Reload the page'));
  });

  it('disables watching for a page that extensions cannot access', async () => {
    screen.showLog([]);
    screen.change({ site: { origin: '', watching: { state: 'impossible' } } });
    await until(() =>
      expect(findByRole(page, 'button', 'Watch this site').hasAttribute('disabled')).toBe(true),
    );
  });

  it('is one tab stop with arrow keys', () => {
    const toolbar = findByRole(page, 'toolbar', 'Capture');
    const [first, second] = findAllByRole(toolbar, 'button');
    first?.focus();
    press(first!, 'ArrowRight');
    expect(document.activeElement).toBe(second);
    expect(toolbar.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
  });
});

describe('the token list', () => {
  it('is a grid with one row per token and labeled columns', async () => {
    await screen.show(makeToken({ sub: 'alice' }), makeToken({ sub: 'bob' }));
    expect(screen.grid().getAttribute('aria-rowcount')).toBe('3');
    expect(findAllByRole(screen.grid(), 'columnheader').map(({ textContent }) => textContent)).toEqual([
      'Problem',
      'Subject',
      'Type',
      'Audience',
      'Issuer',
      'Lifetime',
      'Signature',
      'Requests',
      'Last activity',
    ]);
    expect(screen.dataRows().map((row) => row.getAttribute('aria-rowindex'))).toEqual(['2', '3']);
    expect(screen.dataRows().map((row) => row.querySelector('.cell-subject')?.textContent)).toEqual([
      'bob',
      'alice',
    ]);
  });

  it('renders a limited number of rows', async () => {
    screen.showLog(Array.from({ length: 5_000 }, (_, id) => makeRow(id, makeToken({ sub: `s${id}` }))));
    await until(() => expect(screen.grid().getAttribute('aria-rowcount')).toBe('5001'));
    expect(screen.dataRows().length).toBeGreaterThan(0);
    expect(screen.dataRows().length).toBeLessThan(100);
  });

  it('selects a token by click and by keys, and shows its details', async () => {
    await screen.show(makeToken({ sub: 'alice' }), makeToken({ sub: 'bob' }), makeToken({ sub: 'carol' }));
    screen.dataRows()[1]?.click();
    await until(() => expect(screen.dataRows()[1]?.getAttribute('aria-selected')).toBe('true'));
    await until(() => expect(screen.region('Claims').textContent).toContain('bob'));
    for (const [key, index] of [
      ['ArrowDown', 2],
      ['ArrowUp', 1],
      ['Home', 0],
      ['End', 2],
      ['PageUp', 1],
      ['PageDown', 2],
    ] as const) {
      press(screen.grid(), key);
      await until(() => expect(screen.dataRows()[index]?.getAttribute('aria-selected'), key).toBe('true'));
      expect(screen.grid().getAttribute('aria-activedescendant')).toBe(screen.dataRows()[index]?.id);
      expect(
        findAllByRole(screen.grid(), 'row').filter((row) => row.getAttribute('aria-selected') === 'true'),
      ).toHaveLength(1);
    }
  });

  it('keeps the focus when a row is focused, because rows are removed when scrolled away', async () => {
    await screen.show(makeToken({ sub: 'alice' }));
    screen.dataRows()[0]?.focus();
    expect(document.activeElement).toBe(screen.grid());
  });

  it('sorts by a click on a column header, and sets aria-sort', async () => {
    await screen.show(makeToken({ sub: 'bob' }), makeToken({ sub: 'alice' }), makeToken({ sub: 'carol' }));
    const header = findByRole(screen.grid(), 'columnheader', 'Subject');
    findByRole(header, 'button').click();
    await until(() => expect(header.getAttribute('aria-sort')).toBe('ascending'));
    expect(screen.dataRows().map((row) => row.querySelector('.cell-subject')?.textContent)).toEqual([
      'alice',
      'bob',
      'carol',
    ]);
  });

  it('is filtered while typing; Escape clears the filter, Ctrl+F focuses it', async () => {
    await screen.show(makeToken({ sub: 'alice' }), makeToken({ sub: 'bob' }));
    const box = findByRole(page, 'searchbox', 'Filter') as HTMLInputElement;
    type(box, 'ali');
    await until(() => expect(screen.grid().getAttribute('aria-rowcount')).toBe('2'));
    expect(page.querySelector('.list-summary')?.textContent).toBe('1 of 2');
    type(box, 'nobody');
    await until(() => expect(page.textContent).toContain('No matching tokens'));
    press(box, 'Escape');
    await until(() => expect(screen.grid().getAttribute('aria-rowcount')).toBe('3'));
    expect(box.value).toBe('');
    screen.grid().focus();
    const onDocument = vi.fn();
    document.addEventListener('keydown', onDocument);
    press(screen.grid(), 'f', { ctrlKey: true });
    document.removeEventListener('keydown', onDocument);
    expect(document.activeElement).toBe(box);
    expect(onDocument, 'DevTools listens on the document').not.toHaveBeenCalled();
  });

  it('has a status line with the numbers of requests and losses', async () => {
    screen.showLog([]);
    screen.change({ counts: { ...nothingCounted, requests: 214, opaqueBearers: 3 } });
    const foot = () => page.querySelector('footer')?.textContent;
    await until(() => expect(foot()).toContain('214 requests'));
    expect(foot()).toContain('nothing dropped');
    expect(foot()).toContain('3 requests with a bearer token that isn’t a JWT');
    const counts = { ...nothingCounted, droppedTokens: 1, droppedExchanges: 30, missed: 6 };
    screen.change({ counts });
    await until(() => expect(foot()).toContain('37 items dropped or unsearched'));
    expect(foot()).not.toContain('nothing dropped');
  });
});

describe('what was typed', () => {
  it('as a new key is still there when the page of keys is opened again', async () => {
    await screen.show(makeToken({ sub: 'alice' }));
    const box = () => findByRole(page, 'textbox', english('keyring_add_name')) as HTMLTextAreaElement;
    screen.model.screen.toggleKeyring();
    await until(() => type(box(), 'a secret'));
    press(box(), 'Escape');
    await until(() => expect(findAllByRole(page, 'region', english('keyring'))).toEqual([]));
    screen.model.screen.toggleKeyring();
    await until(() => expect(box().value).toBe('a secret'));
  });
});

describe('the editor of a token', () => {
  it('says that the new token has only one of several signatures', async () => {
    const [header = '', payload = '', signature = ''] = makeToken({ sub: 'alice' }).split('.');
    const signatures = [header, header].map((each) => ({ protected: each, signature }));
    const note = english('editor_one_signature', '2');
    await screen.showAndSelect(JSON.stringify({ payload, signatures }));
    findByRole(page, 'button', english('editor_open')).click();
    await until(() => expect(screen.region(english('editor_name')).textContent).toContain(note));
    await screen.showAndSelect(makeToken({ sub: 'bob' }));
    findByRole(page, 'button', english('editor_open')).click();
    await until(() => expect(screen.region(english('editor_name')).textContent).not.toContain(note));
  });
});
