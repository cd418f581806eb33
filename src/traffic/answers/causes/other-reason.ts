import { headerOf, type HttpExchange } from '../../exchange/exchange';
import { classify } from './classify';
import { targetOf } from '../../exchange/url-parts';
import { type Subject } from './subject';

/**
 * A reason that has nothing to do with the token: a firewall or bot protection answered before the server; the request
 * signs in, and what the user typed is wrong; the server reports something else.
 */
export type OtherReason = 'blocked' | 'sign-in' | 'unrelated';

const blocked =
  /\bray id\b|cloudflare|cloudfront|akamai|incapsula|imperva|sucuri|mod_?security|web application firewall|\bwaf\b|captcha|you are (?:a )?human|you have been blocked|\breference #\d|request (?:was )?blocked|unusual traffic|\berror code:? 10\d\d\b|\byour ip\b|\bip address\b/i;
/** Firewalls that name themselves in a header of their responses. */
const firewallServer = /^(?:akamaighost|awselb\/[\d.]+)$/i;

/** Wrong credentials of a user, who has no token yet. */
const signInPath = /\/(?:log-?in|sign-?in|authenticate|auth|sessions?|register|sign-?up|password)\/?$/i;
const typedWrong =
  /password|pass ?code|e-?mail|user ?name|(?:wrong|bad|invalid|incorrect) credentials|verification code|(?:log|sign) ?in failed/i;

/** Words of texts that are about credentials, or about nothing in particular. */
const generalWords =
  /auth|forbidden|denied|\ballow|permi|privileg|\brole|token|jwt|credential|(?:log|sign)(?:ged|ed)? ?(?:in|out)|session|expir|invalid|reject|\bbad request|internal server|\berror\b|\bfail|went wrong|policy|\bcan(?:no|.)t\b|\bmay not\b|unable to/i;

/**
 * Whether the response is about a block, a wrong password or an unrelated error. Undefined if it's about the token, or
 * unclear.
 */
export function findOtherReason({ exchange, report, credential }: Subject): OtherReason | undefined {
  const { status } = exchange;
  const sentences = report.texts.filter((text) => /\S\s+\S+\s+\S/.test(text));
  if ((status === 403 || status === 401) && sentences.some((text) => blocked.test(text))) return 'blocked';
  if (status === 403 && isFromFirewall(exchange)) return 'blocked';
  const isWithoutToken = credential === undefined || credential.jwt === undefined;
  const expectsToken =
    /^(?:bearer|dpop)$/i.test(credential?.scheme ?? '') ||
    report.challenges.some(({ scheme }) => /^(?:bearer|dpop)$/.test(scheme));
  const maySignIn = isSignIn(exchange) || (exchange.method === 'POST' && isWithoutToken && !expectsToken);
  if (maySignIn && report.texts.some((text) => typedWrong.test(text))) return 'sign-in';
  // A 401 is about credentials (RFC 9110 §15.5.2), whatever its text is.
  const isUnrelated = (text: string) => !generalWords.test(text) && classify(text).size === 0;
  if (![400, 403, 422, 500].includes(status) || sentences.length === 0) return undefined;
  return report.errors.length === 0 && sentences.every(isUnrelated) ? 'unrelated' : undefined;
}

function isFromFirewall({ responseHeaders }: HttpExchange): boolean {
  return (
    headerOf(responseHeaders, 'cf-mitigated') !== undefined ||
    firewallServer.test(headerOf(responseHeaders, 'server') ?? '')
  );
}

/** Whether the request goes to where users sign in, by its path. The log doesn't store passwords. */
export function isSignIn({ method, url }: HttpExchange): boolean {
  return method === 'POST' && signInPath.test(targetOf(url));
}
