import type { OneAsymmetricKey } from '@peculiar/asn1-asym-key';
import { ECPrivateKey } from '@peculiar/asn1-ecc';
import { RSAPrivateKey } from '@peculiar/asn1-rsa';
import { OctetString } from '@peculiar/asn1-schema';
import { OctetStrings, parseAsn1 } from './asn1';
import { findCurveBytes } from '../curves';
import { encodeBase64url } from '../encode';
import type { PrivateJwk, PublicJwk } from '../../key';
import {
  curveOids,
  describeUnknownCurve,
  describeUnknownOid,
  ecOids,
  mlDsaOids,
  okpOids,
  rsaOids,
} from './oids';
import { derivePublic } from '../point';
import { encodeInteger, findNamedCurve, readEcPublic, readRsaPublic } from './spki';
import type { CodeParam } from '../../../param';

/** Bytes of an ML-DSA seed (FIPS 204 §5.1). */
const SEED_BYTES = 32;

/** A private key with its public key. */
export interface JwkPair {
  readonly publicJwk: PublicJwk;
  readonly privateJwk: PrivateJwk;
}

/** The key of a OneAsymmetricKey or PrivateKeyInfo (RFC 5958 §2), or why it can't be read. */
export async function readPrivateInfo(info: OneAsymmetricKey): Promise<JwkPair | CodeParam> {
  const { algorithm } = info.privateKeyAlgorithm;
  if (rsaOids.has(algorithm)) {
    const rsa = parseAsn1(info.privateKey, RSAPrivateKey);
    return rsa === undefined ? { code: 'key_problem_not_key_of_type', params: ['RSA'] } : readRsaPrivate(rsa);
  }
  if (ecOids.has(algorithm)) {
    const ec = parseAsn1(info.privateKey, ECPrivateKey);
    return ec === undefined
      ? { code: 'key_problem_not_key_of_type', params: ['EC'] }
      : readEcPrivate(ec, findNamedCurve(info.privateKeyAlgorithm));
  }
  const crv = okpOids.get(algorithm);
  if (crv !== undefined) {
    // RFC 8410 §7: an OCTET STRING inside the OCTET STRING.
    const secret = parseAsn1(info.privateKey, OctetString);
    return secret === undefined
      ? { code: 'key_problem_not_key_of_type', params: [crv] }
      : readOkpPrivate(new Uint8Array(secret.buffer), crv);
  }
  const alg = mlDsaOids.get(algorithm);
  return alg === undefined
    ? describeUnknownOid(algorithm)
    : readMlDsaPrivate(new Uint8Array(info.privateKey), alg);
}

/** RFC 8017 appendix A.1.2. */
export function readRsaPrivate(key: RSAPrivateKey): JwkPair {
  const publicJwk = readRsaPublic(key);
  return {
    publicJwk,
    privateJwk: {
      ...publicJwk,
      d: encodeInteger(key.privateExponent),
      p: encodeInteger(key.prime1),
      q: encodeInteger(key.prime2),
      dp: encodeInteger(key.exponent1),
      dq: encodeInteger(key.exponent2),
      qi: encodeInteger(key.coefficient),
    },
  };
}

/** RFC 5915 §3: the public key is optional. */
export async function readEcPrivate(
  key: ECPrivateKey,
  oid: string | undefined,
): Promise<JwkPair | CodeParam> {
  const crv = curveOids.get(oid ?? '');
  if (crv === undefined) return describeUnknownCurve(oid);
  const size = findCurveBytes('EC', crv) ?? 0;
  const given = new Uint8Array(key.privateKey.buffer);
  if (given.length > size) return { code: 'key_problem_private_out_of_range', params: [crv] };
  // Some software drops leading zeros.
  const secret = new Uint8Array(size);
  secret.set(given, size - given.length);
  const point = key.publicKey ? new Uint8Array(key.publicKey) : await derivePublic(crv, secret);
  if (point === undefined) return { code: 'key_problem_private_out_of_range', params: [crv] };
  const publicJwk = await readEcPublic(point, oid);
  if (!('kty' in publicJwk)) return publicJwk;
  return { publicJwk, privateJwk: { ...publicJwk, d: encodeBase64url(secret) } };
}

async function readOkpPrivate(secret: Uint8Array, crv: string): Promise<JwkPair | CodeParam> {
  const x = await derivePublic(crv, secret);
  if (x === undefined) return { code: 'key_problem_private_out_of_range', params: [crv] };
  const publicJwk: PublicJwk = { kty: 'OKP', crv, x: encodeBase64url(x) };
  return { publicJwk, privateJwk: { ...publicJwk, d: encodeBase64url(secret) } };
}

async function readMlDsaPrivate(bytes: Uint8Array<ArrayBuffer>, alg: string): Promise<JwkPair | CodeParam> {
  const seed = findSeed(bytes);
  if (seed === undefined) return { code: 'key_problem_seed_missing', params: [alg] };
  const { deriveMlDsaPublic } = await import('../ml-dsa-public');
  const publicJwk: PublicJwk = { kty: 'AKP', alg, pub: encodeBase64url(deriveMlDsaPublic(alg, seed)) };
  return { publicJwk, privateJwk: { ...publicJwk, priv: encodeBase64url(seed) } };
}

/** RFC 9881 §6: the seed alone as `[0]`, or in a sequence before the expanded key. */
function findSeed(bytes: Uint8Array<ArrayBuffer>): Uint8Array | undefined {
  const seed =
    bytes[0] === 0x80 && bytes[1] === SEED_BYTES
      ? bytes.subarray(2)
      : new Uint8Array(parseAsn1(bytes, OctetStrings)?.[0] ?? new ArrayBuffer(0));
  return seed.length === SEED_BYTES ? seed : undefined;
}
