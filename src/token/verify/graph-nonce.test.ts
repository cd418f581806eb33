import { createHash, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encode } from '../token.fixture';
import { check } from './check.fixture';
import { publicPem, rsa, smallRsa } from './keys.fixture';

const graph = { aud: '00000003-0000-0000-c000-000000000000', sub: 'alice' };
const nonce = 'AQABAAEA"\\u-nonce';
const hash = createHash('sha256').update(nonce).digest('base64url');

/** A token like those of Entra: signed with the nonce's hash, but issued with the nonce. Keeps spaces and order. */
function makeGraphToken(claims: object, hashed = hash): string {
  const header = (value: string) =>
    encode(`{ "typ":"JWT", "nonce" : ${JSON.stringify(value)},"alg":"RS256"}`);
  const signature = sign('sha256', Buffer.from(`${header(hashed)}.${encode(claims)}`), rsa.privateKey);
  return `${header(nonce)}.${encode(claims)}.${signature.toString('base64url')}`;
}

const key = publicPem(rsa.publicKey);

describe('a token for Microsoft Graph', () => {
  it.each([graph.aud, 'https://graph.microsoft.com', 'https://graph.microsoft.com/'])(
    'for %s is valid with its nonce hashed, with a note',
    async (aud) => {
      expect(await check(makeGraphToken({ ...graph, aud }), key)).toMatchObject({
        status: 'valid',
        reason: 'signature_matches',
        notes: [{ code: 'nonce_hashed' }],
      });
    },
  );

  it('can be verified only by Graph if that does not match either', async () => {
    expect(await check(makeGraphToken(graph, 'something else'), key)).toMatchObject({
      status: 'unchecked',
      reason: 'graph_only',
      warnings: ['SIG-GRAPH-NONCE'],
    });
  });

  it('is valid unchanged if it was signed like that', async () => {
    const verdict = await check(makeGraphToken(graph, nonce), key);
    expect(verdict).toMatchObject({ status: 'valid' });
    expect(verdict.notes).toBeUndefined();
  });

  it('still needs its key', async () => {
    expect(await check(makeGraphToken(graph), '')).toMatchObject({ reason: 'no_key' });
    expect(await check(makeGraphToken(graph), publicPem(smallRsa.publicKey))).toMatchObject({
      reason: 'signature_length',
    });
  });

  it('is recognized only by its audience', async () => {
    expect(await check(makeGraphToken({ ...graph, aud: 'api://mine' }), key)).toMatchObject({
      status: 'invalid',
      reason: 'signature_mismatch',
    });
  });
});
