import { describe, expect, it } from 'vitest';
import {
  maxStorageEntries,
  maxStorageKeyLength,
  maxStorageTotalLength,
  maxStorageValueLength,
} from './limits';
import { limitEntries, findTokenCookies, parseStorageEntry } from './storage-entries';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';

describe('limitEntries', () => {
  it('leaves out and counts entries that are too long', () => {
    const entries = [
      { key: 'long', value: 'x'.repeat(maxStorageValueLength + 1) },
      { key: 'k'.repeat(maxStorageKeyLength + 1), value: token },
      { key: 'kept', value: token },
    ];
    expect(limitEntries(entries)).toEqual({ entries: [{ key: 'kept', value: token }], leftOut: 2 });
  });

  it('limits the number of entries', () => {
    const entries = Array.from({ length: maxStorageEntries + 7 }, (_, index) => ({
      key: `${index}`,
      value: token,
    }));
    const bounded = limitEntries(entries);
    expect([bounded.entries.length, bounded.leftOut]).toEqual([maxStorageEntries, 7]);
  });

  it('limits the total length', () => {
    const value = 'x'.repeat(maxStorageValueLength);
    const bounded = limitEntries(Array.from({ length: 10 }, () => ({ key: '', value })));
    expect(bounded.entries.length * value.length).toBe(maxStorageTotalLength);
    expect(bounded.leftOut).toBe(6);
  });
});

describe('findTokenCookies', () => {
  it('returns none if no value looks like a token', () => {
    expect(findTokenCookies('')).toEqual([]);
    expect(findTokenCookies('theme=dark; name.0=plain; name.1=text')).toEqual([]);
  });

  it('returns only the cookies that may contain a token', () => {
    expect(findTokenCookies(`theme=dark; sid=${token}; lang=en`)).toEqual([{ key: 'sid', value: token }]);
  });

  it('includes the rest of a value that was split over numbered cookies', () => {
    const cookies = findTokenCookies(
      'sb.1=AAAA; sb.0=base64-eyJhY2Nlc3NfdG9rZW4iOiJ4In0; sb=old; other.1=BBBB',
    );
    expect(cookies.map(({ key }) => key)).toEqual(['sb.1', 'sb.0']);
  });

  it("never returns MSAL's key, whatever it looks like", () => {
    expect(findTokenCookies(`msal.cache.encryption=${token}; sid=${token}`)).toEqual([
      { key: 'sid', value: token },
    ]);
  });

  it('accepts cookies without a name, and values with equals signs', () => {
    expect(findTokenCookies(`${token}; a=b=${token}`)).toEqual([
      { key: '', value: token },
      { key: 'a', value: `b=${token}` },
    ]);
  });
});

describe('parseStorageEntry', () => {
  it.each([
    undefined,
    'x',
    {},
    { key: 'a' },
    { key: 1, value: 'b' },
    { key: 'a', value: 'b', decryption: 'yes' },
  ])('rejects what is not an entry: %j', (value) => expect(parseStorageEntry(value)).toBeUndefined());

  it.each(['decrypted', 'earlier session', 'no key', 'failed', 'not tried'])(
    'keeps the result of a decryption, and drops other members: %s',
    (decryption) => {
      const entry = { key: 'a', value: 'b', decryption };
      expect(parseStorageEntry({ ...entry, other: 1 })).toEqual(entry);
    },
  );
});
