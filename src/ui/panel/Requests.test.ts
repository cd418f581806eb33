// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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

describe('Requests', () => {
  it('shows the request, its status, the location of the token and whether it had expired', async () => {
    await screen.showAndSelect(makeToken({ exp: startSeconds - 12 }));
    const sightings = [
      makeSighting({ kind: 'response body', name: 'access_token', method: 'POST', path: [] }),
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
      'sent 12 s after expiry',
    ]) {
      expect(newest?.textContent).toContain(fact);
    }
    expect(newest?.textContent).toContain('Initiator: app.js:12:5');
    expect(oldest?.textContent).not.toMatch(/expired|expiry/);
    expect(screen.region('Token').textContent).toContain(
      'Rejected (401): the token had expired 12 s before it was sent.',
    );
  });

  it('shows whether the token had expired by the server’s clock, as the other sections do', async () => {
    const raw = makeToken({ exp: startSeconds + 300 });
    const sentAtMs = startSeconds * 1_000;
    screen.showLog([makeRow(1, raw, { lastSentMs: sentAtMs, sightings: 2 })], { selectedId: 1 });
    const url = 'https://api.test/orders';
    const clock = { minMs: 599_500, maxMs: 600_500 };
    const summary = { method: 'GET', url, status: 401, tokenIds: [1], sentIds: [1] };
    const requests = [
      { ...summary, id: 'first', sentAtMs: sentAtMs - 1_000, clock },
      { ...summary, id: 'last', sentAtMs },
    ];
    screen.change({ requests: { changed: requests, removed: [], names: [] } });
    screen.setSightings(
      1,
      requests.map(({ id, sentAtMs: atMs }) => makeSighting({ exchangeId: id, url, status: 401, atMs })),
    );
    const there = 'By the server’s clock, expired 5 min before it was sent. By yours, not expired.';
    await until(() => expect(screen.region('Requests').textContent).toContain('sent 5 min after expiry'));
    expect(screen.region('Requests').textContent).not.toContain('not expired when sent');
    expect(screen.region('Requests').textContent).toContain('(server’s clock)');
    await until(() => expect(screen.region('Lifetime').textContent).toContain('Last sent at'));
    expect(screen.region('Lifetime').textContent).toContain(there);
    expect(screen.region('Token').textContent).toContain(
      `Rejected (401): the server rejected the last request with this token. ${there}`,
    );
  });

  it.each([
    [
      { state: 'not sent', reason: 'blocked by an extension', error: 'net::ERR_BLOCKED_BY_CLIENT' },
      'Not sent: blocked by an extension (net::ERR_BLOCKED_BY_CLIENT)',
    ],
    [{ state: 'not sent', reason: 'disk cache' }, 'Not sent: served from the disk cache'],
    [{ state: 'unknown' }, 'Unknown whether this request was sent'],
    [
      { state: 'unknown', error: 'net::\u202EERR' },
      'Unknown whether this request was sent (net::⟨U+202E⟩ERR)',
    ],
  ] as const)('shows why an expired token was not sent: %o', async (delivery, expected) => {
    await screen.showAndSelect(makeToken({ exp: startSeconds - 12 }));
    const unsent = makeSighting({ status: 401, delivery });
    const fragment = makeSighting({ kind: 'request url', path: ['fragment'], delivery });
    screen.setSightings(1, [fragment, unsent]);
    await until(() => expect(findAllByRole(screen.region('Requests'), 'listitem')).toHaveLength(2));
    const [row, ofFragment] = findAllByRole(screen.region('Requests'), 'listitem');
    expect(row?.textContent).toContain(expected);
    const reason = row?.querySelector<HTMLElement>('.request-unsent');
    reason?.dispatchEvent(new MouseEvent('mouseenter'));
    expect(reason?.title).toBe('');
    vi.spyOn(reason!, 'scrollWidth', 'get').mockReturnValue(100);
    reason?.dispatchEvent(new MouseEvent('mouseenter'));
    expect(reason?.title).toBe(expected);
    expect(ofFragment?.textContent).not.toContain(expected);
    expect(screen.region('Requests').textContent).toContain(
      'No request with this token is known to have left the browser.',
    );
    expect(screen.region('Token').textContent).not.toMatch(/before it was sent|Rejected|after expiry/);
  });

  it('shows a request as pending, not as failed, while a response can arrive', async () => {
    await screen.showAndSelect(makeToken({ sub: 'a' }));
    const sightings = [makeSighting({ status: 0 }), makeSighting({ status: 0, isPending: true })];
    screen.setSightings(1, sightings);
    await until(() => expect(findAllByRole(screen.region('Requests'), 'listitem')).toHaveLength(2));
    const [pending, unanswered] = findAllByRole(screen.region('Requests'), 'listitem');
    expect(pending?.querySelector('.request-status')?.textContent).toBe('pending');
    expect(pending?.querySelector('.request-failed')).toBeNull();
    expect(unanswered?.querySelector('.request-failed')?.textContent).toBe('no response');
  });

  it('shows the source and the sender unless they are DevTools and the page', async () => {
    await screen.showAndSelect(makeToken({ sub: 'a' }));
    const sightings = [
      makeSighting({ source: 'web request', sender: 'shared or service worker' }),
      makeSighting({ kind: 'message received', name: '', path: ['$.token'], sender: 'other tab' }),
      makeSighting({ kind: 'IndexedDB', name: 'db/store/key', path: [], method: '' }),
      makeSighting(),
    ];
    screen.setSightings(1, sightings);
    await until(() => expect(findAllByRole(screen.region('Requests'), 'listitem')).toHaveLength(4));
    const [plain, stored, message, worker] = findAllByRole(screen.region('Requests'), 'listitem').map(
      ({ textContent }) => textContent ?? '',
    );
    expect(worker).toContain('shared or service worker · captured in the background');
    expect(message).toContain('message received $.token · other tab');
    expect(stored).toContain('IndexedDB db/store/key');
    expect(plain).not.toContain(' · ');
  });

  it('names the auth library that stored a token, and whether only its server can decrypt it', async () => {
    await screen.showAndSelect(makeToken({ sub: 'a' }));
    const setSightings = () =>
      screen.setSightings(1, [
        makeSighting({ kind: 'request cookie', name: '__Secure-authjs.session-token' }),
        makeSighting({ kind: 'localStorage', name: 'sb-shop-auth-token', path: ['$.access_token'] }),
        makeSighting({ kind: 'localStorage', name: 'mine' }),
      ]);
    setSightings();
    const rows = () =>
      findAllByRole(screen.region('Requests'), 'listitem').map((row) => row.textContent ?? '');
    await until(() => expect(rows()).toHaveLength(3));
    const [own, supabase, authJs] = rows();
    expect(own).not.toContain(' · ');
    expect(supabase).toContain('Supabase · session');
    expect(authJs).toContain('Auth.js · session');
    expect(authJs).not.toContain('decryptable');
    screen.showLog([makeRow(1, await makeJwe({ sub: 'a' }))]);
    screen.model.tokens.select(1);
    setSightings();
    await until(() => expect(rows()[2]).toContain('Auth.js · session · decryptable only by the server'));
    expect(rows()[1]).not.toContain('decryptable');
  });

  it('shows that an entry was decrypted only if it was', async () => {
    await screen.showAndSelect(makeToken({ sub: 'a' }));
    const entry = { kind: 'localStorage', name: 'msal.3|u.t|login.test|accesstoken|c|t|openid|' } as const;
    screen.setSightings(1, [makeSighting({ ...entry, isDecrypted: true }), makeSighting(entry)]);
    const rows = () =>
      findAllByRole(screen.region('Requests'), 'listitem').map((row) => row.textContent ?? '');
    await until(() => expect(rows()).toHaveLength(2));
    expect(rows()[1]).toContain('localStorage (decrypted with MSAL’s own cache key) msal.3|');
    expect(rows()[0]).not.toContain('decrypted');
  });

  describe('with 2,000 sightings', () => {
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

    it('renders the first 20 while none is visible', async () => {
      await until(() => expect(positions()).toEqual(firstTwenty));
      expect(items()[0]?.textContent).toContain('api.test/1999');
      expect(items()[0]?.getAttribute('aria-setsize')).toBe('2000');
    });

    it('renders the visible ones, the first 20 and few others', async () => {
      scroll(screen.region('Token'), 5_000 + 1_000 * 42);
      await until(() => expect(positions()).toEqual(expect.arrayContaining([...firstTwenty, 1_001, 1_010])));
      expect(positions().length).toBeLessThanOrEqual(80);
    });
  });
});
