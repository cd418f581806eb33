import { describe, expect, it } from 'vitest';
import type { ObservedRequest, WebRequestEvent } from './web-request-facts';
import { addEvent, makeExchange } from './web-request-facts';
import { parseStoredRequest } from '../protocol/web-request-messages';

type Step = readonly [WebRequestEvent, object?];

const base = { requestId: '1', tabId: 1, url: 'https://api.test/', timeStamp: 1_000, type: 'xmlhttprequest' };
const begun: Step = ['begun'];
const sent: Step = ['sent', { requestHeaders: [{ name: 'Authorization', value: 'Bearer a' }] }];
const responded = (statusCode: number, more: object = {}): Step => ['responded', { statusCode, ...more }];
const completed = (statusCode: number, more: object = {}): Step => ['completed', { statusCode, ...more }];
const failed = (error: string): Step => ['failed', { error }];
const ip = '127.0.0.1';

/** The delivery in the stored text of a request after these events. */
function deliveryAfter(steps: readonly Step[]) {
  let facts: ObservedRequest | undefined;
  for (const [event, details] of steps) facts = addEvent(event, { ...base, ...details }, facts);
  if (facts === undefined) throw new Error('no request');
  const text = JSON.stringify({
    tabId: 1,
    owner: 'https://app.test',
    exchange: makeExchange(facts, 'web-0'),
  });
  return parseStoredRequest(text)?.exchange.delivery;
}

const notSent = (reason: string, error?: string) => ({
  state: 'not sent',
  reason,
  ...(error !== undefined && { error }),
});

describe('addEvent determines the delivery of a request', () => {
  it.each<[string, readonly Step[], object | undefined]>([
    ['with a response', [begun, sent, responded(200), completed(200, { ip })], undefined],
    [
      'whose response was cut off',
      [begun, sent, responded(200), failed('net::ERR_CONTENT_LENGTH_MISMATCH')],
      undefined,
    ],
    [
      'Chrome: cached, or revalidated with a 304',
      [begun, sent, responded(200), completed(200, { ip, fromCache: true })],
      { state: 'unknown' },
    ],
    [
      'Firefox: cached',
      [begun, sent, responded(200, { fromCache: true }), completed(200, { fromCache: true })],
      notSent('cache'),
    ],
    [
      'Firefox: revalidated with a 304',
      [
        begun,
        sent,
        responded(304, { ip }),
        responded(200, { ip, fromCache: true }),
        completed(200, { ip, fromCache: true }),
      ],
      { state: 'sent' },
    ],
    [
      'Firefox: a cached redirect',
      [
        begun,
        sent,
        responded(301, { fromCache: true }),
        ['redirected', { statusCode: 301, fromCache: true }],
      ],
      notSent('cache'),
    ],
    [
      'redirected by the server',
      [begun, sent, responded(302), ['redirected', { statusCode: 302, ip }]],
      undefined,
    ],
    [
      'redirected by an extension',
      [begun, ['redirected', { statusCode: 307 }]],
      notSent('redirected in the browser'),
    ],
    ['Firefox: handled by a service worker', [begun, ['redirected']], notSent('redirected in the browser')],
    [
      'redirected by HSTS',
      [
        begun,
        sent,
        [
          'redirected',
          { statusCode: 307, responseHeaders: [{ name: 'Non-Authoritative-Reason', value: 'HSTS' }] },
        ],
      ],
      notSent('redirected in the browser'),
    ],
    [
      'Chrome: blocked by an extension',
      [begun, failed('net::ERR_BLOCKED_BY_CLIENT')],
      notSent('blocked by an extension', 'net::ERR_BLOCKED_BY_CLIENT'),
    ],
    [
      'Firefox: blocked by an extension',
      [begun, failed('NS_ERROR_ABORT')],
      notSent('blocked by an extension', 'NS_ERROR_ABORT'),
    ],
    [
      'Chrome: a preflight, or the request itself, failed',
      [begun, sent, failed('net::ERR_FAILED')],
      { state: 'unknown', error: 'net::ERR_FAILED' },
    ],
    [
      'Firefox: the preflight failed',
      [begun, sent, failed('NS_ERROR_DOM_BAD_URI')],
      notSent('preflight failed', 'NS_ERROR_DOM_BAD_URI'),
    ],
    [
      'Chrome: connection refused',
      [begun, sent, failed('net::ERR_CONNECTION_REFUSED')],
      notSent('connection refused', 'net::ERR_CONNECTION_REFUSED'),
    ],
    [
      'Firefox: connection refused',
      [begun, sent, failed('NS_ERROR_CONNECTION_REFUSED')],
      notSent('connection refused', 'NS_ERROR_CONNECTION_REFUSED'),
    ],
    [
      'Firefox: not in the cache',
      [begun, sent, failed('NS_ERROR_DOCUMENT_NOT_CACHED')],
      notSent('not cached', 'NS_ERROR_DOCUMENT_NOT_CACHED'),
    ],
    [
      'aborted',
      [begun, sent, failed('NS_BINDING_ABORTED')],
      { state: 'unknown', error: 'NS_BINDING_ABORTED' },
    ],
    ['reset', [begun, sent, failed('NS_ERROR_NET_RESET')], { state: 'unknown', error: 'NS_ERROR_NET_RESET' }],
    [
      'failed, with only the end reported',
      [failed('net::ERR_BLOCKED_BY_CLIENT')],
      { state: 'unknown', error: 'net::ERR_BLOCKED_BY_CLIENT' },
    ],
  ])('%s', (_situation, steps, delivery) => {
    expect(deliveryAfter(steps)).toEqual(delivery);
  });
});
