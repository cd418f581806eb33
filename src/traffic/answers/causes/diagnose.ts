import type { TokenLog } from '../../log/log';
import type { Cause, CauseCode, Certainty, Evidence, Rejection } from './cause';
import { hasAuthorization, isRejected } from './is-rejected';

/**
 * Why a request was rejected, by the token, the request, similar requests and what the server reports. Undefined if it
 * isn't stored or wasn't rejected.
 */
export async function diagnose(log: TokenLog, exchangeId: string): Promise<Rejection | undefined> {
  const exchange = log.exchange(exchangeId);
  if (exchange?.kind !== 'http') return undefined;
  const tokens = log.tokensIn(exchangeId).filter(({ isOutgoing }) => isOutgoing);
  if (!isRejected(exchange, tokens.length > 0)) return undefined;
  const status: Evidence = { code: 'status', params: [exchange.status] };
  if (tokens.length === 0 && !hasAuthorization(exchange) && exchange.status === 401) {
    return { causes: [createCause('no-token', 'likely', [{ code: 'no-credentials', params: [] }, status])] };
  }
  return { causes: [createCause('unknown', 'possible', [status])] };
}

function createCause(code: CauseCode, certainty: Certainty, evidence: readonly Evidence[]): Cause {
  return { code, certainty, params: [], evidence };
}
