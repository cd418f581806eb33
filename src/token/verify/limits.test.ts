import { afterEach, describe, expect, it, vi } from 'vitest';
import { decode } from '../decode/decode';
import { maxMistakenSecrets, maxSignatureChecks } from '../limits';
import { encode } from '../token.fixture';
import { verify, type VerifyOptions } from './verify';

/** A token with a hundred signatures, and a set with a hundred keys that match none of them. */
const token = decode(
  JSON.stringify({
    payload: encode({ sub: 'alice' }),
    signatures: Array.from({ length: 100 }, () => ({
      protected: encode({ alg: 'HS256' }),
      signature: encode('s'.repeat(32)),
    })),
  }),
);
const keys = JSON.stringify({
  keys: Array.from({ length: 100 }, (_, index) => ({ kty: 'oct', k: encode(`${'k'.repeat(32)}${index}`) })),
});

/** Counts the checks, and aborts before the given one. */
function counting(stopBefore = Infinity): { readonly options: VerifyOptions; checks: number } {
  const ending = new AbortController();
  const count = {
    // Called before each check but the first.
    checks: 1,
    options: {
      signal: ending.signal,
      pause: async () => {
        if (count.checks === stopBefore) ending.abort();
        else count.checks += 1;
      },
    },
  };
  return count;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a token with a hundred signatures and a hundred keys', () => {
  it('is checked up to the limit, with other signatures unchecked', async () => {
    const verdict = await verify(token, keys);
    const all = [verdict, ...(verdict.others ?? [])];
    expect(verdict).toMatchObject({ status: 'unchecked', reason: 'limit_reached' });
    expect(all).toHaveLength(100);
    expect(all.filter(({ status }) => status === 'invalid')).toHaveLength(maxSignatureChecks / 100);
    expect(all.filter(({ status }) => status !== 'invalid')).toSatisfy((rest: readonly unknown[]) =>
      rest.every((one) => (one as typeof verdict).reason === 'limit_reached'),
    );
    expect(verdict.params).toEqual([maxSignatureChecks]);
  });

  it('is compared with a limited number of secrets that a server may have used by mistake', async () => {
    const imports = vi.spyOn(crypto.subtle, 'importKey');
    await verify(token, keys);
    // And the empty secret, once per signature.
    expect(imports.mock.calls.length).toBeLessThanOrEqual(maxSignatureChecks + maxMistakenSecrets + 100);
  });

  it('is checked until it is cancelled', async () => {
    const count = counting(7);
    const imports = vi.spyOn(crypto.subtle, 'importKey');
    const verdict = await verify(token, keys, count.options);
    expect(imports.mock.calls.length).toBeLessThan(200);
    expect(verdict).toMatchObject({ status: 'unchecked', reason: 'cancelled', params: [7] });
    expect(count.checks).toBe(7);
  });
});
