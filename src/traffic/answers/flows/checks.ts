import type { Digests, Param } from '../../../token';
import type { TokenLog } from '../../log/log';
import { targetOf } from '../../exchange/url-parts';
import type { CheckName, CheckReason, CheckState, CodeFate, FlowCheck } from './flow';
import type { FoundFlow } from './find-flows';
import {
  findHeader,
  normalizeTarget,
  quote,
  readJwt,
  textOf,
  type JwtContent,
} from '../../sign-in/parameters';
import type { Step } from '../../sign-in/read-steps';

/** An ID token with what came with it. */
export interface IdToken extends JwtContent {
  readonly step: Step;
  /** The access token and the code of the same response. */
  readonly accessToken: string | undefined;
  readonly code: string | undefined;
}

/** The ID tokens of a flow in the order they were issued. */
export function listIdTokens(flow: FoundFlow): readonly IdToken[] {
  return flow.steps.flatMap(({ step }) => {
    const { kind, parameters, response } = step;
    if (kind === 'authorization response') {
      const content = readJwt(parameters.get('id_token'));
      const [accessToken, code] = [parameters.get('access_token'), parameters.get('code')];
      return content === undefined ? [] : [{ ...content, step, accessToken, code }];
    }
    const content = readJwt(textOf(response, 'id_token'));
    const accessToken = textOf(response, 'access_token');
    return content === undefined ? [] : [{ ...content, step, accessToken, code: parameters.get('code') }];
  });
}

/** What the checks need, read once. */
interface Facts {
  readonly flow: FoundFlow;
  readonly log: TokenLog;
  readonly digests: Digests;
  readonly authorization: Step | undefined;
  readonly response: Step | undefined;
  /** The first successful one, otherwise the last. */
  readonly tokenRequest: Step | undefined;
  readonly idTokens: readonly IdToken[];
  readonly codeFate: CodeFate | undefined;
}

/** Recomputes what a sign-in depends on from the captured requests. */
export function checkFlow(
  log: TokenLog,
  flow: FoundFlow,
  digests: Digests,
  codeFate: CodeFate | undefined,
): readonly FlowCheck[] {
  const tokenRequests = flow.all('token request');
  const facts: Facts = {
    flow,
    log,
    digests,
    codeFate,
    authorization: flow.lastOf('authorization request')?.step ?? flow.lastOf('pushed request')?.step,
    response: flow.lastOf('authorization response')?.step,
    tokenRequest:
      tokenRequests.find(({ response }) => textOf(response, 'access_token') !== undefined) ??
      tokenRequests.at(-1),
    idTokens: listIdTokens(flow),
  };
  const isRedirected =
    facts.authorization !== undefined ||
    facts.response !== undefined ||
    facts.tokenRequest?.parameters.get('grant_type') === 'authorization_code';
  return [
    ...(isRedirected
      ? [checkState(facts), checkNonce(facts), checkPkce(facts), checkRedirectUri(facts), checkIssuer(facts)]
      : []),
    ...(facts.idTokens.length > 0 || isRedirected ? [checkHash(facts, 'at_hash')] : []),
    ...(isRedirected ? [checkHash(facts, 'c_hash'), checkHash(facts, 's_hash')] : []),
    ...checkProofs(facts),
    ...checkSubject(facts),
  ];
}

/** Why a parameter of the authorization request isn't known; undefined if it is, or if the request has none. */
function findUnknown(
  flow: FoundFlow,
  authorization: Step | undefined,
  name: string,
): CheckReason | undefined {
  const { request } = flow;
  if (request.has(name)) return undefined;
  if (authorization === undefined) return 'no-request';
  if (authorization.isEncrypted === true) return 'encrypted-request';
  return request.has('request_uri') && !flow.has('pushed request') ? 'request-elsewhere' : undefined;
}

/** RFC 6749 §10.12. */
function checkState({ flow, authorization, response }: Facts): FlowCheck {
  const result = create('state');
  const unknown = findUnknown(flow, authorization, 'state');
  if (unknown !== undefined) return result(unknown);
  const expected = flow.request.get('state');
  if (response === undefined) return result(expected === undefined ? 'not-used' : 'no-response');
  if (response.isEncrypted === true) return result('encrypted-response');
  const received = response.parameters.get('state');
  if (expected === undefined) return result(received === undefined ? 'not-used' : 'not-requested');
  if (received === undefined) return result('missing-in-response');
  return received === expected ? result('equal') : result('differs', quote(expected), quote(received));
}

/** OpenID Connect Core 1.0 §3.1.3.7 (11). */
function checkNonce({ flow, authorization, response, idTokens, codeFate }: Facts): FlowCheck {
  const result = create('nonce');
  const unknown = findUnknown(flow, authorization, 'nonce');
  if (unknown !== undefined) return result(unknown);
  const expected = flow.request.get('nonce');
  // A refreshed ID token needs none (OpenID Connect Core 1.0 §12.2), nor does an exchanged one.
  const tokens = idTokens.filter(({ step }) => step.kind !== 'refresh' && step.kind !== 'token exchange');
  if (tokens.length === 0) {
    if (expected === undefined) return result('not-used');
    return result(
      codeFate === 'server' ? 'server-redeems' : response === undefined ? 'no-response' : 'no-id-token',
    );
  }
  const readable = tokens.map(({ claims }) => claims).filter((claims) => claims !== undefined);
  if (readable.length === 0) return result('encrypted-id-token');
  const received = readable.map((claims) => claims['nonce']).find((value) => value !== expected);
  const isDifferent = readable.some((claims) => claims['nonce'] !== expected);
  if (!flow.isMatched && isDifferent) return result('not-matched');
  if (expected === undefined) return result(isDifferent ? 'not-requested' : 'not-used');
  if (!isDifferent) return result('equal');
  if (received === undefined) return result('missing-in-response');
  return result('differs', quote(expected), quote(String(received)));
}

/** RFC 7636 §4.6. */
function checkPkce({ digests, flow, authorization, tokenRequest, response, codeFate }: Facts): FlowCheck {
  const result = create('pkce');
  const unknown = findUnknown(flow, authorization, 'code_challenge');
  if (unknown !== undefined) return result(unknown);
  const challenge = flow.request.get('code_challenge');
  const method = flow.request.get('code_challenge_method') ?? 'plain';
  if (tokenRequest === undefined) {
    if (challenge === undefined) return result('not-used');
    if (codeFate === 'server') return result('server-redeems');
    return result(response === undefined ? 'no-response' : 'no-token-request');
  }
  if (tokenRequest.isBodyDropped === true)
    return result(challenge === undefined ? 'not-used' : 'body-not-kept');
  const verifier = tokenRequest.parameters.get('code_verifier');
  if (challenge === undefined) return result(verifier === undefined ? 'not-used' : 'not-requested');
  const computed = verifier !== undefined && method === 'S256' ? digests.digestText(verifier) : verifier;
  if (computed === challenge) return method === 'S256' ? result('hash-matches') : result('equal');
  if (!flow.isMatched) return result('not-matched');
  if (computed === undefined) return result('missing-in-request', 'code_verifier');
  return result(method === 'S256' ? 'hash-differs' : 'differs', quote(challenge), quote(computed));
}

/** RFC 6749 §4.1.3; the response must arrive there as well. */
function checkRedirectUri({ flow, authorization, tokenRequest }: Facts): FlowCheck {
  const result = create('redirect_uri');
  const unknown = findUnknown(flow, authorization, 'redirect_uri');
  if (unknown !== undefined) return result(unknown);
  const expected = flow.request.get('redirect_uri');
  if (expected === undefined) return result('not-used');
  const sent = tokenRequest?.parameters.get('redirect_uri');
  if (sent !== undefined && sent !== expected) {
    return flow.isMatched ? result('differs', expected, sent) : result('not-matched');
  }
  // The client may redirect its callback with the same parameters.
  const targets = flow.all('authorization response').map((each) => normalizeTarget(addressOf(each)));
  const target = targets[0];
  if (target !== undefined && !targets.includes(normalizeTarget(expected)))
    return result('differs', expected, target);
  if (sent === undefined && target === undefined) return result('no-response');
  return result('equal');
}

/** RFC 9207 §2.4. */
function checkIssuer({ log, authorization, response, idTokens }: Facts): FlowCheck {
  const result = create('iss');
  if (response === undefined) return result('no-response');
  if (response.isEncrypted === true) return result('encrypted-response');
  const received = response.parameters.get('iss');
  const ofToken = idTokens.map(({ claims }) => claims?.['iss']).find((iss) => typeof iss === 'string');
  const issuer = received ?? (typeof ofToken === 'string' ? ofToken : undefined);
  const known = issuer === undefined ? {} : log.documents().findFor({ claims: { iss: issuer } });
  const { discovery } = known;
  if (received === undefined) {
    const isPromised = discovery?.['authorization_response_iss_parameter_supported'] === true;
    // An ID token in the response has the issuer as well (RFC 9207 §2.4).
    return isPromised && !response.parameters.has('id_token')
      ? result('missing-in-response')
      : result('no-parameter', 'iss');
  }
  if (typeof ofToken === 'string') {
    return received === ofToken ? result('equal') : result('differs', ofToken, received);
  }
  const endpoint = discovery?.['authorization_endpoint'];
  if (authorization === undefined || typeof endpoint !== 'string') return result('no-issuer');
  const target = targetOf(authorization.exchange.url);
  return targetOf(endpoint) === target ? result('equal') : result('differs', target, endpoint);
}

type HashName = 'at_hash' | 'c_hash' | 's_hash';

/** OpenID Connect Core 1.0 §3.1.3.6 and §3.3.2.11, Financial-grade API 1.0 part 2 §5.1.1. */
function checkHash({ digests, flow, idTokens, codeFate, response }: Facts, name: HashName): FlowCheck {
  const result = create(name);
  if (idTokens.length === 0) return result(codeFate === 'server' ? 'server-redeems' : 'no-id-token');
  const readable = idTokens.filter(({ claims }) => claims !== undefined);
  if (readable.length === 0) return result('encrypted-id-token');
  const results = readable
    .filter(({ claims }) => typeof claims?.[name] === 'string')
    .map(({ claims, header, accessToken, code }) => {
      const hashed = {
        at_hash: accessToken,
        c_hash: code ?? response?.parameters.get('code'),
        s_hash: flow.request.get('state') ?? response?.parameters.get('state'),
      }[name];
      if (hashed === undefined) return result(missingParts[name]);
      const hash = digests.findSignatureHash(header['alg']);
      const computed = hash && digests.digestTokenHash(hashed, hash);
      if (computed === undefined) return result('no-hash', String(header['alg']).slice(0, 50));
      const claim = String(claims?.[name]);
      return claim === computed
        ? result('hash-matches')
        : result('hash-differs', quote(computed), quote(claim));
    });
  return worstOf(results) ?? result('no-claim', name);
}

const missingParts: Record<HashName, CheckReason> = {
  at_hash: 'no-access-token',
  c_hash: 'no-code',
  s_hash: 'no-request',
};

/** RFC 9449 §6 and §10: tokens are bound to the key of the proof in the token request. */
function checkProofs({ digests, flow }: Facts): readonly FlowCheck[] {
  const result = create('dpop');
  const expected = flow.request.get('dpop_jkt');
  const results = flow.all('token request', 'refresh', 'token exchange').flatMap((step) => {
    const proof = readJwt(findHeader(step.exchange.requestHeaders, 'dpop')?.trim());
    if (proof === undefined) return [];
    const { jwk } = proof.header;
    const key = typeof jwk === 'object' && jwk !== null ? digests.thumbprintOf({ ...jwk }) : undefined;
    const bound = readJwt(textOf(step.response, 'access_token'))?.claims?.['cnf'];
    const jkt = typeof bound === 'object' && bound !== null ? (bound as { jkt?: unknown }).jkt : undefined;
    const keys = [...(step.kind === 'token request' ? [expected] : []), jkt].filter(
      (each) => typeof each === 'string',
    );
    if (key === undefined || keys.length === 0) return [result('no-claim', 'cnf.jkt')];
    const other = keys.find((each) => each !== key);
    return [other === undefined ? result('key-matches') : result('key-differs', quote(key), quote(other))];
  });
  const worst = worstOf(results);
  return worst === undefined ? [] : [worst];
}

/** OpenID Connect Core 1.0 §5.3.2: otherwise the UserInfo response must not be used. */
function checkSubject({ flow, idTokens }: Facts): readonly FlowCheck[] {
  const result = create('sub');
  const answered = flow.all('userinfo').filter(({ exchange }) => exchange.status === 200);
  if (answered.length === 0) return [];
  const expected = idTokens.map(({ claims }) => claims?.['sub']).find((sub) => typeof sub === 'string');
  if (typeof expected !== 'string') return [result('no-id-token')];
  const results = answered.map(({ response }) => {
    const received = textOf(response, 'sub');
    if (received === undefined) return result('no-claim', 'sub');
    return received === expected ? result('equal') : result('differs', expected, received);
  });
  return [worstOf(results) ?? result('no-claim', 'sub')];
}

function addressOf({ exchange, isRedirect }: Step): string {
  const location = isRedirect === true ? findHeader(exchange.responseHeaders, 'location') : undefined;
  if (location === undefined) return exchange.url;
  return URL.canParse(location, exchange.url) ? new URL(location, exchange.url).href : location;
}

/** A broken one, otherwise a proven one, otherwise one that can't be checked. */
function worstOf(results: readonly FlowCheck[]): FlowCheck | undefined {
  const byState = (state: CheckState) => results.find((each) => each.state === state);
  return byState('broken') ?? byState('proven') ?? results[0];
}

const proven: ReadonlySet<CheckReason> = new Set(['equal', 'hash-matches', 'key-matches']);
const broken: ReadonlySet<CheckReason> = new Set([
  'differs',
  'hash-differs',
  'key-differs',
  'missing-in-response',
  'missing-in-request',
  'not-requested',
]);

function create(name: CheckName): (reason: CheckReason, ...params: readonly Param[]) => FlowCheck {
  return (reason, ...params) => ({
    name,
    state: proven.has(reason) ? 'proven' : broken.has(reason) ? 'broken' : 'not checkable',
    reason,
    params: params.map((param) => (typeof param === 'string' ? param.slice(0, 200) : param)),
  });
}
