import type { AddRow, ConformanceDoor } from './conformance.fixture';

interface Entry {
  readonly kid?: string;
  readonly kty: string;
  readonly crv?: string;
  readonly use?: string;
}

/** Real issuers' sets and discovery documents: each key is found and used, each document named for what it is. */
export async function runProviders(
  files: Readonly<Record<string, unknown>>,
  names: readonly string[],
  { decode, verify }: ConformanceDoor,
  add: AddRow,
): Promise<void> {
  for (const name of names) {
    const set = files[`providers/${name}.jwks.json`] as { readonly keys: readonly Entry[] };
    for (const [index, entry] of set.keys.entries()) {
      const { reason, key } = await verify(decode(makeTokenFor(entry)), JSON.stringify(set));
      // A key of 4096 bits makes a longer signature than this: then too it was the key that was asked.
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

/** A token that names a key and that nobody signed. */
function makeTokenFor({ kid, kty, crv }: Entry): string {
  const alg = kty === 'RSA' ? 'RS256' : kty === 'EC' ? `ES${crv?.slice(2)}` : 'EdDSA';
  const bytes = kty === 'RSA' ? 256 : crv === 'P-384' ? 96 : 64;
  return [encode(JSON.stringify({ alg, kid })), encode('{}'), encode('\x01'.repeat(bytes))].join('.');
}

function encode(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
