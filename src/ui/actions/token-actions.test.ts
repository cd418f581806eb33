// @vitest-environment happy-dom
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sighting } from '../../traffic';
import { makeRow, makeSighting } from '../fixture/panel.fixture';
import { openScreen, until, type Screen } from '../fixture/screen.fixture';
import { makeToken } from '../fixture/tokens.fixture';

let screen: Screen;
// Loaded on use, which takes seconds on a busy machine.
beforeAll(() => import('./TokenActions'), 60_000);
beforeEach(() => {
  screen = openScreen();
});
afterEach(() => screen.close());

const actions = () => screen.region('Token').querySelector('.summary-actions')?.textContent ?? '';

/** Shows a token with these sightings, oldest first. */
async function show(...sightings: readonly Partial<Sighting>[]): Promise<void> {
  screen.showLog([makeRow(1, makeToken({ sub: 'alice' }))]);
  screen.setSightings(1, sightings.map(makeSighting));
  screen.model.tokens.select(1);
  await until(() => screen.model.sightings.count.value === sightings.length && actions() !== '');
}

const app = 'https://app.test';
const cookie = { kind: 'request cookie', name: 'session', url: `${app}/data` } as const;

describe('a token that can’t be written back', () => {
  it.each<[string, Partial<Sighting>, string]>([
    ['is split', { ...cookie, chunks: ['a.0', 'a.1'] }, 'the token is split across cookies.'],
    [
      'is encrypted',
      { kind: 'localStorage', name: 'msal', url: app, isDecrypted: true },
      'the storage entry is encrypted.',
    ],
    [
      'is in a cookie of another origin',
      { ...cookie, url: 'https://api.test/data' },
      'the cookie is one of https://api.test, not of this page.',
    ],
    ['is in IndexedDB', { kind: 'IndexedDB', name: 'db', url: app }, 'to IndexedDB: only to localStorage'],
  ])('has the reason if it %s', async (_, sighting, reason) => {
    await show({}, sighting);
    await until(() => expect(actions()).toContain('Can’t write back'));
    expect(actions()).toContain(reason);
    expect(actions()).not.toContain('Write back…');
  });

  it('has the reason that its cookie is HttpOnly, unless a script has read it', async () => {
    await screen.setContext(1, { cookie: { name: 'session', httpOnly: true } });
    await show({}, cookie);
    await until(() => expect(actions()).toContain('the cookie session is HttpOnly'));
    expect(actions()).not.toContain('Write back…');
    screen.setSightings(
      1,
      [cookie, { kind: 'cookie' as const, name: 'session', url: app }].map(makeSighting),
    );
    screen.changeTokens([makeRow(1, makeToken({ sub: 'alice' }), { sightings: 2 })]);
    await until(() => expect(actions()).toContain('Write back…'));
  });

  it('can be written to a cookie of another name than the HttpOnly one', async () => {
    await screen.setContext(1, { cookie: { name: 'other', httpOnly: true } });
    await show({}, cookie);
    await until(() => expect(screen.model.sightings.context.value?.cookie?.name).toBe('other'));
    expect(actions()).toContain('Write back…');
  });

  it('has no reason if it can be written to another entry, or is in none', async () => {
    await show({}, { ...cookie, url: 'https://api.test/data' }, cookie);
    await until(() => expect(actions()).toContain('Write back…'));
    expect(actions()).not.toContain('Can’t');
    screen.setSightings(1, [makeSighting()]);
    screen.changeTokens([makeRow(2, makeToken({ sub: 'bob' }))]);
    screen.model.tokens.select(2);
    await until(() => expect(actions()).not.toContain('Write back…'));
    expect(actions()).not.toContain('Can’t');
  });
});
