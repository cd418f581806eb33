import { describe, expect, it } from 'vitest';
import { decode } from '../../../token';
import { encodePart, makeToken } from '../../fixture/tokens.fixture';
import { readPart } from './exact-part';

describe('the exact JSON of a part', () => {
  it.each([
    ['a malformed token', `${makeToken({ sub: 'a' })}=`],
    ['a payload that is no JSON', makeToken('plain words')],
    ['a payload that is no object', makeToken('[1]')],
    [
      'encrypted claims',
      [encodePart('{"alg":"dir","enc":"A128GCM"}'), '', 'aXY', 'dGV4dA', 'dGFn'].join('.'),
    ],
  ])('is none of %s', async (_name, raw) => {
    expect(await readPart(decode(raw), 'claims')).toBeUndefined();
  });

  it('has numbers, order and escapes as they were signed', async () => {
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

  it('names duplicates, few of them, and has the last one of each', async () => {
    const exact = await readPart(decode(makeToken('{"n":1,"n":2,"o":{"m":1,"m":1}}')), 'claims');
    expect(exact?.duplicates).toEqual(['n', 'm']);
    expect(exact?.members.get('n')).toBe('2');
    const many = Array.from({ length: 50 }, (_, index) => `"c${index}":1,"c${index}":2`).join(',');
    expect((await readPart(decode(makeToken(`{${many}}`)), 'claims'))?.duplicates).toHaveLength(5);
  });

  it('is that of the plaintext, where it is given', async () => {
    const plaintext = new TextEncoder().encode('{"id":12345678901234567890}');
    const exact = await readPart(decode(makeToken({ id: 1 })), 'claims', plaintext);
    expect(exact?.members.get('id')).toBe('12345678901234567890');
  });
});
