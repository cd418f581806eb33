import { describeTokenType } from '../../type/describe-token-type';
import { isJsonObject } from '../../json/read-json';
import { quoteForSentence } from '../../wording';
import {
  findHeader,
  hasParameter,
  isAccepted,
  isTokenRequest,
  listRequests,
  listResponses,
  nameHost,
  parseAddress,
  readAuthorization,
  readAuthorizationRequest,
  readGrantType,
  readJsonBody,
  readParameters,
  readQuery,
} from '../requests/request';
import type { CheckContext, Hit, RequestFacts, Rule, Subject } from '../rule';
import { maxCompanions } from '../limits';

const group = 'Transport';

/** Credentials of a client or a user, which must not be in a URL. */
const CREDENTIALS = [
  'client_secret',
  'password',
  'refresh_token',
  'code_verifier',
  'client_assertion',
] as const;

/** Rules about how tokens are requested: authorization requests and calls of the token endpoint. */
export const grantRules: readonly Rule[] = [
  {
    id: 'TR-GET-TOKEN',
    group,
    severity: 'medium',
    source: 'RFC 6749 §3.2',
    find: (subject) => {
      for (const request of listTokenRequests(subject)) {
        const query = readQuery(request);
        const isGet = request.method.toUpperCase() === 'GET';
        const names = [...CREDENTIALS, ...(isGet ? ['code'] : [])].filter((name) => query.get(name));
        if (names.length > 0) return { params: [names, nameHost(request)] };
      }
      return undefined;
    },
  },
  {
    id: 'TR-PASSWORD-GRANT',
    group,
    severity: 'medium',
    source: 'RFC 9700 §2.4',
    find: (subject) =>
      hostHit(
        listTokenRequests(subject).find(
          (request) =>
            readGrantType(request) === 'password' &&
            // Without a client, it's the sign-in of the service itself.
            (hasParameter(request, 'client_id') || hasClientSecret(request)) &&
            !isOwnPage(request),
        ),
      ),
  },
  {
    id: 'TR-IMPLICIT',
    group,
    severity: 'low',
    source: 'RFC 9700 §2.1.2',
    find: ({ use, context }) => {
      const type = readAuthorizationRequest(context)?.get('response_type') ?? '';
      // Reported once: for the ID token, if there is one.
      const isOther =
        use !== 'ID token' &&
        context.companions
          ?.slice(0, maxCompanions)
          .some((token) => describeTokenType(token).type === 'ID token');
      return listWords(type).includes('token') && isOther !== true
        ? { params: [quoteForSentence(type)] }
        : undefined;
    },
  },
  {
    id: 'TR-PKCE',
    group,
    severity: 'medium',
    source: 'RFC 9700 §2.1.1; RFC 7636',
    find: findPkceProblem,
  },
  {
    id: 'TR-CLIENT-SECRET',
    group,
    severity: 'high',
    source: 'RFC 6749 §2.3.1; RFC 9700',
    // A server keeps it secret, and its requests may be in a file that was opened.
    find: (subject) =>
      hostHit(
        listTokenRequests(subject).find(
          (request) => request.pageUrl !== undefined && hasClientSecret(request) && !isOwnPage(request),
        ),
      ),
  },
  {
    id: 'TR-RT-ROTATION',
    group,
    severity: 'info',
    source: 'RFC 9700 §2.2.2, §4.14.2',
    find: findReuse,
  },
];

/** Whether a refresh returned another refresh token than the one it was requested with. */
export function isRotated(context: CheckContext): boolean {
  return listRefreshes(context).some((refresh) => {
    const next = readJsonBody(refresh.responseBodyText)?.refresh_token;
    return typeof next === 'string' && next !== readParameters(refresh).get('refresh_token');
  });
}

/** The token requests whose response contains this token before any other. */
function listTokenRequests(subject: Subject): readonly RequestFacts[] {
  return listResponses(subject).filter((request) => isTokenRequest(request, subject.context.discovery));
}

/** The authorization server's own page, such as its sign-in or a test page. */
function isOwnPage({ pageUrl, url }: RequestFacts): boolean {
  return pageUrl !== undefined && parseAddress(pageUrl)?.origin === parseAddress(url)?.origin;
}

/** Refreshes that the server granted. */
function listRefreshes(context: CheckContext): readonly RequestFacts[] {
  return listRequests(context).filter(
    (request) => isAccepted(request) && readGrantType(request) === 'refresh_token',
  );
}

function hostHit(request: RequestFacts | undefined): Hit | undefined {
  return request && { params: [nameHost(request)] };
}

function listWords(text: string): readonly string[] {
  return text.slice(0, 1000).split(' ');
}

/** Parameters in a request object or a pushed request aren't visible (RFC 9101, RFC 9126). */
function isHidden(request: ReadonlyMap<string, string>): boolean {
  return request.has('request') || request.has('request_uri');
}

function findPkceProblem(subject: Subject): Hit | undefined {
  const request = readAuthorizationRequest(subject.context);
  if (request === undefined || isHidden(request)) return undefined;
  if (!listWords(request.get('response_type') ?? '').includes('code')) return undefined;
  if (request.get('code_challenge')) {
    // RFC 7636 §4.3: no method means plain.
    return (request.get('code_challenge_method') ?? 'plain') === 'plain' ? { variant: 'plain' } : undefined;
  }
  // RFC 9700 §2.1.1: a confidential client may do without.
  return listTokenRequests(subject).some(isPublicClient) ? { variant: 'none' } : undefined;
}

/** A client that doesn't authenticate at the token endpoint (RFC 6749 §2.1). */
function isPublicClient(request: RequestFacts): boolean {
  return (
    readGrantType(request) !== undefined &&
    !hasClientSecret(request) &&
    !hasParameter(request, 'client_assertion')
  );
}

function hasClientSecret(request: RequestFacts): boolean {
  if (hasParameter(request, 'client_secret')) return true;
  const authorization = readAuthorization(request);
  if (authorization?.scheme !== 'basic') return false;
  try {
    // Some public clients send `id:` because they have no secret.
    return /:./s.test(atob(authorization.credentials.slice(0, 8192)));
  } catch {
    return false;
  }
}

function findReuse(subject: Subject): Hit | undefined {
  const used = new Set<string>();
  const responses = listResponses(subject);
  for (const refresh of listRefreshes(subject.context).filter((each) => responses.includes(each))) {
    const isBound = findHeader(refresh.headers, 'dpop') !== undefined;
    if (isBound || !isPublicClient(refresh)) continue;
    const sent = readParameters(refresh).get('refresh_token') ?? '';
    const response = readJsonBody(refresh.responseBodyText);
    const isUnchanged =
      isJsonObject(response) &&
      response.access_token !== undefined &&
      (response.refresh_token ?? sent) === sent;
    if (isUnchanged || (sent !== '' && used.has(sent))) return { params: [nameHost(refresh)] };
    used.add(sent);
  }
  return undefined;
}
