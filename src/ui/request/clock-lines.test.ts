// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClockOffset, RequestSummary } from '../../traffic';
import { makeRow } from '../fixture/panel.fixture';
import { openScreen, until, type Screen } from '../fixture/screen.fixture';
import { makeToken, startSeconds } from '../fixture/tokens.fixture';

let screen: Screen;
const near = (offsetMs: number): ClockOffset => ({ minMs: offsetMs - 500, maxMs: offsetMs + 600 });

function makeSummary(id: string, clock: ClockOffset | undefined, secondsFromStart: number): RequestSummary {
  return {
    id,
    method: 'GET',
    url: 'https://api.test/orders',
    status: 200,
    sentAtMs: (startSeconds + secondsFromStart) * 1_000,
    tokenIds: [1],
    sentIds: [1],
    ...(clock && { clock }),
  };
}

/** Shows a request that was sent 60 s after the token's `iat`, and 60 s before its `exp`. */
async function show(clock: ClockOffset | undefined, ...others: readonly RequestSummary[]): Promise<string> {
  screen.showLog([
    makeRow(1, makeToken({ sub: 'alice', nbf: startSeconds, iat: startSeconds, exp: startSeconds + 120 })),
  ]);
  const request = makeSummary('r', clock, 60);
  screen.change({ requests: { changed: [...others, request], removed: [], names: [] } });
  screen.model.openRequest('r');
  const text = () => screen.region('Request').textContent;
  await until(() => expect(text()).toContain('alice'));
  return text();
}

beforeEach(() => {
  screen = openScreen();
});

afterEach(() => screen.close());

describe('the details of a request', () => {
  it('show nothing about a clock that may agree, and the lifetime when the token was sent', async () => {
    const text = await show(near(0));
    expect(text).not.toContain('Server clock');
    expect(text).toContain('Not expired when sent (1 min left).');
  });

  it('show that a server is ahead, and that the token had expired there', async () => {
    const text = await show(near(600_000));
    expect(text).toContain('Server clock: 10 min ahead of yours (±1 s)');
    expect(text).toContain('By the server’s clock, expired 9 min before it was sent. By yours, not expired.');
  });

  it('show that a server is behind, and that the token was not valid there yet', async () => {
    const text = await show(near(-600_000));
    expect(text).toContain('Server clock: 10 min behind yours (±1 s)');
    expect(text).toContain(
      'By the server’s clock, sent 8 min 59 s before its "nbf" time. By yours, after it.',
    );
  });

  it('show both clocks only if the result is certain', async () => {
    // Its range reaches from 40 s to 80 s ahead, so that the token may have had 20 s left.
    const text = await show({ minMs: 40_000, maxMs: 80_000 });
    expect(text).toContain('Server clock: 1 min ahead of yours (±20 s)');
    expect(text).toContain('Not expired when sent (1 min left).');
  });

  it('use other responses of the origin if this one shows nothing, unless they contradict each other', async () => {
    const behind = makeSummary('a', near(-600_000), 1);
    expect(await show(undefined, behind)).toContain('10 min behind');
    expect(await show(undefined, behind, makeSummary('b', near(0), 2))).not.toContain('Server clock');
  });
});
