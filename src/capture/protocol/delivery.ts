import { notSentReasons, type Delivery, type NotSentReason } from '../../traffic';
import { membersOf } from './guard';
import { maxErrorLength } from './limits';

/** Errors that a browser reports only if a request never got a connection, without `net::ERR_` or `NS_ERROR_`. */
const earlyErrors: readonly (readonly [RegExp, NotSentReason])[] = [
  [/^(?:UNSAFE_PORT|PORT_ACCESS_NOT_ALLOWED)$/, 'unsafe port'],
  [/^(?:CACHE_MISS|DOCUMENT_NOT_CACHED)$/, 'not cached'],
  [/^(?:CONNECTION_REFUSED|PROXY_CONNECTION_REFUSED)$/, 'connection refused'],
  [
    /^(?:NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|ICANN_NAME_COLLISION|DNS_\w+|UNKNOWN_HOST|UNKNOWN_PROXY_HOST)$/,
    'name not resolved',
  ],
  [/^(?:INTERNET_DISCONNECTED|OFFLINE)$/, 'offline'],
  [/^(?:CERT_\w+|SSL_PINNED_KEY_NOT_IN_CERT_CHAIN)$/, 'certificate rejected'],
  [
    /^(?:BLOCKED_BY_CSP|BLOCKED_BY_ADMINISTRATOR|BLOCKED_BY_(?:LOCAL|PRIVATE)_NETWORK_ACCESS_CHECKS|NETWORK_ACCESS_DENIED|CONTENT_BLOCKED)$/,
    'blocked',
  ],
  [
    /^(?:CONNECTION_FAILED|CONNECTION_TIMED_OUT|ADDRESS_INVALID|ADDRESS_UNREACHABLE|PROXY_CONNECTION_FAILED|TUNNEL_CONNECTION_FAILED|SOCKS_CONNECTION_\w+|MANDATORY_PROXY_CONFIGURATION_FAILED|SSL_CLIENT_AUTH_CERT_NEEDED|SSL_VERSION_OR_CIPHER_MISMATCH)$/,
    'connection failed',
  ],
];

const reasons: ReadonlySet<unknown> = new Set(notSentReasons);

/** Reads a delivery that was written to a file or a message; undefined for anything else. */
export function parseDelivery(value: unknown): Delivery | undefined {
  const { state, reason, error } = membersOf(value);
  switch (state) {
    case 'sent':
      return sent;
    case 'unknown':
      return unknownWith(errorOf(error));
    case 'not sent':
      return reasons.has(reason) ? notSent(reason as NotSentReason, errorOf(error)) : undefined;
    default:
      return undefined;
  }
}

/** An object from a browser or a file. */
export type Unknowns = Readonly<Record<string, unknown>>;

/** It left the browser. */
export const sent: Delivery = { state: 'sent' };

/** A delivery with the browser's error code, if there is one. */
export function notSent(reason: NotSentReason, error = ''): Delivery {
  return error === '' ? { state: 'not sent', reason } : { state: 'not sent', reason, error };
}

/** Like `notSent`, for a request that may have been sent. */
export function unknownWith(error: string): Delivery {
  return error === '' ? { state: 'unknown' } : { state: 'unknown', error };
}

/** Why a request with this error can't have been sent; undefined if the error can also occur later. */
export function reasonOf(error: string): NotSentReason | undefined {
  const code = /^(?:net::ERR_|NS_ERROR_)(.*)$/s.exec(error)?.[1];
  if (code === undefined) return undefined;
  return earlyErrors.find(([pattern]) => pattern.test(code))?.[1];
}

/** An error code, truncated to its limit; empty if it isn't text. */
export function errorOf(value: unknown): string {
  return isText(value) ? value.slice(0, maxErrorLength) : '';
}

/** Whether the value is non-empty text. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
