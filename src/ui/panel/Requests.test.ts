// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSighting } from '../fixture/panel.fixture';
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
    screen.tell({ type: 'sightings', id: 1, replace: true, sightings });
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

  it('are drawn in sight only, however many there are', async () => {
    await screen.showAndSelect(makeToken({ sub: 'a' }));
    const sightings = Array.from({ length: 2_000 }, (_, index) =>
      makeSighting({ url: `https://api.test/${index}` }),
    );
    screen.tell({ type: 'sightings', id: 1, replace: true, sightings });
    await until(() => expect(findAllByRole(screen.region('Requests'), 'listitem').length).toBeGreaterThan(0));
    expect(findAllByRole(screen.region('Requests'), 'listitem').length).toBeLessThan(100);
    expect(findAllByRole(screen.region('Requests'), 'listitem')[0]?.getAttribute('aria-setsize')).toBe(
      '2000',
    );
  });
});
