import { describe, expect, it } from 'vitest';
import { describeHealth, type HealthCode, type HealthFacts } from './capture-gaps';

const facts: HealthFacts = {
  isRestricted: false,
  origin: 'https://app.test',
  watch: 'off',
  isBackgroundDeaf: false,
  isOpenedLate: false,
  storage: 'read',
  unreadOrigins: [],
  log: {
    workers: 'partly',
    workerCookies: 'not seen',
    streamMessages: 'seen',
    openRequests: 'seen',
    uncaptured: ['Cache Storage'],
  },
  cookiesMissing: 0,
  workerRequests: 0,
  untold: 0,
  pageScript: { isSilent: false, bypassed: 0 },
  frames: [],
};
const itemOf = (code: HealthCode, changed: Partial<HealthFacts> = {}) =>
  describeHealth({ ...facts, ...changed }).items.find((item) => item.code === code);
const codesOf = (changed: Partial<HealthFacts>) =>
  describeHealth({ ...facts, ...changed }).items.map(({ code }) => code);

const watch = { kind: 'watch', origin: 'https://app.test' };
const reload = { kind: 'reload page' };

describe('nothing is said of', () => {
  it('anything else on a page that no extension may read', () => {
    expect(codesOf({ isRestricted: true, untold: 3 })).toEqual(['restricted page']);
  });

  it('a site where there is none, as on an empty page', () => {
    expect(codesOf({ origin: '', storage: 'none' })).toEqual(['requests']);
  });

  it('frames, earlier requests and filters where there are none of them', () => {
    expect(codesOf({})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:frame storage|earlier requests|network filter)$/)]),
    );
  });
});

describe('a watched site of which the browser tells the background nothing', () => {
  const deaf = { watch: 'on', isBackgroundDeaf: true } as const;

  it('has what the background would tell as not seen, and no click that would mend it', () => {
    expect(itemOf('background', deaf)).toEqual({ code: 'background', state: 'not seen' });
    expect(itemOf('other tabs', deaf)).toEqual({ code: 'other tabs', state: 'not seen' });
    expect(itemOf('workers', deaf)).toEqual({ code: 'workers', state: 'partly' });
    expect(itemOf('background', { watch: 'on' })).toBeUndefined();
  });

  it('has what its scripts tell all the same', () => {
    expect(itemOf('stored later', deaf)).toEqual({ code: 'stored later', state: 'seen' });
  });
});

describe('a site that is not watched', () => {
  it('has what only watching shows as not seen, and the click that shows it', () => {
    for (const code of [
      'requests when leaving',
      'other tabs',
      'stored later',
      'IndexedDB',
      'call sites',
    ] as const) {
      expect(itemOf(code)).toEqual({ code, state: 'not seen', mend: watch });
    }
  });

  it('has the rest as the browser shows it', () => {
    expect(itemOf('workers')).toEqual({ code: 'workers', state: 'partly', mend: watch });
    expect(itemOf('worker cookies', { workerRequests: 2 })).toMatchObject({ state: 'not seen', count: 2 });
    const log = { ...facts.log, workerCookies: 'seen' } as const;
    expect(itemOf('worker cookies', { log, workerRequests: 2 })).toEqual({
      code: 'worker cookies',
      state: 'seen',
    });
  });

  it('opened late is mended by a reload', () => {
    expect(itemOf('earlier requests', { isOpenedLate: true })).toMatchObject({
      state: 'not seen',
      mend: reload,
    });
  });

  it('whose requests a filter hides says how many, and watching tells them', () => {
    expect(itemOf('network filter', { untold: 3 })).toEqual({
      code: 'network filter',
      state: 'partly',
      count: 3,
      mend: watch,
    });
  });
});

describe('a watched site', () => {
  it('that was not loaded since needs a reload for what its scripts see, and nothing for its requests', () => {
    expect(itemOf('stored later', { watch: 'after reload' })).toMatchObject({
      state: 'not seen',
      mend: reload,
    });
    expect(itemOf('workers', { watch: 'after reload' })).toEqual({ code: 'workers', state: 'seen' });
  });

  it('has nothing that is not seen', () => {
    const { items } = describeHealth({ ...facts, watch: 'on' });
    expect(items.filter(({ state }) => state !== 'seen')).toEqual([]);
    expect(items.filter(({ mend }) => mend !== undefined)).toEqual([]);
  });

  it('opened late was partly seen by the background', () => {
    expect(itemOf('earlier requests', { watch: 'on', isOpenedLate: true })?.state).toBe('partly');
  });
});

describe('cookies of redirects', () => {
  it('are not spoken of where none is missing', () => {
    expect(itemOf('redirect cookies')).toBeUndefined();
  });

  it('are counted where some may be, and watching captures them', () => {
    expect(itemOf('redirect cookies', { cookiesMissing: 2 })).toEqual({
      code: 'redirect cookies',
      state: 'partly',
      count: 2,
      mend: watch,
    });
    expect(itemOf('redirect cookies', { cookiesMissing: 2, watch: 'on' })?.state).toBe('seen');
  });
});

describe('what is captured on no site', () => {
  it('is listed apart, so that it alarms nobody', () => {
    const health = describeHealth({ ...facts, watch: 'on' });
    expect(health.uncaptured).toEqual(['Cache Storage']);
    expect(health.items.every(({ state }) => state === 'seen')).toBe(true);
  });

  it('is not spoken of on a page without a site', () => {
    expect(describeHealth({ ...facts, origin: '' })).not.toHaveProperty('uncaptured');
    expect(describeHealth({ ...facts, isRestricted: true })).not.toHaveProperty('uncaptured');
  });
});

describe('frames of other origins', () => {
  const id = { origin: 'https://id.test', isWatched: false };
  const ads = { origin: 'https://ads.test', isWatched: false };

  it('that are not watched are named, and the first of them can be', () => {
    expect(itemOf('frame storage', { frames: [id, ads] })).toEqual({
      code: 'frame storage',
      state: 'not seen',
      origins: [id.origin, ads.origin],
      mend: { kind: 'watch', origin: id.origin },
    });
  });

  it('of which some are watched are partly seen, and all of them seen', () => {
    const watched = { ...id, isWatched: true };
    expect(itemOf('frame storage', { frames: [watched, ads] })).toMatchObject({
      state: 'partly',
      origins: [ads.origin],
    });
    expect(itemOf('frame storage', { frames: [watched] })).toEqual({
      code: 'frame storage',
      state: 'seen',
      origins: [id.origin],
    });
  });
});

it('the worst stands first', () => {
  const states = describeHealth({ ...facts, isOpenedLate: true, untold: 1 }).items.map(({ state }) => state);
  expect(states).toEqual([
    ...states.filter((state) => state === 'not seen'),
    ...states.filter((state) => state === 'partly'),
    ...states.filter((state) => state === 'seen'),
  ]);
});

describe('the script in a watched page', () => {
  it('has no line while it answers and every call reaches it', () => {
    expect(codesOf({ watch: 'on' })).not.toContain('page script');
    expect(codesOf({ watch: 'on' })).not.toContain('page calls');
  });

  it('is said to be silent, with a reload as the way out', () => {
    expect(itemOf('page script', { watch: 'on', pageScript: { isSilent: true, bypassed: 0 } })).toEqual({
      code: 'page script',
      state: 'not seen',
      mend: reload,
    });
  });

  it('counts the calls that passed it by', () => {
    expect(itemOf('page calls', { watch: 'on', pageScript: { isSilent: false, bypassed: 3 } })).toEqual({
      code: 'page calls',
      state: 'not seen',
      count: 3,
    });
  });

  it('has no line on a site that is not watched', () => {
    expect(codesOf({ pageScript: { isSilent: true, bypassed: 3 } })).not.toContain('page script');
  });
});

describe('storage of the page', () => {
  it('is captured only when it was read', () => {
    expect(itemOf('storage')).toEqual({ code: 'storage', state: 'seen' });
    expect(itemOf('storage', { storage: 'pending' })).toEqual({ code: 'storage', state: 'pending' });
    expect(itemOf('storage', { storage: 'no answer' })).toMatchObject({
      state: 'not seen',
      reason: 'no answer',
    });
    expect(itemOf('storage', { storage: 'blocked' })).toMatchObject({ state: 'not seen', reason: 'blocked' });
    expect(itemOf('storage', { storage: 'failed' })).toMatchObject({ state: 'not seen', mend: reload });
  });

  it('is listed for a page without an http origin as well, such as a file', () => {
    expect(itemOf('storage', { origin: '' })).toEqual({ code: 'storage', state: 'seen' });
    expect(itemOf('storage', { origin: '', storage: 'failed' })).toMatchObject({ state: 'not seen' });
  });

  it('lists the origins that were left before they were read', () => {
    const unreadOrigins = ['https://id.test'];
    const item = { code: 'storage', state: 'partly', reason: 'left unread', origins: unreadOrigins };
    expect(itemOf('storage', { unreadOrigins })).toEqual(item);
    expect(itemOf('storage', { unreadOrigins, origin: '', storage: 'none' })).toEqual(item);
  });
});
