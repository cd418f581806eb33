import { quoteForSentence } from '../../wording';
import { isSameSite } from '../hosts/host';
import {
  findHeader,
  findHeaders,
  containsToken,
  isAccepted,
  isSent,
  isTokenRequest,
  listRequests,
  nameHost,
  parseAddress,
} from './request';
import type { Hit, RequestFacts, Rule } from '../rule';
import { receivedText } from '../../decode/repair';

const group = 'Transport';
const MAX_CHALLENGE_LENGTH = 4096;

/** Rules about what responses do with a token: store, share, return or reject it. */
export const responseRules: readonly Rule[] = [
  {
    id: 'TR-NO-STORE',
    group,
    severity: 'medium',
    phase: 'transport',
    source: 'RFC 6749 §5.1; RFC 9111',
    find: ({ context }) => {
      const request = listRequests(context).find(
        (candidate) =>
          candidate.location === 'response body' &&
          candidate.responseHeaders !== undefined &&
          !isNoStore(candidate),
      );
      const header = findHeader(request?.responseHeaders, 'cache-control') ?? '';
      return request && { params: [nameHost(request), quoteForSentence(header)] };
    },
  },
  {
    id: 'TR-CORS',
    group,
    severity: 'high',
    phase: 'transport',
    source: 'OWASP; Fetch standard',
    find: ({ context }) => {
      const request = listRequests(context).find(
        (candidate) => candidate.location === 'response body' && isOpenToOthers(candidate, context.discovery),
      );
      const origin = findHeader(request?.responseHeaders, 'access-control-allow-origin');
      return request && origin !== undefined
        ? { params: [nameHost(request), quoteForSentence(origin)] }
        : undefined;
    },
  },
  {
    id: 'TR-ECHO',
    group,
    severity: 'medium',
    phase: 'transport',
    source: 'OWASP',
    find: ({ token, context }) => {
      const request = listRequests(context).find(
        (candidate) =>
          isSent(candidate.location) &&
          !isTokenRequest(candidate, context.discovery) &&
          containsToken(candidate.responseBodyText, receivedText(token)),
      );
      return request && { params: [nameHost(request)] };
    },
  },
  {
    id: 'TR-HTML',
    group,
    severity: 'medium',
    phase: 'transport',
    source: 'OWASP',
    find: ({ context }) => {
      // OAuth 2.0 Form Post Response Mode §2: a page whose only purpose is to pass the token on.
      if (context.authorizationRequest?.response_mode?.startsWith('form_post')) return undefined;
      const request = listRequests(context).find(
        ({ location, responseHeaders }) =>
          location === 'response body' &&
          /^\s*(?:text\/html|application\/xhtml\+xml|(?:text|application)\/javascript)\b/i.test(
            findHeader(responseHeaders, 'content-type') ?? '',
          ),
      );
      return request && { params: [nameHost(request)] };
    },
  },
  {
    id: 'TR-401-SCHEME',
    group,
    severity: 'info',
    phase: 'transport',
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

function isNoStore({ responseHeaders }: RequestFacts): boolean {
  return findHeaders(responseHeaders, 'cache-control').some((value) => /\bno-store\b/i.test(value));
}

/**
 * Whether pages of other sites can read the response. `*` doesn't allow cookies, so a request with other credentials
 * isn't exposed by it. Whether the origin is just reflected can't be seen in one response; that's assumed if it's of
 * another site than the server.
 */
function isOpenToOthers(request: RequestFacts, discovery: Parameters<typeof isTokenRequest>[1]): boolean {
  const allowed = findHeader(request.responseHeaders, 'access-control-allow-origin')?.trim();
  if (allowed === '*') {
    return (
      isAccepted(request) &&
      findHeader(request.headers, 'authorization') === undefined &&
      !isTokenRequest(request, discovery)
    );
  }
  const hasCredentials =
    findHeader(request.responseHeaders, 'access-control-allow-credentials')?.trim() === 'true';
  const origin = findHeader(request.headers, 'origin');
  if (!hasCredentials || allowed === undefined || allowed !== origin) return false;
  const [originHost, serverHost] = [parseAddress(origin)?.hostname, parseAddress(request.url)?.hostname];
  return originHost === undefined || serverHost === undefined || !isSameSite(originHost, serverHost);
}

/** Scheme, `error` and `error_description` of a challenge (RFC 6750 §3). */
function readChallenge({ status, responseHeaders }: RequestFacts): Hit | undefined {
  const challenge = findHeaders(responseHeaders, 'www-authenticate')
    .map((value) => value.slice(0, MAX_CHALLENGE_LENGTH))
    .find((value) => /\berror\s*=/i.test(value));
  if (challenge === undefined) return undefined;
  const scheme = /^\s*([\w-]+)/.exec(challenge)?.[1] ?? '';
  const parts = [scheme, readParameter(challenge, 'error'), readParameter(challenge, 'error_description')];
  return { params: [status ?? '', ...parts.map(quoteForSentence)] };
}

function readParameter(challenge: string, name: string): string {
  const found = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|([^\\s,"]+))`, 'i').exec(challenge);
  return found?.[1] ?? found?.[2] ?? '';
}
