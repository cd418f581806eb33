import { describe, expect, it } from 'vitest';
import {
  maxStorageEntries,
  maxStorageKeyLength,
  maxStorageTotalLength,
  maxStorageValueLength,
} from './limits';
import { boundEntries, findTokenCookies } from './storage-entries';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';

describe('the bounds of one reading', () => {
  it('leave out what is too long, and count it', () => {
    const entries = [
      { key: 'long', value: 'x'.repeat(maxStorageValueLength + 1) },
      { key: 'k'.repeat(maxStorageKeyLength + 1), value: token },
      { key: 'kept', value: token },
    ];
    expect(boundEntries(entries)).toEqual({ entries: [{ key: 'kept', value: token }], leftOut: 2 });
  });

  it('keep no more than the number of entries', () => {
    const entries = Array.from({ length: maxStorageEntries + 7 }, (_, index) => ({
      key: `${index}`,
      value: token,
    }));
    const bounded = boundEntries(entries);
    expect([bounded.entries.length, bounded.leftOut]).toEqual([maxStorageEntries, 7]);
  });

  it('keep no more than the length of all together', () => {
    const value = 'x'.repeat(maxStorageValueLength);
    const bounded = boundEntries(Array.from({ length: 10 }, () => ({ key: '', value })));
    expect(bounded.entries.length * value.length).toBe(maxStorageTotalLength);
    expect(bounded.leftOut).toBe(6);
  });
});

describe('the cookies in which a token may stand', () => {
  it('are none when no text has the look of one', () => {
    expect(findTokenCookies('')).toEqual([]);
    expect(findTokenCookies('theme=dark; name.0=plain; name.1=text')).toEqual([]);
  });

  it('are told without the others', () => {
    expect(findTokenCookies(`theme=dark; sid=${token}; lang=en`)).toEqual([{ key: 'sid', value: token }]);
  });

  it('bring along the rest of a value that was split over numbered cookies', () => {
    const cookies = findTokenCookies(
      'sb.1=AAAA; sb.0=base64-eyJhY2Nlc3NfdG9rZW4iOiJ4In0; sb=old; other.1=BBBB',
    );
    expect(cookies.map(({ key }) => key)).toEqual(['sb.1', 'sb.0']);
  });

  it('may have no name, and may hold further equals signs', () => {
    expect(findTokenCookies(`${token}; a=b=${token}`)).toEqual([
      { key: '', value: token },
      { key: 'a', value: `b=${token}` },
    ]);
  });
});
