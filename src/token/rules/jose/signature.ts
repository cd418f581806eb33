import { hasAlg, quoteAlg } from './alg-name';
import { isNone } from '../registered';
import type { Rule, Subject } from '../rule';
import { findImpossibleInteger, findWrongLength, isDerSignature } from './signature-shape';
import { isForGraph } from '../hosts/well-known';

const group = 'Algorithm and signature';
const at = 'signature';

/** The signature of a signed token; undefined for any other token. */
function findSignature({ token }: Subject): Uint8Array | undefined {
  return token.kind === 'jws' || token.kind === 'sd-jwt' ? token.signature : undefined;
}

export const signatureRules: readonly Rule[] = [
  {
    id: 'SIG-EMPTY',
    group,
    severity: 'high',
    phase: 'decode',
    source: 'RFC 7515 §5.2; CVE-2020-28042',
    find: (subject) =>
      findSignature(subject)?.length === 0 && hasAlg(subject) && !isNone(subject.header.alg)
        ? { at, params: [quoteAlg(subject)] }
        : undefined,
  },
  {
    id: 'SIG-ON-NONE',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 7518 §3.6',
    find: (subject) => {
      const length = findSignature(subject)?.length ?? 0;
      return isNone(subject.header.alg) && length > 0 ? { at, params: [length] } : undefined;
    },
  },
  {
    id: 'SIG-LENGTH',
    group,
    severity: 'high',
    phase: 'decode',
    source: 'RFC 7518 §3.2 to §3.5; RFC 8037 §3.1; RFC 8812 §3.2; FIPS 204',
    find: (subject) => {
      const { alg } = subject.header;
      const signature = findSignature(subject);
      if (signature === undefined || signature.length === 0 || isDerSignature(alg, signature))
        return undefined;
      const expected = findWrongLength(alg, signature);
      return expected === undefined
        ? undefined
        : { at, params: [quoteAlg(subject), expected, signature.length] };
    },
  },
  {
    id: 'SIG-ECDSA-DER',
    group,
    severity: 'medium',
    phase: 'decode',
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
    phase: 'decode',
    source: 'CVE-2022-21449; FIPS 186-5 §6.4.2',
    find: (subject) => {
      const signature = findSignature(subject);
      const name = signature && findImpossibleInteger(subject.header.alg, signature);
      return name === undefined ? undefined : { at, params: [name] };
    },
  },
  {
    id: 'SIG-NOT-VERIFIED',
    group,
    severity: 'info',
    phase: 'verify',
    source: 'RFC 8725 §3.3; RFC 7515 §5.2',
    find: (subject) => {
      const reason = subject.context.verdict?.reason;
      const isUntried = reason === undefined || reason === 'no_key';
      // No key can verify an unsigned token, which `ALG-NONE` or `SIG-EMPTY` reports.
      const length = findSignature(subject)?.length ?? 0;
      return length > 0 && !isNone(subject.header.alg) && isUntried ? { at } : undefined;
    },
  },
  {
    id: 'SIG-INVALID',
    group,
    severity: 'high',
    phase: 'verify',
    source: 'RFC 7515 §5.2',
    find: (subject) =>
      findSignature(subject) !== undefined &&
      subject.context.verdict?.status === 'invalid' &&
      !isRewrittenForGraph(subject)
        ? { at }
        : undefined,
  },
  {
    id: 'SIG-GRAPH-NONCE',
    group,
    severity: 'info',
    phase: 'verify',
    source: 'Microsoft Entra: access tokens (do not validate tokens that are not for you)',
    find: (subject) => {
      const { verdict } = subject.context;
      const hasFailed = verdict?.reason === 'graph_only' || verdict?.status === 'invalid';
      return hasFailed && isRewrittenForGraph(subject) ? { at: 'header.nonce' } : undefined;
    },
  },
];

/** Microsoft puts a nonce into the header after signing. */
function isRewrittenForGraph({ header, claims }: Subject): boolean {
  return header.nonce !== undefined && isForGraph(claims);
}
