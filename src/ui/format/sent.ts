import { checkLifetime, type Token } from '../../token';
import { stateWhenSent, type SentState } from '../../traffic';
import type { Translate } from './translate';
import { describeDuration, describeMoment } from './time';
import { claimsOf } from './token-type';

/** The state of a token's lifetime when it was sent. */
export interface Sent {
  readonly state: SentState;
  /** The duration until or since the token expired or became valid; '' if neither is known. */
  readonly away: string;
}

export function readSent(t: Translate, token: Token, sentAtMs: number): Sent {
  const { seconds } = checkLifetime(claimsOf(token), sentAtMs / 1_000, token.header);
  return {
    state: stateWhenSent(token, sentAtMs),
    away: seconds === undefined ? '' : describeDuration(t, seconds),
  };
}

/** A sentence about when the token was last sent and whether it had expired by then. */
export function describeLastSent(t: Translate, token: Token, sentAtMs: number): string {
  const { state, away } = readSent(t, token, sentAtMs);
  const at = describeMoment(sentAtMs);
  const time = at ? `${at.time} ${at.zone}` : '';
  switch (state) {
    case 'not expired':
      return away === '' ? t('sent_good_forever', time) : t('sent_good', time, away);
    case 'expired':
      return t('sent_expired', time, away);
    case 'not yet valid':
      return t('sent_not_yet', time, away);
    case 'unknown':
      return t('sent_unknown', time);
  }
}

/** The same in a few words, for a row of the request list. */
export function describeSentShort(t: Translate, { state, away }: Sent): string {
  switch (state) {
    case 'not expired':
      return t('request_good');
    case 'expired':
      return t('request_expired', away);
    case 'not yet valid':
      return t('request_not_yet', away);
    case 'unknown':
      return '';
  }
}
