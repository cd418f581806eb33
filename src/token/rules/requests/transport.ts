import { quoteForSentence } from '../../wording';
import { readTexts } from '../claims/claim-readers';
import { grantRules } from '../oauth/grants';
import { isLocalHost, isLoopback, isSameSite } from '../hosts/host';
import { findNamedHost, isAnalyticsHost } from '../hosts/known-hosts';
import { findHeader, containsToken, isSent, listRequests, nameHost, parseAddress } from './request';
import { responseRules } from './responses';
import type { Hit, RequestFacts, Rule, Subject } from '../rule';
import { MINUTE, toTime } from '../read-time';
import { receivedText } from '../../decode/repair';

const group = 'Transport';

/**
 * Parameters that pass a token in a URL as intended: RFC 9101 §5.1, OpenID Connect RP-Initiated Logout 1.0 §2, JARM
 * §2.3, OpenID Connect Core 1.0 §3.1.2.1, CIBA 1.0 §7.1, and what the client itself put in `state`.
 */
const FRONT_CHANNEL_NAMES = new Set([
  'request',
  'id_token_hint',
  'response',
  'login_hint_token',
  'state',
  'relaystate',
  // An authorization code (RFC 6749 §4.1.2), which some servers encode as a JWT.
  'code',
  // The user's own session, passed on by Clerk once.
  '__clerk_handshake',
]);

/** Rules about how a token is sent, and who can see it. */
export const transportRules: readonly Rule[] = [
  {
    id: 'TR-URL-QUERY',
    group,
    severity: 'medium',
    source: 'RFC 6750 §2.3, §5.3; RFC 9700 §4.3.2; OWASP',
    find: ({ use, claims, context }) => {
      const hit = parameterHit(
        listRequests(context).find(
          (request) =>
            request.location === 'url query' &&
            !isFrontChannel(request) &&
            !isWebSocket(request) &&
            // The public key of a project is intended for pages.
            (use !== 'API key' || claims.role === 'service_role'),
        ),
      );
      return hit && isBrief(claims) ? { ...hit, severity: 'info' } : hit;
    },
  },
  {
    id: 'TR-URL-PATH',
    group,
    severity: 'low',
    source: 'RFC 6750 §5.3',
    find: ({ context }) => hostHit(listRequests(context).find(({ location }) => location === 'url path')),
  },
  {
    id: 'TR-URL-FRAGMENT',
    group,
    severity: 'medium',
    source: 'RFC 9700 §2.1.2, §4.3.2',
    find: ({ token, context }) =>
      parameterHit(
        listRequests(context).find(
          (request) =>
            !isFrontChannel(request) &&
            // OpenID Connect Core 1.0 §3.2: an ID token alone gives access to nothing.
            request.name !== 'id_token' &&
            (request.location === 'url fragment' || isInFragment(request, receivedText(token))),
        ),
      ),
  },
  {
    id: 'TR-REDIRECT',
    group,
    severity: 'medium',
    source: 'RFC 9700 §4.2, §4.11',
    find: ({ token, context }) =>
      parameterHit(
        listRequests(context).find(
          (request) =>
            request.location === 'response location' &&
            !isFrontChannel(request) &&
            // A fragment stays in the browser (RFC 3986 §3.5).
            !isInFragment(request, receivedText(token)),
        ),
      ),
  },
  {
    id: 'TR-REFERER',
    group,
    severity: 'medium',
    source: 'RFC 9700 §4.2.4',
    find: ({ token, claims, context }) => {
      const request = listRequests(context).find(({ headers, url }) => {
        const referer = findHeader(headers, 'referer');
        // A site that receives its own URL learns nothing new.
        return !isSameOrigin(referer, url) && containsToken(referer, receivedText(token));
      });
      if (request === undefined) return undefined;
      const page = parseAddress(findHeader(request.headers, 'referer'))?.hostname ?? '';
      const isOtherSite = !isSameSite(page, parseAddress(request.url)?.hostname ?? '');
      return {
        params: [nameHost(request)],
        ...(isOtherSite && !isBrief(claims) && { severity: 'high' as const }),
      };
    },
  },
  {
    id: 'TR-HTTP',
    group,
    severity: 'high',
    source: 'RFC 6750 §5.3; RFC 9700 §2.6',
    find: ({ context }) => {
      const requests = listRequests(context).filter(isUnencrypted);
      const request = requests.find(isOnInternet) ?? requests[0];
      if (request === undefined) return undefined;
      const hit = { params: [nameHost(request)] };
      if (isOnInternet(request)) return hit;
      // Only those who are on the private network can read it, and between servers a proxy may have ended TLS.
      return { ...hit, severity: request.pageUrl === undefined ? 'info' : 'medium' };
    },
  },
  {
    id: 'TR-THIRD-PARTY',
    group,
    severity: 'medium',
    source: 'RFC 6750 §5.3; RFC 9700 §4.9',
    find: (subject) => hostHit(listRequests(subject.context).find((request) => isForeign(request, subject))),
  },
  {
    id: 'TR-ANALYTICS',
    group,
    severity: 'medium',
    source: 'RFC 6750 §5.3; OWASP',
    find: (subject) =>
      hostHit(
        listRequests(subject.context).find((request) => {
          const host = parseAddress(request.url)?.hostname ?? '';
          return (
            isSent(request.location) &&
            isAnalyticsHost(host) &&
            !isOwnPage(request, host) &&
            !isNamed(subject, host)
          );
        }),
      ),
  },
  ...grantRules,
  ...responseRules,
  {
    id: 'TR-WS-QUERY',
    group,
    severity: 'info',
    source: 'RFC 6750 §5.3',
    find: ({ context }) =>
      parameterHit(
        listRequests(context).find((request) => request.location === 'url query' && isWebSocket(request)),
      ),
  },
];

function hostHit(request: RequestFacts | undefined): Hit | undefined {
  return request && { params: [nameHost(request)] };
}

function isSameOrigin(one: string | undefined, other: string): boolean {
  return parseAddress(one)?.origin === parseAddress(other)?.origin;
}

/** It has expired when somebody finds it in a log. */
function isBrief(claims: Subject['claims']): boolean {
  return toTime(claims.exp) - toTime(claims.iat) <= 5 * MINUTE;
}

/** Not a private address, and not a name that only one network or developer's machine has. */
function isOnInternet({ url }: RequestFacts): boolean {
  const host = parseAddress(url)?.hostname ?? '';
  return !isLocalHost(host) && host.includes('.') && !host.endsWith('.test');
}

/**
 * Whether a request went over the network without encryption. For HSTS, a browser itself redirects to HTTPS, and a proxy
 * that ends TLS declares it.
 */
function isUnencrypted({ url, headers, responseHeaders }: RequestFacts): boolean {
  const address = parseAddress(url);
  return (
    address !== undefined &&
    /^(?:http|ws):$/.test(address.protocol) &&
    !isLoopback(address.hostname) &&
    findHeader(responseHeaders, 'non-authoritative-reason') === undefined &&
    findHeader(headers, 'x-forwarded-proto') !== 'https'
  );
}

/** Includes the parameter. */
function parameterHit(request: RequestFacts | undefined): Hit | undefined {
  return request && { params: [nameHost(request), quoteForSentence(request.name)] };
}

function isFrontChannel({ name }: RequestFacts): boolean {
  return FRONT_CHANNEL_NAMES.has(name.toLowerCase());
}

function isWebSocket({ url }: RequestFacts): boolean {
  return /^wss?:/i.test(url);
}

/** A redirect that passes the token to the page in the fragment of its URL. */
function isInFragment(request: RequestFacts, raw: string): boolean {
  if (request.location !== 'response location') return false;
  const location = findHeader(request.responseHeaders, 'location');
  const hash = location?.indexOf('#') ?? -1;
  return hash !== -1 && containsToken(location?.slice(hash), raw);
}

function isOwnPage({ pageUrl }: RequestFacts, host: string): boolean {
  const page = parseAddress(pageUrl)?.hostname;
  return page !== undefined && isSameSite(page, host);
}

/**
 * Whether a request sent the token to a site other than the page's, its issuer's and those of its audience. An audience
 * without a host doesn't show where the token belongs, and an `Authorization` header is meant for its receiver.
 */
function isForeign(request: RequestFacts, subject: Subject): boolean {
  const host = parseAddress(request.url)?.hostname;
  const isElsewhere =
    isSent(request.location) &&
    request.pageUrl !== undefined &&
    request.name.toLowerCase() !== 'authorization';
  if (host === undefined || !isElsewhere || isOwnPage(request, host) || isAnalyticsHost(host)) return false;
  const hasHost = readTexts(subject.claims.aud).some((text) => findNamedHost(text) !== undefined);
  return hasHost && !isNamed(subject, host);
}

/** Whether a host is of the token's issuer or audience. */
function isNamed({ claims }: Subject, host: string): boolean {
  const names = [...readTexts(claims.aud), ...readTexts(claims.iss)].flatMap(
    (text) => findNamedHost(text) ?? [],
  );
  return names.some((name) => isSameSite(name, host));
}
