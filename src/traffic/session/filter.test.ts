import { describe, expect, it } from 'vitest';
import { decode, type VerdictStatus } from '../../token';
import { makeToken } from '../exchange/exchange.fixture';
import type { TokenRow } from '../log/log-summary';
import { matchesFilter, parseFilter as parseInZone, readTokenStates } from './filter';
import type { RequestSummary } from './request-list';

const parseFilter = (text: string) => parseInZone(text, () => 0);

const raw = makeToken(
  {
    sub: 'Alice',
    iss: 'https://ID.example',
    aud: ['https://api.example', 'orders'],
    email: 'a@example.org',
    n: { x: 1 },
  },
  { alg: 'HS256', typ: 'at+jwt', kid: 'key-7' },
);

function makeRow(text: string): TokenRow {
  return { id: 1, raw: text, firstSeenMs: 0, lastSeenMs: 0, requests: 0, rejected: 0, sightings: 1 };
}

function matches(text: string, token = raw): boolean {
  return matchesWith(text, { requests: [], tokens: [token] });
}

function makeRequest(more: Partial<RequestSummary> = {}): RequestSummary {
  const url = 'https://api.shop.test/v1/orders?page=2';
  return {
    id: 'r',
    method: 'POST',
    url,
    status: 403,
    isRejected: true,
    sentAtMs: 0,
    tokenIds: [],
    sentIds: [],
    ...more,
  };
}

interface Given {
  readonly row?: 'request' | 'token';
  readonly requests?: readonly RequestSummary[];
  readonly tokens?: readonly string[];
  readonly atSeconds?: number;
  readonly status?: VerdictStatus;
}

function matchesWith(
  text: string,
  { row = 'request', requests = [makeRequest()], tokens = [], atSeconds = 0, status }: Given = {},
): boolean {
  return matchesFilter(parseFilter(text), {
    row,
    requests,
    tokens: tokens.map((token) => ({ row: makeRow(token), token: decode(token) })),
    facts: {
      namesOf: () => ['authorization', 'x-trace', 'sid'],
      causeOf: () => ({ code: 'scope' }),
      hasFinding: ({ row }) => row.raw === raw,
      statusOf: () => status,
      atSeconds,
    },
  });
}

it('reads the states of tokens that a filter compares', () => {
  const expiring = makeToken({ exp: 100 });
  const listed = [raw, expiring].map((text) => ({ row: makeRow(text), token: decode(text) }));
  const read = (text: string, atSeconds: number) =>
    readTokenStates(parseFilter(text), listed, {
      namesOf: () => [],
      causeOf: () => undefined,
      hasFinding: () => false,
      statusOf: () => undefined,
      atSeconds,
    });
  expect(read('is:expiring', 50)).not.toBe(read('is:expiring', 30));
  expect(read('is:expiring', 50)).toBe(read('is:expiring orders', 60));
  expect(read('is:expiring -is:expired', 150)).not.toBe(read('is:expiring -is:expired', 30));
  expect(read('is:rejected alice', 50)).toBe(read('is:rejected alice', 150));
  expect(read('is:expired cause:scope', 50)).toBe(read('is:expired', 50));
  expect(parseFilter('-cause:scope').usesCauses).toBe(true);
  expect(parseFilter('scope is:rejected').usesCauses).toBe(false);
});

it('finds tokens by the status of their signature, once it is known', () => {
  const given = (status?: VerdictStatus) =>
    ({ row: 'token', tokens: [raw], ...(status && { status }) }) as const;
  const found = (text: string) =>
    [given('valid'), given('invalid'), given('unchecked'), given()].map((each) => matchesWith(text, each));
  expect(found('is:verified')).toEqual([true, false, false, false]);
  expect(found('is:invalid')).toEqual([false, true, false, false]);
  expect(found('-is:verified')).toEqual([false, true, true, true]);
  expect(matchesWith('is:verified', { status: 'valid' }), 'a request without a token').toBe(false);
});

describe('matchesFilter', () => {
  it('is false if the text is not found', () => {
    expect(matches('bob')).toBe(false);
    expect(matches('"alice orders"')).toBe(false);
  });

  it('does not search the raw token for short texts or in another case', () => {
    expect(matches(raw.slice(0, 5))).toBe(false);
    expect(matches(raw.slice(0, 20).toLowerCase())).toBe(false);
  });

  it('is true for an empty text', () => {
    expect(matches('')).toBe(true);
    expect(matches('  ')).toBe(true);
  });

  it('finds subject, issuer, audience, type and key ID in any case', () => {
    for (const text of [
      'alice',
      'ALI',
      'id.EXAMPLE',
      'orders',
      'API.',
      'a@example',
      'jws',
      'Access token',
      'AT+JWT',
      'key-7',
      'hs256',
    ]) {
      expect(matches(text)).toBe(true);
    }
  });

  it('does not match across two values', () => {
    for (const between of ['', '\0']) {
      expect(matches(`alice${between}https`)).toBe(false);
      expect(matches(`api.example${between}orders`)).toBe(false);
      expect(matches(`orders${between}https`)).toBe(false);
    }
  });

  it('does not match if only the beginning of a long text is found', () => {
    const long = makeToken({ sub: 'a'.repeat(1_000) });
    const piece = long.slice(5, 805);
    expect(matches(piece, long)).toBe(true);
    expect(matches(`${piece.slice(0, -1)}!`, long)).toBe(false);
  });

  it('searches only the beginning of a long claim', () => {
    const hostile = makeToken({ sub: `alice${'x'.repeat(100_000)}bob` });
    expect(matches('alice', hostile)).toBe(true);
    expect(matches('bob', hostile)).toBe(false);
  });

  it('finds a part of the raw token', () => {
    expect(matches(` ${raw.slice(10, 40)} `)).toBe(true);
  });

  it('accepts claims of any type, tokens without claims, and malformed tokens', () => {
    const odd = makeToken({ sub: 7, aud: { deep: ['alice'] }, iss: null });
    for (const text of ['alice', 'deep', '7']) expect(matches(text, odd)).toBe(true);
    expect(matches('null', odd)).toBe(false);
    const jwe = `${Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString('base64url')}..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA`;
    expect(matches('jwe', jwe)).toBe(true);
    expect(matches('malformed', 'not a token')).toBe(true);
  });
});

describe('items of a filter', () => {
  it('must all match, anywhere', () => {
    const both = { tokens: [raw] };
    expect(matchesWith('alice v1/orders 403', both)).toBe(true);
    expect(matchesWith('alice v1/orders 200', both)).toBe(false);
  });

  it.each([
    ['url:page=2', true],
    ['url:shop.test/v2', false],
    ['host:shop.test', true],
    ['host:orders', false],
    ['method:post', true],
    ['status:40', true],
    ['status:/^4\\d\\d$/', true],
    ['status:/^5/', false],
    ['is:rejected', true],
    ['is:pending', false],
    ['cause:scope', true],
    ['cause:expired', false],
    ['-is:rejected', false],
    ['-status:200', true],
    ['https://api.shop.test/v1/orders', true],
    ['https://api.shop.test/v2', false],
    ['"page=2"', true],
    ['/ord(er)s/', true],
    ['/ord(er/', false],
    ['"unterminated', false],
  ])('about the request: %s', (text, expected) => {
    expect(matchesWith(text)).toBe(expected);
  });

  it.each([
    ['sub:alice', true],
    ['sub:id.example', false],
    ['iss:id.example', true],
    ['aud:orders', true],
    ['type:access', true],
    ['alg:hs256', true],
    ['kid:key-7', true],
    ['n.x:1', true],
    ['claim.n.x:1', true],
    ['n.x:2', false],
    ['n.y:1', false],
    ['email:"a@example.org"', true],
    ['-sub:alice', false],
    ['__proto__:x', false],
  ])('about the token: %s', (text, expected) => {
    expect(matches(text)).toBe(expected);
  });

  it('find a request, but no token, by the name of a header or cookie', () => {
    for (const [text, isFound] of [
      ['X-Trace', true],
      ['sid orders', true],
      ['/^sid$/', true],
      ['-x-trace', false],
      ['host:sid', false],
      ['x-other', false],
    ] as const) {
      expect(matchesWith(text), text).toBe(isFound);
    }
    expect(matchesWith('x-trace', { row: 'token', tokens: [raw] })).toBe(false);
  });

  it('find a token by a word in it or a key about its requests, not by a word in the URL of a request', () => {
    const about = { row: 'token', tokens: [raw] } as const;
    expect(matchesWith('alice', about)).toBe(true);
    expect(matchesWith('url:orders is:rejected', about)).toBe(true);
    expect(matchesWith('page=2', about)).toBe(false);
    expect(matchesWith('sub:shop.test', about)).toBe(false);
  });

  it('compare the expiry with the current time', () => {
    const expiring = makeToken({ exp: 100 });
    const at = (atSeconds: number) => ({ requests: [], tokens: [expiring], atSeconds });
    expect(matchesWith('is:expired', at(99))).toBe(false);
    expect(matchesWith('is:expired', at(101))).toBe(true);
    expect(matchesWith('is:expiring', at(39))).toBe(false);
    expect(matchesWith('is:expiring', at(40))).toBe(true);
    expect(matchesWith('is:expiring', at(100))).toBe(false);
    expect(parseFilter('is:expired').usesTime).toBe(true);
    expect(parseFilter('is:expiring').usesTime).toBe(true);
    expect(parseFilter('expired').usesTime).toBe(false);
  });

  it('are ignored at the end as long as they are only a key', () => {
    expect(matches('alice host:')).toBe(true);
    expect(matches('bob host:')).toBe(false);
    expect(matches('alice -is:')).toBe(true);
    expect(matches('host: alice')).toBe(false);
    expect(matches('orders:')).toBe(false);
  });

  it('find current tokens and those with findings', () => {
    const current = { id: 1, position: 2, size: 2, isCurrent: true };
    const lined = (line: typeof current | undefined) => {
      const row = { ...makeRow(raw), ...(line && { line }) };
      return matchesFilter(parseFilter('is:current'), {
        row: 'token',
        requests: [],
        tokens: [{ row, token: decode(raw) }],
        facts: {
          atSeconds: 0,
          causeOf: () => undefined,
          namesOf: () => [],
          hasFinding: () => false,
          statusOf: () => undefined,
        },
      });
    };
    expect([lined(current), lined({ ...current, isCurrent: false }), lined(undefined)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(matchesWith('has:finding', { tokens: [raw] })).toBe(true);
    expect(matchesWith('has:finding', { tokens: [makeToken({ sub: 'other' })] })).toBe(false);
    expect(matchesWith('has:other', { tokens: [raw] })).toBe(false);
    expect(parseFilter('-has:finding').usesFindings).toBe(true);
    expect(parseFilter('finding').usesFindings).toBe(false);
  });

  it('take a hyphen at the start of a piece of a token literally', () => {
    const tail = '-Zb3x_9-aQ7kLm2nPq4rStUv';
    const withTail = `${raw.slice(0, raw.lastIndexOf('.') + 1)}AAAAAAAAAAAAAAAAAAA${tail}`;
    expect(matches(tail, withTail)).toBe(true);
    expect(matches(tail, raw)).toBe(false);
    expect(matches('-bob', raw)).toBe(true);
    expect(matches('-"Zb3x_9-aQ7kLm2nPq4rStUv"', withTail)).toBe(false);
  });

  it('are read in linear time, however many there are', () => {
    expect(parseFilter('x '.repeat(1_000_000)).terms.length).toBe(21);
    expect(parseFilter(`"${'a'.repeat(2_000_000)}`).terms.length).toBe(1);
  });
});

describe('a filter by time', () => {
  const sentAtMs = Date.UTC(2026, 10, 29, 12, 41, 7, 300);
  const given = { requests: [makeRequest({ sentAtMs })], tokens: [raw] };

  it('finds requests by when they were sent, and tokens by their requests', () => {
    expect(matchesWith('time:12:41:07..12:41:09', given)).toBe(true);
    expect(matchesWith('time:12:41:08..12:41:09', given)).toBe(false);
    expect(matchesWith('-time:12:41:08..12:41:09', given)).toBe(true);
    expect(matchesWith('time:12:41 status:403', { ...given, row: 'token' })).toBe(true);
    expect(matchesWith('time:12:42', { ...given, row: 'token' })).toBe(false);
  });

  it('finds a token that was only stored by when it was last captured', () => {
    const { lastSeenMs } = makeRow(raw);
    const time = new Date(lastSeenMs).toISOString().slice(11, 16);
    expect(matchesWith(`time:${time}`, { requests: [], tokens: [raw], row: 'token' })).toBe(true);
    expect(matchesWith(`time:${time}`, { requests: [], tokens: [raw] })).toBe(false);
  });

  it('is a word if it is not a range', () => {
    expect(parseFilter('time:soon').timeRange).toBeUndefined();
    expect(parseFilter('time:12:41').timeRange).toBeDefined();
    expect(matchesWith('time:soon', given)).toBe(false);
  });
});
