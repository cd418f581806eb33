import { decode, describeTokenType, type JsonObject, type Token, type TokenType } from '../../../token';
import { findCookies, findFormFields } from '../../exchange/form-fields';
import { type HeaderField, type HttpExchange, headerOf } from '../../exchange/exchange';
import type { TokenInExchange } from '../../log/log';
import { parseUrlParts } from '../../exchange/url-parts';
import { isTokenScheme } from '../../search/http';
import { isWebSocket, tokenName } from '../../log/is-rejected';
import { maxReadHeaders, maxReadLength } from './limits';

/** A token that was sent, or text in its place. */
export interface Credential {
  readonly location: 'header' | 'url' | 'protocol' | 'body' | 'cookie';
  /** Name of the header, parameter or cookie, in lowercase. */
  readonly name: string;
  /** As it was sent; absent without one. */
  readonly scheme?: string;
  /** The text after the scheme. */
  readonly text: string;
  /** Absent for text that doesn't look like a JWT. */
  readonly jwt?: SentJwt;
}

/** A JWT with what the comparisons need, read once. */
export interface SentJwt {
  readonly raw: string;
  readonly token: Token;
  readonly header: JsonObject;
  readonly claims: JsonObject;
  readonly type: TokenType;
  readonly isTypeCertain: boolean;
  /** The text of the signature, and the text that it covers. */
  readonly signature: string;
  readonly signedText: string;
  /** The part that can't be decoded, although the header can. */
  readonly problem?: 'payload' | 'signature';
}

/** These can contain a token as well, but aren't where one is written alone. */
const otherHeader = /^(?:dpop|cookie|sec-websocket-protocol|referer)$/i;
/** Text that starts like a JOSE header, whatever follows. */
const jwtStart = /^["'<([{\s]*(?:ey[AIJKL]|ew[0ko]|ICJ|IHs)[\w+/-]{8}/;

/** The first header line with this name, which must be in lower case. Its value is cut at the limit. */
export function readHeader(headers: readonly HeaderField[], name: string): string | undefined {
  return headerOf(headers, name)?.slice(0, maxReadLength);
}

/**
 * The credential that authenticates a request: in its `Authorization` header, otherwise in another header, the URL, the
 * body or a cookie. Undefined without any.
 */
export function readCredential(
  exchange: HttpExchange,
  sent: readonly TokenInExchange[],
  decodeOnce: (raw: string) => SentJwt | undefined,
): Credential | undefined {
  const { requestHeaders: headers, url } = exchange;
  const authorization = readHeader(headers, 'authorization');
  if (authorization !== undefined) return parseAuthorization(authorization, decodeOnce);
  for (const { name, value } of headers.slice(0, maxReadHeaders)) {
    const isToken =
      !otherHeader.test(name) && (tokenName.test(name) || isSentIn(sent, 'request header', name));
    if (!isToken) continue;
    return { ...parseAuthorization(value.slice(0, maxReadLength), decodeOnce), name: name.toLowerCase() };
  }
  const { fields } = findFormFields(parseUrlParts(url).query.slice(0, maxReadLength));
  const parameter = fields.find(
    ({ name, value }) => value !== '' && (tokenName.test(name) || jwtStart.test(value)),
  );
  if (parameter) return createCredential('url', parameter.name, parameter.value, decodeOnce);
  const protocol = isWebSocket(exchange) ? readProtocol(headers) : undefined;
  if (protocol) return createCredential('protocol', 'sec-websocket-protocol', protocol, decodeOnce);
  const inBody = sent.find(({ location }) => location.kind === 'request body');
  if (inBody) return createCredential('body', inBody.location.name, inBody.raw, decodeOnce);
  const inCookie = sent.find(({ location }) => location.kind === 'request cookie');
  return inCookie && createCredential('cookie', inCookie.location.name, inCookie.raw, decodeOnce);
}

function isSentIn(sent: readonly TokenInExchange[], kind: string, name: string): boolean {
  return sent.some(
    ({ location }) => location.kind === kind && location.name.toLowerCase() === name.toLowerCase(),
  );
}

function createCredential(
  location: Credential['location'],
  name: string,
  text: string,
  decodeOnce: (raw: string) => SentJwt | undefined,
): Credential {
  const jwt = decodeOnce(text);
  return { location, name: name.toLowerCase(), text, ...(jwt && { jwt }) };
}

/** The scheme and the credentials (RFC 9110 §11.6.2), also of headers that aren't written like that. */
function parseAuthorization(value: string, decodeOnce: (raw: string) => SentJwt | undefined): Credential {
  const trimmed = value.trim();
  const [, scheme, rest] = /^([^\s,"]+)(?:\s+([^]*))?$/.exec(trimmed) ?? [];
  const isAlone =
    scheme === undefined || (rest === undefined && !/^(?:bearer|dpop|token|basic|jwt)$/i.test(scheme));
  const text = isAlone ? trimmed : (rest ?? '').trim();
  const jwt = decodeOnce(text);
  return {
    location: 'header',
    name: 'authorization',
    ...(!isAlone && { scheme }),
    text,
    ...(jwt && { jwt }),
  };
}

/** The last subprotocol that looks like a token; Kubernetes encodes it in base64url. */
function readProtocol(headers: readonly HeaderField[]): string | undefined {
  const protocols =
    readHeader(headers, 'sec-websocket-protocol')
      ?.split(',', 20)
      .map((each) => each.trim()) ?? [];
  const kubernetes = protocols.find((each) => each.startsWith('base64url.bearer.'));
  if (kubernetes !== undefined) return decodeBase64url(kubernetes.slice(kubernetes.lastIndexOf('.') + 1));
  return protocols.findLast((each) => jwtStart.test(each) || each.length > 30);
}

function decodeBase64url(text: string): string {
  try {
    return atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return text;
  }
}

/**
 * Decodes text that is a JWT; undefined for any other text, also for one that only starts like a JWT. Only the header
 * must be readable, and the claims if the signature isn't.
 */
export function decodeJwt(text: string): SentJwt | undefined {
  if (!jwtStart.test(text)) return undefined;
  const token = decode(text);
  const { header } = token;
  const claims = token.kind === 'jwe' ? undefined : token.claims;
  const isMalformed = token.kind === 'malformed';
  // Another number of parts, or white space around them, isn't a damaged signature.
  const isDamaged =
    isMalformed && token.segment === 'signature' && claims !== undefined && isThreeParts(text);
  if (header === undefined || (isMalformed && !isDamaged)) return undefined;
  const { type, certainty } = describeTokenType(token);
  const end = text.lastIndexOf('.');
  const hasNoClaims = token.kind === 'jws' && token.payloadProblem !== undefined;
  const problem = isDamaged ? 'signature' : hasNoClaims ? 'payload' : undefined;
  return {
    raw: text,
    token,
    header,
    claims: claims ?? {},
    type,
    isTypeCertain: certainty === 'certain',
    signature: text.slice(end + 1),
    signedText: text.slice(0, end),
    ...(problem && { problem }),
  };
}

function isThreeParts(text: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);
}

/** What the first part of text that looks like a JWT encodes; the part itself if it can't be decoded. */
export function decodeStart(text: string): string {
  const [, part = ''] = /^["'<([{\s]*([\w+/-]{4,4096})/.exec(text) ?? [];
  return decodeBase64url(part.slice(0, part.length - (part.length % 4)));
}

/** Whether text was intended to be a JWT, whether or not it can be decoded. */
export function looksLikeJwt(text: string): boolean {
  return jwtStart.test(text) || /^[\w-]{10,}\.[\w-]{10,}\.[\w-]*$/.test(text);
}

/** Whether the `Authorization` header has a token scheme, and then text that wasn't intended to be a JWT. */
export function sendsOpaqueToken({ requestHeaders, isRedacted }: HttpExchange): boolean {
  const header = isRedacted === true ? undefined : requestHeaders.find(isTokenScheme);
  return header !== undefined && !looksLikeJwt(header.value.trim().replace(/^\S+\s+/, ''));
}

/** The cookies of a request by name. */
export function readCookieMap(headers: readonly HeaderField[]): ReadonlyMap<string, string> {
  const cookies = headers
    .slice(0, maxReadHeaders)
    .filter(({ name }) => name.toLowerCase() === 'cookie')
    .flatMap(({ value }) => findCookies(value.slice(0, maxReadLength)).fields);
  return new Map(cookies.map(({ name, value }) => [name, value]));
}
