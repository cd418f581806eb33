// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HealthCode, HealthItem } from '../../traffic';
import { english } from '../fixture/english.fixture';
import { nothingCounted } from '../fixture/panel.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { openScreen, press, until, type Screen } from '../fixture/screen.fixture';
import { describeHealthItem, stateWords, uncapturedWords } from '../format/capture-gaps';
import type { Translate } from '../format/translate';

let screen: Screen;
const page = document.body;

const line = () => findByRole(page, 'button', /requests? seen/);
const dialog = () => findByRole(page, 'dialog', 'Capture');
const isOpen = () => findAllByRole(page, 'dialog').length === 1;
const setHealth = (...items: readonly HealthItem[]) => screen.change({ health: { items } });

async function openPage() {
  line().click();
  await until(isOpen);
}

beforeEach(() => {
  screen = openScreen();
  screen.showLog([]);
  return until(() => findAllByRole(page, 'button', /requests? seen/).length === 1);
});

afterEach(() => screen.close());

describe('the line at the foot', () => {
  it('says nothing of what is not known', () => {
    expect(line().textContent).not.toContain('traffic');
  });

  it('counts the kinds of traffic that are not seen, else those that are partly', async () => {
    setHealth({ code: 'requests', state: 'captured' }, { code: 'workers', state: 'partial' });
    await until(() => expect(line().textContent).toContain('1 kind of traffic partly seen'));
    setHealth(
      { code: 'workers', state: 'not captured' },
      { code: 'other tabs', state: 'not captured' },
      { code: 'storage', state: 'partial' },
    );
    await until(() => expect(line().textContent).toContain('2 kinds of traffic not seen'));
    expect(line().textContent).not.toContain('partly');
  });

  it('says of a file nothing that is so of the tab', async () => {
    setHealth({ code: 'workers', state: 'not captured' });
    await until(() => expect(line().textContent).toContain('1 kind of traffic not seen'));
    const file = { name: 'shop.har', state: 'open', exchanges: 1, problems: [] } as const;
    screen.change({ files: { shown: [file], opening: [] } });
    await until(() => expect(line().textContent).not.toContain('traffic'));
  });
});

describe('bodies that were not searched', () => {
  it('are listed by the reason, with their URLs, and media only as a number', async () => {
    const url = 'https://api.test/export';
    const bodyGaps = [
      { gap: 'too large', count: 2, urls: [url] },
      { gap: 'media', count: 7, urls: [] },
    ] as const;
    screen.change({ counts: { ...nothingCounted, bodyGaps } });
    await until(() => expect(line().textContent).toContain('2 dropped'));
    await openPage();
    const losses = findByRole(dialog(), 'list', 'What was dropped');
    expect(losses.textContent).toContain('2 bodies were too large and weren’t searched.');
    expect(losses.textContent).toContain(url);
    expect(dialog().textContent).toContain('7 images, videos, fonts and archives weren’t searched.');
    expect(dialog().textContent).toContain('first and last 2 MiB');
  });
});

describe('the page of capture', () => {
  it('opens over the panel, takes the focus, and gives it back with Escape, which goes no further', async () => {
    let escapes = 0;
    const count = () => (escapes += 1);
    document.addEventListener('keydown', count);
    expect(line().getAttribute('aria-expanded')).toBe('false');
    await openPage();
    expect(line().getAttribute('aria-expanded')).toBe('true');
    await until(() => expect(document.activeElement).toBe(dialog()));
    press(dialog(), 'Escape');
    await until(() => !isOpen());
    document.removeEventListener('keydown', count);
    expect(document.activeElement).toBe(line());
    expect(escapes).toBe(0);
    await openPage();
    findByRole(dialog(), 'button', 'Close').click();
    await until(() => !isOpen());
    expect(document.activeElement).toBe(line());
  });

  it('says of each kind what it is, how it stands and why, and how many', async () => {
    setHealth(
      { code: 'network filter', state: 'not captured', count: 7 },
      { code: 'frame storage', state: 'partial', origins: ['https://a.test', 'https://b.test'] },
      { code: 'requests', state: 'captured', count: 214 },
    );
    await openPage();
    const [filter, frames, requests] = findAllByRole(dialog(), 'listitem');
    expect(filter?.textContent).toMatch(/not seen.*Clear that filter.*7 are known to be missing\./);
    expect(frames?.textContent).toMatch(
      /frames from other origins partly seen.*https:\/\/a\.test.*https:\/\/b\.test/,
    );
    expect(requests?.textContent).toMatch(/seen.*214 seen\./);
    expect(
      findAllByRole(dialog(), 'listitem').every((item) => findAllByRole(item, 'button').length === 0),
    ).toBe(true);
  });

  it('names a few of many origins, and counts the others', async () => {
    const origins = Array.from({ length: 60 }, (_, index) => `https://f${index}.test`);
    setHealth({ code: 'frame storage', state: 'not captured', origins });
    await openPage();
    expect(dialog().textContent).toContain('https://f9.test and 50 more');
    expect(dialog().textContent).not.toContain('https://f10.test');
  });

  it('has the click that mends it, which asks within itself', async () => {
    setHealth(
      { code: 'earlier requests', state: 'not captured', fix: { kind: 'reload page' } },
      { code: 'workers', state: 'not captured', fix: { kind: 'watch', origin: 'https://shop.test' } },
    );
    await openPage();
    findByRole(dialog(), 'button', 'Reload page').click();
    findByRole(dialog(), 'button', 'Watch https://shop.test').click();
    expect(screen.commanded).toEqual(['reloadPage', 'watch https://shop.test']);
  });

  it('says what was dropped and why, each kind by itself, and what can be saved', async () => {
    await openPage();
    expect(dialog().textContent).toContain('Nothing was dropped');
    const counts = { ...nothingCounted, droppedTokens: 1, truncated: 2, missed: 5, storedExchanges: 214 };
    screen.change({ counts });
    const losses = () => findAllByRole(findByRole(dialog(), 'list', 'What was dropped'), 'listitem');
    await until(() => expect(losses()).toHaveLength(3));
    expect(losses().map(({ textContent }) => textContent)).toEqual([
      '1 token with the oldest activity left: the list was full.',
      '2 bodies or values were too long, or gone too soon, to be searched whole.',
      '5 requests not told by Firefox: clear the filter of its Network panel.',
    ]);
    expect(dialog().textContent).toContain('214 entries are held and can be saved.');
  });
});

describe('the sentences of capture’s health', () => {
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

  it.each(Object.keys(codes) as HealthCode[])('say of %s what each state means', (code) => {
    for (const state of ['captured', 'partial', 'not captured'] as const) {
      const { name, text } = describeHealthItem(english as Translate, { code, state });
      expect(name).not.toBe('');
      expect(text).toMatch(/^[A-Z].*\.$/);
    }
  });
});

describe('the storage of the page', () => {
  it.each<[string, Omit<HealthItem, 'code'>]>([
    ['is being read', { state: 'pending' }],
    ["doesn't answer", { state: 'not captured', reason: 'no answer' }],
    ["can't be opened", { state: 'not captured', reason: 'blocked' }],
    ["couldn't be read", { state: 'not captured' }],
    ['left before its storage was read', { state: 'partial', reason: 'left unread' }],
  ])('%s, and the page of capture says so', async (text, item) => {
    setHealth({ code: 'storage', ...item });
    await openPage();
    await until(() => expect(dialog().textContent).toContain(text));
    expect(dialog().textContent).toContain((english as Translate)(stateWords[item.state]));
  });

  it('is not counted as not captured while it is being read', () => {
    setHealth({ code: 'storage', state: 'pending' }, { code: 'requests', state: 'captured' });
    expect(line().textContent).not.toContain('traffic');
  });
});

describe('what is captured on no site', () => {
  it('is not spoken of where it is not known', async () => {
    await openPage();
    expect(dialog().textContent).not.toContain('Not captured on any site');
  });

  it('is folded, and names each with the reason', async () => {
    const uncaptured = ['messages between frames', 'page memory'] as const;
    screen.change({ health: { items: [], uncaptured } });
    await openPage();
    const fold = dialog().querySelector('details');
    expect(fold?.open).toBe(false);
    expect(fold?.textContent).toMatch(/Not captured on any site \(2\).*BroadcastChannel.*Variables/);
    expect(line().textContent).not.toContain('traffic');
  });

  it('has a name and a reason for each kind', () => {
    for (const { name, reason } of Object.values(uncapturedWords)) {
      expect(english(name)).not.toBe('');
      expect(english(reason)).toMatch(/^\w.*\.$/);
    }
  });
});

describe('a redirect without cookies', () => {
  it('is counted as one that may lack some', () => {
    const { text } = describeHealthItem(english as Translate, {
      code: 'redirect cookies',
      state: 'partial',
      count: 2,
    });
    expect(text).toContain('2 requests may lack cookies.');
  });
});

describe('tokens that a library keeps encrypted', () => {
  it('are not spoken of where there are none', async () => {
    await openPage();
    expect(dialog().textContent).not.toContain('Encrypted tokens');
  });

  it('are named, with where they lie and what to do', async () => {
    const entry = { library: 'MSAL.js', area: 'localStorage', key: 'msal.2|x|accesstoken' } as const;
    const counts = { ...nothingCounted, encryptedEntries: [{ ...entry, origin: 'https://app.test' }] };
    screen.change({ counts });
    await openPage();
    expect(dialog().textContent).toContain('MSAL.js');
    expect(dialog().textContent).toContain('https://app.test › msal.2|x|accesstoken');
    expect(dialog().textContent).toContain('Look at the requests that carry them.');
  });
});
