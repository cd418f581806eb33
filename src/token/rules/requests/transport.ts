import { quoteForSentence } from '../../wording';
import { readTexts } from '../claims/claim-readers';
import { grantRules } from '../oauth/grants';
import { isLoopback, isSameSite } from '../hosts/host';
import { findNamedHost, isAnalyticsHost } from '../hosts/known-hosts';
import {
  findHeader,
  containsToken,
  isSent,
  listRequests,
  nameHost,
  parseAddress,
  readAuthorization,
} from './request';
import { responseRules } from './responses';
import type { Hit, RequestFacts, Rule, Subject } from '../rule';
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
]);

/** Rules about how a token is sent, and who can see it. */
export const transportRules: readonly Rule[] = [
  {
    id: 'TR-URL-QUERY',
    group,
    severity: 'high',
    phase: 'transport',
    source: 'RFC 6750 §2.3, §5.3; RFC 9700 §4.3.2; OWASP',
    find: ({ context }) =>
      parameterHit(
        listRequests(context).find(
          (request) => request.location === 'url query' && !isFrontChannel(request) && !isWebSocket(request),
        ),
      ),
  },
  {
    id: 'TR-URL-PATH',
    group,
    severity: 'high',
    phase: 'transport',
    source: 'RFC 6750 §5.3',
    find: ({ context }) => hostHit(listRequests(context).find(({ location }) => location === 'url path')),
  },
  {
    id: 'TR-URL-FRAGMENT',
    group,
    severity: 'medium',
    phase: 'transport',
    source: 'RFC 9700 §2.1.2, §4.3.2',
    find: ({ token, context }) =>
      parameterHit(
        listRequests(context).find(
          (request) =>
            !isFrontChannel(request) &&
            (request.location === 'url fragment' || isInFragment(request, receivedText(token))),
        ),
      ),
  },
  {
    id: 'TR-REDIRECT',
    group,
    severity: 'high',
    phase: 'transport',
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
    severity: 'high',
    phase: 'transport',
    source: 'RFC 9700 §4.2.4',
    find: ({ token, context }) =>
      hostHit(
        listRequests(context).find((request) => {
          const referer = findHeader(request.headers, 'referer');
          // A site that receives its own URL learns nothing new.
          const isOwn = parseAddress(referer)?.origin === parseAddress(request.url)?.origin;
          return !isOwn && containsToken(referer, receivedText(token));
        }),
      ),
  },
  {
    id: 'TR-HTTP',
    group,
    severity: 'high',
    phase: 'transport',
    source: 'RFC 6750 §5.3; RFC 9700 §2.6',
    find: ({ context }) =>
      hostHit(
        listRequests(context).find(({ url }) => {
          const address = parseAddress(url);
          return (
            address !== undefined && /^(?:http|ws):$/.test(address.protocol) && !isLoopback(address.hostname)
          );
        }),
      ),
  },
  {
    id: 'TR-THIRD-PARTY',
    group,
    severity: 'high',
    phase: 'transport',
    source: 'RFC 6750 §5.3; RFC 9700 §4.9',
    find: (subject) => hostHit(listRequests(subject.context).find((request) => isForeign(request, subject))),
  },
  {
    id: 'TR-ANALYTICS',
    group,
    severity: 'high',
    phase: 'transport',
    source: 'RFC 6750 §5.3; OWASP',
    find: ({ context }) =>
      hostHit(
        listRequests(context).find((request) => {
          const host = parseAddress(request.url)?.hostname ?? '';
          return isSent(request.location) && isAnalyticsHost(host) && !isOwnPage(request, host);
        }),
      ),
  },
  ...grantRules,
  ...responseRules,
  {
    id: 'TR-MIXED-SCHEMES',
    group,
    severity: 'low',
    phase: 'transport',
    source: 'RFC 6750 §2',
    find: ({ token, context }) => {
      for (const request of listRequests(context)) {
        const methods = listMethods(request, receivedText(token));
        if (methods.length > 1) return { params: [nameHost(request), methods] };
      }
      return undefined;
    },
  },
  {
    id: 'TR-WS-QUERY',
    group,
    severity: 'medium',
    phase: 'transport',
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
 * without a host doesn't show where the token belongs.
 */
function isForeign(request: RequestFacts, { claims }: Subject): boolean {
  const host = parseAddress(request.url)?.hostname;
  const isElsewhere = isSent(request.location) && request.pageUrl !== undefined;
  if (host === undefined || !isElsewhere || isOwnPage(request, host) || isAnalyticsHost(host)) return false;
  const audiences = readTexts(claims.aud).flatMap((text) => findNamedHost(text) ?? []);
  const issuers = readTexts(claims.iss).flatMap((text) => findNamedHost(text) ?? []);
  return audiences.length > 0 && ![...audiences, ...issuers].some((name) => isSameSite(name, host));
}

/** The methods of RFC 6750 §2 with which one request sends the token: it may use only one. */
function listMethods(request: RequestFacts, raw: string): readonly string[] {
  const texts = {
    Authorization: readAuthorization(request)?.credentials,
    query: parseAddress(request.url)?.search,
    body: request.bodyText,
  };
  return Object.entries(texts).flatMap(([method, text]) => (containsToken(text, raw) ? [method] : []));
}
