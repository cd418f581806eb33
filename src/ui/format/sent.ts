import { checkLifetime, type Token } from '../../token';
import { offsetOf, stateWhenSent, type ClockOffset, type SentState } from '../../traffic';
import type { Translate } from './translate';
import { describeDuration, describeMoment } from './time';
import { claimsOf } from './token-type';

/** The state of a token's lifetime when it was sent. */
export interface Sent {
  readonly state: SentState;
  /** The duration until or since the token expired or became valid; '' if neither is known. */
  readonly away: string;
  /** Both are by the server's clock. By this computer's, the state is another. */
  readonly isByServer?: true;
}

/** By the server's clock, if the state is certainly another there. `clock` is undefined if it may agree with ours. */
export function readSent(t: Translate, token: Token, sentAtMs: number, clock?: ClockOffset): Sent {
  const here = readAt(t, token, sentAtMs);
  if (clock === undefined) return here;
  const there = readAt(t, token, sentAtMs + offsetOf(clock));
  const ends = [clock.minMs, clock.maxMs].map((ms) => stateWhenSent(token, sentAtMs + ms));
  const isCertain = ends.every((state) => state === there.state);
  return isCertain && there.state !== here.state ? { ...there, isByServer: true } : here;
}

function readAt(t: Translate, token: Token, atMs: number): Sent {
  const { seconds } = checkLifetime(claimsOf(token), atMs / 1_000, token.header);
  return {
    state: stateWhenSent(token, atMs),
    away: seconds === undefined ? '' : describeDuration(t, seconds),
  };
}

/** Whether a token had expired when a request sent it. Empty if that isn't known, or the token never expires. */
export function describeSent(t: Translate, token: Token, sentAtMs: number, clock?: ClockOffset): string {
  const here = readAt(t, token, sentAtMs);
  const { state, away, isByServer } = readSent(t, token, sentAtMs, clock);
  if (isByServer) {
    if (state === 'expired') return t('sent_there_expired', away);
    if (state === 'not yet valid') return t('sent_there_early', away);
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

/** When the token was last sent and whether it had expired by then. */
export function describeLastSent(t: Translate, token: Token, sentAtMs: number, clock?: ClockOffset): string {
  const { state, away, isByServer } = readSent(t, token, sentAtMs, clock);
  const at = describeMoment(sentAtMs);
  const time = at ? `${at.time} ${at.zone}` : '';
  if (isByServer) return `${t('sent_good_forever', time)} ${describeSent(t, token, sentAtMs, clock)}`;
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
export function describeSentShort(t: Translate, { state, away, isByServer }: Sent): string {
  switch (state) {
    case 'not expired':
      return t(isByServer ? 'request_there_good' : 'request_good');
    case 'expired':
      return t(isByServer ? 'request_there_expired' : 'request_expired', away);
    case 'not yet valid':
      return t(isByServer ? 'request_there_not_yet' : 'request_not_yet', away);
    case 'unknown':
      return '';
  }
}
