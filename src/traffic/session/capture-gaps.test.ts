import { describe, expect, it } from 'vitest';
import { describeHealth, type HealthCode, type HealthFacts } from './capture-gaps';

const facts: HealthFacts = {
  isRestricted: false,
  origin: 'https://app.test',
  watch: 'off',
  isBackgroundSilent: false,
  isOpenedAfterLoad: false,
  storage: 'read',
  unreadOrigins: [],
  log: {
    workers: 'partial',
    workerCookies: 'not captured',
    streamMessages: 'captured',
    openRequests: 'captured',
    uncaptured: ['Cache Storage'],
  },
  cookiesMissing: 0,
  workerRequests: 0,
  missedRequests: 0,
  pageScript: { isSilent: false, bypassed: 0 },
  frames: [],
};
const itemOf = (code: HealthCode, changed: Partial<HealthFacts> = {}) =>
  describeHealth({ ...facts, ...changed }).items.find((item) => item.code === code);
const codesOf = (changed: Partial<HealthFacts>) =>
  describeHealth({ ...facts, ...changed }).items.map(({ code }) => code);

const watch = { kind: 'watch', origin: 'https://app.test' };
const reload = { kind: 'reload page' };

describe('describeHealth', () => {
  it('lists nothing else for a page that extensions are not allowed to read', () => {
    expect(codesOf({ isRestricted: true, missedRequests: 3 })).toEqual(['restricted page']);
  });

  it('lists no site for an empty page', () => {
    expect(codesOf({ origin: '', storage: 'none' })).toEqual(['requests']);
  });

  it('lists no frames, earlier requests or filters if there are none', () => {
    expect(codesOf({})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:frame storage|earlier requests|network filter)$/)]),
    );
  });
});

describe('watched site with a silent background', () => {
  const silent = { watch: 'on', isBackgroundSilent: true } as const;

  it('lists what the background would report as not captured, without a fix', () => {
    expect(itemOf('background', silent)).toEqual({ code: 'background', state: 'not captured' });
    expect(itemOf('other tabs', silent)).toEqual({ code: 'other tabs', state: 'not captured' });
    expect(itemOf('workers', silent)).toEqual({ code: 'workers', state: 'partial' });
    expect(itemOf('background', { watch: 'on' })).toBeUndefined();
  });

  it('lists what its scripts report as captured', () => {
    expect(itemOf('stored later', silent)).toEqual({ code: 'stored later', state: 'captured' });
  });
});

describe('site that is not watched', () => {
  it('lists what needs watching as not captured, with watching as the fix', () => {
    for (const code of [
      'requests when leaving',
      'other tabs',
      'stored later',
      'IndexedDB',
      'call sites',
    ] as const) {
      expect(itemOf(code)).toEqual({ code, state: 'not captured', fix: watch });
    }
  });

  it('lists other items as the browser reports them', () => {
    expect(itemOf('workers')).toEqual({ code: 'workers', state: 'partial', fix: watch });
    expect(itemOf('worker cookies', { workerRequests: 2 })).toMatchObject({
      state: 'not captured',
      count: 2,
    });
    const log = { ...facts.log, workerCookies: 'captured' } as const;
    expect(itemOf('worker cookies', { log, workerRequests: 2 })).toEqual({
      code: 'worker cookies',
      state: 'captured',
    });
  });

  it('lists earlier requests with a reload as the fix', () => {
    expect(itemOf('earlier requests', { isOpenedAfterLoad: true })).toMatchObject({
      state: 'not captured',
      fix: reload,
    });
  });

  it('counts the requests that a filter hides, with watching as the fix', () => {
    expect(itemOf('network filter', { missedRequests: 3 })).toEqual({
      code: 'network filter',
      state: 'partial',
      count: 3,
      fix: watch,
    });
  });
});

describe('watched site', () => {
  it('needs a reload for what its scripts report, but not for its requests', () => {
    expect(itemOf('stored later', { watch: 'after reload' })).toMatchObject({
      state: 'not captured',
      fix: reload,
    });
    expect(itemOf('workers', { watch: 'after reload' })).toEqual({ code: 'workers', state: 'captured' });
  });

  it('has only captured items', () => {
    const { items } = describeHealth({ ...facts, watch: 'on' });
    expect(items.filter(({ state }) => state !== 'captured')).toEqual([]);
    expect(items.filter(({ fix }) => fix !== undefined)).toEqual([]);
  });

  it('lists earlier requests as partial', () => {
    expect(itemOf('earlier requests', { watch: 'on', isOpenedAfterLoad: true })?.state).toBe('partial');
  });
});

describe('redirect cookies', () => {
  it('are not listed if none is missing', () => {
    expect(itemOf('redirect cookies')).toBeUndefined();
  });

  it('are counted if some may be missing, with watching as the fix', () => {
    expect(itemOf('redirect cookies', { cookiesMissing: 2 })).toEqual({
      code: 'redirect cookies',
      state: 'partial',
      count: 2,
      fix: watch,
    });
    expect(itemOf('redirect cookies', { cookiesMissing: 2, watch: 'on' })?.state).toBe('captured');
  });
});

describe('what no site captures', () => {
  it('is listed separately', () => {
    const health = describeHealth({ ...facts, watch: 'on' });
    expect(health.uncaptured).toEqual(['Cache Storage']);
    expect(health.items.every(({ state }) => state === 'captured')).toBe(true);
  });

  it('is not listed for a page without a site', () => {
    expect(describeHealth({ ...facts, origin: '' })).not.toHaveProperty('uncaptured');
    expect(describeHealth({ ...facts, isRestricted: true })).not.toHaveProperty('uncaptured');
  });
});

describe('frames of other origins', () => {
  const id = { origin: 'https://id.test', isWatched: false };
  const ads = { origin: 'https://ads.test', isWatched: false };

  it('are listed if they are not watched, and the first can be watched', () => {
    expect(itemOf('frame storage', { frames: [id, ads] })).toEqual({
      code: 'frame storage',
      state: 'not captured',
      origins: [id.origin, ads.origin],
      fix: { kind: 'watch', origin: id.origin },
    });
  });

  it('are partial if some are watched, and captured if all are', () => {
    const watched = { ...id, isWatched: true };
    expect(itemOf('frame storage', { frames: [watched, ads] })).toMatchObject({
      state: 'partial',
      origins: [ads.origin],
    });
    expect(itemOf('frame storage', { frames: [watched] })).toEqual({
      code: 'frame storage',
      state: 'captured',
      origins: [id.origin],
    });
  });
});

it('the worst items are listed first', () => {
  const states = describeHealth({ ...facts, isOpenedAfterLoad: true, missedRequests: 1 }).items.map(
    ({ state }) => state,
  );
  expect(states).toEqual([
    ...states.filter((state) => state === 'not captured'),
    ...states.filter((state) => state === 'partial'),
    ...states.filter((state) => state === 'captured'),
  ]);
});

describe('page script', () => {
  it('is not listed while it responds and observes every call', () => {
    expect(codesOf({ watch: 'on' })).not.toContain('page script');
    expect(codesOf({ watch: 'on' })).not.toContain('page calls');
  });

  it('is listed if it is silent, with a reload as the fix', () => {
    expect(itemOf('page script', { watch: 'on', pageScript: { isSilent: true, bypassed: 0 } })).toEqual({
      code: 'page script',
      state: 'not captured',
      fix: reload,
    });
  });

  it('has the number of calls that it did not observe', () => {
    expect(itemOf('page calls', { watch: 'on', pageScript: { isSilent: false, bypassed: 3 } })).toEqual({
      code: 'page calls',
      state: 'not captured',
      count: 3,
    });
  });

  it('is not listed for a site that is not watched', () => {
    expect(codesOf({ pageScript: { isSilent: true, bypassed: 3 } })).not.toContain('page script');
  });
});

describe("page's storage", () => {
  it('is captured only if it was read', () => {
    expect(itemOf('storage')).toEqual({ code: 'storage', state: 'captured' });
    expect(itemOf('storage', { storage: 'pending' })).toEqual({ code: 'storage', state: 'pending' });
    expect(itemOf('storage', { storage: 'no answer' })).toMatchObject({
      state: 'not captured',
      reason: 'no answer',
    });
    expect(itemOf('storage', { storage: 'blocked' })).toMatchObject({
      state: 'not captured',
      reason: 'blocked',
    });
    expect(itemOf('storage', { storage: 'failed' })).toMatchObject({ state: 'not captured', fix: reload });
  });

  it('is also listed for a page without an http origin, such as a file', () => {
    expect(itemOf('storage', { origin: '' })).toEqual({ code: 'storage', state: 'captured' });
    expect(itemOf('storage', { origin: '', storage: 'failed' })).toMatchObject({ state: 'not captured' });
  });

  it('lists the origins that were not read in time', () => {
    const unreadOrigins = ['https://id.test'];
    const item = { code: 'storage', state: 'partial', reason: 'left unread', origins: unreadOrigins };
    expect(itemOf('storage', { unreadOrigins })).toEqual(item);
    expect(itemOf('storage', { unreadOrigins, origin: '', storage: 'none' })).toEqual(item);
  });
});
