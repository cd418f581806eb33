import { describe, expect, it } from 'vitest';
import { decode } from '../../../token';
import { encodePart, makeToken } from '../../fixture/tokens.fixture';
import { readPart } from './exact-part';

describe('readPart', () => {
  it.each([
    ['a malformed token', `${makeToken({ sub: 'a' })}=`],
    ['a payload that is not JSON', makeToken('plain words')],
    ['a payload that is not an object', makeToken('[1]')],
    [
      'encrypted claims',
      [encodePart('{"alg":"dir","enc":"A128GCM"}'), '', 'aXY', 'dGV4dA', 'dGFn'].join('.'),
    ],
  ])('returns undefined for %s', async (_name, raw) => {
    expect(await readPart(decode(raw), 'claims')).toBeUndefined();
  });

  it('keeps numbers, order and escapes as they were signed', async () => {
    const exact = await readPart(
      decode(makeToken('{"b":12345678901234567890,"a":3.0,"e":1E400,"s":"\\u0061"}')),
      'claims',
    );
    expect(exact?.text).toBe(
      '{\n  "b": 12345678901234567890,\n  "a": 3.0,\n  "e": 1E400,\n  "s": "\\u0061"\n}',
    );
    expect([...(exact?.members ?? [])]).toEqual([
      ['b', '12345678901234567890'],
      ['a', '3.0'],
      ['e', '1E400'],
    ]);
  });

  it('lists at most five duplicates, and has the last value of each', async () => {
    const exact = await readPart(decode(makeToken('{"n":1,"n":2,"o":{"m":1,"m":1}}')), 'claims');
    expect(exact?.duplicates).toEqual(['n', 'm']);
    expect(exact?.members.get('n')).toBe('2');
    const many = Array.from({ length: 50 }, (_, index) => `"c${index}":1,"c${index}":2`).join(',');
    expect((await readPart(decode(makeToken(`{${many}}`)), 'claims'))?.duplicates).toHaveLength(5);
  });

  it('reads the plaintext if it is passed', async () => {
    const plaintext = '{"id":12345678901234567890}';
    const exact = await readPart(decode(makeToken({ id: 1 })), 'claims', plaintext);
    expect(exact?.members.get('id')).toBe('12345678901234567890');
  });
});
