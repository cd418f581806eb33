import type { Place } from '../../traffic';
import type { MessageKey } from '../translate';

export const placeWords: Record<Place, MessageKey> = {
  'request header': 'place_request_header',
  'request cookie': 'place_request_cookie',
  'request url': 'place_request_url',
  'request body': 'place_request_body',
  'response header': 'place_response_header',
  'response cookie': 'place_response_cookie',
  'response location': 'place_response_location',
  'response body': 'place_response_body',
  localStorage: 'place_local_storage',
  sessionStorage: 'place_session_storage',
  cookie: 'place_cookie',
  'reported by the page': 'place_page_report',
};
