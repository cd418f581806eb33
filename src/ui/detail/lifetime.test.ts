// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRow } from '../fixture/panel.fixture';
import { findByRole } from '../fixture/roles.fixture';
import { openScreen, until, type Screen } from '../fixture/screen.fixture';
import { encodePart, makeToken, startSeconds } from '../fixture/tokens.fixture';

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

  it.each([
    [
      'an AWS load balancer',
      { sub: 'a' },
      {
        alg: 'ES256',
        signer: 'arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/app/x/1',
        iss: 'https://id.test',
        exp: startSeconds + 252,
      },
      'where AWS puts them',
    ],
    [
      'an encrypted token',
      undefined,
      { alg: 'dir', enc: 'A256GCM', iss: 'https://id.test', exp: startSeconds + 252 },
      'According to the header, which repeats encrypted claims',
    ],
  ])('reads the times of %s from the header', async (_, claims, header, note) => {
    const encrypted = `${encodePart(JSON.stringify(header))}..${encodePart('iv')}.${encodePart('text')}.${encodePart('tag')}`;
    await screen.showAndSelect(claims ? makeToken(claims, header) : encrypted);
    expect(findByRole(screen.region('Lifetime'), 'timer').textContent).toBe('expires in 4 min 12 s');
    expect(screen.region('Lifetime').textContent).toContain(note);
    expect(screen.region('Token').textContent).toContain('https://id.test');
  });

  it('ignores "exp" in the header of any other token, as libraries do', async () => {
    await screen.showAndSelect(makeToken({ sub: 'a' }, { alg: 'HS256', exp: startSeconds - 9 }));
    expect(findByRole(screen.region('Lifetime'), 'timer').textContent).toBe('never expires');
    expect(screen.region('Lifetime').textContent).toContain(
      'The header has "exp", but libraries check only the claim.',
    );
  });

  it('counts down until the token expires', async () => {
    await screen.showAndSelect(makeToken({ exp: startSeconds + 2 }));
    const timer = () => findByRole(screen.region('Lifetime'), 'timer').textContent;
    screen.clock.pass(1_000);
    await until(() => expect(timer()).toBe('expires in 1 s'));
    screen.clock.pass(1_000);
    await until(() => expect(timer()).toBe('expired 0 s ago'));
    // The same time appears once: neither a problem at the top nor the claim repeats it.
    expect(screen.region('Token').textContent?.match(/ago/g)).toHaveLength(1);
  });

  it('announces no countdown: nothing that changes every second is in a live region', async () => {
    await screen.showAndSelect(makeToken({ exp: startSeconds + 252 }));
    const changed = new Set<Element>();
    const observer = new MutationObserver((records) => {
      for (const { target } of records)
        changed.add(target instanceof Element ? target : target.parentElement!);
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    const timer = findByRole(screen.region('Lifetime'), 'timer');
    screen.clock.pass(1_000);
    await until(() => expect(timer.textContent).toBe('expires in 4 min 11 s'));
    observer.disconnect();
    expect(changed).toContain(timer);
    const live = [...changed].filter((element) =>
      element.closest('[aria-live], [role=status], [role=alert], [role=log]'),
    );
    expect(live).toEqual([]);
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
