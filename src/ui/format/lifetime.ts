import type { ReadonlySignal } from '@preact/signals';
import { checkLifetime, type JsonObject, type Lifetime, type Token } from '../../token';
import type { IconName } from '../components/Icon';
import type { Translate } from './translate';
import { describeDuration } from './time';

/** From here on a token's end is worth a warning. */
export const soonSeconds = 60;

/** How claims stand now. Reads the clock, which makes it tick, only where the answer changes with time. */
export function readLifetime(
  claims: JsonObject | undefined,
  now: ReadonlySignal<number>,
  header?: JsonObject,
): Lifetime {
  const still = checkLifetime(claims, now.peek() / 1_000, header);
  return still.seconds === undefined ? still : checkLifetime(claims, now.value / 1_000, header);
}

export type Tone = 'good' | 'soon' | 'over' | 'unknown';

/** Good is only what is sure to end, and not soon; a malformed token is never good. */
export function toneOf({ kind }: Token, { state, seconds = 0 }: Lifetime): Tone {
  switch (state) {
    case 'expires in':
      if (seconds <= soonSeconds) return 'soon';
      return kind === 'malformed' ? 'unknown' : 'good';
    case 'expired':
      return 'over';
    case 'not valid for':
      return 'soon';
    case 'never expires':
    case 'unknown':
      return 'unknown';
  }
}

export const toneIcons: Record<Tone, IconName> = {
  good: 'valid',
  soon: 'warning',
  over: 'wrong',
  unknown: 'unknown',
};

/** In words, as a timer says it. */
export function describeLifetime(say: Translate, { state, seconds = 0 }: Lifetime): string {
  switch (state) {
    case 'expires in':
      return say('lifetime_expires_in', describeDuration(say, seconds));
    case 'expired':
      return say('lifetime_expired', describeDuration(say, seconds));
    case 'not valid for':
      return say('lifetime_not_valid_for', describeDuration(say, seconds));
    case 'never expires':
      return say('lifetime_never');
    case 'unknown':
      return say('lifetime_unknown');
  }
}

/** As short as a cell of the list. */
export function describeLifetimeShort(say: Translate, { state, seconds = 0 }: Lifetime): string {
  switch (state) {
    case 'expires in':
      return describeDuration(say, seconds);
    case 'expired':
      return say('lifetime_short_expired', describeDuration(say, seconds, 1));
    case 'not valid for':
      return say('lifetime_short_not_yet', describeDuration(say, seconds, 1));
    case 'never expires':
      return say('lifetime_short_never');
    case 'unknown':
      return say('lifetime_unknown');
  }
}
