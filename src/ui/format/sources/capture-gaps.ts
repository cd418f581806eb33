import type { HealthCode, HealthItem, HealthReason, UncapturedCode } from '../../../traffic';
import { translateCount, type MessageKey, type Translate } from '../translate';

interface HealthLabels {
  readonly name: MessageKey;
  readonly captured: MessageKey;
  readonly partial: MessageKey;
  readonly 'not captured': MessageKey;
  /** Only for sources that can be pending. */
  readonly pending?: MessageKey;
}

/** The name of each source and a text for each of its states. */
const labels: Record<HealthCode, HealthLabels> = {
  requests: {
    name: 'health_requests',
    captured: 'health_requests_captured',
    partial: 'health_requests_partial',
    'not captured': 'health_requests_uncaptured',
  },
  'earlier requests': {
    name: 'health_earlier',
    captured: 'health_earlier_captured',
    partial: 'health_earlier_partial',
    'not captured': 'health_earlier_uncaptured',
  },
  workers: {
    name: 'health_workers',
    captured: 'health_workers_captured',
    partial: 'health_workers_partial',
    'not captured': 'health_workers_uncaptured',
  },
  'worker cookies': {
    name: 'health_worker_cookies',
    captured: 'health_worker_cookies_captured',
    partial: 'health_worker_cookies_uncaptured',
    'not captured': 'health_worker_cookies_uncaptured',
  },
  'other tabs': {
    name: 'health_tabs',
    captured: 'health_tabs_captured',
    partial: 'health_tabs_partial',
    'not captured': 'health_tabs_uncaptured',
  },
  background: {
    name: 'health_background',
    captured: 'health_background_captured',
    partial: 'health_background_uncaptured',
    'not captured': 'health_background_uncaptured',
  },
  storage: {
    name: 'health_storage',
    captured: 'health_storage_captured',
    partial: 'health_storage_partial',
    'not captured': 'health_storage_uncaptured',
    pending: 'health_storage_pending',
  },
  'stored later': {
    name: 'health_stored_later',
    captured: 'health_stored_later_captured',
    partial: 'health_stored_later_partial',
    'not captured': 'health_stored_later_uncaptured',
  },
  'frame storage': {
    name: 'health_frames',
    captured: 'health_frames_captured',
    partial: 'health_frames_partial',
    'not captured': 'health_frames_uncaptured',
  },
  IndexedDB: {
    name: 'health_indexed_db',
    captured: 'health_indexed_db_captured',
    partial: 'health_indexed_db_partial',
    'not captured': 'health_indexed_db_uncaptured',
  },
  'stream messages': {
    name: 'health_streams',
    captured: 'health_streams_captured',
    partial: 'health_streams_partial',
    'not captured': 'health_streams_uncaptured',
  },
  'open requests': {
    name: 'health_open',
    captured: 'health_open_captured',
    partial: 'health_open_partial',
    'not captured': 'health_open_uncaptured',
  },
  'requests when leaving': {
    name: 'health_leaving',
    captured: 'health_leaving_captured',
    partial: 'health_leaving_uncaptured',
    'not captured': 'health_leaving_uncaptured',
  },
  'redirect cookies': {
    name: 'health_redirects',
    captured: 'health_redirects_captured',
    partial: 'health_redirects_partial',
    'not captured': 'health_redirects_partial',
  },
  'call sites': {
    name: 'health_call_sites',
    captured: 'health_call_sites_captured',
    partial: 'health_call_sites_partial',
    'not captured': 'health_call_sites_uncaptured',
  },
  'page script': {
    name: 'health_page_script',
    captured: 'health_page_script_uncaptured',
    partial: 'health_page_script_uncaptured',
    'not captured': 'health_page_script_uncaptured',
  },
  'page calls': {
    name: 'health_page_calls',
    captured: 'health_page_calls_uncaptured',
    partial: 'health_page_calls_uncaptured',
    'not captured': 'health_page_calls_uncaptured',
  },
  'network filter': {
    name: 'health_filter',
    captured: 'health_filter_captured',
    partial: 'health_filter_uncaptured',
    'not captured': 'health_filter_uncaptured',
  },
  'restricted page': {
    name: 'health_restricted',
    captured: 'health_restricted_captured',
    partial: 'health_restricted_uncaptured',
    'not captured': 'health_restricted_uncaptured',
  },
};

/** These replace the text of the state. */
const reasonLabels: Record<HealthReason, MessageKey> = {
  'no answer': 'health_storage_no_answer',
  blocked: 'health_storage_blocked',
  'left unread': 'health_storage_left_unread',
};

/** The name of a source and a text: what its state means, what to do, and how much was affected. */
export function describeHealthItem(
  t: Translate,
  { code, state, reason, count }: HealthItem,
): { readonly name: string; readonly text: string } {
  const { name, [state]: meaning = 'health_state_pending' } = labels[code];
  const text = t(reason === undefined ? meaning : reasonLabels[reason]);
  if (count === undefined || count === 0) return { name: t(name), text };
  if (code === 'redirect cookies') {
    return { name: t(name), text: `${text} ${translateCount(t, 'health_redirects', count)}` };
  }
  const counted =
    state === 'not captured'
      ? translateCount(t, 'health_missing', count)
      : translateCount(t, 'health_count', count);
  return { name: t(name), text: `${text} ${counted}` };
}

/** How completely a source is captured, in one word. */
export const stateWords: Record<HealthItem['state'], MessageKey> = {
  captured: 'health_state_captured',
  partial: 'health_state_partial',
  'not captured': 'health_state_uncaptured',
  pending: 'health_state_pending',
};

/** What can't be captured on any site, and why. */
export const uncapturedWords: Record<
  UncapturedCode,
  { readonly name: MessageKey; readonly reason: MessageKey }
> = {
  'messages between frames': { name: 'uncaptured_messages', reason: 'uncaptured_messages_reason' },
  'blob URLs': { name: 'uncaptured_urls', reason: 'uncaptured_urls_reason' },
  'binary WebSocket messages': { name: 'uncaptured_binary', reason: 'uncaptured_binary_reason' },
  'peer connections': { name: 'uncaptured_peers', reason: 'uncaptured_peers_reason' },
  'Cache Storage': { name: 'uncaptured_caches', reason: 'uncaptured_caches_reason' },
  'private files': { name: 'uncaptured_files', reason: 'uncaptured_files_reason' },
  'page memory': { name: 'uncaptured_memory', reason: 'uncaptured_memory_reason' },
};
