import type { HttpExchange } from '../../exchange/exchange';
import type { Cause, CauseCode, Evidence, Rejection } from '../causes/cause';
import { cut } from '../causes/claim-text';
import { classify } from '../causes/classify';
import { originOf } from '../../exchange/url-parts';
import { fact } from '../causes/subject';
import { readReport } from '../causes/server-report';
import { errorOf, isBlockedByCors, loginErrors, pageOf } from '../../sign-in/failed-step';
import { quote } from '../../sign-in/parameters';
import { readSteps, type Step } from '../../sign-in/read-steps';
import type { FoundFlow } from './find-flows';

/** RFC 6749 §4.1.2.1 and OpenID Connect Core 1.0 §3.1.2.6; the other codes are about the client or its request. */
const errorCauses: ReadonlyMap<string, CauseCode> = new Map<string, CauseCode>([
  ['access_denied', 'access-denied'],
  ['invalid_scope', 'scope'],
  ['unauthorized_client', 'invalid-client'],
  ['invalid_client', 'invalid-client'],
  ['invalid_target', 'audience'],
  ...[...loginErrors].map((error) => [error, 'login-required'] as const),
  ['unmet_authentication_requirements', 'step-up'],
]);

/** Why a step of a sign-in failed that isn't a rejected request: an error in a redirect, a lost `state`, or CORS. */
export function diagnoseSignIn(flow: FoundFlow, exchange: HttpExchange): Rejection | undefined {
  const cause = readSteps(exchange)
    .map((step) => findCause(flow, step))
    .find((each) => each !== undefined);
  return cause && { causes: [cause] };
}

function findCause(flow: FoundFlow, step: Step): Cause | undefined {
  const { exchange, kind } = step;
  switch (kind) {
    case 'authorization response':
      return findResponseCause(flow, step);
    case 'authorization request':
      return exchange.status >= 400 ? findReportedCause(exchange) : undefined;
    case 'token request':
    case 'pushed request':
    case 'refresh':
      return isBlockedByCors(exchange)
        ? createCause('preflight', 'likely', [describeCors(exchange)], [originOf(exchange.url)])
        : undefined;
    default:
      return undefined;
  }
}

function findResponseCause(flow: FoundFlow, step: Step): Cause | undefined {
  const error = errorOf(step);
  if (error !== undefined) {
    const description = step.parameters.get('error_description') ?? '';
    const evidence = [
      fact('oauth-error', cut(error)),
      ...(description === '' ? [] : [fact('reported', cut(description))]),
    ];
    const [reported] = rank(description);
    return createCause(errorCauses.get(error) ?? reported ?? 'unknown', 'likely', evidence);
  }
  const expected = flow.request.get('state');
  const received = step.parameters.get('state');
  if (expected === undefined || received === expected || step.isEncrypted === true) return undefined;
  return createCause('state', 'likely', [
    received === undefined
      ? fact('parameter-missing', 'state')
      : fact('parameter-differs', 'state', quote(received), quote(expected)),
  ]);
}

/** The authorization server shows a page instead of redirecting, since it doesn't trust the redirect URI. */
function findReportedCause(exchange: HttpExchange): Cause {
  const { texts } = readReport(exchange);
  const text = texts.find((each) => rank(each).length > 0);
  const status = fact('status', exchange.status);
  if (text === undefined) return createCause('unknown', 'possible', [status]);
  return createCause(rank(text)[0] ?? 'unknown', 'likely', [fact('reported', cut(text)), status]);
}

/** The causes that a text suggests, the strongest first. */
function rank(text: string): readonly CauseCode[] {
  return [...classify(text)].sort(([, one], [, other]) => other - one).map(([code]) => code);
}

function describeCors(exchange: HttpExchange): Evidence {
  return exchange.status > 0
    ? fact('origin-not-allowed', originOf(pageOf(exchange) ?? ''))
    : fact('no-response');
}

function createCause(
  code: CauseCode,
  certainty: Cause['certainty'],
  evidence: readonly Evidence[],
  params: readonly string[] = [],
): Cause {
  return { code, certainty, params, evidence };
}
