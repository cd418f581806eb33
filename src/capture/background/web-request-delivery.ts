import type { Delivery } from '../../traffic';
import { errorOf, isText, notSent, reasonOf, sent, unknownWith, type Unknowns } from '../protocol/delivery';
import { membersOf } from '../protocol/guard';

/** What of a request `webRequest` has reported so far. */
export interface WebRequestProgress {
  readonly status: number;
  /** The browser reported the headers, or may have before the background listened: nothing has stopped it until then. */
  readonly hasRequestHeaders: boolean;
  readonly delivery: Delivery | undefined;
}

/**
 * What an event of `webRequest` says about the delivery of its request; undefined as for `readHarDelivery`.
 * Chrome reports `fromCache` for a cached answer and for one that the server confirmed with a 304, and doesn't report
 * the 304; Firefox does, and has an `ip` only for what was sent.
 */
export function readWebRequestDelivery(
  event: 'answered' | 'redirected' | 'completed' | 'failed',
  details: Unknowns,
  progress: WebRequestProgress,
): Delivery | undefined {
  const { status, hasRequestHeaders, delivery } = progress;
  const { fromCache, ip, statusCode } = details;
  const error = errorOf(details['error']);
  switch (event) {
    case 'answered':
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

/** A service worker's, an extension's, or that of HSTS, which Chrome marks with a header. */
function isInternalRedirect({ responseHeaders }: Unknowns, hasRequestHeaders: boolean): boolean {
  if (!hasRequestHeaders) return true;
  return (
    Array.isArray(responseHeaders) &&
    responseHeaders.some((header) => /^non-authoritative-reason$/i.test(String(membersOf(header)['name'])))
  );
}

/** Both browsers report a request that waits for its preflight as if its headers were sent. */
function readFailure(error: string, hasRequestHeaders: boolean): Delivery {
  const early = reasonOf(error);
  if (early !== undefined) return notSent(early, error);
  if (!hasRequestHeaders && (error === 'net::ERR_BLOCKED_BY_CLIENT' || error === 'NS_ERROR_ABORT')) {
    return notSent('blocked by an extension', error);
  }
  if (hasRequestHeaders && error === 'NS_ERROR_DOM_BAD_URI') return notSent('preflight failed', error);
  return unknownWith(error);
}
