/** What Web Cryptography needs to know of a signature algorithm. */
interface Native {
  readonly name: string;
  readonly hash?: 'SHA-256' | 'SHA-384' | 'SHA-512';
  readonly namedCurve?: string;
  readonly saltLength?: number;
}

/** What a signature algorithm needs of a key and of the runtime. */
export interface SigningAlgorithm {
  readonly kty: 'oct' | 'RSA' | 'EC' | 'OKP' | 'AKP';
  /** The curve, or for AKP the algorithm that the key is for; undefined where any will do. */
  readonly variant?: string;
  readonly native: Native;
  /** What must be pasted, in words. */
  readonly needs: string;
}

type Bits = 256 | 384 | 512;

const hmac = (bits: Bits): SigningAlgorithm => ({
  kty: 'oct',
  native: { name: 'HMAC', hash: `SHA-${bits}` },
  needs: 'a shared secret',
});

const rsa = (bits: Bits, saltLength?: number): SigningAlgorithm => ({
  kty: 'RSA',
  native:
    saltLength === undefined
      ? { name: 'RSASSA-PKCS1-v1_5', hash: `SHA-${bits}` }
      : { name: 'RSA-PSS', hash: `SHA-${bits}`, saltLength },
  needs: 'an RSA private key',
});

const ecdsa = (namedCurve: string, bits: Bits): SigningAlgorithm => ({
  kty: 'EC',
  variant: namedCurve,
  native: { name: 'ECDSA', hash: `SHA-${bits}`, namedCurve },
  needs: `a ${namedCurve} private key`,
});

const edwards = (name: string): SigningAlgorithm => ({
  kty: 'OKP',
  variant: name,
  native: { name },
  needs: `an ${name} private key`,
});

const mlDsa = (name: string): SigningAlgorithm => ({
  kty: 'AKP',
  variant: name,
  native: { name },
  needs: `an ${name} private key`,
});

/** A map, so that an `alg` of `constructor` finds nothing. */
const algorithms: ReadonlyMap<string, SigningAlgorithm> = new Map([
  // RFC 7518 §3.2 to §3.5.
  ['HS256', hmac(256)],
  ['HS384', hmac(384)],
  ['HS512', hmac(512)],
  ['RS256', rsa(256)],
  ['RS384', rsa(384)],
  ['RS512', rsa(512)],
  ['PS256', rsa(256, 32)],
  ['PS384', rsa(384, 48)],
  ['PS512', rsa(512, 64)],
  ['ES256', ecdsa('P-256', 256)],
  ['ES384', ecdsa('P-384', 384)],
  ['ES512', ecdsa('P-521', 512)],
  // RFC 8812 §3.2.
  ['ES256K', ecdsa('secp256k1', 256)],
  // RFC 9864 §2.2.
  ['Ed25519', edwards('Ed25519')],
  ['Ed448', edwards('Ed448')],
  // RFC 9964.
  ['ML-DSA-44', mlDsa('ML-DSA-44')],
  ['ML-DSA-65', mlDsa('ML-DSA-65')],
  ['ML-DSA-87', mlDsa('ML-DSA-87')],
]);

/** Every algorithm that can be signed with. RFC 8037 §3.1: with `EdDSA` the curve of the key says which. */
export function findSigningAlgorithms(alg: unknown): readonly SigningAlgorithm[] {
  if (alg === 'EdDSA') return [edwards('Ed25519'), edwards('Ed448')];
  const algorithm = typeof alg === 'string' ? algorithms.get(alg) : undefined;
  return algorithm === undefined ? [] : [algorithm];
}
