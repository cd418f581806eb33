import type { Key } from '../../keys/key';
import type { CodeParam, Param } from '../../param';
import { findAliased } from './algorithm-aliases';

type Hash = 'SHA-256' | 'SHA-384' | 'SHA-512';

interface Needs {
  /** The curves that a key can be on. */
  readonly curves?: readonly string[];
  /** The `alg` that an AKP key must have (RFC 9964 §3). */
  readonly parameterSet?: string;
  /** Bytes of a signature; undefined if it depends on the key (RSA, EdDSA). */
  readonly signatureLength?: number;
  /** RSASSA-PSS (RFC 7518 §3.5): the salt is as long as the hash. */
  readonly saltLength?: number;
}

type Parameters = Needs &
  ({ readonly kty: 'oct' | 'RSA' | 'EC'; readonly hash: Hash } | { readonly kty: 'OKP' | 'AKP' });

/** The requirements and parameters of a signature algorithm in the IANA registry, and its name there. */
export type Algorithm = Parameters & { readonly name: string };

const parameters: readonly (readonly [string, Parameters])[] = [
  // RFC 7518 §3.2.
  ['HS256', hmac('SHA-256', 32)],
  ['HS384', hmac('SHA-384', 48)],
  ['HS512', hmac('SHA-512', 64)],
  // RFC 7518 §3.3.
  ['RS256', rsa('SHA-256')],
  ['RS384', rsa('SHA-384')],
  ['RS512', rsa('SHA-512')],
  // RFC 7518 §3.5.
  ['PS256', rsa('SHA-256', 32)],
  ['PS384', rsa('SHA-384', 48)],
  ['PS512', rsa('SHA-512', 64)],
  // RFC 7518 §3.4, RFC 8812 §3.2: R and S concatenated, each as long as the curve's order.
  ['ES256', ecdsa('P-256', 'SHA-256', 64)],
  ['ES384', ecdsa('P-384', 'SHA-384', 96)],
  ['ES512', ecdsa('P-521', 'SHA-512', 132)],
  ['ES256K', ecdsa('secp256k1', 'SHA-256', 64)],
  // RFC 8037 §3.1, and the fully specified names of RFC 9864 §2.2.
  ['EdDSA', eddsa('Ed25519', 'Ed448')],
  ['Ed25519', eddsa('Ed25519')],
  ['Ed448', eddsa('Ed448')],
  // RFC 9964 §4, FIPS 204 §4.
  ['ML-DSA-44', mlDsa('ML-DSA-44', 2420)],
  ['ML-DSA-65', mlDsa('ML-DSA-65', 3309)],
  ['ML-DSA-87', mlDsa('ML-DSA-87', 4627)],
];

/** A map, so that an `alg` of `constructor` finds nothing. */
const algorithms: ReadonlyMap<string, Algorithm> = new Map(
  parameters.map(([name, needs]) => [name, { ...needs, name }]),
);

/** Undefined for an unsupported algorithm. */
export function findAlgorithm(alg: unknown): Algorithm | undefined {
  return typeof alg === 'string' ? algorithms.get(alg) : undefined;
}

/** The names of the algorithms that `sign` and `verify` support. */
export function listSignatureAlgorithms(): readonly string[] {
  return [...algorithms.keys()];
}

/**
 * Whether two names, or their aliases, stand for the same algorithm. RFC 9864 §2.2: `EdDSA` means `Ed25519` or `Ed448`,
 * depending on the key.
 */
export function isSameAlgorithm(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  const [first, second] = [findAliased(one) ?? one, findAliased(other) ?? other];
  const isEither = first === 'EdDSA' || second === 'EdDSA';
  return first === second || (isEither && isEdwards(first) && isEdwards(second));
}

function isEdwards(alg: unknown): boolean {
  return alg === 'EdDSA' || alg === 'Ed25519' || alg === 'Ed448';
}

/** Whether a key has the type, the curve and the parameter set that an algorithm needs. */
export function matchesAlgorithm({ kty, publicJwk }: Key, algorithm: Algorithm): boolean {
  const { curves, parameterSet } = algorithm;
  return (
    kty === algorithm.kty &&
    (curves === undefined || curves.includes(publicJwk?.crv ?? '')) &&
    (parameterSet === undefined || publicJwk?.alg === parameterSet)
  );
}

/** Parameters for importing and for using a key in Web Cryptography. Each ignores the members for the other. */
interface NativeParameters {
  readonly name: string;
  readonly hash: Hash;
  readonly namedCurve: string;
  readonly saltLength: number;
}

/** For a key that {@link matchesAlgorithm}; no runtime supports all of them. */
export function findNativeParameters({ publicJwk }: Key, algorithm: Algorithm): NativeParameters {
  const { saltLength = 0 } = algorithm;
  const hash = 'hash' in algorithm ? algorithm.hash : 'SHA-512';
  const variant = publicJwk?.crv ?? publicJwk?.alg ?? '';
  return { name: findNativeName(algorithm, variant), hash, namedCurve: variant, saltLength };
}

/** Which type of key an algorithm needs, by its curves or its parameter set. */
export function describeKeyType({ kty, curves, parameterSet }: Algorithm): Param {
  return curves === undefined ? (parameterSet ?? kty) : { anyOf: curves };
}

/** The key that must be pasted: of an asymmetric pair, the public key to verify, the private key to sign. */
export function describeNeeds(algorithm: Algorithm, part: 'private' | 'public'): CodeParam {
  return algorithm.kty === 'oct'
    ? { code: 'key_need_secret' }
    : { code: `key_need_${part}`, params: [describeKeyType(algorithm)] };
}

function findNativeName({ kty, saltLength }: Algorithm, variant: string): string {
  switch (kty) {
    case 'oct':
      return 'HMAC';
    case 'RSA':
      return saltLength === undefined ? 'RSASSA-PKCS1-v1_5' : 'RSA-PSS';
    case 'EC':
      return 'ECDSA';
    case 'OKP':
    case 'AKP':
      return variant;
  }
}

function hmac(hash: Hash, signatureLength: number): Parameters {
  return { kty: 'oct', hash, signatureLength };
}

function rsa(hash: Hash, saltLength?: number): Parameters {
  return { kty: 'RSA', hash, ...(saltLength !== undefined && { saltLength }) };
}

function ecdsa(curve: string, hash: Hash, signatureLength: number): Parameters {
  return { kty: 'EC', curves: [curve], hash, signatureLength };
}

function eddsa(...curves: readonly string[]): Parameters {
  return { kty: 'OKP', curves };
}

function mlDsa(parameterSet: string, signatureLength: number): Parameters {
  return { kty: 'AKP', parameterSet, signatureLength };
}
