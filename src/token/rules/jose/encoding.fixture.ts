import { encode, makeToken } from '../../token.fixture';
import type { RuleCase } from '../case.fixture';
import { makeRequest } from '../requests/request.fixture';

const plain = makeToken();
const [header = '', payload = '', signature = ''] = plain.split('.');

/** A token with exactly these bytes as its payload. */
function withPayload(
  bytes: string | Uint8Array,
  type: object = { alg: 'HS256', typ: 'JWT' },
): { token: string } {
  return { token: `${encode(type)}.${Buffer.from(bytes).toString('base64url')}.${signature}` };
}

export const encodingCases: readonly RuleCase[] = [
  {
    rule: 'FMT-JSON-SERIAL',
    fires: { token: JSON.stringify({ protected: header, payload, signature }) },
    // A JWS without claims isn't a JWT.
    silent: {
      token: JSON.stringify({ protected: encode({ alg: 'HS256' }), payload: encode('text'), signature }),
    },
  },
  {
    rule: 'FMT-SIZE',
    fires: {
      token: makeToken({ alg: 'HS256' }, { text: 'x'.repeat(8192) }),
      context: { request: makeRequest() },
    },
    silent: [
      { token: makeToken({ alg: 'HS256' }, { text: 'x'.repeat(4096) }), context: { request: makeRequest() } },
      {
        token: makeToken({ alg: 'HS256' }, { text: 'x'.repeat(8192) }),
        context: { request: makeRequest({ location: 'request body' }) },
      },
    ],
  },
  {
    rule: 'B64-PADDING',
    fires: { token: `${header}.${encode({ sub: 'al' })}=.${signature}` },
    // AWS load balancers pad.
    silent: {
      token: `${encode({ alg: 'ES256', signer: 'arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/a/b' })}==.${payload}=.${signature}`,
    },
  },
  {
    rule: 'B64-STD',
    fires: { token: `${header}.${payload}.ab+/${signature}` },
    silent: { token: `${header}.${payload}.ab-_${signature}` },
  },
  {
    rule: 'JSON-DUP',
    fires: withPayload('{"a":{"sub":"alice","s\\u0075b":"bob"}}'),
    silent: withPayload('{"sub":"alice","a":{"sub":"bob"}}'),
  },
  {
    rule: 'JSON-TRAILING',
    fires: withPayload('{"sub":"alice"} {"sub":"bob"}'),
    silent: withPayload(' {"sub":"alice"} '),
  },
  {
    rule: 'JSON-UTF8',
    fires: withPayload('\uFEFF{"sub":"alice"}'),
    // A JWS that isn't a JWT can have any bytes.
    silent: withPayload(Uint8Array.of(0xff, 0xee, 0xdd), { alg: 'HS256' }),
  },
  {
    rule: 'JSON-NOT-OBJECT',
    fires: withPayload('["alice"]'),
    silent: [
      withPayload('["alice"]', { alg: 'HS256', typ: 'JWT', cty: 'json' }),
      // A JWS that isn't a JWT can contain anything.
      withPayload('["alice"]', { alg: 'HS256' }),
    ],
  },
  {
    rule: 'JSON-BIGNUM',
    fires: withPayload('{"id":[9007199254740993]}'),
    silent: withPayload('{"id":9007199254740991,"part":0.1,"whole":3.0}'),
  },
  {
    rule: 'JSON-PROTO',
    fires: withPayload('{"a":{"__proto__":{"admin":true}}}'),
    // An ordinary word.
    silent: withPayload('{"a":{"proto":"__proto__","constructor":"Ferrari","prototype":1}}'),
  },
  {
    rule: 'JSON-LOOKALIKE',
    fires: withPayload('{"sub ":"alice"}'),
    silent: withPayload('{"subject":"alice","Name":"Alice","a":{"Sub":1,"sub":2}}'),
  },
  {
    rule: 'JSON-BIDI',
    fires: withPayload('{"name":"\\u202Eecila"}'),
    silent: [
      // A legitimate joiner, which combines two pictures into one.
      withPayload('{"name":"\u{1F469}\u200D\u{1F680}"}'),
      // A mark after a name in Hebrew.
      withPayload('{"name":"\u05D0\u05DC\u05D9\u05E1\u200F (A)"}'),
    ],
  },
  {
    rule: 'JSON-HTML',
    fires: withPayload('{"name":"<img src=x onerror=alert(1)>"}'),
    silent: withPayload('{"name":"1 < 2 and <3"}'),
  },
];
