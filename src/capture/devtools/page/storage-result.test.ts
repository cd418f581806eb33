import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { maxStorageEntries } from '../../protocol/limits';
import { makeMsalCookie } from '../../protocol/msal.fixture';
import { nativeFunctions } from './native.fixture';
import { parseStorageResult } from './storage-result';
import { storageExpression } from './storage-expression';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';
const areaOf = (entries: readonly unknown[], rest: object = {}) => ({
  found: { ...entries },
  count: entries.length,
  leftOut: 0,
  ...rest,
});

/** What the page's areas contain; `open` is the source code of the browser's own getter of localStorage. */
interface Page {
  readonly local: object;
  readonly session?: object;
  readonly cookie?: string;
  readonly name?: unknown;
  readonly open?: string;
}

const ordinary: Page = {
  local: { token, theme: 'dark', getItem: token },
  session: { state: JSON.stringify({ token }) },
  cookie: `sid=${token}; lang=en`,
};

/** A browser's own objects, in the page's realm. */
const nativeObjects = `${nativeFunctions}
  globalThis.calledByUs = '';
  const kept = new WeakMap();
  globalThis.Storage = class Storage {};
  Storage.prototype.getItem = native('getItem', function (key) { return kept.get(this)[key]; });
  const create = (entries) => {
    // As in browsers, a key that a prototype also has is no property of the area.
    const own = Object.entries(entries).filter(([key]) => key !== 'getItem');
    const area = Object.assign(Object.create(Storage.prototype), Object.fromEntries(own));
    kept.set(area, entries);
    return area;
  };
  globalThis.Document = class Document {};
  globalThis.document = new Document();
  expose(Document.prototype, 'cookie', () => contents.cookie);
  const areas = { localStorage: create(contents.local), sessionStorage: create(contents.session) };
  expose(globalThis, 'localStorage', () => open(areas.localStorage));
  expose(globalThis, 'sessionStorage', () => areas.sessionStorage);
  expose(globalThis, 'name', () => contents.name);`;

/** Runs the expression after the page's script. The result is converted to JSON and back, as Firefox does. */
function readPage(
  pageScript = '',
  page: Page = ordinary,
): { readonly result: unknown; readonly called: unknown } {
  const { local, session = {}, cookie = '', name = '', open = 'return area' } = page;
  const realm = { contents: { local, session, cookie, name }, location: { origin: 'https://app.test' } };
  const setup = `(() => { const open = (area) => { ${open} }; ${nativeObjects} })();`;
  const result: unknown = runInNewContext(`${setup}${pageScript};${storageExpression}`, realm);
  return {
    result: JSON.parse(JSON.stringify(result)),
    called: (realm as { readonly calledByUs?: unknown }).calledByUs,
  };
}

describe('window.name', () => {
  const read = (name: unknown) => parseStorageResult(readPage('', { ...ordinary, name }).result)?.areas ?? [];
  const areas = (name: unknown) => read(name).map(({ area }) => area);

  it('is read if it may contain a token', () => {
    expect(read(`{"token":"${token}"}`)).toContainEqual({
      origin: 'https://app.test',
      area: 'window.name',
      entries: [{ key: '', value: `{"token":"${token}"}` }],
    });
  });

  it.each(['', 'popup', { token }, null, `${token}${'x'.repeat(2 * 1024 * 1024)}`])(
    "isn't read if it can't contain a token, isn't text, or is too long",
    (name) => expect(areas(name)).not.toContain('window.name'),
  );
});

describe('parseStorageResult with a hostile page', () => {
  it.each([
    undefined,
    null,
    'null',
    7,
    [],
    {},
    { origin: 7 },
    { origin: 'x'.repeat(10_000), local: areaOf([{ key: 'k', value: token }]) },
    { origin: 'https://app.test', local: null, session: 'x', cookie: { length: 3 } },
    { origin: 'https://app.test', local: { found: null, count: 3 } },
    { origin: 'https://app.test', local: areaOf([null, 7, { key: 'k' }, { key: 1, value: token }]) },
    { origin: 'https://app.test', local: areaOf([{ key: 'k', value: 'no token here' }]) },
    { origin: 'https://app.test', local: areaOf([], { count: Number.POSITIVE_INFINITY }) },
    { origin: 'https://app.test', local: areaOf([], { leftOut: 'many' }) },
  ])('returns no areas for %j', (result) => {
    expect(parseStorageResult(result)?.areas ?? []).toEqual([]);
  });

  it('returns no areas if reading the result throws', () => {
    const result = {
      get origin(): never {
        throw new Error('no');
      },
    };
    expect(parseStorageResult(result)?.areas ?? []).toEqual([]);
  });

  it('returns no more entries than the limit, and counts those left out', () => {
    const many = Array.from({ length: maxStorageEntries + 50 }, (_, index) => ({
      key: `${index}`,
      value: token,
    }));
    const [facts] =
      parseStorageResult({ origin: 'null', session: areaOf(many, { leftOut: 3 }) })?.areas ?? [];
    expect(facts).toMatchObject({ origin: 'null', area: 'sessionStorage', leftOut: 3 });
    expect(facts?.entries.length).toBe(maxStorageEntries);
  });
});

describe('storageExpression', () => {
  const honest = [
    {
      origin: 'https://app.test',
      area: 'localStorage',
      entries: [
        { key: 'token', value: token },
        { key: 'getItem', value: token },
      ],
    },
    {
      origin: 'https://app.test',
      area: 'sessionStorage',
      entries: [{ key: 'state', value: JSON.stringify({ token }) }],
    },
    { origin: 'https://app.test', area: 'cookie', entries: [{ key: 'sid', value: token }] },
  ];
  const parse = (...page: Parameters<typeof readPage>) => parseStorageResult(readPage(...page).result);

  it('finds the entries that may contain a token', () => {
    expect(parse()).toMatchObject({ areas: honest, isBlocked: false });
  });

  it('finds them even if the page redefined built-ins, and runs no page code', () => {
    const meddling = `
      const record = (name) => function () { calledByUs += name; return 'lie'; };
      JSON.stringify = record('stringify');
      Object.keys = Array.from = record('keys');
      Array.prototype.push = String.prototype.includes = record('push');
      RegExp.prototype.exec = RegExp.prototype.test = record('test');
      for (const name of ['0', 'key', 'found', 'count', 'leftOut'])
        Object.defineProperty(Object.prototype, name, {
          __proto__: null, configurable: true, set: record('set ' + name), get: record('get ' + name) });`;
    const { result, called } = readPage(meddling);
    expect(parseStorageResult(result)?.areas).toEqual(honest);
    expect(called).toBe('');
  });

  it.each([
    ['cookie', 'Document.prototype', 'cookie'],
    ['localStorage', 'window', 'localStorage'],
    ['sessionStorage', 'window', 'sessionStorage'],
  ])("doesn't run a getter of the page, and counts what it hides: %s", (area, holder, name) => {
    const getter = `Object.defineProperty(${holder}, '${name}', {
      configurable: true, get() { calledByUs += '${name}'; return 'sid=${token}'; } });`;
    const bound = `Object.defineProperty(${holder}, '${name}', {
      configurable: true, get: function () { calledByUs += '${name}'; }.bind(window) });`;
    for (const script of [getter, bound]) {
      const { result, called } = readPage(script);
      expect(called).toBe('');
      const hidden = { area, entries: [], leftOut: 1 };
      expect(parseStorageResult(result)?.areas).toMatchObject(
        honest.map((facts) => (facts.area === area ? hidden : facts)),
      );
    }
  });

  it("doesn't run a page's getItem, and reads what it can without it", () => {
    const { result, called } = readPage('Storage.prototype.getItem = () => calledByUs += "getItem";');
    expect(called).toBe('');
    const [facts] = parseStorageResult(result)?.areas ?? [];
    expect(facts).toMatchObject({ entries: [{ key: 'token', value: token }] });
  });

  it("finds an auth library's encrypted entries by their keys", () => {
    const local = {
      'msal.3|u.t|login.test|refreshtoken|c||||': '{"data":"x"}',
      'msal.3.token.keys.c': '{"idToken":[]}',
    };
    const [facts] = parse('', { local })?.areas ?? [];
    expect(facts?.entries.map(({ key }) => key)).toEqual(['msal.3|u.t|login.test|refreshtoken|c||||']);
  });

  describe("what MSAL's entries are decrypted with", () => {
    const { text, id, bytes } = makeMsalCookie();
    const local = {
      'msal.3|u.t|login.test|refreshtoken|c||||': '{"data":"x"}',
      'msal.3.token.keys.c': '{"idToken":[]}',
      'msal.token.keys.other': '{}',
    };

    it('is its cookie and its client IDs, of which nothing is in the areas', () => {
      const { result } = readPage('', { local, cookie: `theme=dark; ${text}` });
      expect(JSON.stringify(result)).not.toContain('idToken');
      expect(parseStorageResult(result)?.msal).toEqual({ key: { id, bytes }, clientIds: ['c', 'other'] });
      expect(parseStorageResult(result)?.areas).toMatchObject([{ area: 'localStorage' }]);
    });

    it("is read and kept out of the areas even if the page redefined regular expressions' methods", () => {
      const { result, called } = readPage('RegExp.prototype.test = () => (calledByUs += "test");', {
        local,
        cookie: `sid=${token}; ${text}`,
      });
      expect(called).toBe('');
      const { msal, areas } = parseStorageResult(result) ?? {};
      expect(msal).toEqual({ key: { id, bytes }, clientIds: ['c', 'other'] });
      expect(areas?.[1]).toMatchObject({ area: 'cookie', entries: [{ key: 'sid', value: token }] });
    });

    it('has no key if the page has no such cookie, a fake one, or its own getter', () => {
      for (const cookie of [
        '',
        'a=1',
        'msal.cache.encryption=x',
        `msal.cache.encryption=${'%22'.repeat(100_000)}`,
      ])
        expect(parse('', { local, cookie })?.msal.key).toBeUndefined();
      const getter = `Object.defineProperty(Document.prototype, 'cookie', { get: () => '${text}' });`;
      expect(parse(getter, { local })?.msal.key).toBeUndefined();
    });

    it.each([7, null, { length: 3 }, ['msal.cache.encryption=x'], `${text}; a=${'x'.repeat(5_000_000)}`])(
      "has no key if the page returns what isn't its cookies: %#",
      (cookie) => {
        expect(parseStorageResult({ origin: 'https://app.test', cookie })?.msal.key).toBeUndefined();
      },
    );
  });

  it.each(["throw new Error('denied')", 'return undefined', 'return null', "return 'text'"])(
    "reads the other areas, and reports a storage area that can't be opened: %s",
    (open) => {
      expect(parse('', { ...ordinary, open })).toMatchObject({ areas: honest.slice(1), isBlocked: true });
    },
  );

  it("counts a storage area that throws while it's read", () => {
    const open = "return new Proxy({}, { ownKeys() { throw new Error('no'); } })";
    expect(parse('', { ...ordinary, open })?.areas[0]).toMatchObject({ area: 'localStorage', leftOut: 1 });
  });

  it('stops at the limit and counts what it left out', () => {
    const local = Object.fromEntries(Array.from({ length: 700 }, (_, index) => [`k${index}`, token]));
    const [facts] = parse('', { local })?.areas ?? [];
    expect([facts?.entries.length, facts?.leftOut]).toEqual([maxStorageEntries, 200]);
  });
});
