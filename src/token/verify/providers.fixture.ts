import type { AddRow, ConformanceApi } from './conformance.fixture';

interface Entry {
  readonly kid?: string;
  readonly kty: string;
  readonly crv?: string;
  readonly use?: string;
}

/** Sets and discovery documents of real issuers: each key must be found and used, each document identified. */
export async function runProviders(
  files: Readonly<Record<string, unknown>>,
  names: readonly string[],
  { decode, verify }: ConformanceApi,
  add: AddRow,
): Promise<void> {
  for (const name of names) {
    const set = files[`providers/${name}.jwks.json`] as { readonly keys: readonly Entry[] };
    for (const [index, entry] of set.keys.entries()) {
      const { reason, key } = await verify(decode(makeTokenFor(entry)), JSON.stringify(set));
      // A 4096-bit key makes a longer signature than this one, which also shows that the key was used.
      const isUsed = reason === 'signature_mismatch' || reason === 'signature_length';
      const got = `${isUsed ? 'used' : reason} ${key?.kid ?? ''}`;
      const expected = entry.use === 'enc' ? 'key_not_for_this' : 'used';
      add('Providers', `${name} key ${index + 1}`, `${expected} ${entry.kid ?? ''}`, got);
    }
    const discovery = files[`providers/${name}.openid-configuration.json`] as { readonly jwks_uri: string };
    const { reason, params } = await verify(decode(makeTokenFor({ kty: 'RSA' })), JSON.stringify(discovery));
    const { host } = new URL(discovery.jwks_uri);
    add('Providers', `${name} discovery document`, `key_is_discovery ${host}`, `${reason} ${params[0]}`);
  }
}

/** A token that has a key's `kid`, with a signature that matches nothing. */
function makeTokenFor({ kid, kty, crv }: Entry): string {
  const alg = kty === 'RSA' ? 'RS256' : kty === 'EC' ? `ES${crv?.slice(2)}` : 'EdDSA';
  const bytes = kty === 'RSA' ? 256 : crv === 'P-384' ? 96 : 64;
  return [encode(JSON.stringify({ alg, kid })), encode('{}'), encode('\x01'.repeat(bytes))].join('.');
}

function encode(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
