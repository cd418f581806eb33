import { describe, expect, it } from 'vitest';
import { decode } from '../../token';
import { makeToken } from '../exchange/exchange.fixture';
import { matchesFilter, parseFilter as parseInZone } from './filter';
import { hasFilterItem, toggleFilterItem, writeClaimItem, writeFilterItem } from './write-filter';

const parseFilter = (text: string) => parseInZone(text, () => 0);

function matches(text: string, claims: object): boolean {
  const raw = makeToken(claims);
  const row = { id: 1, raw, firstSeenMs: 0, lastSeenMs: 0, requests: 0, rejected: 0, sightings: 1 };
  return matchesFilter(parseFilter(text), {
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
}

describe('writeClaimItem', () => {
  it.each([
    ['sub', 'alice', 'sub:alice'],
    ['sub', 'Alice B', 'sub:"Alice B"'],
    ['sub', '/orders/', 'sub:"/orders/"'],
    ['sub', '//x', 'sub:"//x"'],
    ['sub', 'a"b', 'sub:a"b'],
    ['iss', 'https://id.test/', 'iss:https://id.test/'],
    ['exp', 1_700_000_000, 'exp:1700000000'],
    ['email_verified', false, 'email_verified:false'],
    ['roles', ['admin', 'a b'], 'roles:admin roles:"a b"'],
    ['status', 'active', 'claim.status:active'],
    ['is', 'expired', 'claim.is:expired'],
    ['has', 'finding', 'claim.has:finding'],
    ['https://x.test/plan', 'gold', 'gold'],
  ])('writes what finds a token by the claim %s: %j', (name, value, item) => {
    expect(writeClaimItem(name, value)).toBe(item);
    expect(matches(item, { [name]: value })).toBe(true);
    expect(matches(item, { [name]: 'other', other: 1 })).toBe(false);
    expect(matches(`-${item}`, { [name]: value })).toBe(
      Array.isArray(value) ? matches(`-${item}`, {}) : false,
    );
  });

  it.each([
    ['a quote and a space', 'say "hi"'],
    ['a quote at the start', '"hi'],
    ['a line break', 'a\nb'],
    ['no text', ''],
    ['a long text', 'x'.repeat(2_000)],
    ['an object', { a: 1 }],
    ['null', null],
    ['objects in an array', [{ a: 1 }]],
    ['many values', Array.from({ length: 100 }, (_, index) => index)],
    ['no values', []],
  ])('writes nothing for %s', (_, value) => {
    expect(writeClaimItem('sub', value)).toBeUndefined();
  });
});

it('adds an item to a filter once, and removes it again', () => {
  const item = writeFilterItem('host', 'api.test') ?? '';
  expect(toggleFilterItem('', item)).toBe('host:api.test');
  expect(toggleFilterItem(' sub:alice ', item)).toBe('sub:alice host:api.test');
  expect(hasFilterItem('sub:alice host:api.test.other', item)).toBe(false);
  expect(hasFilterItem('host:api.test sub:alice', item)).toBe(true);
  expect(toggleFilterItem('host:api.test sub:alice', item)).toBe('sub:alice');
  expect(toggleFilterItem('sub:alice host:api.test x', item)).toBe('sub:alice x');
});
