import { offsetOf, type ClockOffset } from '../../traffic';
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
