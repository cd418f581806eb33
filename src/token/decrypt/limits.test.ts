import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { otherRsa, rsa } from '../sign/keys.fixture';
import { makeJwe, toFlattened } from '../sign/token.fixture';
import { encode } from '../token.fixture';
import { planTrials } from './select-keys';
import { decrypt, type DecryptOptions } from './decrypt';
import { estimateWork } from './work';
import { readKeys } from '../keys/read-keys';

const RECIPIENTS = 100;

/** A token that is encrypted to this many recipients; `last` decrypts it only for the last one. */
async function makeMany(alg: string, last: string): Promise<string> {
  const {
    protected: _,
    encrypted_key: key,
    ...content
  } = toFlattened(await makeJwe({ alg, enc: 'A128GCM' }, last));
  const recipients = Array.from({ length: RECIPIENTS }, (_one, index) => ({
    header: { alg },
    encrypted_key: index === RECIPIENTS - 1 ? key : encode('k'.repeat(256)),
  }));
  return JSON.stringify({ ...content, protected: encode({ enc: 'A128GCM' }), recipients });
}

/** Counts the attempts, and aborts before the given one. */
function counting(stopBefore = Infinity): { readonly options: DecryptOptions; attempts: number } {
  const ending = new AbortController();
  const count = {
    attempts: 0,
    options: {
      signal: ending.signal,
      pause: async () => {
        if (count.attempts === stopBefore) ending.abort();
        else count.attempts += 1;
      },
    },
  };
  return count;
}

describe('a token with a hundred recipients', () => {
  it.each(['RSA-OAEP', 'RSA1_5'])(
    'of %s is tried until it is cancelled, and reports its progress',
    async (alg) => {
      const token = decode(await makeMany(alg, rsa.publicText));
      const count = counting(7);
      expect(await decrypt(token, otherRsa.text, count.options)).toMatchObject({
        status: 'unchecked',
        reason: 'cancelled',
        params: [7, 100],
      });
      expect(count.attempts).toBe(7);
    },
  );

  it('is not tried if it is already cancelled', async () => {
    const token = decode(await makeMany('RSA1_5', rsa.publicText));
    const count = counting(0);
    const { reason, params } = await decrypt(token, otherRsa.text, count.options);
    expect([reason, params, count.attempts]).toEqual(['cancelled', [0, 100], 0]);
  });

  it('reports its progress before each attempt', async () => {
    const token = decode(await makeMany('RSA-OAEP', rsa.publicText));
    const seen: unknown[] = [];
    await decrypt(token, otherRsa.text, { onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual(
      Array.from({ length: RECIPIENTS }, (_, tried) => ({ tried, recipients: RECIPIENTS })),
    );
  });

  it('stops at a limit of work, which a longer key reaches sooner', async () => {
    // A key that decrypts nothing: what counts is how often one of this length is tried.
    const n = Buffer.alloc(1024, 0xef).toString('base64url');
    const long = JSON.stringify({ kty: 'RSA', n, e: 'AQAB', d: 'AQAB' });
    const token = decode(await makeMany('RSA1_5', rsa.publicText));
    const count = counting();
    expect(await decrypt(token, long, count.options)).toMatchObject({
      status: 'unchecked',
      reason: 'limit_reached',
      params: [4, 100],
    });
    expect(count.attempts).toBe(5);
  });

  it('costs less natively than with the library', async () => {
    const read = await readKeys(rsa.text);
    if ('problem' in read) throw new Error(read.problem);
    const work = async (alg: string) => {
      const jwe = decode(await makeMany(alg, rsa.publicText));
      const [trial] = jwe.kind === 'jwe' ? planTrials(jwe, read).trials : [];
      return trial === undefined ? 0 : estimateWork(trial);
    };
    expect(await work('RSA-OAEP')).toBe(2);
    expect(await work('RSA1_5')).toBe(33);
  });
});
