import type { LogCounts } from '../../traffic';
import { sayCount, type Say } from '../translate';
import { lostGaps } from './body-gaps';

/** Everything that was not kept or not read whole, as one number. */
export function countLosses(counts: LogCounts): number {
  const { droppedTokens, droppedSightings, droppedExchanges, truncated, unreadable, untold, forgotten } =
    counts;
  const gaps = lostGaps(counts.bodyGaps).reduce((sum, { count }) => sum + count, 0);
  return (
    droppedTokens + droppedSightings + droppedExchanges + truncated + unreadable + untold + forgotten + gaps
  );
}

/** The same in sentences, one for each kind that there is; without the bodies, which are listed with their URLs. */
export function describeLosses(say: Say, counts: LogCounts): readonly string[] {
  const { droppedTokens, droppedSightings, droppedExchanges, truncated, unreadable, untold, forgotten } =
    counts;
  return [
    droppedTokens > 0 && sayCount(say, 'loss_tokens', droppedTokens),
    droppedSightings > 0 && sayCount(say, 'loss_sightings', droppedSightings),
    droppedExchanges > 0 && sayCount(say, 'loss_exchanges', droppedExchanges),
    truncated > 0 && sayCount(say, 'loss_truncated', truncated),
    unreadable > 0 && sayCount(say, 'loss_unreadable', unreadable),
    untold > 0 && sayCount(say, 'loss_untold', untold),
    forgotten > 0 && sayCount(say, 'loss_forgotten', forgotten),
  ].filter((sentence) => sentence !== false);
}
