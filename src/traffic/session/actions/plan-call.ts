import { type Body, type HttpExchange, headerOf } from '../../exchange/exchange';
import { originOf, withoutFragment } from '../../exchange/url-parts';
import type { PageCall } from './inspected-page';
import { replaceTokens, type Replacement, type RequestParts, type TokenOccurrence } from './replace-token';

/** The token that a call is sent with: the captured one, none, or this text. */
export type TokenChoice =
  { readonly kind: 'captured' | 'none' } | { readonly kind: 'text'; readonly text: string };

/** How the call differs from the captured one. Each has a message `resend_note_…`, with `_` for `-`. */
export type CallNote =
  /** The browser adds the cookies that it has now. */
  | 'cookies-now'
  /** Without cookies, since a token was in one. */
  | 'cookies-left-out'
  /** The captured call was made by another page. */
  | 'other-page'
  /** A DPoP proof is for one request only (RFC 9449 §11.1). */
  | 'dpop'
  /** A worker made the captured call. */
  | 'worker';

/** Why a call can't be sent. Each has a message `resend_problem_…`, with `_` for `-`. */
export type CallProblem =
  | 'protocol'
  | 'pending'
  | 'file'
  | 'body-missing'
  | 'body-cut'
  | 'body-binary'
  | 'token-text'
  /** The token is only in a cookie, which scripts can't set for a call. */
  | 'token-in-cookie'
  | 'token-encoded';

/** What sending a call again will do. */
export interface CallPlan {
  /** The origin of the page that sends it. */
  readonly pageOrigin: string;
  readonly method: string;
  /** With the chosen token. */
  readonly url: string;
  /** Names of the headers that are sent as captured, apart from the token. */
  readonly headers: readonly string[];
  /** Names of the headers that only the browser can set. */
  readonly browserHeaders: readonly string[];
  readonly hasBody: boolean;
  /** Where the token is replaced or removed. */
  readonly replaced: readonly TokenOccurrence['location'][];
  readonly notes: readonly CallNote[];
  /** The method can change something on the server (RFC 9110 §9.2.1), so it must be confirmed. */
  readonly isUnsafe: boolean;
  readonly problem?: CallProblem;
}

interface PlanOptions {
  /** The request's body if the log doesn't store it. */
  readonly sentBody: Body | undefined;
  /** The tokens to replace. */
  readonly occurrences: readonly TokenOccurrence[];
  readonly choice: TokenChoice;
  /** The origin of the inspected page. */
  readonly pageOrigin: string;
}

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Headers that scripts can't set (Fetch Standard §2.2.2, forbidden request-headers), and those that browsers add to every
 * request: set by a script, they would need the server's consent in a CORS preflight.
 */
const browserHeader =
  /^(?::.*|__proto__|accept-charset|accept-encoding|accept-language|access-control-request-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|upgrade-insecure-requests|user-agent|via|priority|cache-control|pragma|if-none-match|if-modified-since|proxy-.*|sec-.*)$/i;
/** RFC 9110 §5.6.2. */
const headerName = /^[\w!#$%&'*+.^`|~-]+$/;
/** What a header can contain (Fetch Standard §2.2.2), without spaces. */
const tokenText = /^[\x21-\x7e]{1,1048576}$/;

/** Plans a call with the captured method, URL, headers and body and with the chosen token. Pure. */
export function planCall(
  exchange: HttpExchange,
  { sentBody, occurrences, choice, pageOrigin }: PlanOptions,
): { readonly plan: CallPlan; readonly call: PageCall } {
  const { method, requestHeaders, sender, pageUrl } = exchange;
  const body = exchange.requestBody ?? sentBody;
  const captured = {
    url: withoutFragment(exchange.url),
    headers: requestHeaders.filter(({ name }) => headerName.test(name) && !browserHeader.test(name)),
    body: body?.text,
  };
  const isKept = choice.kind === 'captured';
  const text = choice.kind === 'text' ? choice.text : undefined;
  const { replaced, unchanged, ...parts } =
    text !== undefined && occurrences.length === 0
      ? addBearer(captured, text)
      : replaceTokens(captured, isKept ? [] : occurrences, text);
  const hasCookies = requestHeaders.some(({ name }) => /^cookie$/i.test(name));
  const isInCookie = occurrences.some(({ location }) => location.kind === 'request cookie');
  const leavesCookiesOut = choice.kind === 'none' && isInCookie;
  const isOfWorker = sender === 'dedicated worker' || sender === 'shared or service worker';
  const credentials = leavesCookiesOut
    ? 'omit'
    : hasCookies
      ? 'include'
      : // DevTools doesn't report the cookies of workers.
        isOfWorker
        ? 'same-origin'
        : 'omit';
  const callerOrigin = originOf(
    headerOf(exchange.requestHeaders, 'origin') ??
      pageUrl ??
      headerOf(exchange.requestHeaders, 'referer') ??
      '',
  );
  const notes: (CallNote | false)[] = [
    credentials === 'include' && 'cookies-now',
    leavesCookiesOut && hasCookies && 'cookies-left-out',
    /^https?:/.test(callerOrigin) && callerOrigin !== pageOrigin && 'other-page',
    parts.headers.some(({ name }) => /^dpop$/i.test(name)) && 'dpop',
    isOfWorker && 'worker',
  ];
  const isDone = isKept || leavesCookiesOut || replaced.length > 0 || occurrences.length === 0;
  const problem =
    findProblem(exchange, body) ??
    (text !== undefined && !tokenText.test(text) ? 'token-text' : undefined) ??
    (isDone ? undefined : unchanged.length > 0 ? 'token-encoded' : 'token-in-cookie');
  const isUnsafe = !safeMethods.has(method.toUpperCase());
  const { url, headers } = parts;
  return {
    plan: {
      pageOrigin,
      method,
      url,
      headers: headers.map(({ name }) => name),
      browserHeaders: requestHeaders
        .map(({ name }) => name)
        .filter((name) => /^[a-z]/i.test(name) && browserHeader.test(name)),
      hasBody: parts.body !== undefined && parts.body !== '',
      replaced,
      notes: notes.filter((note) => note !== false),
      isUnsafe,
      ...(problem && { problem }),
    },
    call: {
      pageOrigin,
      method,
      url,
      headers,
      credentials,
      ...(parts.body !== undefined &&
        parts.body !== '' &&
        !/^(?:GET|HEAD)$/i.test(method) && { body: parts.body }),
    },
  };
}

/** For a request without a token. Replaces a placeholder such as `Bearer undefined`. */
function addBearer(parts: RequestParts, text: string): Replacement {
  const others = parts.headers.filter(({ name }) => name.toLowerCase() !== 'authorization');
  return {
    ...parts,
    headers: [...others, { name: 'Authorization', value: `Bearer ${text}` }],
    replaced: [{ kind: 'request header', name: 'Authorization', path: ['Bearer'] }],
    unchanged: [],
  };
}

function findProblem(exchange: HttpExchange, body: Body | undefined): CallProblem | undefined {
  const { url, source, isPending, isRedacted, method } = exchange;
  if (source === 'file' || isRedacted === true) return 'file';
  // A fetch can't use these methods (Fetch Standard §2.2.1).
  if (!/^https?:/i.test(url) || /^(?:CONNECT|TRACE|TRACK)$/i.test(method)) return 'protocol';
  if (isPending === true) return 'pending';
  if (/^(?:GET|HEAD)$/i.test(method)) return undefined;
  if (body === undefined) return mayHaveBody(exchange) ? 'body-missing' : undefined;
  if (body.gap !== undefined && body.text === '') return 'body-missing';
  if (body.truncated || body.end !== undefined || body.gap !== undefined) return 'body-cut';
  return isBinary(body) ? 'body-binary' : undefined;
}

function mayHaveBody(exchange: HttpExchange): boolean {
  const length = headerOf(exchange.requestHeaders, 'content-length');
  if (length !== undefined) return Number(length) > 0;
  return headerOf(exchange.requestHeaders, 'content-type') !== undefined || exchange.grant !== undefined;
}

/** Bytes, or a form with a file: browsers report neither of them exactly. */
function isBinary({ text, mimeType }: Body): boolean {
  if (/^multipart\//i.test(mimeType)) return /;\s*filename\*?=/i.test(text);
  // oxlint-disable-next-line no-control-regex -- control characters are what distinguishes bytes
  return /[\0-\x08\x0e-\x1f\ufffd]/.test(text);
}
