// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLayout, scroll } from '../components/layout.fixture';
import { makeJwe } from '../fixture/nested.fixture';
import { makeRow, makeSighting } from '../fixture/panel.fixture';
import { findAllByRole } from '../fixture/roles.fixture';
import { openScreen, until, type Screen } from '../fixture/screen.fixture';
import { makeToken, startSeconds } from '../fixture/tokens.fixture';

let screen: Screen;

beforeEach(() => {
  screen = openScreen();
});

afterEach(() => screen.close());

describe('the requests', () => {
  it('tell when, how, where, with what answer, and whether the token was good', async () => {
    await screen.showAndSelect(makeToken({ exp: startSeconds - 12 }));
    const sightings = [
      makeSighting({ place: 'response body', name: 'access_token', method: 'POST', path: [] }),
      makeSighting({ method: 'DELETE', status: 401, callSite: 'https://app.test/app.js:12:5' }),
    ];
    screen.setSightings(1, sightings);
    await until(() => expect(findAllByRole(screen.region('Requests'), 'listitem')).toHaveLength(2));
    const [newest, oldest] = findAllByRole(screen.region('Requests'), 'listitem');
    for (const fact of [
      'DELETE',
      'api.test/orders',
      '401',
      'request header',
      'Authorization',
      'expired 12 s before',
    ]) {
      expect(newest?.textContent).toContain(fact);
    }
    expect(newest?.textContent).toContain('called from app.js:12:5');
    expect(oldest?.textContent).not.toContain('expired');
    expect(screen.region('Token').textContent).toContain('Refused: expired 12 s before it was sent.');
  });

  it.each([
    [
      { state: 'not sent', reason: 'blocked by an extension', error: 'net::ERR_BLOCKED_BY_CLIENT' },
      'Not sent: blocked by an extension (net::ERR_BLOCKED_BY_CLIENT)',
    ],
    [{ state: 'not sent', reason: 'disk cache' }, 'Not sent: answered from the disk cache'],
    [{ state: 'unknown' }, 'It isn’t known whether this was sent'],
    [
      { state: 'unknown', error: 'net::\u202EERR' },
      'It isn’t known whether this was sent (net::⟨U+202E⟩ERR)',
    ],
  ] as const)('say of an expired token that was not sent %o', async (delivery, words) => {
    await screen.showAndSelect(makeToken({ exp: startSeconds - 12 }));
    const unsent = makeSighting({ status: 401, delivery });
    const fragment = makeSighting({ place: 'request url', path: ['fragment'], delivery });
    screen.setSightings(1, [fragment, unsent]);
    await until(() => expect(findAllByRole(screen.region('Requests'), 'listitem')).toHaveLength(2));
    const [row, ofFragment] = findAllByRole(screen.region('Requests'), 'listitem');
    expect(row?.textContent).toContain(words);
    expect(row?.querySelector('.request-sent')?.getAttribute('title')).toBe(words);
    expect(ofFragment?.textContent).not.toContain(words);
    expect(screen.region('Requests').textContent).toContain('No request is known to have sent this token.');
    expect(screen.region('Token').textContent).not.toMatch(/before it was sent|Refused|expired 12 s before/);
  });

  it('are pending as long as a response can come, which is no failure', async () => {
    await screen.showAndSelect(makeToken({ sub: 'a' }));
    const sightings = [makeSighting({ status: 0 }), makeSighting({ status: 0, isPending: true })];
    screen.setSightings(1, sightings);
    await until(() => expect(findAllByRole(screen.region('Requests'), 'listitem')).toHaveLength(2));
    const [pending, unanswered] = findAllByRole(screen.region('Requests'), 'listitem');
    expect(pending?.querySelector('.request-status')?.textContent).toBe('pending');
    expect(pending?.querySelector('.request-failed')).toBeNull();
    expect(unanswered?.querySelector('.request-failed')?.textContent).toBe('no answer');
  });

  it('tell who told of it and what sent it, where that was not DevTools and the page', async () => {
    await screen.showAndSelect(makeToken({ sub: 'a' }));
    const sightings = [
      makeSighting({ source: 'web request', sender: 'shared or service worker' }),
      makeSighting({ place: 'message received', name: '', path: ['$.token'], sender: 'other tab' }),
      makeSighting({ place: 'IndexedDB', name: 'db/store/key', path: [], method: '' }),
      makeSighting(),
    ];
    screen.setSightings(1, sightings);
    await until(() => expect(findAllByRole(screen.region('Requests'), 'listitem')).toHaveLength(4));
    const [plain, stored, message, heard] = findAllByRole(screen.region('Requests'), 'listitem').map(
      ({ textContent }) => textContent ?? '',
    );
    expect(heard).toContain('shared or service worker · seen by the background');
    expect(message).toContain('message received $.token · other tab');
    expect(stored).toContain('IndexedDB db/store/key');
    expect(plain).not.toContain(' · ');
  });

  it('name the library that keeps a token under such a name, and say who can open it', async () => {
    await screen.showAndSelect(makeToken({ sub: 'a' }));
    const tell = () =>
      screen.setSightings(1, [
        makeSighting({ place: 'request cookie', name: '__Secure-authjs.session-token' }),
        makeSighting({ place: 'localStorage', name: 'sb-shop-auth-token', path: ['$.access_token'] }),
        makeSighting({ place: 'localStorage', name: 'mine' }),
      ]);
    tell();
    const rows = () =>
      findAllByRole(screen.region('Requests'), 'listitem').map((row) => row.textContent ?? '');
    await until(() => expect(rows()).toHaveLength(3));
    const [own, supabase, authJs] = rows();
    expect(own).not.toContain(' · ');
    expect(supabase).toContain('Supabase session');
    expect(authJs).toContain('Auth.js session');
    expect(authJs).not.toContain('encrypted');
    screen.showLog([makeRow(1, await makeJwe({ sub: 'a' }))]);
    screen.model.tokens.select(1);
    tell();
    await until(() =>
      expect(rows()[2]).toContain('Auth.js session, encrypted for the server: only its secret opens it'),
    );
    expect(rows()[1]).not.toContain('encrypted');
  });

  describe('of a token that was used 2,000 times', () => {
    let layout: ReturnType<typeof createLayout>;
    const items = () => findAllByRole(screen.region('Requests'), 'listitem');
    const positions = () => items().map((item) => Number(item.getAttribute('aria-posinset')));
    const firstTwenty = Array.from({ length: 20 }, (_, index) => index + 1);

    beforeEach(async () => {
      layout = createLayout('.detail', '.requests', { height: 420, listTop: 5_000 });
      await screen.showAndSelect(makeToken({ sub: 'a' }));
      const sightings = Array.from({ length: 2_000 }, (_, index) =>
        makeSighting({ url: `https://api.test/${index}` }),
      );
      screen.setSightings(1, sightings);
    });

    afterEach(() => layout.end());

    it('hold the first twenty where none of them is in sight', async () => {
      await until(() => expect(positions()).toEqual(firstTwenty));
      expect(items()[0]?.textContent).toContain('api.test/1999');
      expect(items()[0]?.getAttribute('aria-setsize')).toBe('2000');
    });

    it('hold those in sight and the first twenty, and few others', async () => {
      scroll(screen.region('Token'), 5_000 + 1_000 * 42);
      await until(() => expect(positions()).toEqual(expect.arrayContaining([...firstTwenty, 1_001, 1_010])));
      expect(positions().length).toBeLessThanOrEqual(80);
    });
  });
});
