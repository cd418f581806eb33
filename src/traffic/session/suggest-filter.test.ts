import { describe, expect, it } from 'vitest';
import { decode } from '../../token';
import { makeToken } from '../exchange/exchange.fixture';
import { parseFilter as parseInZone } from './filter';
import type { FilteredToken } from './filter-keys';
import type { RequestSummary } from './request-list';
import { suggestFilter } from './suggest-filter';

const parseFilter = (text: string) => parseInZone(text, () => 0);

function makeRequest(id: string, more: Partial<RequestSummary>): RequestSummary {
  const url = 'https://api.test/orders';
  return { id, method: 'GET', url, status: 200, sentAtMs: 0, tokenIds: [], sentIds: [], ...more };
}

const requests = [
  makeRequest('a', {}),
  makeRequest('b', { status: 401, isRejected: true }),
  makeRequest('c', { url: 'https://id.test:8443/token', method: 'POST', status: 401 }),
];

function makeFiltered(claims: object): FilteredToken {
  const raw = makeToken(claims, { alg: 'RS256', kid: 'key 1' });
  const row = { id: 1, raw, firstSeenMs: 0, lastSeenMs: 0, requests: 0, rejected: 0, sightings: 1 };
  return { row, token: decode(raw) };
}

const tokens = [
  makeFiltered({ sub: 'alice', realm_access: { roles: ['admin', 'user'] }, 'https://x.test/a': 1 }),
  makeFiltered({ sub: 'bob', realm_access: { roles: ['user'] }, email: 'bob@x.test' }),
];

const source = {
  requests,
  tokens,
  causeOf: (id: string) => (id === 'b' ? ({ code: 'expired' } as const) : undefined),
};
const textsFor = (text: string) => suggestFilter(text, source).suggestions.map((each) => each.text);

describe('suggestFilter', () => {
  it('suggests nothing for an empty item, an unknown key, a complete value, and text in quotes', () => {
    for (const text of ['', 'alice ', 'zzz', 'nothing:', 'status:401', 'is:rejected', '"ali', '"is:"']) {
      expect(textsFor(text), text).toEqual([]);
    }
    expect(textsFor('h'.repeat(1_000_000))).toEqual([]);
  });

  it('completes keys and the paths of claims', () => {
    expect(textsFor('s')).toEqual(['status:', 'sub:']);
    expect(textsFor('alice -ho')).toEqual(['host:']);
    expect(textsFor('realm')).toEqual(['realm_access:', 'realm_access.roles:']);
    expect(textsFor('em')).toEqual(['email:']);
    // The grammar has no such keys.
    expect(textsFor('https')).toEqual([]);
  });

  it('completes values, most frequent first, with their number', () => {
    expect(suggestFilter('status:', source)).toEqual({
      from: 0,
      suggestions: [
        { text: 'status:401', count: 2, of: 'requests' },
        { text: 'status:200', count: 1, of: 'requests' },
      ],
    });
    expect(suggestFilter('alice -realm_access.roles:', source)).toMatchObject({
      from: 7,
      suggestions: [
        { text: 'realm_access.roles:user', count: 2, of: 'tokens' },
        { text: 'realm_access.roles:admin' },
      ],
    });
    expect(textsFor('host:id')).toEqual(['host:id.test:8443']);
    expect(textsFor('method:p')).toEqual(['method:POST']);
    expect(textsFor('status:0')).toEqual(['status:401', 'status:200']);
    expect(textsFor('status:2')).toEqual(['status:200']);
    expect(textsFor('sub:b')).toEqual(['sub:bob']);
    expect(textsFor('sub:')).toEqual(['sub:alice', 'sub:bob']);
    expect(textsFor('is:exp')).toEqual(['is:expired', 'is:expiring']);
    expect(textsFor('cause:')[0]).toBe('cause:expired');
  });

  it('quotes what would otherwise be several items, so that the filter accepts each suggestion', () => {
    expect(textsFor('kid:k')).toEqual(['kid:"key 1"']);
    expect(textsFor('kid:"key')).toEqual(['kid:"key 1"']);
    expect(parseFilter('kid:"key 1"').terms).toMatchObject([{ key: 'kid', value: 'key 1' }]);
    const odd = { ...source, tokens: [makeFiltered({ sub: '/a/' }), makeFiltered({ sub: 'a "b' })] };
    const [suggestion, ...others] = suggestFilter('sub:', odd).suggestions;
    expect(others).toEqual([]);
    expect(parseFilter(suggestion?.text ?? '').terms).toMatchObject([{ value: '/a/', pattern: undefined }]);
  });

  it('reads only the newest of a hundred thousand requests', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => makeRequest(`${index}`, { status: index }));
    const found = suggestFilter('status:99', { ...source, requests: many }).suggestions;
    expect(found).toHaveLength(12);
    expect(suggestFilter('status:50', { ...source, requests: many }).suggestions).not.toContainEqual(
      expect.objectContaining({ text: 'status:50' }),
    );
  });
});
