import type { CodeParam } from '../../../param';

/** RFC 8017 appendix A.1, RFC 4055 §1.2: the numbers are the same for each scheme. */
export const rsaOids: ReadonlySet<string> = new Set([
  '1.2.840.113549.1.1.1',
  '1.2.840.113549.1.1.7',
  '1.2.840.113549.1.1.10',
]);

/** RFC 5480 §2.1. */
export const ecOids: ReadonlySet<string> = new Set(['1.2.840.10045.2.1', '1.3.132.1.12', '1.3.132.1.13']);

/** RFC 5480 §2.1.1.1, SEC 2 §A.2.1. */
export const curveOids: ReadonlyMap<string, string> = new Map([
  ['1.2.840.10045.3.1.7', 'P-256'],
  ['1.3.132.0.34', 'P-384'],
  ['1.3.132.0.35', 'P-521'],
  ['1.3.132.0.10', 'secp256k1'],
]);

/** RFC 8410 §3. */
export const okpOids: ReadonlyMap<string, string> = new Map([
  ['1.3.101.110', 'X25519'],
  ['1.3.101.111', 'X448'],
  ['1.3.101.112', 'Ed25519'],
  ['1.3.101.113', 'Ed448'],
]);

/** RFC 9881 §2. */
export const mlDsaOids: ReadonlyMap<string, string> = new Map([
  ['2.16.840.1.101.3.4.3.17', 'ML-DSA-44'],
  ['2.16.840.1.101.3.4.3.18', 'ML-DSA-65'],
  ['2.16.840.1.101.3.4.3.19', 'ML-DSA-87'],
]);

/** The problem of a key whose algorithm isn't supported, by its object identifier. */
export function describeUnknownOid(oid: string): CodeParam {
  return { code: 'key_problem_algorithm_oid', params: [oid] };
}

/** Without an OID, the curve is given by its parameters. */
export function describeUnknownCurve(oid: string | undefined): CodeParam {
  return oid === undefined
    ? { code: 'key_problem_curve_explicit' }
    : { code: 'key_problem_curve_oid', params: [oid] };
}
