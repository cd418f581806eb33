// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRow } from '../fixture/panel.fixture';
import { findByRole } from '../fixture/roles.fixture';
import { openScreen, until, type Screen } from '../fixture/screen.fixture';
import { makeToken, startSeconds } from '../fixture/tokens.fixture';

let screen: Screen;

beforeEach(() => {
  screen = openScreen();
});

afterEach(() => screen.close());

describe('LifetimeSection', () => {
  it.each([
    [{ exp: startSeconds + 252 }, /^expires in 4 min 12 s$/],
    [{ exp: startSeconds - 12 }, /^expired 12 s ago$/],
    [{ nbf: startSeconds + 60 }, /^active in 1 min$/],
    [{ sub: 'a' }, /^never expires$/],
    [{ exp: 'soon' }, /^unknown$/],
  ])('shows the lifetime of %o as a timer', async (claims, expected) => {
    await screen.showAndSelect(makeToken(claims));
    expect(findByRole(screen.region('Lifetime'), 'timer').textContent).toMatch(expected);
  });

  it('counts down until the token expires', async () => {
    await screen.showAndSelect(makeToken({ exp: startSeconds + 2 }));
    const timer = () => findByRole(screen.region('Lifetime'), 'timer').textContent;
    screen.clock.pass(1_000);
    await until(() => expect(timer()).toBe('expires in 1 s'));
    screen.clock.pass(1_000);
    await until(() => expect(timer()).toBe('expired 0 s ago'));
    await until(() => expect(screen.region('Token').textContent).toContain('Expired 0 s ago.'));
  });

  it('shows whether the token had expired when it was last sent', async () => {
    const raw = makeToken({ exp: startSeconds - 100 });
    screen.showLog([makeRow(1, raw, { lastSentMs: (startSeconds - 160) * 1_000 })], { selectedId: 1 });
    await until(() =>
      expect(screen.region('Lifetime').textContent).toMatch(
        /Not expired when last sent \(.*, 1 min left\)\./,
      ),
    );
  });
});
