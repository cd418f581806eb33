import type { Delivery } from '../../traffic';
import { errorOf, isText, notSent, reasonOf, sent, unknownWith, type Unknowns } from '../protocol/delivery';
import { membersOf } from '../protocol/guard';

/** What `webRequest` has reported about a request so far. */
export interface WebRequestProgress {
  readonly status: number;
  /** The browser reported the request headers, or may have before the background listened. Nothing blocked it until then. */
  readonly hasRequestHeaders: boolean;
  readonly delivery: Delivery | undefined;
}

/**
 * The delivery of a request according to an event of `webRequest`; undefined as for `readHarDelivery`.
 * Chrome reports `fromCache` both for a cached response and for one that the server revalidated with a 304, and doesn't
 * report the 304. Firefox does, and sets `ip` only for requests that were sent.
 */
export function readWebRequestDelivery(
  event: 'responded' | 'redirected' | 'completed' | 'failed',
  details: Unknowns,
  progress: WebRequestProgress,
): Delivery | undefined {
  const { status, hasRequestHeaders, delivery } = progress;
  const { fromCache, ip, statusCode } = details;
  const error = errorOf(details['error']);
  switch (event) {
    case 'responded':
      return statusCode === 304 ? sent : delivery;
    case 'redirected':
    case 'completed':
      if (delivery?.state === 'sent') return delivery;
      if (fromCache === true) return isText(ip) ? { state: 'unknown' } : notSent('cache');
      return event === 'redirected' && !isText(ip) && isInternalRedirect(details, hasRequestHeaders)
        ? notSent('redirected in the browser')
        : undefined;
    case 'failed':
      if (status > 0) return delivery;
      return readFailure(error, hasRequestHeaders);
  }
}

/** A redirect by a service worker, an extension, or HSTS, which Chrome marks with a header. */
function isInternalRedirect({ responseHeaders }: Unknowns, hasRequestHeaders: boolean): boolean {
  if (!hasRequestHeaders) return true;
  return (
    Array.isArray(responseHeaders) &&
    responseHeaders.some((header) => /^non-authoritative-reason$/i.test(String(membersOf(header)['name'])))
  );
}

/** Both browsers report a request that waits for its preflight as if its headers had been sent. */
function readFailure(error: string, hasRequestHeaders: boolean): Delivery {
  const early = reasonOf(error);
  if (early !== undefined) return notSent(early, error);
  if (!hasRequestHeaders && (error === 'net::ERR_BLOCKED_BY_CLIENT' || error === 'NS_ERROR_ABORT')) {
    return notSent('blocked by an extension', error);
  }
  if (hasRequestHeaders && error === 'NS_ERROR_DOM_BAD_URI') return notSent('preflight failed', error);
  return unknownWith(error);
}
