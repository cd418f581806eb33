import { isJsonObject } from '../../json/read-json';
import { quoteForSentence } from '../../wording';
import {
  findHeader,
  isAccepted,
  isTokenRequest,
  listRequests,
  nameHost,
  readAuthorization,
  readAuthorizationRequest,
  readJsonBody,
  readParameters,
  readQuery,
} from '../requests/request';
import type { CheckContext, Hit, RequestFacts, Rule } from '../rule';

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
    phase: 'transport',
    source: 'RFC 6749 §3.2',
    find: ({ context }) => {
      const request = listTokenRequests(context).find((candidate) => {
        const query = readQuery(candidate);
        const isGet = candidate.method.toUpperCase() === 'GET';
        return (
          (isGet && (query.has('grant_type') || query.has('code'))) ||
          CREDENTIALS.some((name) => query.has(name))
        );
      });
      return request && { params: [quoteForSentence(request.method), nameHost(request)] };
    },
  },
  {
    id: 'TR-PASSWORD-GRANT',
    group,
    severity: 'high',
    phase: 'transport',
    source: 'RFC 9700 §2.4',
    find: ({ context }) =>
      hostHit(
        listTokenRequests(context).find(
          (request) => readParameters(request).get('grant_type') === 'password',
        ),
      ),
  },
  {
    id: 'TR-IMPLICIT',
    group,
    severity: 'medium',
    phase: 'transport',
    source: 'RFC 9700 §2.1.2',
    find: ({ context }) => {
      const type = readAuthorizationRequest(context)?.get('response_type') ?? '';
      return listWords(type).includes('token') ? { params: [quoteForSentence(type)] } : undefined;
    },
  },
  {
    id: 'TR-PKCE',
    group,
    severity: 'medium',
    phase: 'transport',
    source: 'RFC 9700 §2.1.1; RFC 7636',
    find: findPkceProblem,
  },
  {
    id: 'TR-STATE',
    group,
    severity: 'medium',
    phase: 'transport',
    source: 'RFC 9700 §2.1',
    find: ({ context }) => {
      const request = readAuthorizationRequest(context);
      return request?.has('response_type') &&
        !isHidden(request) &&
        !['state', 'nonce', 'code_challenge'].some((name) => request.get(name))
        ? {}
        : undefined;
    },
  },
  {
    id: 'TR-CLIENT-SECRET',
    group,
    severity: 'high',
    phase: 'transport',
    source: 'RFC 6749 §2.3.1; RFC 9700',
    find: ({ context }) => hostHit(listTokenRequests(context).find(hasClientSecret)),
  },
  {
    id: 'TR-RT-ROTATION',
    group,
    severity: 'medium',
    phase: 'transport',
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

function listTokenRequests({ discovery, ...context }: CheckContext): readonly RequestFacts[] {
  return listRequests(context).filter((request) => isTokenRequest(request, discovery));
}

/** Refreshes that the server granted. */
function listRefreshes(context: CheckContext): readonly RequestFacts[] {
  return listRequests(context).filter(
    (request) => isAccepted(request) && readParameters(request).get('grant_type') === 'refresh_token',
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

function findPkceProblem({ context }: { context: CheckContext }): Hit | undefined {
  const request = readAuthorizationRequest(context);
  if (request === undefined || isHidden(request)) return undefined;
  if (!listWords(request.get('response_type') ?? '').includes('code')) return undefined;
  if (request.get('code_challenge')) {
    // RFC 7636 §4.3: no method means plain.
    return (request.get('code_challenge_method') ?? 'plain') === 'plain' ? { params: ['plain'] } : undefined;
  }
  // RFC 9700 §2.1.1: a confidential client of OpenID Connect may rely on the nonce instead.
  const isPublic = listTokenRequests(context).some((candidate) => isPublicClient(candidate));
  return request.get('nonce') && !isPublic ? undefined : { params: [''] };
}

/** A client that doesn't authenticate at the token endpoint (RFC 6749 §2.1). */
function isPublicClient(request: RequestFacts): boolean {
  const parameters = readParameters(request);
  return !hasClientSecret(request) && !parameters.has('client_assertion') && parameters.has('grant_type');
}

function hasClientSecret(request: RequestFacts): boolean {
  if (readParameters(request).get('client_secret')) return true;
  const authorization = readAuthorization(request);
  if (authorization?.scheme !== 'basic') return false;
  try {
    // Some public clients send `id:` because they have no secret.
    return /:./s.test(atob(authorization.credentials.slice(0, 8192)));
  } catch {
    return false;
  }
}

function findReuse({ context }: { context: CheckContext }): Hit | undefined {
  const used = new Set<string>();
  for (const refresh of listRefreshes(context)) {
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
