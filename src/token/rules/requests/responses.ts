import { quoteForSentence } from '../../wording';
import { isSameSite } from '../hosts/host';
import {
  findHeader,
  findHeaders,
  isSent,
  isTokenRequest,
  listRequests,
  listResponses,
  nameHost,
  parseAddress,
} from './request';
import type { Hit, RequestFacts, Rule, Severity } from '../rule';
import { maxChallengeLength } from '../limits';

const group = 'Transport';

/** What each error of a challenge is worth (RFC 6750 §3.1, RFC 9449 §8, RFC 9470 §3). */
const CHALLENGES: ReadonlyMap<string, Severity> = new Map([
  // Usually expired, which the client handles.
  ['invalid_token', 'info'],
  ['insufficient_scope', 'medium'],
  ['use_dpop_nonce', 'info'],
  ['insufficient_user_authentication', 'info'],
  ['invalid_request', 'medium'],
]);

/** Rules about responses with a token, and about those that reject one. */
export const responseRules: readonly Rule[] = [
  {
    id: 'TR-NO-STORE',
    group,
    severity: 'medium',
    source: 'RFC 6749 §5.1; RFC 9111 §3',
    find: (subject) => {
      const request = listResponses(subject).find(isCacheable);
      return (
        request && {
          params: [
            nameHost(request),
            quoteForSentence(findHeader(request.responseHeaders, 'cache-control') ?? ''),
          ],
        }
      );
    },
  },
  {
    id: 'TR-CORS',
    group,
    severity: 'high',
    source: 'Fetch Standard §3.3',
    find: (subject) => {
      const { discovery } = subject.context;
      const allowed = listResponses(subject).flatMap((request) => {
        const origin = isTokenRequest(request, discovery) ? undefined : readAllowedOrigin(request);
        return origin === undefined ? [] : [{ request, origin }];
      });
      const open = allowed.find(
        ({ request, origin }) =>
          origin === 'null' ||
          // One foreign origin can be on a list of the server.
          allowed.some(
            (other) => isSamePath(other.request, request) && isForeign(other.origin, origin, request.url),
          ),
      );
      return open && { params: [nameHost(open.request), quoteForSentence(open.origin)] };
    },
  },
  {
    id: 'TR-HTML',
    group,
    severity: 'low',
    source: 'OWASP',
    find: (subject) => {
      const request = listResponses(subject).find(
        ({ headers, responseHeaders, responseBodyText = '' }) =>
          // A page or a script that other scripts fetch isn't part of the page.
          /^(?:document|iframe|frame|script)$/.test(findHeader(headers, 'sec-fetch-dest') ?? '') &&
          /^\s*(?:text\/html|application\/xhtml\+xml|(?:text|application)\/javascript)\b/i.test(
            findHeader(responseHeaders, 'content-type') ?? '',
          ) &&
          // OAuth 2.0 Form Post Response Mode §2: a page whose only purpose is to pass the token on.
          !/<form\b[^>]{0,500}\bmethod\s{0,5}=\s{0,5}["']?post/i.test(responseBodyText.slice(0, 65_536)),
      );
      return request && { params: [nameHost(request)] };
    },
  },
  {
    id: 'TR-401-SCHEME',
    group,
    severity: 'info',
    source: 'RFC 6750 §3; RFC 9449 §7.1; RFC 9470',
    find: ({ context }) => {
      for (const request of listRequests(context).toReversed()) {
        const hit = isSent(request.location) ? readChallenge(request) : undefined;
        if (hit !== undefined) return hit;
      }
      return undefined;
    },
  },
];

/** Whether a cache may store the response, because it says so. Caches don't store responses to POST otherwise. */
function isCacheable({ responseHeaders }: RequestFacts): boolean {
  const control = findHeaders(responseHeaders, 'cache-control').join(',').slice(0, 1000);
  return (
    /(?:^|[\s,])(?:public|s-maxage=0*[1-9]|max-age=0*[1-9])/i.test(control) &&
    !/(?:^|[\s,])(?:no-store|no-cache|private)/i.test(control)
  );
}

/** The origin that may read a response to a request with cookies. `*` excludes cookies, so such a response has no secret. */
function readAllowedOrigin({ headers, responseHeaders }: RequestFacts): string | undefined {
  const allowed = findHeader(responseHeaders, 'access-control-allow-origin')?.trim();
  const allowsCookies = findHeader(responseHeaders, 'access-control-allow-credentials')?.trim() === 'true';
  const hasCookies = findHeader(headers, 'cookie') !== undefined;
  return allowsCookies && hasCookies && allowed === findHeader(headers, 'origin') ? allowed : undefined;
}

/** Whether two origins are foreign to the server and to each other. */
function isForeign(one: string, other: string, url: string): boolean {
  const hosts = [one, other, url].map((address) => parseAddress(address)?.hostname);
  return hosts.every(
    (host, index) =>
      host !== undefined &&
      hosts.every((each, at) => at === index || each === undefined || !isSameSite(host, each)),
  );
}

function isSamePath(one: RequestFacts, other: RequestFacts): boolean {
  const [first, second] = [parseAddress(one.url), parseAddress(other.url)];
  return first?.origin === second?.origin && first?.pathname === second?.pathname;
}

/** Status, `error` and `error_description` of a challenge (RFC 6750 §3). */
function readChallenge({ status, responseHeaders }: RequestFacts): Hit | undefined {
  const challenge = findHeaders(responseHeaders, 'www-authenticate')
    .map((value) => value.slice(0, maxChallengeLength))
    .find((value) => /\berror\s*=/i.test(value));
  if (challenge === undefined) return undefined;
  const error = readParameter(challenge, 'error');
  const params = [status ?? 0, quoteForSentence(readParameter(challenge, 'error_description') || error)];
  const severity = CHALLENGES.get(error);
  return severity === undefined
    ? { variant: 'other', params: [...params, quoteForSentence(error)] }
    : { variant: error, params, severity };
}

function readParameter(challenge: string, name: string): string {
  const found = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|([^\\s,"]+))`, 'i').exec(challenge);
  return found?.[1] ?? found?.[2] ?? '';
}
