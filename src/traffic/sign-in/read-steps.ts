import type { JsonObject } from '../../token';
import type { HttpExchange } from '../exchange/exchange';
import { parseUrlParts } from '../exchange/url-parts';
import { maxReadLength } from './limits';
import {
  findHeader,
  noParameters,
  readClaimParameters,
  readForm,
  readJson,
  readJwt,
  readUrl,
  textOf,
  type Parameters,
} from './parameters';
import { isLikelyStart, readStartKind } from './start-form';
import { readTokenRequest } from './token-request';

/** What one exchange is in a sign-in (RFC 6749, OpenID Connect Core 1.0). */
export type StepKind =
  /** RFC 9126. */
  | 'pushed request'
  | 'authorization request'
  /** The redirect back to the client, or a form that the browser sends to it. */
  | 'authorization response'
  | 'device request'
  | 'backchannel request'
  | 'token request'
  | 'refresh'
  | 'token exchange'
  | 'userinfo'
  /** RFC 7009. */
  | 'revocation'
  | 'logout'
  | 'front-channel logout';

/** What a step uses: a request object (RFC 9101), a response object (JARM), or a proof of possession (RFC 9449). */
export type StepFeature = 'PAR' | 'JAR' | 'JARM' | 'DPoP';

/** What one exchange is in a flow, by itself. */
export interface Step {
  readonly kind: StepKind;
  readonly exchange: HttpExchange;
  /** The parameters of the request; for an authorization response, its own. Those of a JWT replace the others. */
  readonly parameters: Parameters;
  /** The JSON response of an endpoint, or the claims of a signed UserInfo response. */
  readonly response: JsonObject;
  readonly features: readonly StepFeature[];
  /** The request or response object is encrypted, so its parameters aren't known. */
  readonly isEncrypted?: true;
  /** The body of the token request has a secret, so the log has only its grant type. */
  readonly isBodyDropped?: true;
  /** An authorization response that was found in a redirect; the request to the client is another exchange. */
  readonly isRedirect?: true;
  /** The credentials of a UserInfo request. */
  readonly accessToken?: string;
}

const grantKinds: ReadonlyMap<string, StepKind> = new Map<string, StepKind>([
  ['refresh_token', 'refresh'],
  ['urn:ietf:params:oauth:grant-type:token-exchange', 'token exchange'],
]);
/** An app's own credentials, without a user (RFC 6749 §4.4). */
const clientGrant = 'client_credentials';

/** The steps that an exchange can be: an authorization request can be redirected to the client at once. */
export function readSteps(exchange: HttpExchange): readonly Step[] {
  const known = memory.get(exchange);
  if (known !== undefined) return known;
  const steps = findSteps(exchange);
  memory.set(exchange, steps);
  return steps;
}

/** Exchanges don't change; the log replaces one that it completes. */
const memory = new WeakMap<HttpExchange, readonly Step[]>();
const none: readonly Step[] = [];

/** Whether a request is a step of a sign-in, whatever was captured before. */
export function isSignInStep(exchange: HttpExchange): boolean {
  return readSteps(exchange).some((step) => step.kind !== 'authorization response' || isCertain(step));
}

/**
 * Whether an authorization response is one without a captured request. Other requests have parameters of the same names,
 * such as a code and a state of a postal address.
 */
export function isCertain({ parameters, features, exchange }: Step): boolean {
  if (features.includes('JARM')) return true;
  const mode = findHeader(exchange.requestHeaders, 'sec-fetch-mode') ?? 'navigate';
  const value = ['code', 'error', 'id_token', 'access_token'].flatMap(
    (name) => parameters.get(name) ?? [],
  )[0];
  return (
    mode === 'navigate' &&
    (value?.length ?? 0) >= minCodeLength &&
    (parameters.has('state') || parameters.has('iss'))
  );
}

/** Codes are long, so that they can't be guessed (RFC 6749 §10.10). */
const minCodeLength = 6;

function findSteps(exchange: HttpExchange): readonly Step[] {
  const { method, url } = exchange;
  if (method === 'OPTIONS' || url.length > maxReadLength) return none;
  const request =
    readTokenStep(exchange) ??
    readAuthorizationRequest(exchange) ??
    readAuthorizationResponse(exchange) ??
    readStart(exchange) ??
    readUserInfo(exchange) ??
    readEnd(exchange);
  const redirect = readRedirect(exchange);
  if (request === undefined && redirect === undefined) return none;
  return [request, redirect].filter((step) => step !== undefined);
}

/** RFC 6749 §4.1.3 and the other grants. */
function readTokenStep(exchange: HttpExchange): Step | undefined {
  const { grant, requestBody, method } = exchange;
  if (method !== 'POST' || (grant === undefined && requestBody === undefined)) return undefined;
  const parameters = readTokenRequest(exchange);
  const type = parameters?.get('grant_type') ?? (parameters ? 'refresh_token' : grant?.type);
  if (type === undefined || type === clientGrant) return undefined;
  return {
    kind: grantKinds.get(type) ?? 'token request',
    exchange,
    parameters: parameters ?? new Map([['grant_type', type]]),
    response: readJson(exchange.responseBody?.text),
    features: findHeader(exchange.requestHeaders, 'dpop') === undefined ? [] : ['DPoP'],
    ...(parameters === undefined && { isBodyDropped: true }),
  };
}

/** RFC 6749 §4.1.1, RFC 9101 §5, RFC 9126 §2. */
function readAuthorizationRequest(exchange: HttpExchange): Step | undefined {
  const { url, method, requestBody } = exchange;
  const inUrl = /[?&]client_id=/.test(url) ? readUrl(url) : noParameters;
  const text = requestBody?.text ?? '';
  const isForm = method === 'POST' && /(?:^|&)client_id=/.test(text);
  const given = isAuthorizationRequest(inUrl) ? inUrl : isForm ? readForm(text) : noParameters;
  if (!isAuthorizationRequest(given)) return undefined;
  const object = readJwt(given.get('request'));
  const parameters = new Map([...given, ...readClaimParameters(object?.claims ?? {})]);
  const response = readJson(exchange.responseBody?.text);
  const isPushed = given !== inUrl && isApiResponse(exchange, response);
  const features: StepFeature[] = [];
  if (isPushed || given.get('request_uri')?.startsWith('urn:') === true) features.push('PAR');
  if (object !== undefined) features.push('JAR');
  if (parameters.has('dpop_jkt') || findHeader(exchange.requestHeaders, 'dpop') !== undefined)
    features.push('DPoP');
  return {
    kind: isPushed ? 'pushed request' : 'authorization request',
    exchange,
    parameters,
    response,
    features,
    ...(object !== undefined && object.claims === undefined && { isEncrypted: true }),
  };
}

function isAuthorizationRequest(parameters: Parameters): boolean {
  return (
    parameters.has('client_id') &&
    !parameters.has('grant_type') &&
    (parameters.has('response_type') ||
      /^(?:urn|https):/i.test(parameters.get('request_uri') ?? '') ||
      parameters.get('request')?.startsWith('ey') === true)
  );
}

/** A pushed request is sent by a script and answered with JSON, one that a form sends with a page or a redirect. */
function isApiResponse(
  { status, requestHeaders, responseHeaders }: HttpExchange,
  response: JsonObject,
): boolean {
  if (findHeader(requestHeaders, 'sec-fetch-mode') === 'cors') return true;
  if (textOf(response, 'request_uri') !== undefined || textOf(response, 'error') !== undefined) return true;
  return status === 201 || /json/i.test(findHeader(responseHeaders, 'content-type') ?? '');
}

/** RFC 6749 §4.1.2, OAuth 2.0 Form Post Response Mode. */
function readAuthorizationResponse(exchange: HttpExchange): Step | undefined {
  const { url, method, requestBody } = exchange;
  const isForm = method === 'POST' && requestBody !== undefined;
  const inUrl = responseParameter.test(url) ? readResponse(readUrl(url)) : undefined;
  const found = inUrl ?? (isForm ? readResponse(readForm(requestBody.text)) : undefined);
  return found && { kind: 'authorization response', exchange, response: {}, ...found };
}

/** In the redirect that leads to the client (RFC 6749 §1.7). */
function readRedirect(exchange: HttpExchange): Step | undefined {
  const { status, responseHeaders } = exchange;
  if (status < 300 || status > 399) return undefined;
  const location = findHeader(responseHeaders, 'location');
  if (location === undefined || !responseParameter.test(location)) return undefined;
  const found = readResponse(readUrl(location));
  return found && { kind: 'authorization response', exchange, response: {}, isRedirect: true, ...found };
}

const responseParameter = /[?&#](?:code|error|response|id_token|access_token)=/;

function readResponse(given: Parameters): Pick<Step, 'parameters' | 'features' | 'isEncrypted'> | undefined {
  // An authorization request has a state as well.
  if (isAuthorizationRequest(given)) return undefined;
  const object = readJwt(given.get('response'));
  if (object !== undefined) {
    return {
      parameters: new Map([...given, ...readClaimParameters(object.claims ?? {})]),
      features: ['JARM'],
      ...(object.claims === undefined && { isEncrypted: true }),
    };
  }
  const isResponse = ['code', 'error', 'id_token', 'access_token'].some((name) => given.has(name));
  return isResponse ? { parameters: given, features: [] } : undefined;
}

/** RFC 8628 §3.1 and CIBA Core 1.0 §7: recognized by what the response has, or by the form if that has an error. */
function readStart(exchange: HttpExchange): Step | undefined {
  const { method, url, status, responseBody, requestBody } = exchange;
  if (method !== 'POST' || responseBody === undefined) return undefined;
  if (!/"(?:device_code|auth_req_id|error)"/.test(responseBody.text.slice(0, maxReadLength)))
    return undefined;
  const response = readJson(responseBody.text);
  const parameters = readForm(requestBody?.text ?? '');
  const isDevice = textOf(response, 'device_code') !== undefined;
  const isFailed =
    status >= 400 &&
    textOf(response, 'error') !== undefined &&
    isLikelyStart(parameters, parseUrlParts(url).path);
  const kind = isDevice
    ? 'device request'
    : textOf(response, 'auth_req_id') !== undefined
      ? 'backchannel request'
      : isFailed
        ? readStartKind(parameters)
        : undefined;
  return kind && { kind, exchange, parameters, response, features: [] };
}

/**
 * The parameters of a request that starts a sign-in without a redirect, if that failed: a pushed request (RFC 9126 §2),
 * or one for a device or back-channel authentication.
 */
export function readFailedStart(exchange: HttpExchange): Parameters | undefined {
  if (exchange.status < 400) return undefined;
  return readSteps(exchange).find(({ kind }) => startKinds.has(kind))?.parameters;
}

const startKinds: ReadonlySet<StepKind> = new Set([
  'pushed request',
  'device request',
  'backchannel request',
]);

/** OpenID Connect Core 1.0 §5.3. Whether the access token is one of a sign-in is decided by the flow. */
function readUserInfo(exchange: HttpExchange): Step | undefined {
  const { url, requestHeaders, responseBody } = exchange;
  // Some providers call it "me", as do many APIs that aren't this endpoint.
  const [, name] = /\/(me|user-?info)\/?$/i.exec(parseUrlParts(url).path) ?? [];
  if (name === undefined) return undefined;
  const authorization = findHeader(requestHeaders, 'authorization');
  const accessToken = /^\s*(?:Bearer|DPoP)\s+(\S+)\s*$/i.exec(authorization ?? '')?.[1];
  const text = responseBody?.text ?? '';
  const response = readJwt(text.trim())?.claims ?? readJson(text);
  if (accessToken === undefined || (name === 'me' && textOf(response, 'sub') === undefined)) return undefined;
  const isBound = findHeader(requestHeaders, 'dpop') !== undefined;
  return {
    kind: 'userinfo',
    exchange,
    parameters: noParameters,
    response,
    features: isBound ? ['DPoP'] : [],
    accessToken,
  };
}

/** RFC 7009 §2.1, OpenID Connect RP-Initiated Logout 1.0 §2, OpenID Connect Front-Channel Logout 1.0 §2. */
function readEnd(exchange: HttpExchange): Step | undefined {
  const { url, method, requestBody } = exchange;
  const isForm = method === 'POST' && requestBody !== undefined;
  if (!isForm && !endParameter.test(url)) return undefined;
  const { path, query } = parseUrlParts(url);
  const parameters = new Map([...readForm(isForm ? requestBody.text : ''), ...readForm(query)]);
  const step = { exchange, parameters, response: {}, features: [] };
  if (isForm && parameters.has('token') && /revo(?:ke|cation)/i.test(path))
    return { ...step, kind: 'revocation' };
  const isLogout = ['id_token_hint', 'post_logout_redirect_uri', 'logout_hint'].some((name) =>
    parameters.has(name),
  );
  if (isLogout || (parameters.has('client_id') && /log-?out|end-?session|sign-?out/i.test(path)))
    return { ...step, kind: 'logout' };
  return parameters.has('sid') && parameters.has('iss')
    ? { ...step, kind: 'front-channel logout' }
    : undefined;
}

const endParameter = /[?&](?:id_token_hint|post_logout_redirect_uri|logout_hint|client_id|sid)=/;
