import type { Key } from '../../keys/key';
import type { CheckBudget } from '../check-budget';
import { checkWithKey } from '../check-with-key';
import { addNote } from '../create-verdict';
import type { Verdict } from '../verdict';
import type { Algorithm } from './signature-algorithms';

/** Adds notes on the form of an ECDSA signature that doesn't match: SIG-ECDSA-ZERO, SIG-ECDSA-DER. */
export async function addEcdsaNotes(
  verdict: Verdict,
  keys: readonly Key[],
  algorithm: Algorithm,
  signature: Uint8Array,
  inputs: readonly Uint8Array[],
  budget: CheckBudget,
): Promise<Verdict> {
  const [first] = keys;
  if (first === undefined) return verdict;
  const { isOutOfRange, rawSignature } = await describeEcdsaForm(first, algorithm, signature);
  const noted = isOutOfRange ? addNote(verdict, 'signature_zero', [], ['SIG-ECDSA-ZERO']) : verdict;
  if (rawSignature === undefined) return noted;
  for (const key of keys) {
    for (const signed of inputs) {
      // Only after trying every key can the note include all of them.
      if ((await budget.next()) !== undefined) return noted;
      if ((await checkWithKey(key, algorithm, rawSignature, signed)) === 'matches') {
        return addNote(noted, 'signature_der_matches', [], ['SIG-ECDSA-DER']);
      }
    }
  }
  return addNote(noted, 'signature_der_mismatch', [], ['SIG-ECDSA-DER']);
}

/** The form of an ECDSA signature that doesn't match. */
interface EcdsaForm {
  /** R or S is zero, or not smaller than the order of the curve. */
  readonly isOutOfRange: boolean;
  /** R and S concatenated, if the signature is in ASN.1. */
  readonly rawSignature?: Uint8Array;
}

/** Inspects the numbers of a signature of ES256, ES384, ES512 or ES256K. Verifies nothing. */
async function describeEcdsaForm(
  { publicJwk }: Key,
  { signatureLength = 0 }: Algorithm,
  signature: Uint8Array,
): Promise<EcdsaForm> {
  const curve = await loadCurve(publicJwk?.crv);
  const rawSignature = signature[0] === 0x30 ? readDer(curve, signature) : undefined;
  const numbers = rawSignature ?? signature;
  const size = signatureLength / 2;
  const isOutOfRange =
    numbers.length === signatureLength &&
    [numbers.subarray(0, size), numbers.subarray(size)].some((bytes) => {
      const number = BigInt(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`);
      return number === 0n || number >= curve.Point.Fn.ORDER;
    });
  return { isOutOfRange, ...(rawSignature && { rawSignature }) };
}

type Curve = Awaited<ReturnType<typeof loadCurve>>;

async function loadCurve(crv: string | undefined) {
  if (crv === 'secp256k1') return (await import('@noble/curves/secp256k1.js')).secp256k1;
  const { p256, p384, p521 } = await import('@noble/curves/nist.js');
  return crv === 'P-384' ? p384 : crv === 'P-521' ? p521 : p256;
}

/** Undefined for bytes that aren't an ECDSA-Sig-Value (RFC 3279 §2.2.3) with numbers of the curve. */
function readDer(curve: Curve, signature: Uint8Array): Uint8Array | undefined {
  try {
    return curve.Signature.fromBytes(signature, 'der').toBytes('compact');
  } catch {
    return undefined;
  }
}
