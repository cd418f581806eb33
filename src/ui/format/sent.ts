import { checkLifetime, type Token } from '../../token';
import { stateWhenSent, type SentState } from '../../traffic';
import type { Translate } from './translate';
import { describeDuration, describeMoment } from './time';
import { claimsOf } from './token-type';

/** How a token stood when it was sent, and how far from its end or beginning it was; `away` is empty without one. */
export interface Sent {
  readonly state: SentState;
  readonly away: string;
}

export function readSent(say: Translate, token: Token, sentAtMs: number): Sent {
  const { seconds } = checkLifetime(claimsOf(token), sentAtMs / 1_000, token.header);
  return {
    state: stateWhenSent(token, sentAtMs),
    away: seconds === undefined ? '' : describeDuration(say, seconds),
  };
}

/** The sentence that says whether the token was good when it was last sent. */
export function describeLastSent(say: Translate, token: Token, sentAtMs: number): string {
  const { state, away } = readSent(say, token, sentAtMs);
  const at = describeMoment(sentAtMs);
  const time = at ? `${at.time} ${at.zone}` : '';
  switch (state) {
    case 'not expired':
      return away === '' ? say('sent_good_forever', time) : say('sent_good', time, away);
    case 'expired':
      return say('sent_expired', time, away);
    case 'not yet valid':
      return say('sent_not_yet', time, away);
    case 'unknown':
      return say('sent_unknown', time);
  }
}

/** The same in a few words, for one request of many. */
export function describeSentShort(say: Translate, { state, away }: Sent): string {
  switch (state) {
    case 'not expired':
      return say('request_good');
    case 'expired':
      return say('request_expired', away);
    case 'not yet valid':
      return say('request_not_yet', away);
    case 'unknown':
      return '';
  }
}
