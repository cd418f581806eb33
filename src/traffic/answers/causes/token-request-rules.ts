import { findFormFields } from '../../exchange/form-fields';
import type { HttpExchange } from '../../exchange/exchange';
import { parseUrlParts } from '../../exchange/url-parts';
import { readHeader } from './credential';
import { cut } from './claim-text';
import { maxReadLength, maxTokenResponses } from './limits';
import { targetOf } from '../../exchange/url-parts';
import { readForm } from '../../sign-in/parameters';
import { readTokenRequest } from '../../sign-in/token-request';
import { fact, type Candidate, type Subject } from './subject';

type Parameters = ReadonlyMap<string, string>;

/** Why a token endpoint rejected a request (RFC 6749 §5.2), by the requests before it. */
export function checkTokenRequest(subject: Subject): readonly Candidate[] {
  const { tokenRequest, exchange, report } = subject;
  if (tokenRequest === undefined) return [];
  const { errors } = report;
  const isOAuth = tokenRequest.has('grant_type') || tokenRequest.has('client_id');
  const isGrantError = errors.includes('invalid_grant') || subject.proof !== undefined;
  const isClientError =
    errors.includes('invalid_client') || (isOAuth && exchange.status === 401 && !isGrantError);
  const status = [fact('status', exchange.status)];
  const clientError: Candidate = {
    code: 'invalid-client',
    weight: exchange.status === 401 ? 76 : 45,
    evidence: status,
  };
  const isUnreported = errors.length === 0 && exchange.status < 500;
  const isRefresh = isUnreported && tokenRequest.has('refresh_token');
  const isStart = !tokenRequest.has('grant_type') && !tokenRequest.has('refresh_token');
  if (isStart) return [...(isClientError ? [clientError] : []), ...checkStart(subject, tokenRequest)];
  const isGrant = isUnreported && exchange.status === 400;
  return [
    ...(isClientError ? [clientError] : []),
    ...(isRefresh ? [{ code: 'invalid-grant', weight: 41, evidence: status } as const] : []),
    ...(isGrant ? [{ code: 'invalid-grant', weight: 24, evidence: status } as const] : []),
    ...checkCode(subject, tokenRequest),
    ...checkReuse(subject, tokenRequest),
    ...checkClient(subject, tokenRequest),
  ];
}

/** A pushed request, or one for another device: by the parameters of those that were accepted here. */
function checkStart({ accepted, report }: Subject, parameters: Parameters): readonly Candidate[] {
  const isGeneral = report.errors.every((error) => error === 'invalid_request');
  const isPushed = parameters.has('response_type');
  if (!isGeneral || !isPushed) return [];
  const evidence = report.errors.slice(0, 1).map((error) => fact('oauth-error', error));
  const others = accepted.samePath.map(({ exchange }) => readForm(exchange.requestBody?.text ?? ''));
  const redirectUri = parameters.get('redirect_uri');
  const expected = others.flatMap((other) => other.get('redirect_uri') ?? []);
  const [usual] = expected;
  const isOther = redirectUri !== undefined && usual !== undefined && !expected.includes(redirectUri);
  const redirect: Candidate = isOther
    ? {
        code: 'redirect-mismatch',
        weight: 60,
        params: [cut(redirectUri), cut(usual)],
        evidence: [fact('parameter-differs', 'redirect_uri', cut(redirectUri), cut(usual))],
      }
    : { code: 'redirect-mismatch', weight: expected.length > 0 ? 0 : 20, evidence };
  // OAuth 2.1 requires it, as many servers do.
  if (parameters.has('code_challenge') || parameters.get('response_type') !== 'code') return [redirect];
  const isUsual = others.some((other) => other.has('code_challenge'));
  const isWithout = others.length > 0 && !isUsual;
  const missing = [fact('parameter-missing', 'code_challenge'), ...evidence];
  return [redirect, { code: 'pkce', weight: isUsual ? 70 : isWithout ? 0 : 30, evidence: missing }];
}

interface AuthorizationRequest {
  readonly parameters: Parameters;
  /** The code is known to be the response to it. */
  readonly isMatched: boolean;
}

function checkCode(subject: Subject, parameters: Parameters): readonly Candidate[] {
  if (parameters.get('grant_type') !== 'authorization_code') return [];
  if (isClientFailure(subject)) return [];
  const request = findAuthorizationRequest(subject, parameters);
  const verifier = parameters.get('code_verifier');
  const candidates: Candidate[] = [];
  // RFC 7636 §4.1.
  if (verifier !== undefined && !/^[\w.~-]{43,128}$/.test(verifier)) {
    candidates.push({
      code: 'pkce',
      weight: 78,
      evidence: [
        fact('parameter-differs', 'code_verifier', verifier.slice(0, 20), '43–128 A-Z a-z 0-9 - . _ ~'),
      ],
    });
  }
  if (request === undefined) return candidates;
  const { isMatched } = request;
  const challenge = request.parameters.get('code_challenge');
  const isPlain = request.parameters.get('code_challenge_method') !== 'S256';
  const computed = isPlain ? verifier : subject.digests.codeVerifier;
  if (challenge !== undefined && challenge !== '' && verifier === undefined) {
    candidates.push({
      code: 'pkce',
      weight: 90,
      isProven: isMatched,
      evidence: [fact('parameter-missing', 'code_verifier')],
    });
  } else if (challenge !== undefined && computed !== undefined && computed !== challenge) {
    candidates.push({
      code: 'pkce',
      weight: isMatched ? 94 : 72,
      isProven: isMatched,
      evidence: [fact('parameter-differs', 'code_challenge', cut(computed), cut(challenge))],
    });
  } else if (verifier !== undefined && (challenge === undefined || challenge === '') && isMatched) {
    candidates.push({ code: 'pkce', weight: 50, evidence: [fact('parameter-missing', 'code_challenge')] });
  }
  const [sent, expected] = [parameters.get('redirect_uri'), request.parameters.get('redirect_uri')];
  if (expected !== undefined && sent !== expected) {
    candidates.push({
      code: 'redirect-mismatch',
      weight: isMatched ? 92 : 70,
      isProven: isMatched && sent !== undefined,
      params: sent === undefined ? [] : [cut(sent), cut(expected)],
      evidence: [
        sent === undefined
          ? fact('parameter-missing', 'redirect_uri')
          : fact('parameter-differs', 'redirect_uri', cut(sent), cut(expected)),
      ],
    });
  }
  const client = request.parameters.get('client_id');
  const sentClient = parameters.get('client_id');
  if (isMatched && client !== undefined && sentClient !== undefined && client !== sentClient) {
    candidates.push({
      code: 'invalid-grant',
      weight: 70,
      evidence: [fact('parameter-differs', 'client_id', cut(sentClient), cut(client))],
    });
  }
  return candidates;
}

/** The authorization request whose response had the code; otherwise the newest one of the client. */
function findAuthorizationRequest(
  { history, exchange }: Subject,
  parameters: Parameters,
): AuthorizationRequest | undefined {
  const code = parameters.get('code');
  const client = parameters.get('client_id');
  const requests = history.authorizationRequests
    .filter((each) => each.sentAtMs <= exchange.sentAtMs)
    .map((each) => ({ each, query: readQuery(each.url) }))
    .filter(({ query }) => query.has('response_type') && query.has('client_id'));
  const callbacks = history.redirects
    .filter(({ atMs }) => code !== undefined && code !== '' && atMs <= exchange.sentAtMs)
    .map(({ url }) => readQuery(url))
    .filter((query) => query.get('code') === code);
  const states = new Set(callbacks.flatMap((query) => query.get('state') ?? []));
  const matched = requests.find(
    ({ each, query }) =>
      states.has(query.get('state') ?? '\n') ||
      (code !== undefined &&
        readQuery(readHeader(each.responseHeaders, 'location') ?? '').get('code') === code),
  );
  if (matched) return { parameters: matched.query, isMatched: true };
  const newest = requests.find(({ query }) => client === undefined || query.get('client_id') === client);
  return newest && { parameters: newest.query, isMatched: false };
}

function readQuery(url: string): Parameters {
  const { query, fragment } = parseUrlParts(url.slice(0, maxReadLength));
  const { fields } = findFormFields(query.includes('=') ? query : fragment);
  return new Map(fields.map(({ name, value }) => [name, value]));
}

/** A code is for one use (RFC 6749 §4.1.2), and so is a rotated refresh token (RFC 9700 §4.14.2). */
function checkReuse(subject: Subject, parameters: Parameters): readonly Candidate[] {
  const { toOrigin, exchange } = subject;
  if (isClientFailure(subject)) return [];
  for (const name of ['code', 'refresh_token', 'device_code']) {
    const value = parameters.get(name);
    if (value === undefined || value === '') continue;
    const earlier = toOrigin
      .map((other) => other.exchange)
      .filter(
        (each) =>
          each.sentAtMs < exchange.sentAtMs &&
          each.method === 'POST' &&
          targetOf(each.url) === targetOf(exchange.url),
      )
      .slice(0, maxTokenResponses)
      .filter(
        (each) => each.status >= 200 && each.status < 300 && readTokenRequest(each)?.get(name) === value,
      );
    if (earlier.length > 0 && name !== 'device_code') {
      return [
        {
          code: 'invalid-grant',
          weight: name === 'code' ? 88 : 80,
          evidence: [fact('parameter-reused', name)],
        },
      ];
    }
  }
  return [];
}

function isClientFailure({ report }: Subject): boolean {
  return report.errors.includes('invalid_client') || report.errors.includes('unauthorized_client');
}

/** Another client, or other credentials, than in accepted requests to this endpoint. */
function checkClient({ accepted, exchange }: Subject, parameters: Parameters): readonly Candidate[] {
  const own = clientOf(exchange, parameters);
  const others = accepted.samePath.flatMap((peer) => {
    const request = readTokenRequest(peer.exchange);
    return request === undefined ? [] : [clientOf(peer.exchange, request)];
  });
  if (others.length === 0 || others.includes(own)) return [];
  return [
    {
      code: 'invalid-client',
      weight: 34,
      evidence: [fact('parameter-differs', 'client_id', cut(parameters.get('client_id') ?? '–'), '–')],
    },
  ];
}

function clientOf(exchange: HttpExchange, parameters: Parameters): string {
  return JSON.stringify([
    readHeader(exchange.requestHeaders, 'authorization'),
    parameters.get('client_id'),
    parameters.get('client_secret'),
    parameters.has('client_assertion'),
  ]);
}
