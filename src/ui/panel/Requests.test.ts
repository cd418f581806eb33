// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLayout, scroll } from '../element/layout.fixture';
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
      screen.tell({ type: 'sightings', id: 1, replace: true, sightings });
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
