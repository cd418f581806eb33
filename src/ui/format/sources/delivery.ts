import type { NotSentReason, Sighting } from '../../../traffic';
import type { MessageKey, Translate } from '../translate';
import { writeHostile } from '../visible-text';

type NotKnownSent = NonNullable<Sighting['delivery']>;

/** The message without an error code, and the one with it if browsers report one. */
const reasonLabels: Record<NotSentReason, readonly [MessageKey, MessageKey?]> = {
  'memory cache': ['delivery_memory_cache'],
  'disk cache': ['delivery_disk_cache'],
  cache: ['delivery_cache'],
  'service worker': ['delivery_service_worker'],
  'cache or service worker': ['delivery_cache_or_worker'],
  'not cached': ['delivery_not_cached', 'delivery_not_cached_error'],
  'blocked by an extension': ['delivery_blocked_extension', 'delivery_blocked_extension_error'],
  blocked: ['delivery_blocked', 'delivery_blocked_error'],
  'unsafe port': ['delivery_unsafe_port', 'delivery_unsafe_port_error'],
  'preflight failed': ['delivery_preflight', 'delivery_preflight_error'],
  'connection refused': ['delivery_connection_refused', 'delivery_connection_refused_error'],
  'name not resolved': ['delivery_name', 'delivery_name_error'],
  offline: ['delivery_offline', 'delivery_offline_error'],
  'certificate rejected': ['delivery_certificate', 'delivery_certificate_error'],
  'connection failed': ['delivery_connection_failed', 'delivery_connection_failed_error'],
  'redirected in the browser': ['delivery_redirected'],
  'no server': ['delivery_no_server'],
  failed: ['delivery_failed', 'delivery_failed_error'],
};

/** Why a request wasn't sent, or that it's unknown whether it was. */
export function describeDelivery(t: Translate, delivery: NotKnownSent): string {
  const [plain, withError] =
    delivery.state === 'unknown'
      ? (['delivery_unknown', 'delivery_unknown_error'] as const)
      : reasonLabels[delivery.reason];
  const { error } = delivery;
  return error === undefined || withError === undefined ? t(plain) : t(withError, writeHostile(error));
}
