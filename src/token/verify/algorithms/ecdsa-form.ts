import type { Key } from '../../keys/key';
import type { Algorithm } from './algorithms';

/** What is odd about an ECDSA signature that does not match. */
export interface EcdsaForm {
  /** R or S is zero, or not smaller than the order of the curve. */
  readonly isOutOfRange: boolean;
  /** R and S side by side, where the signature is written in ASN.1. */
  readonly converted?: Uint8Array;
}

/** Looks at the numbers of a signature of ES256, ES384, ES512 or ES256K. Checks no signature. */
export async function describeEcdsaForm(
  { publicJwk }: Key,
  { signatureLength = 0 }: Algorithm,
  signature: Uint8Array,
): Promise<EcdsaForm> {
  const curve = await loadCurve(publicJwk?.crv);
  const converted = signature[0] === 0x30 ? readDer(curve, signature) : undefined;
  const sides = converted ?? signature;
  const half = signatureLength / 2;
  const isOutOfRange =
    sides.length === signatureLength &&
    [sides.subarray(0, half), sides.subarray(half)].some((side) => {
      const number = BigInt(`0x${Array.from(side, (byte) => byte.toString(16).padStart(2, '0')).join('')}`);
      return number === 0n || number >= curve.Point.Fn.ORDER;
    });
  return { isOutOfRange, ...(converted && { converted }) };
}

type Curve = Awaited<ReturnType<typeof loadCurve>>;

async function loadCurve(crv: string | undefined) {
  if (crv === 'secp256k1') return (await import('@noble/curves/secp256k1.js')).secp256k1;
  const { p256, p384, p521 } = await import('@noble/curves/nist.js');
  return crv === 'P-384' ? p384 : crv === 'P-521' ? p521 : p256;
}

/** Undefined for what is no ECDSA-Sig-Value (RFC 3279 §2.2.3) with numbers of the curve. */
function readDer(curve: Curve, signature: Uint8Array): Uint8Array | undefined {
  try {
    return curve.Signature.fromBytes(signature, 'der').toBytes('compact');
  } catch {
    return undefined;
  }
}
