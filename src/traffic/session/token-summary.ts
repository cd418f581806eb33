import { decode, describeTokenType, type TokenType } from '../../token';
import { originOf } from '../exchange/url-parts';
import type { TokenLog } from '../log/log';
import type { TokenLinePosition, TokenRow } from '../log/log-summary';
import { maxSummaryTextLength, maxTokenSummaries } from './limits';

/** What a short list shows about a token, without its text. */
export interface TokenSummary {
  readonly id: number;
  readonly type: TokenType | 'malformed';
  /** Empty if it can't be read. */
  readonly subject: string;
  /** Several are separated by commas. */
  readonly audience: string;
  readonly line?: TokenLinePosition;
  /** The origin of the last request, page or storage with it; empty if there is none. */
  readonly origin: string;
  readonly lastSeenMs: number;
}

/** The tokens of a log, those with the newest activity first. */
export function summarizeTokens(log: TokenLog): readonly TokenSummary[] {
  return log
    .rows()
    .slice(0, maxTokenSummaries)
    .map((row) => summarize(row, log.sightings(row.id).at(-1)?.url ?? ''));
}

function summarize({ id, raw, typeLocation, lastSeenMs, line }: TokenRow, url: string): TokenSummary {
  const token = decode(raw, { repair: true });
  const type =
    token.kind === 'malformed' ? token.kind : describeTokenType(token, typeLocation && [typeLocation]).type;
  const { sub: subject, aud } = (token.kind === 'jwe' ? undefined : token.claims) ?? {};
  const audiences = [aud].flat().filter((each) => typeof each === 'string');
  return {
    id,
    type,
    subject: typeof subject === 'string' ? subject.slice(0, maxSummaryTextLength) : '',
    audience: audiences.slice(0, maxSummaryTextLength).join(', ').slice(0, maxSummaryTextLength),
    ...(line && { line }),
    origin: (originOf(url) ?? '').slice(0, maxSummaryTextLength),
    lastSeenMs,
  };
}
