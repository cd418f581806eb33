import { maxStoredBodyLength } from '../exchange/limits';
import type { Body, StreamMessage, TokenGrant } from '../exchange/exchange';
import { isStartForm } from '../sign-in/start-form';
import { detachString } from '../exchange/detached-string';
import { maxErrorLength, maxFormLength, maxGrantLength, maxKeysLength } from './limits';

/** Whether a client is identified, and how it proves what it is (RFC 6749 §2.3, RFC 7521 §4.2, RFC 7636 §4.5). */
const clientParameters = ['client_id', 'client_secret', 'client_assertion', 'code_verifier'] as const;

const keysOrDiscovery = /"(?:keys|jwks_uri)"\s*:/;

/** The request body as the log stores it; undefined if it has no token or is too long. */
export function storeRequestBody(body: Body, hasToken: boolean): Body | undefined {
  if (!isStorable(body)) return undefined;
  const isStored = hasToken || isTokenRequest(body) || isAuthorizationForm(body) || isStart(body);
  return isStored ? detachBody(body) : undefined;
}

/** What is known about a token request without its body; undefined for any other request. */
export function readGrant(body: Body | undefined): TokenGrant | undefined {
  const text: unknown = body?.text;
  if (typeof text !== 'string' || text.length > maxFormLength || !text.includes('grant_type'))
    return undefined;
  const read = readParameters(text);
  const type = read('grant_type');
  return typeof type !== 'string' || type === '' || type.length > maxGrantLength
    ? undefined
    : { type: detachString(type), parameters: clientParameters.filter((name) => Boolean(read(name))) };
}

/** A form (RFC 6749 §4.1.3), or JSON, which many servers accept as well. */
function readParameters(text: string): (name: string) => unknown {
  if (!/^\s*\{/.test(text)) {
    const form = new URLSearchParams(text);
    return (name) => form.get(name);
  }
  try {
    const members = new Map(Object.entries(JSON.parse(text) as Readonly<Record<string, unknown>>));
    return (name) => members.get(name);
  } catch {
    return () => undefined;
  }
}

/** A response body as the log stores it. Also stores error descriptions and the issuer's keys. */
export function storeResponseBody(body: Body, hasToken: boolean, status: number): Body | undefined {
  if (!isStorable(body)) return undefined;
  const isStored =
    hasToken ||
    isErrorDescription(body, status) ||
    isTokenResponse(body) ||
    isSignInResponse(body) ||
    mayHaveKeys(body);
  return isStored ? detachBody(body) : undefined;
}

/** The first messages that fit. `room` is how many characters and `count` how many messages may be added. */
export function storeMessages(
  messages: readonly StreamMessage[],
  { room, count }: { readonly room: number; readonly count: number },
): StreamMessage[] {
  const stored: StreamMessage[] = [];
  for (const { direction, atMs, text, truncated } of messages) {
    if (stored.length >= count) break;
    if (text.length > room) continue;
    room -= text.length;
    stored.push({ direction, atMs, text: detachString(text), truncated });
  }
  return stored;
}

function isStorable({ text, mimeType, end }: Body): boolean {
  return (
    end === undefined &&
    typeof text === 'string' &&
    typeof mimeType === 'string' &&
    text.length <= maxStoredBodyLength
  );
}

function detachBody({ text, mimeType, truncated, gap }: Body): Body {
  return {
    text: detachString(text),
    mimeType: detachString(mimeType),
    truncated,
    ...(gap !== undefined && { gap }),
  };
}

/** Text of an error, or the `errors` of GraphQL, whose status is 200. */
function isErrorDescription({ text, mimeType }: Body, status: number): boolean {
  if (text.length > maxErrorLength) return false;
  // HTML that explains a rejection; the page of a server error doesn't.
  if (/^\s*</.test(text)) return status >= 400 && status < 500;
  if (status >= 400) return /^\s*[{["]/.test(text) || /^(?:text\/|$)/i.test(mimeType);
  return status === 200 && /^\s*[{[]/.test(text) && /"errors"\s*:\s*\[/.test(text);
}

/** An OAuth token request (RFC 6749 §4.1.3), whose grant may be opaque; without the user's password or the client's. */
function isTokenRequest({ text }: Body): boolean {
  return (
    text.length <= maxErrorLength &&
    /grant_type|refresh_?token/i.test(text) &&
    !/password|passwd|secret|assertion/i.test(text)
  );
}

/** The response to it (RFC 6749 §5.1); its tokens may be opaque. */
function isTokenResponse({ text }: Body): boolean {
  return (
    text.length <= maxErrorLength &&
    /^\s*\{/.test(text) &&
    /"(?:access_?token|refresh_?token)"\s*:/i.test(text)
  );
}

/**
 * A pushed authorization request (RFC 9126 §2.1), one that a form sends, or the response to it in a form (OAuth 2.0 Form
 * Post Response Mode); without the client's secret.
 */
function isAuthorizationForm({ text }: Body): boolean {
  return (
    text.length <= maxErrorLength &&
    (/(?:^|&)(?:response_type|request)=/.test(text) ? /(?:^|&)client_id=/ : /(?:^|&)state=/).test(text) &&
    /(?:^|&)(?:response_type|request|code|error|response)=/.test(text) &&
    !/password|passwd|secret|assertion/i.test(text)
  );
}

/** The start of a sign-in on another device (RFC 8628 §3.1, CIBA Core 1.0 §7.1). */
function isStart({ text }: Body): boolean {
  return text.length <= maxErrorLength && isStartForm(text);
}

/** UserInfo (OpenID Connect Core 1.0 §5.3.2), or the start of a sign-in (RFC 8628 §3.2, RFC 9126 §2.2, CIBA §7.3). */
function isSignInResponse({ text }: Body): boolean {
  return (
    text.length <= maxErrorLength &&
    /^\s*\{/.test(text) &&
    /"(?:sub|device_code|request_uri|auth_req_id)"\s*:/.test(text)
  );
}

function mayHaveKeys({ text }: Body): boolean {
  return text.length <= maxKeysLength && /^\s*\{/.test(text) && keysOrDiscovery.test(text);
}
