import type { Token } from '../../token';
import type { RequestSummary } from '../../traffic';
import { describeClock } from '../format/clocks';
import { describeSent } from '../format/sent';
import { useTranslate } from '../format/translate';
import type { ClocksModel } from '../model/clocks';

interface ServerClockProps {
  readonly clocks: ClocksModel;
  readonly request: RequestSummary;
}

/** By how much the clock of the request's server differs; nothing if it may agree. */
export function ServerClock({ clocks, request }: ServerClockProps) {
  const t = useTranslate();
  const clock = clocks.of(request);
  return clock === undefined ? null : <p>{describeClock(t, clock)}</p>;
}

interface SentLineProps extends ServerClockProps {
  readonly token: Token;
  /** When the token was last sent, which its lifetime shows. */
  readonly lastSentMs: number | undefined;
}

/** Whether the request's token had expired when it was sent, by both clocks. */
export function SentLine({ clocks, request, token, lastSentMs }: SentLineProps) {
  const t = useTranslate();
  if (request.sentAtMs === lastSentMs && clocks.of(request) === undefined) return null;
  const text = describeSent(t, token, request.sentAtMs, clocks.of(request));
  return text === '' ? null : <p class="request-note">{text}</p>;
}
