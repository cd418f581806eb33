import { runInNewContext } from 'node:vm';
import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { maxStorageEntries } from './bounds';
import { parseStorageAnswer } from './storage-answer';
import { storageExpression } from './storage-expression';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';
const areaOf = (entries: readonly unknown[], rest: object = {}) => ({
  found: { ...entries },
  count: entries.length,
  leftOut: 0,
  ...rest,
});

/** Runs the expression in a realm of its own, after the page's script; its answer is handed over as text, as by Firefox. */
function readPage(pageScript = '', storage: object = pageStorage()): unknown {
  const page = { ...storage, location: { origin: 'https://app.test' } };
  return JSON.parse(JSON.stringify(runInNewContext(`${pageScript};${storageExpression}`, page)));
}

function pageStorage() {
  const { localStorage, sessionStorage, document } = new Window({ url: 'https://app.test/' });
  localStorage.setItem('token', token);
  localStorage.setItem('theme', 'dark');
  localStorage.setItem('length', token);
  sessionStorage.setItem('state', JSON.stringify({ token }));
  document.cookie = `sid=${token}`;
  document.cookie = 'lang=en';
  return { localStorage, sessionStorage, document };
}

describe('window.name', () => {
  const read = (name: unknown) =>
    parseStorageAnswer(readPage('', { ...pageStorage(), window: { name } }))?.areas ?? [];
  const areas = (name: unknown) => read(name).map(({ area }) => area);

  it('is read where a token may stand in it', () => {
    expect(read(`{"token":"${token}"}`)).toContainEqual({
      origin: 'https://app.test',
      area: 'window.name',
      entries: [{ key: '', value: `{"token":"${token}"}` }],
    });
  });

  it.each(['', 'popup', { token }, null, `${token}${'x'.repeat(2 * 1024 * 1024)}`])(
    'is not read where none may, or where it is no text or too long',
    (name) => expect(areas(name)).not.toContain('window.name'),
  );
});

describe('an answer of a hostile page', () => {
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
  ])('gives nothing: %j', (answer) => {
    expect(parseStorageAnswer(answer)?.areas ?? []).toEqual([]);
  });

  it('gives nothing when reading it throws', () => {
    const answer = {
      get origin(): never {
        throw new Error('no');
      },
    };
    expect(parseStorageAnswer(answer)?.areas ?? []).toEqual([]);
  });

  it('gives no more entries than the bound, and counts what the page left out', () => {
    const many = Array.from({ length: maxStorageEntries + 50 }, (_, index) => ({
      key: `${index}`,
      value: token,
    }));
    const [facts] =
      parseStorageAnswer({ origin: 'null', session: areaOf(many, { leftOut: 3 }) })?.areas ?? [];
    expect(facts).toMatchObject({ origin: 'null', area: 'sessionStorage', leftOut: 3 });
    expect(facts?.entries.length).toBe(maxStorageEntries);
  });
});

describe('the expression', () => {
  const honest = [
    {
      origin: 'https://app.test',
      area: 'localStorage',
      entries: [
        { key: 'token', value: token },
        { key: 'length', value: token },
      ],
    },
    {
      origin: 'https://app.test',
      area: 'sessionStorage',
      entries: [{ key: 'state', value: JSON.stringify({ token }) }],
    },
    { origin: 'https://app.test', area: 'cookie', entries: [{ key: 'sid', value: token }] },
  ];

  it('finds the entries in which a token may stand', () => {
    expect(parseStorageAnswer(readPage())).toMatchObject({ areas: honest, isBlocked: false });
  });

  it('finds them although the page redefined what it could', () => {
    const meddling = `
      JSON.stringify = () => 'lie';
      Object.keys = Array.from = () => [];
      Array.prototype.push = String.prototype.includes = () => { throw 1; };
      RegExp.prototype.exec = RegExp.prototype.test = () => { throw 2; };
      Object.prototype.toJSON = String.prototype.toJSON = () => 'lie';
      Object.defineProperty(Object.prototype, '0', { set() { throw 3; } });
      Object.defineProperty(Array.prototype, '0', { set() { throw 4; } });`;
    expect(parseStorageAnswer(readPage(meddling))?.areas).toEqual(honest);
  });

  it('finds what a library keeps sealed, by its key', () => {
    const localStorage = {
      'msal.3|u.t|login.test|refreshtoken|c||||': '{"data":"x"}',
      'msal.3.token.keys.c': '{"idToken":[]}',
    };
    const [facts] = parseStorageAnswer(readPage('', { localStorage }))?.areas ?? [];
    expect(facts?.entries.map(({ key }) => key)).toEqual(['msal.3|u.t|login.test|refreshtoken|c||||']);
  });

  it.each(["throw new Error('denied')", 'return undefined', 'return null', "return 'text'"])(
    'reads what it can, and says so, when a storage area cannot be opened: %s',
    (code) => {
      const blocked = `Object.defineProperty(globalThis, 'localStorage', { get() { ${code}; } });`;
      expect(parseStorageAnswer(readPage(blocked))).toMatchObject({
        areas: honest.slice(1),
        isBlocked: true,
      });
    },
  );

  it('counts a storage area that throws while it is read', () => {
    const throwing = `globalThis.localStorage = new Proxy({}, { ownKeys() { throw new Error('no'); } });`;
    expect(parseStorageAnswer(readPage(throwing))?.areas[0]).toMatchObject({
      area: 'localStorage',
      leftOut: 1,
    });
  });

  it('leaves nothing in the page', () => {
    const page = { ...pageStorage(), location: { origin: 'https://app.test' } };
    const before = Object.keys(page);
    runInNewContext(storageExpression, page);
    expect(Object.keys(page)).toEqual(before);
  });

  it('stops at the bound and says how much it left out', () => {
    const localStorage = Object.fromEntries(Array.from({ length: 700 }, (_, index) => [`k${index}`, token]));
    const [facts] = parseStorageAnswer(readPage('', { localStorage }))?.areas ?? [];
    expect([facts?.entries.length, facts?.leftOut]).toEqual([maxStorageEntries, 200]);
  });
});
