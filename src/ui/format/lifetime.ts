import type { ReadonlySignal } from '@preact/signals';
import { checkLifetime, type JsonObject, type Lifetime, type Token } from '../../token';
import { expiringSeconds } from '../../traffic';
import type { IconName } from '../components/Icon';
import type { Translate } from './translate';
import { leewaySeconds } from './preferences';
import { describeDuration } from './time';

/** The current lifetime. Subscribes to the clock only if the result changes with time, so that a shown timer ticks. */
export function readLifetime(
  claims: JsonObject | undefined,
  now: ReadonlySignal<number>,
  header?: JsonObject,
): Lifetime {
  const lifetime = checkLifetime(claims, now.peek() / 1_000, header);
  return lifetime.seconds === undefined ? lifetime : checkLifetime(claims, now.value / 1_000, header);
}

type Tone = 'good' | 'soon' | 'over' | 'unknown';

/** `good` only if the token expires, but not soon, and isn't malformed. */
export function toneOf({ kind }: Token, { state, seconds = 0 }: Lifetime): Tone {
  switch (state) {
    case 'expires in':
      if (seconds <= expiringSeconds) return 'soon';
      return kind === 'malformed' ? 'unknown' : 'good';
    case 'expired':
      return seconds < leewaySeconds.value ? 'soon' : 'over';
    case 'not valid for':
      return 'soon';
    case 'never expires':
    case 'unknown':
      return 'unknown';
  }
}

/** The icons of the tones, so that no tone is shown by its color alone. */
export const toneIcons: Record<Tone, IconName> = {
  good: 'valid',
  soon: 'warning',
  over: 'wrong',
  unknown: 'unknown',
};

/** The text of a timer. */
export function describeLifetime(t: Translate, { state, seconds = 0 }: Lifetime): string {
  switch (state) {
    case 'expires in':
      return t('lifetime_expires_in', describeDuration(t, seconds));
    case 'expired':
      return t(
        seconds < leewaySeconds.value ? 'lifetime_expired_leeway' : 'lifetime_expired',
        describeDuration(t, seconds),
      );
    case 'not valid for':
      return t('lifetime_not_valid_for', describeDuration(t, seconds));
    case 'never expires':
      return t('lifetime_never');
    case 'unknown':
      return t('lifetime_unknown');
  }
}

/** The text for a cell of the token list. */
export function describeLifetimeShort(t: Translate, { state, seconds = 0 }: Lifetime): string {
  switch (state) {
    case 'expires in':
      return describeDuration(t, seconds);
    case 'expired':
      return t('lifetime_short_expired', describeDuration(t, seconds, 1));
    case 'not valid for':
      return t('lifetime_short_not_yet', describeDuration(t, seconds, 1));
    case 'never expires':
      return t('lifetime_short_never');
    case 'unknown':
      return t('lifetime_unknown');
  }
}
