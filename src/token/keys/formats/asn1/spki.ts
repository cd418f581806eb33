import { ECParameters } from '@peculiar/asn1-ecc';
import { RSAPublicKey } from '@peculiar/asn1-rsa';
import type { AlgorithmIdentifier, SubjectPublicKeyInfo } from '@peculiar/asn1-x509';
import { parseAsn1 } from './asn1';
import { findCurveBytes } from '../curves';
import { encodeBase64url } from '../encode';
import type { PublicJwk } from '../../key';
import { trimNumber } from '../modulus';
import {
  curveOids,
  describeUnknownCurve,
  describeUnknownOid,
  ecOids,
  mlDsaOids,
  okpOids,
  rsaOids,
} from './oids';
import { expandPoint } from '../point';
import type { CodeParam } from '../../../param';

/** The key of a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), or why it can't be read. */
export async function readPublicInfo(info: SubjectPublicKeyInfo): Promise<PublicJwk | CodeParam> {
  const bytes = new Uint8Array(info.subjectPublicKey);
  const { algorithm } = info.algorithm;
  if (rsaOids.has(algorithm)) {
    const rsa = parseAsn1(bytes, RSAPublicKey);
    return rsa === undefined ? { code: 'key_problem_not_key_of_type', params: ['RSA'] } : readRsaPublic(rsa);
  }
  if (ecOids.has(algorithm)) return readEcPublic(bytes, findNamedCurve(info.algorithm));
  const crv = okpOids.get(algorithm);
  if (crv !== undefined) return { kty: 'OKP', crv, x: encodeBase64url(bytes) };
  const alg = mlDsaOids.get(algorithm);
  return alg === undefined ? describeUnknownOid(algorithm) : { kty: 'AKP', alg, pub: encodeBase64url(bytes) };
}

/** RFC 8017 appendix A.1.1. */
export function readRsaPublic({
  modulus,
  publicExponent,
}: Pick<RSAPublicKey, 'modulus' | 'publicExponent'>): PublicJwk {
  return { kty: 'RSA', n: encodeInteger(modulus), e: encodeInteger(publicExponent) };
}

/** A SEC 1 §2.3.3 point, compressed or uncompressed. */
export async function readEcPublic(
  bytes: Uint8Array,
  oid: string | undefined,
): Promise<PublicJwk | CodeParam> {
  const crv = curveOids.get(oid ?? '');
  if (crv === undefined) return describeUnknownCurve(oid);
  const size = findCurveBytes('EC', crv) ?? 0;
  const point = bytes[0] === 4 ? bytes : await expandPoint(crv, bytes);
  if (point?.length !== 2 * size + 1)
    return { code: 'key_problem_point_not_on_curve', params: [{ anyOf: [crv] }] };
  return {
    kty: 'EC',
    crv,
    x: encodeBase64url(point.subarray(1, size + 1)),
    y: encodeBase64url(point.subarray(size + 1)),
  };
}

/** Undefined for parameters that spell out a curve instead of naming it. */
export function findNamedCurve({ parameters }: AlgorithmIdentifier): string | undefined {
  return parameters ? parseAsn1(parameters, ECParameters)?.namedCurve : undefined;
}

/** RFC 7518 §2, Base64urlUInt: DER adds a leading zero if the first bit is set. */
export function encodeInteger(integer: ArrayBuffer): string {
  return trimNumber(encodeBase64url(new Uint8Array(integer)));
}
