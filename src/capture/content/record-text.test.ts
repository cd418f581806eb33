import { describe, expect, it } from 'vitest';
import { maxRecordNodes, maxStorageValueLength } from '../protocol/limits';
import { recordText } from './record-text';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';

describe('recordText', () => {
  it('returns null for values without text', async () => {
    const { publicKey } = (await crypto.subtle.generateKey({ name: 'Ed25519' }, false, [
      'sign',
    ])) as CryptoKeyPair;
    const values = [
      undefined,
      null,
      publicKey,
      new Uint8Array(3),
      new ArrayBuffer(3),
      new Blob(['x']),
      /x/,
      new Error(token),
    ];
    for (const value of values) expect(recordText(value)).toEqual({ text: 'null', isCut: false });
  });

  it('terminates for cycles and very deep objects, and reports the cut', () => {
    const cycle: Record<string, unknown> = { token };
    cycle['self'] = [cycle, new Map([['again', cycle]])];
    let deep: unknown = token;
    for (let depth = 0; depth < 100_000; depth += 1) deep = { deep };
    for (const value of [cycle, deep]) expect(recordText(value)).toMatchObject({ isCut: true });
    expect(recordText(cycle).text).toContain(token);
  });

  it('limits nodes and length, and never contains a truncated text', () => {
    const wide = recordText(Array.from({ length: maxRecordNodes + 10 }, () => 1));
    expect([JSON.parse(wide.text) as unknown[], wide.isCut]).toMatchObject([
      { length: maxRecordNodes },
      true,
    ]);
    const long = recordText({ long: token.padEnd(maxStorageValueLength + 1, 'x'), token });
    expect(long).toEqual({ text: JSON.stringify({ long: null, token }), isCut: true });
  });

  it('serializes all values of a record', () => {
    const record = {
      fbase_key: 'firebase:authUser:key:[DEFAULT]',
      value: { stsTokenManager: { accessToken: token, expirationTime: 1 }, at: new Date(0) },
      map: new Map<unknown, unknown>([['token', token]]),
      set: new Set([1n, Number.NaN]),
    };
    expect(recordText(record)).toEqual({
      isCut: false,
      text: JSON.stringify({
        fbase_key: 'firebase:authUser:key:[DEFAULT]',
        value: { stsTokenManager: { accessToken: token, expirationTime: 1 }, at: '1970-01-01T00:00:00.000Z' },
        map: [['token', token]],
        set: ['1', null],
      }),
    });
  });

  it('keeps a member named __proto__', () => {
    expect(recordText(JSON.parse(`{"__proto__":{"token":"${token}"}}`)).text).toContain(token);
  });

  it('returns null and reports the cut for a value that throws', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(recordText(proxy)).toEqual({ text: 'null', isCut: true });
    expect(recordText(new Date(Number.NaN))).toEqual({ text: 'null', isCut: false });
  });
});
