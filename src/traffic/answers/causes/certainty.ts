import type { HttpExchange } from '../../exchange/exchange';
import type { CauseCode, Certainty } from './cause';
import { isSignIn, type OtherReason } from './other-reason';
import { targetOf } from '../../exchange/url-parts';
import { type Candidate, type Subject } from './subject';

const likelyWeight = 40;
/** Another cause from this weight on makes a proven one less certain. */
const doubtWeight = 55;
/** What a server reports, if it's believable; see `checkReport`. */
const reportedWeight = 30;

/**
 * How certain a cause is. A proof shows that the token or the request is wrong, not that the server rejected it for
 * that. So a cause is certain only if the status means that the credentials are wrong, or the server reports the same,
 * and nothing else explains the rejection.
 */
export function rateCertainty(
  { code, weight, isProven }: Candidate,
  others: readonly Candidate[],
  subject: Subject,
  reported: readonly Candidate[],
  reason: OtherReason | undefined,
): Certainty {
  const isSame = reported.some((each) => each.code === code && each.weight > 0);
  const isContradicted =
    !isSame && reported.some((each) => each.code !== code && each.weight >= reportedWeight);
  const isCertain =
    isProven === true &&
    reason === undefined &&
    !isContradicted &&
    (isSame || isAboutCredentials(subject)) &&
    !others.some(
      ({ code: other, weight: otherWeight }) => other === 'scheme' || otherWeight >= doubtWeight,
    ) &&
    isComplete(subject) &&
    isOnlyCredential(subject, code);
  return isCertain ? 'certain' : weight >= likelyWeight ? 'likely' : 'possible';
}

/** RFC 9110 §15.5.2 and §15.5.8. A token endpoint has 400 for almost everything (RFC 6749 §5.2). */
function isAboutCredentials({ exchange, tokenRequest, report, credential }: Subject): boolean {
  const { status } = exchange;
  if (tokenRequest !== undefined) return status === 400 || status === 401;
  if (isSignIn(exchange) || (credential === undefined && isShared(exchange))) return false;
  return status === 401 || status === 407 || (status === 200 && report.texts.includes('UNAUTHENTICATED'));
}

/** One path for all operations, also for those that need no token, such as signing in. */
function isShared({ method, url }: HttpExchange): boolean {
  return method === 'POST' && /\/(?:graphql|gql|(?:json-?)?rpc|api|query|batch)\/?$/i.test(targetOf(url));
}

function isComplete({ exchange }: Subject): boolean {
  return exchange.status > 0 && exchange.isRedacted !== true;
}

/** A server that is known to read another credential may have rejected that one. */
function isOnlyCredential({ accepted, cookies, credential, exchange }: Subject, code: CauseCode): boolean {
  if (code === 'no-token' && credential === undefined) return true;
  const isRead = accepted.sameOrigin.some((peer) => peer.credential?.name === credential?.name);
  const hasOther =
    cookies.size > 0 ||
    exchange.requestHeaders.some(
      ({ name }) => /^x-.*(?:token|key|auth)/i.test(name) && name.toLowerCase() !== credential?.name,
    );
  return isRead || !hasOther;
}
