import { ask } from './ask.js';

const get = (name) => () => ask(`/channel/answer/${name}`);

/** The server makes these tokens, and only the answer carries them. */
export const answers = {
  'header-answer': get('header-answer'),
  'set-cookie': get('set-cookie'),
  'location-fragment': get('location-fragment'),
  'created-location': get('created-location'),
  'json-answer': get('json-answer'),
  'html-answer': get('html-answer'),
  'json-lines': get('json-lines'),
  'graphql-answer': () =>
    ask('/channel/answer/graphql-answer', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'mutation { login(name: "alice") { token } }' }),
    }),
  'amz-json': get('amz-json'),
  'octet-json': get('octet-json'),
  'script-answer': get('script-answer'),
  'vendor-answer': get('vendor-answer'),
  'image-label': get('image-label'),
  'utf16-answer': get('utf16-answer'),
  'cbor-answer': get('cbor-answer'),
  'msgpack-answer': get('msgpack-answer'),
  'over-1-mib': get('over-1-mib'),
  'over-4-mib': get('over-4-mib'),
  'grpc-web-binary': get('grpc-web-binary'),
  'grpc-web-text': get('grpc-web-text'),
};
