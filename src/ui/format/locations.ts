import type { LocationKind, Sighting } from '../../traffic';
import type { MessageKey } from './translate';

export const locationLabels: Record<LocationKind, MessageKey> = {
  'request header': 'place_request_header',
  'request cookie': 'place_request_cookie',
  'request url': 'place_request_url',
  'request body': 'place_request_body',
  'response header': 'place_response_header',
  'response cookie': 'place_response_cookie',
  'response location': 'place_response_location',
  'response body': 'place_response_body',
  'message sent': 'place_message_sent',
  'message received': 'place_message_received',
  localStorage: 'place_local_storage',
  sessionStorage: 'place_session_storage',
  'window.name': 'place_window_name',
  cookie: 'place_cookie',
  IndexedDB: 'place_indexed_db',
  'reported by the page': 'place_page_report',
};

/** What reported the request, if not the network log of DevTools. */
export const sourceWords: Record<NonNullable<Sighting['source']>, MessageKey> = {
  'web request': 'source_web_request',
  file: 'source_file',
};

/** What sent the request, if not the page. */
export const senderWords: Record<NonNullable<Sighting['sender']>, MessageKey> = {
  'dedicated worker': 'sender_dedicated_worker',
  'shared or service worker': 'sender_shared_worker',
  'other tab': 'sender_other_tab',
};
