import { loadDigests, type Digests } from '../../../token';
import type { Rejection } from '../causes/cause';
import type { TokenLog } from '../../log/log';
import { targetOf } from '../../exchange/url-parts';
import { checkFlow, listIdTokens } from './checks';
import { compareIdTokens } from './compare-claims';
import { findFlows, type FoundFlow, type FoundFlows, type LinkedStep } from './find-flows';
import type { CodeFate, Flow, FlowKind, FlowStep } from './flow';
import { maxSteps, maxValueLength } from './limits';
import { textOf } from '../../sign-in/parameters';
import { errorOf } from '../../sign-in/failed-step';
import { diagnoseSignIn } from './sign-in-failure';
import { readSteps, type Step } from '../../sign-in/read-steps';

/** What a flow is asked for by: one of its requests, or a token that one of its responses delivered. */
export type FlowQuery = { readonly exchangeId: string } | { readonly tokenId: number };

/** The sign-in that a request belongs to, or that issued a token; undefined if there is none. */
export async function readFlow(
  log: TokenLog,
  query: FlowQuery,
  nextTask?: () => Promise<void>,
): Promise<Flow | undefined> {
  const asked = 'exchangeId' in query ? log.exchange(query.exchangeId) : undefined;
  // Most requests aren't part of a sign-in.
  if (asked !== undefined && (asked.kind !== 'http' || readSteps(asked).length === 0)) return undefined;
  const digests = await loadDigests();
  const flows = await findFlows(log, digests, nextTask);
  const exchangeId = 'exchangeId' in query ? query.exchangeId : findIssuing(log, query.tokenId, flows);
  const flow = exchangeId === undefined ? undefined : flows.get(exchangeId);
  return flow && describeFlow(log, flow, digests, exchangeId);
}

/**
 * Why steps of sign-ins failed, although no server rejected them; undefined for one that didn't. Reads the log once, when
 * it's needed.
 */
export function createSignInDiagnosis(
  log: TokenLog,
  nextTask?: () => Promise<void>,
): (exchangeId: string) => Promise<Rejection | undefined> {
  let flows: Promise<FoundFlows> | undefined;
  return async (exchangeId) => {
    const exchange = log.exchange(exchangeId);
    // Most requests aren't part of a sign-in.
    if (exchange?.kind !== 'http' || readSteps(exchange).length === 0) return undefined;
    flows ??= loadDigests().then((digests) => findFlows(log, digests, nextTask));
    const flow = (await flows).get(exchangeId);
    return flow && diagnoseSignIn(flow, exchange);
  };
}

function findIssuing(log: TokenLog, tokenId: number, flows: FoundFlows): string | undefined {
  const raw = log.row(tokenId)?.raw;
  return log
    .exchangesOf(tokenId)
    .find((id) => flows.has(id) && log.tokensIn(id).some((token) => token.raw === raw && !token.isOutgoing));
}

async function describeFlow(
  log: TokenLog,
  flow: FoundFlow,
  digests: Digests,
  currentId: string | undefined,
): Promise<Flow> {
  const steps = mergePolls(flow.steps);
  const current = steps.findIndex(({ exchangeIds }) => exchangeIds.includes(currentId ?? ''));
  const shown = steps.filter(
    (_step, index) => index < maxSteps / 2 || index >= steps.length - maxSteps / 2 || index === current,
  );
  const codeFate = findCodeFate(flow);
  const clientId = flow.request.get('client_id') ?? findClient(flow);
  return {
    kind: findKind(flow),
    ...(clientId !== undefined && { clientId: clientId.slice(0, maxValueLength) }),
    steps: shown.map((step) => describeStep(step, currentId)),
    omittedSteps: steps.length - shown.length,
    ...(codeFate !== undefined && { codeFate }),
    checks: checkFlow(log, flow, digests, codeFate),
    comparisons: await compareIdTokens(listIdTokens(flow), flow.all('userinfo'), currentId),
  };
}

interface ShownStep extends LinkedStep {
  readonly polls?: number;
}

/** Polls without a result are one step with the poll after them (RFC 8628 §3.5). */
function mergePolls(steps: readonly LinkedStep[]): readonly ShownStep[] {
  const merged: ShownStep[] = [];
  for (const linked of steps) {
    const before = merged.at(-1);
    if (before !== undefined && linked.step.kind === 'token request' && isPending(before.step)) {
      // The copy of the first poll is extended by the others, since there can be thousands.
      const exchangeIds = before.polls === undefined ? [...before.exchangeIds] : before.exchangeIds;
      exchangeIds.push(...linked.exchangeIds);
      merged[merged.length - 1] = { step: linked.step, exchangeIds, polls: (before.polls ?? 0) + 1 };
    } else {
      merged.push(linked);
    }
  }
  return merged;
}

function isPending({ kind, response }: Step): boolean {
  const error = textOf(response, 'error');
  return kind === 'token request' && (error === 'authorization_pending' || error === 'slow_down');
}

function describeStep({ step, exchangeIds, polls }: ShownStep, currentId: string | undefined): FlowStep {
  const { kind, exchange, features } = step;
  const { sentAtMs, method, url, status } = exchange;
  const error = errorOf(step);
  return {
    kind,
    exchangeId: exchange.id,
    sentAtMs,
    method: method.slice(0, maxValueLength),
    url: targetOf(url).slice(0, maxValueLength),
    status,
    ...(exchange.isPending && { isPending: true }),
    ...(exchangeIds.includes(currentId ?? '') && { isCurrent: true }),
    features,
    ...(error !== undefined && { error: error.slice(0, maxValueLength) }),
    ...(polls !== undefined && { polls }),
  };
}

function findKind(flow: FoundFlow): FlowKind {
  if (flow.has('device request')) return 'device';
  if (flow.has('backchannel request')) return 'backchannel';
  const types = new Set((flow.request.get('response_type') ?? '').split(' '));
  const hasCode = flow.all('authorization response').some(({ parameters }) => parameters.has('code'));
  if (flow.has('authorization request') || flow.has('pushed request') || flow.has('authorization response')) {
    if (types.has('id_token') || types.has('token')) return types.has('code') ? 'hybrid' : 'implicit';
    const hasTokens = flow
      .all('authorization response')
      .some(({ parameters }) => parameters.has('id_token') || parameters.has('access_token'));
    return !hasTokens ? 'authorization code' : hasCode ? 'hybrid' : 'implicit';
  }
  const [first] = flow.all('token request', 'token exchange');
  if (first === undefined) return 'refresh';
  if (first.kind === 'token exchange') return 'token exchange';
  switch (first.parameters.get('grant_type')) {
    case 'authorization_code':
      return 'authorization code';
    case 'urn:ietf:params:oauth:grant-type:device_code':
      return 'device';
    case 'urn:openid:params:grant-type:ciba':
      return 'backchannel';
    default:
      return 'other grant';
  }
}

function findClient(flow: FoundFlow): string | undefined {
  for (const { step } of flow.steps) {
    const id = step.kind === 'logout' ? undefined : step.parameters.get('client_id');
    if (id !== undefined && id !== '') return id;
  }
  return undefined;
}

function findCodeFate(flow: FoundFlow): CodeFate | undefined {
  const response = flow.lastOf('authorization response')?.step;
  if (response?.parameters.has('code') !== true || flow.has('token request')) return undefined;
  const { status, method } = response.exchange;
  const isAtServer = response.isRedirect !== true && (method === 'POST' || (status >= 300 && status < 400));
  return isAtServer && status < 400 ? 'server' : 'not redeemed';
}
