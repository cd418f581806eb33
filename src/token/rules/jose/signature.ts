import { hasAlg, quoteAlg } from './algorithm';
import { isNone } from '../registered';
import type { Rule, Subject } from '../rule';
import { findExpectedLengths, findImpossibleInteger, isDerSignature, isRsa } from './signature-shape';
import { isForGraph } from '../hosts/well-known';

const group = 'Algorithm and signature';
const at = 'signature';

/** The signature of a signed token; undefined for any other token. */
function findSignature({ token }: Subject): Uint8Array | undefined {
  return token.kind === 'jws' || token.kind === 'sd-jwt' ? token.signature : undefined;
}

/** Rules about the signature's form. Whether it matches is in the verdict. */
export const signatureRules: readonly Rule[] = [
  {
    id: 'SIG-EMPTY',
    group,
    severity: 'medium',
    source: 'RFC 7515 §5.2; CVE-2020-28042',
    find: (subject) =>
      findSignature(subject)?.length === 0 && hasAlg(subject) && !isNone(subject.header.alg)
        ? { at, params: [quoteAlg(subject)] }
        : undefined,
  },
  {
    id: 'SIG-LENGTH',
    group,
    severity: 'medium',
    source: 'RFC 7518 §3.2 to §3.5; RFC 8037 §3.1; RFC 8812 §3.2; FIPS 204',
    find: (subject) => {
      const { alg } = subject.header;
      const signature = findSignature(subject);
      if (signature === undefined || signature.length === 0 || isDerSignature(alg, signature))
        return undefined;
      const expected = findExpectedLengths(alg, signature);
      return (
        expected && {
          at,
          params: [quoteAlg(subject), { bytes: signature.length }, { anyOf: expected }],
          variant: isRsa(alg) ? 'rsa' : 'fixed',
        }
      );
    },
  },
  {
    id: 'SIG-ECDSA-DER',
    group,
    severity: 'medium',
    source: 'RFC 7518 §3.4',
    find: (subject) => {
      const signature = findSignature(subject);
      return signature !== undefined && isDerSignature(subject.header.alg, signature)
        ? { at, params: [quoteAlg(subject)] }
        : undefined;
    },
  },
  {
    id: 'SIG-ECDSA-ZERO',
    group,
    severity: 'high',
    source: 'CVE-2022-21449; FIPS 186-5 §6.4.2',
    find: (subject) => {
      const signature = findSignature(subject);
      const name = signature && findImpossibleInteger(subject.header.alg, signature);
      return name === undefined ? undefined : { at, params: [name] };
    },
  },
  {
    id: 'SIG-GRAPH-NONCE',
    group,
    severity: 'info',
    source: 'Microsoft Entra: access tokens (do not validate tokens that are not for you)',
    // Microsoft puts a nonce into the header after signing.
    find: ({ header, claims }) =>
      header.nonce !== undefined && isForGraph(claims) ? { at: 'header.nonce' } : undefined,
  },
];
