import type { Token } from '../../token';
import { offsetOf, type ClockOffset } from '../../traffic';
import { readSent, type Sent } from './sent';
import { describeDuration } from './time';
import type { Translate } from './translate';

/** By how much a server's clock differs from this computer's. */
export function describeClock(t: Translate, clock: ClockOffset): string {
  const seconds = offsetOf(clock) / 1_000;
  // The clocks are read to the second, so that the estimate is never exact.
  const uncertainty = Math.max(1, Math.ceil((clock.maxMs - clock.minMs) / 2_000));
  return t(
    seconds > 0 ? 'clock_ahead' : 'clock_behind',
    describeDuration(t, Math.round(Math.abs(seconds))),
    describeDuration(t, uncertainty),
  );
}

/**
 * Whether a token had expired when a request sent it, by the server's clock too if the result differs there. Empty if
 * that isn't known, or the token never expires.
 */
export function describeSent(
  t: Translate,
  token: Token,
  sentAtMs: number,
  clock: ClockOffset | undefined,
): string {
  const here = readSent(t, token, sentAtMs);
  const there = clock && readThere(t, token, sentAtMs, clock);
  if (there !== undefined && there.state !== here.state) {
    if (there.state === 'expired') return t('sent_there_expired', there.away);
    if (there.state === 'not yet valid') return t('sent_there_early', there.away);
    if (here.state === 'expired') return t('sent_there_good', here.away);
    if (here.state === 'not yet valid') return t('sent_there_started', here.away);
  }
  if (here.away === '') return '';
  switch (here.state) {
    case 'not expired':
      return t('sent_here_good', here.away);
    case 'expired':
      return t('sent_here_expired', here.away);
    case 'not yet valid':
      return t('sent_here_early', here.away);
    case 'unknown':
      return '';
  }
}

/** Undefined if the result isn't the same in the entire range. */
function readThere(t: Translate, token: Token, sentAtMs: number, clock: ClockOffset): Sent | undefined {
  const likely = readSent(t, token, sentAtMs + offsetOf(clock));
  const ends = [clock.minMs, clock.maxMs].map((ms) => readSent(t, token, sentAtMs + ms).state);
  return ends.every((state) => state === likely.state) ? likely : undefined;
}
