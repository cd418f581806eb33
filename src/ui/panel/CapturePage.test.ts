// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EncryptedEntry, HealthCode, HealthItem } from '../../traffic';
import { english } from '../fixture/english.fixture';
import { nothingCounted } from '../fixture/panel.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { openScreen, press, until, type Screen } from '../fixture/screen.fixture';
import { describeHealthItem, stateWords, uncapturedWords } from '../format/sources/capture-gaps';
import type { Translate } from '../format/translate';

let screen: Screen;
const page = document.body;

/** Throws while there is no status line. */
function statusLine(): HTMLElement {
  const line = page.querySelector<HTMLElement>('.status-line');
  if (line === null) throw new Error('no status line');
  return line;
}
const dialog = () => findByRole(page, 'dialog', 'Capture');
const isOpen = () => findAllByRole(page, 'dialog').length === 1;
const setHealth = (...items: readonly HealthItem[]) => screen.change({ health: { items } });

async function openPage() {
  statusLine().click();
  await until(isOpen);
}

beforeEach(() => {
  screen = openScreen();
  screen.showLog([]);
  return until(() => void statusLine());
});

afterEach(() => screen.close());

describe('the status line', () => {
  it('shows nothing for a count of zero', async () => {
    expect(statusLine().textContent?.trim()).toBe(english('status_nothing_dropped'));
    await openPage();
    expect(dialog().textContent).not.toMatch(/\b0 /);
    screen.change({ counts: { ...nothingCounted, requests: 1 } });
    await until(() => expect(statusLine().textContent).toContain(english('status_requests_one', '1')));
  });

  it('does not mention sources before their state is known', () => {
    expect(statusLine().textContent).not.toMatch(/sources?/);
  });

  it('counts the sources that are fully captured, unless all are', async () => {
    setHealth({ code: 'requests', state: 'captured' }, { code: 'workers', state: 'partial' });
    await until(() => expect(statusLine().textContent).toContain('1 of 2 sources fully captured'));
    setHealth({ code: 'requests', state: 'captured' }, { code: 'workers', state: 'pending' });
    await until(() => expect(statusLine().textContent).not.toMatch(/sources?/));
    setHealth(
      { code: 'requests', state: 'captured' },
      { code: 'workers', state: 'not captured' },
      { code: 'other tabs', state: 'not captured' },
      { code: 'storage', state: 'partial' },
    );
    await until(() => expect(statusLine().textContent).toContain('1 of 4 sources fully captured'));
  });

  it('does not mention the sources of the tab while a file is shown', async () => {
    setHealth({ code: 'workers', state: 'not captured' });
    await until(() => expect(statusLine().textContent).toContain('0 of 1 sources fully captured'));
    const file = { name: 'shop.har', state: 'open', exchanges: 1, problems: [] } as const;
    screen.change({ files: { shown: [file], opening: [] } });
    await until(() => expect(statusLine().textContent).not.toMatch(/sources?/));
  });
});

describe('unsearched bodies', () => {
  it('are listed by reason, with their URLs, and media as a count only', async () => {
    const url = 'https://api.test/export';
    const bodyGaps = [
      { gap: 'too large', count: 2, urls: [url] },
      { gap: 'media', count: 7, urls: [] },
    ] as const;
    screen.change({ counts: { ...nothingCounted, bodyGaps } });
    await until(() => expect(statusLine().textContent).toContain('2 items dropped or unsearched'));
    await openPage();
    const losses = findByRole(dialog(), 'list', 'Dropped or unsearched data');
    expect(losses.textContent).toContain('2 bodies were too large and weren’t searched.');
    expect(losses.textContent).toContain(url);
    expect(dialog().textContent).toContain('7 images, videos, fonts and archives weren’t searched.');
    expect(dialog().textContent).toContain('first and last 2 MiB');
  });
});

describe('CapturePage', () => {
  it('takes the focus when opened, and returns it when closed by Escape or the button', async () => {
    let escapes = 0;
    const count = () => (escapes += 1);
    document.addEventListener('keydown', count);
    expect(statusLine().getAttribute('aria-expanded')).toBe('false');
    await openPage();
    expect(statusLine().getAttribute('aria-expanded')).toBe('true');
    await until(() => expect(document.activeElement).toBe(dialog()));
    press(dialog(), 'Escape');
    await until(() => !isOpen());
    document.removeEventListener('keydown', count);
    expect(document.activeElement).toBe(statusLine());
    expect(escapes).toBe(0);
    await openPage();
    findByRole(dialog(), 'button', 'Close').click();
    await until(() => !isOpen());
    expect(document.activeElement).toBe(statusLine());
  });

  it('shows the name, state, reason and count of each source', async () => {
    setHealth(
      { code: 'network filter', state: 'not captured', count: 7 },
      { code: 'frame storage', state: 'partial', origins: ['https://a.test', 'https://b.test'] },
      { code: 'requests', state: 'captured', count: 214 },
    );
    await openPage();
    const [filter, frames, requests] = findAllByRole(dialog(), 'listitem');
    expect(filter?.textContent).toMatch(
      /not captured.*Clear its text box and type buttons\..*Known to be missing: 7\./,
    );
    expect(frames?.textContent).toMatch(
      /Storage of cross-origin frames partially captured.*https:\/\/a\.test.*https:\/\/b\.test/,
    );
    expect(requests?.textContent).toMatch(/captured.*Captured: 214\./);
    expect(
      findAllByRole(dialog(), 'listitem').every((item) => findAllByRole(item, 'button').length === 0),
    ).toBe(true);
  });

  it('lists ten origins and counts the others', async () => {
    const origins = Array.from({ length: 60 }, (_, index) => `https://f${index}.test`);
    setHealth({ code: 'frame storage', state: 'not captured', origins });
    await openPage();
    expect(dialog().textContent).toContain('https://f9.test 50 more');
    expect(dialog().textContent).not.toContain('https://f10.test');
  });

  it('has buttons that fix a gap, and calls the browser within the click', async () => {
    setHealth(
      { code: 'earlier requests', state: 'not captured', fix: { kind: 'reload page' } },
      { code: 'workers', state: 'not captured', fix: { kind: 'watch', origin: 'https://shop.test' } },
    );
    await openPage();
    findByRole(dialog(), 'button', 'Reload page').click();
    findByRole(dialog(), 'button', 'Watch https://shop.test').click();
    expect(screen.commanded).toEqual(['reloadPage', 'watch https://shop.test']);
  });

  it('lists each kind of loss with its reason, and the number of entries that can be saved', async () => {
    await openPage();
    expect(dialog().textContent).toContain('Nothing was dropped, and all text was searched.');
    const counts = { ...nothingCounted, droppedTokens: 1, truncated: 2, missed: 5, storedExchanges: 214 };
    screen.change({ counts });
    const losses = () =>
      findAllByRole(findByRole(dialog(), 'list', 'Dropped or unsearched data'), 'listitem');
    await until(() => expect(losses()).toHaveLength(3));
    expect(losses().map(({ textContent }) => textContent)).toEqual([
      '1 token was removed because the list was full (oldest activity first).',
      '2 bodies or values weren’t fully searched: too long, or no longer available.',
      'Firefox didn’t report 5 requests. Clear the filter in its Network panel.',
    ]);
    expect(dialog().textContent).toContain('214 entries are stored and can be saved.');
  });
});

describe('describeHealthItem', () => {
  const codes = {
    requests: true,
    'earlier requests': true,
    workers: true,
    'worker cookies': true,
    'other tabs': true,
    background: true,
    storage: true,
    'stored later': true,
    'frame storage': true,
    IndexedDB: true,
    'stream messages': true,
    'open requests': true,
    'requests when leaving': true,
    'redirect cookies': true,
    'call sites': true,
    'page script': true,
    'page calls': true,
    'network filter': true,
    'restricted page': true,
  } satisfies Record<HealthCode, true>;

  it.each(Object.keys(codes) as HealthCode[])('has a sentence for each state of %s', (code) => {
    for (const state of ['captured', 'partial', 'not captured'] as const) {
      const { name, text } = describeHealthItem(english as Translate, { code, state });
      expect(name).not.toBe('');
      // The origins of frames follow the sentence as a list.
      expect(text).toMatch(code === 'frame storage' ? /^[A-Z].*:$/ : /^[A-Z].*\.$/);
    }
  });
});

describe('the state of page storage', () => {
  it.each<[string, Omit<HealthItem, 'code'>]>([
    ['Reading the page’s storage.', { state: 'pending' }],
    ['The page is busy or paused in the debugger.', { state: 'not captured', reason: 'no answer' }],
    ['localStorage or sessionStorage is unavailable', { state: 'not captured', reason: 'blocked' }],
    ['The page’s storage couldn’t be read after several attempts.', { state: 'not captured' }],
    [
      'Pages of these origins were left before their storage was read.',
      { state: 'partial', reason: 'left unread' },
    ],
  ])('is described: %s', async (text, item) => {
    setHealth({ code: 'storage', ...item });
    await openPage();
    await until(() => expect(dialog().textContent).toContain(text));
    expect(dialog().textContent).toContain((english as Translate)(stateWords[item.state]));
  });

  it('does not count as not captured while it is being read', () => {
    setHealth({ code: 'storage', state: 'pending' }, { code: 'requests', state: 'captured' });
    expect(statusLine().textContent).not.toMatch(/sources?/);
  });
});

describe('sources that are never captured', () => {
  it('are not shown before they are known', async () => {
    await openPage();
    expect(dialog().textContent).not.toContain('Not captured on any site');
  });

  it('are folded, and listed with their reasons', async () => {
    const uncaptured = ['messages between frames', 'page memory'] as const;
    screen.change({ health: { items: [], uncaptured } });
    await openPage();
    const fold = dialog().querySelector('details');
    expect(fold?.open).toBe(false);
    expect(fold?.textContent).toMatch(/Not captured on any site 2.*BroadcastChannel.*Variables/);
    expect(statusLine().textContent).not.toMatch(/sources?/);
  });

  it('have a name and a reason each', () => {
    for (const { name, reason } of Object.values(uncapturedWords)) {
      expect(english(name)).not.toBe('');
      expect(english(reason)).toMatch(/^\w.*\.$/);
    }
  });
});

describe('redirects without cookies', () => {
  it('are counted as requests that may lack cookies', () => {
    const { text } = describeHealthItem(english as Translate, {
      code: 'redirect cookies',
      state: 'partial',
      count: 2,
    });
    expect(text).toContain('2 requests may lack cookies.');
  });
});

describe('encrypted entries of auth libraries', () => {
  it('are not mentioned if there are none', async () => {
    await openPage();
    expect(dialog().textContent).not.toContain('Encrypted entries');
  });

  const encrypted = (reason: EncryptedEntry['reason']) => ({
    library: 'MSAL.js',
    area: 'localStorage' as const,
    key: `msal.2|x|accesstoken|${reason}`,
    origin: 'https://app.test',
    reason,
  });

  it('are counted, and listed with library, location and what to do', async () => {
    screen.change({ counts: { ...nothingCounted, encryptedEntries: [encrypted('failed')] } });
    await openPage();
    expect(dialog().textContent).toContain('Encrypted entries 1');
    expect(dialog().textContent).toContain('MSAL.js');
    expect(dialog().textContent).toContain('https://app.test › msal.2|x|accesstoken');
    expect(dialog().textContent).toContain('Look at the requests that carry these tokens.');
  });

  it.each([
    ['earlier session', 'Encrypted in an earlier browser session; can’t be decrypted.'],
    ['no key', 'Not decrypted: no cookie'],
    ['failed', 'Not decrypted: the key in MSAL’s cookie doesn’t match'],
    ['not tried', 'Not decrypted when it was captured.'],
  ] as const)('are listed with the reason: %s', async (reason, text) => {
    screen.change({ counts: { ...nothingCounted, encryptedEntries: [encrypted(reason)] } });
    await openPage();
    expect(dialog().textContent).toContain(`https://app.test › msal.2|x|accesstoken|${reason} ${text}`);
  });
});
