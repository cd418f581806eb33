import type { Body, Exchange, HttpExchange } from '../../exchange/exchange';
import { originOf, withoutFragment } from '../../exchange/url-parts';
import type { TokenLog } from '../../log/log';
import type { InspectedPage, PageCall, PageCallOutcome } from './inspected-page';
import { planCall, type CallPlan, type CallProblem, type TokenChoice } from './plan-call';
import type { SentBodies } from './sent-bodies';

/** Which request is sent again, and how. */
export interface Resending {
  readonly exchangeId: string;
  /** The token to replace; all tokens of the request if it's absent. */
  readonly tokenId?: number;
  readonly choice: TokenChoice;
}

/** What came of it. `exchangeId` is the captured new request; absent if capture didn't report it. */
export type Resent =
  | { readonly outcome: PageCallOutcome['kind']; readonly exchangeId?: string }
  | { readonly outcome: 'rejected'; readonly problem: CallProblem | SendProblem };

/**
 * Why a call that could be sent isn't sent now. `page-changed`: the plan that the user saw was for another page.
 * `overridden`: the browser would replace the token of the call.
 */
export type SendProblem = 'paused' | 'not-confirmed' | 'page-changed' | 'overridden';

/** What the user has approved. */
export interface Approval {
  readonly isConfirmed: boolean;
  /** The origin of the page in the plan that was shown. */
  readonly pageOrigin: string;
}

/** What sending a request again needs of the session. */
export interface ResendTools {
  readonly log: TokenLog;
  readonly bodies: SentBodies;
  readonly page: InspectedPage;
  readonly pageOrigin: string;
  readonly isPaused: boolean;
  /** The origin whose calls get another token. */
  readonly overrideOrigin: string | undefined;
  /** Calls back after each exchange that is recorded or amended, until the returned function is called. */
  readonly onRecorded: (listener: (exchangeId: string) => void) => () => void;
}

/** The page's clock and that of DevTools differ by rounding. */
const clockSlackMs = 100;
/** How long capture may take to report a call that the page has completed. DevTools reads its body first. */
const reportedWithinMs = 8_000;

/** What sending a request again will do; undefined if the log doesn't store it. */
export function planResending(
  { exchangeId, tokenId, choice }: Resending,
  { log, bodies, pageOrigin }: Pick<ResendTools, 'log' | 'bodies' | 'pageOrigin'>,
): { readonly plan: CallPlan; readonly call: PageCall } | undefined {
  const exchange = log.exchange(exchangeId);
  if (exchange?.kind !== 'http') return undefined;
  const outgoing = log
    .tokensIn(exchangeId)
    .filter(({ isOutgoing, location }) => isOutgoing && location.kind !== 'message sent');
  const occurrences =
    tokenId === undefined || choice.kind === 'none'
      ? outgoing
      : outgoing.filter((token) => token.tokenId === tokenId);
  return planCall(exchange, { sentBody: bodies.get(exchangeId), occurrences, choice, pageOrigin });
}

/** Sends a request again from the page, and finds the new request in the log. Undefined as for `planResending`. */
export async function sendAgain(
  resending: Resending & Approval,
  tools: ResendTools,
  signal: AbortSignal,
): Promise<Resent | undefined> {
  const { log, page, onRecorded } = tools;
  const planned = planResending(resending, tools);
  if (planned === undefined) return undefined;
  const { plan, call } = planned;
  if (plan.pageOrigin !== resending.pageOrigin) return { outcome: 'rejected', problem: 'page-changed' };
  if (plan.problem !== undefined) return { outcome: 'rejected', problem: plan.problem };
  if (plan.isUnsafe && !resending.isConfirmed) return { outcome: 'rejected', problem: 'not-confirmed' };
  if (tools.isPaused) return { outcome: 'rejected', problem: 'paused' };
  if (originOf(call.url) === tools.overrideOrigin) return { outcome: 'rejected', problem: 'overridden' };

  const recorded = new Set<string>();
  let wake = () => {};
  const stop = onRecorded((id) => {
    recorded.add(id);
    wake();
  });
  try {
    const outcome = await page.call(call, signal);
    if (outcome.kind === 'not sent') return { outcome: outcome.kind };
    const find = () =>
      [...recorded].find((id) => isSameCall(log.exchange(id), call, outcome.startedAtMs - clockSlackMs));
    let isOverdue = false;
    void page.wait(reportedWithinMs).then(() => {
      isOverdue = true;
      wake();
    });
    for (let id = find(); ; id = find()) {
      if (id !== undefined) return { outcome: outcome.kind, exchangeId: id };
      if (isOverdue || signal.aborted) return { outcome: outcome.kind };
      await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    stop();
  }
}

/** The page itself may make a similar call at the same time, so everything that a script sets must be the same. */
function isSameCall(exchange: Exchange | undefined, call: PageCall, sinceMs: number): boolean {
  return (
    exchange?.kind === 'http' &&
    exchange.isPending !== true &&
    exchange.sentAtMs >= sinceMs &&
    exchange.method.toUpperCase() === call.method.toUpperCase() &&
    withoutFragment(exchange.url) === new URL(call.url).href &&
    call.headers.every(({ name, value }) => hasHeader(exchange, name, value)) &&
    isAuthorized(exchange.requestHeaders) === isAuthorized(call.headers) &&
    (exchange.requestBody === undefined || isSameBody(exchange.requestBody, call.body ?? ''))
  );
}

function isAuthorized(headers: PageCall['headers']): boolean {
  return headers.some(({ name }) => name.toLowerCase() === 'authorization');
}

function isSameBody({ text, truncated, end, gap }: Body, sent: string): boolean {
  if (gap !== undefined) return true;
  return truncated || end !== undefined ? sent.startsWith(text) : sent === text;
}

function hasHeader({ requestHeaders }: HttpExchange, wanted: string, value: string): boolean {
  const sent = requestHeaders.filter(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  return sent.some((header) => header.value.includes(value.trim()));
}
