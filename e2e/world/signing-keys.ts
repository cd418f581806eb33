import { exportJWK, exportSPKI, generateKeyPair, type CryptoKey, type JSONWebKeySet, type JWK } from 'jose';

export type SigningAlg = 'RS256' | 'ES256';

export interface SigningKeys {
  /** Private JWKs, for the provider's configuration. */
  privateJwks: { keys: JWK[] };
  /** What a provider publishes at its `jwks_uri`. */
  publicJwks: JSONWebKeySet;
  privateKey(alg: SigningAlg): CryptoKey;
  kid(alg: SigningAlg): string;
  publicKeyPem(alg: SigningAlg): Promise<string>;
}

/** Makes one RS256 and one ES256 key pair, only for this process. */
export async function createSigningKeys(): Promise<SigningKeys> {
  const pairs = {
    RS256: await generateKeyPair('RS256', { extractable: true }),
    ES256: await generateKeyPair('ES256', { extractable: true }),
  };
  const kid = (alg: SigningAlg): string => `demo-${alg.toLowerCase()}`;
  const describe = async (alg: SigningAlg, part: 'publicKey' | 'privateKey'): Promise<JWK> => ({
    ...(await exportJWK(pairs[alg][part])),
    kid: kid(alg),
    alg,
    use: 'sig',
  });

  return {
    privateJwks: { keys: [await describe('RS256', 'privateKey'), await describe('ES256', 'privateKey')] },
    publicJwks: { keys: [await describe('RS256', 'publicKey'), await describe('ES256', 'publicKey')] },
    privateKey: (alg) => pairs[alg].privateKey,
    kid,
    publicKeyPem: (alg) => exportSPKI(pairs[alg].publicKey),
  };
}

/** A new key of the type that the algorithm needs, as PEM SPKI: the right type, but the wrong key. */
export async function makeOtherPublicKeyPem(alg: SigningAlg): Promise<string> {
  const { publicKey } = await generateKeyPair(alg, { extractable: true });
  return exportSPKI(publicKey);
}
