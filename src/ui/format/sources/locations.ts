import type { LocationKind, Sighting } from '../../../traffic';
import type { MessageKey } from '../translate';

/** The names of the locations in an exchange that a token can be in. */
export const locationLabels: Record<LocationKind, MessageKey> = {
  'request header': 'location_request_header',
  'request cookie': 'location_request_cookie',
  'request url': 'location_request_url',
  'request body': 'location_request_body',
  'response header': 'location_response_header',
  'response cookie': 'location_response_cookie',
  'response location': 'location_response_location',
  'response body': 'location_response_body',
  'message sent': 'location_message_sent',
  'message received': 'location_message_received',
  localStorage: 'location_local_storage',
  sessionStorage: 'location_session_storage',
  'window.name': 'location_window_name',
  cookie: 'location_cookie',
  IndexedDB: 'location_indexed_db',
  'reported by the page': 'location_page_report',
  text: 'location_text',
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
