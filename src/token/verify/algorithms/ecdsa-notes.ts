import type { Key } from '../../keys/key';
import type { CheckBudget } from '../check-budget';
import { checkWithKey } from '../check-with-key';
import { addNote } from '../create-verdict';
import type { Verdict } from '../verdict';
import type { Algorithm } from './signature-algorithms';

/** Says of an ECDSA signature that does not match what is odd about its form: SIG-ECDSA-ZERO, SIG-ECDSA-DER. */
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
  const { isOutOfRange, converted } = await describeEcdsaForm(first, algorithm, signature);
  const told = isOutOfRange ? addNote(verdict, 'signature_zero', [], ['SIG-ECDSA-ZERO']) : verdict;
  if (converted === undefined) return told;
  for (const key of keys) {
    for (const signed of inputs) {
      // Without a look at every key nothing can be said of all of them.
      if ((await budget.next()) !== undefined) return told;
      if ((await checkWithKey(key, algorithm, converted, signed)) === 'matches') {
        return addNote(told, 'signature_der_matches', [], ['SIG-ECDSA-DER']);
      }
    }
  }
  return addNote(told, 'signature_der_mismatch', [], ['SIG-ECDSA-DER']);
}

/** What is odd about an ECDSA signature that does not match. */
interface EcdsaForm {
  /** R or S is zero, or not smaller than the order of the curve. */
  readonly isOutOfRange: boolean;
  /** R and S side by side, where the signature is written in ASN.1. */
  readonly converted?: Uint8Array;
}

/** Looks at the numbers of a signature of ES256, ES384, ES512 or ES256K. Checks no signature. */
async function describeEcdsaForm(
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
