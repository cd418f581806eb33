/** Why a request never reached a server. */
export const notSentReasons = [
  'memory cache',
  'disk cache',
  /** One of the two above; the source doesn't say which. */
  'cache',
  'service worker',
  /** Firefox reports both alike. */
  'cache or service worker',
  /** `only-if-cached`, and nothing was cached. */
  'not cached',
  /** By an extension, or by the browser on behalf of one. */
  'blocked by an extension',
  /** By the browser, the page's policy or an extension: the source doesn't say which. */
  'blocked',
  'unsafe port',
  'preflight failed',
  'connection refused',
  'name not resolved',
  'offline',
  'certificate rejected',
  'connection failed',
  /** HSTS or an extension: the target of the redirect is a request of its own. */
  'redirected in the browser',
  /** `data:`, `blob:` and other URLs without a server. */
  'no server',
  /** Before it left the browser, for another reason. */
  'failed',
] as const;

export type NotSentReason = (typeof notSentReasons)[number];

/**
 * Whether a request left the browser for a server. `error` is the browser's own code, such as `net::ERR_ABORTED`, cut
 * to a limit; it comes from a browser or from a file, which can contain anything.
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

/** Without a report of its own, a request that got an answer was sent, and of one without an answer it isn't known. */
export function deliveryOf({ delivery, status }: HasDelivery): Delivery {
  return delivery ?? (status > 0 ? sent : unknown);
}

/** The member of an exchange with this delivery: none where the status says the same, as of nearly all exchanges. */
export function deliveryMember(delivery: Delivery, status: number): Pick<HasDelivery, 'delivery'> {
  return isSameDelivery(delivery, deliveryOf({ status })) ? {} : { delivery };
}

/**
 * One delivery from two observations of the same request. What is known wins over what isn't, and the specific reason
 * over the general one. If one says "sent" and the other "not sent", it isn't known.
 */
export function mergeDeliveries(one: Delivery, other: Delivery): Delivery {
  const error = errorOf(one) ?? errorOf(other);
  if (one.state === 'unknown') return withError(other, error);
  if (other.state === 'unknown') return withError(one, error);
  if (one.state === 'sent' && other.state === 'sent') return one;
  if (one.state !== 'not sent' || other.state !== 'not sent') return withError(unknown, error);
  return withError(isGeneral(one.reason) ? other : one, error);
}

/** Whether one observation says "sent" and the other "not sent". */
export function areContradictory(one: Delivery, other: Delivery): boolean {
  return one.state !== other.state && one.state !== 'unknown' && other.state !== 'unknown';
}

/** Whether two deliveries say the same. */
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
