/** Why a request never reached a server. */
export const notSentReasons = [
  'memory cache',
  'disk cache',
  /** One of the two above; the source doesn't specify which. */
  'cache',
  'service worker',
  /** Firefox reports both alike. */
  'cache or service worker',
  /** `only-if-cached`, and nothing was cached. */
  'not cached',
  /** Includes rules that the browser applies on behalf of an extension. */
  'blocked by an extension',
  /** By the browser, the page's policy or an extension; the source doesn't specify which. */
  'blocked',
  'unsafe port',
  'preflight failed',
  'connection refused',
  'name not resolved',
  'offline',
  'certificate rejected',
  'connection failed',
  /** By HSTS or an extension. The redirect's target is a separate request. */
  'redirected in the browser',
  /** `data:`, `blob:` and other URLs without a server. */
  'no server',
  /** Failed before it left the browser, for another reason. */
  'failed',
] as const;

/** One of {@link notSentReasons}. */
export type NotSentReason = (typeof notSentReasons)[number];

/**
 * Whether a request left the browser. `error` is the browser's own code, such as `net::ERR_ABORTED`, cut to a limit.
 * It can come from a file, so it can contain any text.
 */
export type Delivery =
  | { readonly state: 'sent' }
  | { readonly state: 'not sent'; readonly reason: NotSentReason; readonly error?: string }
  | { readonly state: 'unknown'; readonly error?: string };

interface HasDelivery {
  readonly delivery?: Delivery;
  readonly status: number;
}

const sent: Delivery = { state: 'sent' };
const unknown: Delivery = { state: 'unknown' };

/** If the source doesn't report the delivery: sent if there is a response, otherwise unknown. */
export function deliveryOf({ delivery, status }: HasDelivery): Delivery {
  return delivery ?? (status > 0 ? sent : unknown);
}

/** The `delivery` member of an exchange. Omitted if it follows from the status, as in nearly all exchanges. */
export function deliveryMember(delivery: Delivery, status: number): Pick<HasDelivery, 'delivery'> {
  return isSameDelivery(delivery, deliveryOf({ status })) ? {} : { delivery };
}

/**
 * Merges the deliveries of two observations of one request. A known state wins over `unknown`, and a specific reason
 * wins over a general one. "sent" and "not sent" together result in `unknown`.
 */
export function mergeDeliveries(one: Delivery, other: Delivery): Delivery {
  const error = errorOf(one) ?? errorOf(other);
  if (one.state === 'unknown') return withError(other, error);
  if (other.state === 'unknown') return withError(one, error);
  if (one.state === 'sent' && other.state === 'sent') return one;
  if (one.state !== 'not sent' || other.state !== 'not sent') return withError(unknown, error);
  return withError(isGeneral(one.reason) ? other : one, error);
}

/** Whether one is "sent" and the other "not sent". */
export function areContradictory(one: Delivery, other: Delivery): boolean {
  return one.state !== other.state && one.state !== 'unknown' && other.state !== 'unknown';
}

/** Whether state, reason and error are equal. */
export function isSameDelivery(one: Delivery, other: Delivery): boolean {
  return one.state === other.state && reasonOf(one) === reasonOf(other) && errorOf(one) === errorOf(other);
}

const generalReasons: ReadonlySet<NotSentReason> = new Set([
  'cache',
  'cache or service worker',
  'blocked',
  'connection failed',
  'failed',
]);

function isGeneral(reason: NotSentReason): boolean {
  return generalReasons.has(reason);
}

function withError(delivery: Delivery, error: string | undefined): Delivery {
  if (delivery.state === 'sent' || error === undefined || delivery.error === error) return delivery;
  return { ...delivery, error };
}

function errorOf(delivery: Delivery): string | undefined {
  return delivery.state === 'sent' ? undefined : delivery.error;
}

function reasonOf(delivery: Delivery): NotSentReason | undefined {
  return delivery.state === 'not sent' ? delivery.reason : undefined;
}
