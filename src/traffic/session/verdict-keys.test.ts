import { describe, expect, it } from 'vitest';
import { makeToken } from '../exchange/exchange.fixture';
import type { KeyringEntry } from './keyring';
import { selectVerdictKeys } from './verdict-keys';

const issuer = 'https://id.test';
const raw = makeToken({ iss: issuer });
const point = {
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
};
const ec = { kty: 'EC', crv: 'P-256', ...point };
const d = 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI';

function makeKey(text: string, more: Partial<KeyringEntry> = {}): KeyringEntry {
  const scope = { kind: 'issuer', value: issuer } as const;
  return { id: text, purpose: 'verify', scope, origin: 'pasted', text, ...more };
}

describe('the keys for a token', () => {
  it('contain no secret and no private key', async () => {
    const keys = [
      'a secret of thirty-two characters',
      JSON.stringify({ ...ec, d }),
      JSON.stringify({ kty: 'oct', k: d }),
      // A compressed point, or a secret of 33 bytes.
      Buffer.concat([Buffer.of(2), Buffer.from(point.x, 'base64url')]).toString('base64url'),
    ];
    const selected = await selectVerdictKeys(
      raw,
      [],
      keys.map((text) => makeKey(text)),
    );
    expect(selected.keys.map(({ text }) => JSON.parse(text) as unknown)).toEqual([ec]);
    expect(JSON.stringify(selected.keys.map(({ text }) => text))).not.toContain(d);
  });

  it('are those for its issuer, for itself and for all tokens', async () => {
    const text = JSON.stringify(ec);
    const scopes = [
      { kind: 'issuer', value: issuer },
      { kind: 'issuer', value: 'https://other.test' },
      { kind: 'token', value: raw },
      { kind: 'token', value: 'a.b.c' },
      { kind: 'all', value: '' },
    ] as const;
    const keyring = [
      ...scopes.map((scope) => makeKey(text, { id: JSON.stringify(scope), scope })),
      makeKey(text, { id: 'decrypt', purpose: 'decrypt' }),
    ];
    const { keys } = await selectVerdictKeys(raw, [], keyring);
    expect(keys.map(({ scope }) => scope)).toEqual([scopes[0], scopes[2], scopes[4]]);
  });

  it('do not include one for tokens without an issuer, also if the issuer is empty', async () => {
    const key = makeKey(JSON.stringify(ec), { scope: { kind: 'issuer', value: '' } });
    for (const claims of [{}, { iss: '' }, { iss: issuer }]) {
      expect((await selectVerdictKeys(makeToken(claims), [], [key])).keys).toEqual([]);
    }
  });

  it('are the published sets that fit it, each trusted for the same issuers', async () => {
    const makeSet = (url: string, issuers: readonly string[], kid = 'k') => ({
      origin: 'captured' as const,
      url,
      text: JSON.stringify({ keys: [{ ...ec, kid }] }),
      issuers,
    });
    const own = makeSet('https://id.test/jwks', [issuer]);
    const other = makeSet('https://cdn.test/jwks', []);
    const unrelated = makeSet('https://cdn.test/others', [], 'another');
    const withKid = makeToken({ iss: issuer }, { kid: 'k' });
    const { keySets } = await selectVerdictKeys(withKid, [unrelated, other, own], []);
    expect(keySets).toEqual([other, own]);
  });
});
