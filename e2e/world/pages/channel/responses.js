import { fetchAndRead } from './fetch-and-read.js';

const get = (name) => () => fetchAndRead(`/channel/response/${name}`);

/** The server makes these tokens, and only the response contains them. */
export const responses = {
  'header-response': get('header-response'),
  'set-cookie': get('set-cookie'),
  'location-fragment': get('location-fragment'),
  'created-location': get('created-location'),
  'json-response': get('json-response'),
  'html-response': get('html-response'),
  'json-lines': get('json-lines'),
  'graphql-response': () =>
    fetchAndRead('/channel/response/graphql-response', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'mutation { login(name: "alice") { token } }' }),
    }),
  'amz-json': get('amz-json'),
  'octet-json': get('octet-json'),
  'script-response': get('script-response'),
  'vendor-response': get('vendor-response'),
  'image-label': get('image-label'),
  'utf16-response': get('utf16-response'),
  'cbor-response': get('cbor-response'),
  'msgpack-response': get('msgpack-response'),
  'over-1-mib': get('over-1-mib'),
  'over-4-mib': get('over-4-mib'),
  'grpc-web-binary': get('grpc-web-binary'),
  'grpc-web-text': get('grpc-web-text'),
};
