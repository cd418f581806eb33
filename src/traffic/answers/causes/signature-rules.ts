import { textOf } from './claim-text';
import type { SentJwt } from './credential';
import { fact, type Candidate, type Subject } from './subject';

/** What is wrong with the signature, by the issuer's captured keys and by other tokens. */
export function compareSignature(subject: Subject, jwt: SentJwt): readonly Candidate[] {
  const { state, isTrusted } = subject.signature;
  if (state === 'invalid') {
    return [{ code: 'signature', weight: 96, isProven: isTrusted, evidence: [fact('signature-invalid')] }];
  }
  const alg = textOf(jwt.header['alg']);
  if (/^none\s*$/i.test(alg) || jwt.token.kind === 'jwe') return [];
  const accepted = subject.accepted.sameOrigin.flatMap(({ credential }) => credential?.jwt ?? []);
  const isCopied = accepted.some(
    (other) =>
      other.signature !== '' && other.signature === jwt.signature && other.signedText !== jwt.signedText,
  );
  if (isCopied)
    return [{ code: 'signature', weight: 94, isProven: true, evidence: [fact('signature-copied')] }];
  // RSA with PKCS #1 and HMAC are deterministic; the others make a new signature each time.
  const twin = accepted.find(
    (other) => other.signedText === jwt.signedText && other.signature !== jwt.signature,
  );
  const length = signatureLengthOf(alg);
  const bytes = Math.floor((jwt.signature.length * 3) / 4);
  const isShort = length !== undefined && bytes !== length;
  const isCut =
    jwt.signature !== '' &&
    (twin?.signature.startsWith(jwt.signature) === true || (isShort && bytes < length));
  if (isCut) return [{ code: 'malformed', weight: 80, evidence: [fact('truncated-token')] }];
  if (jwt.problem === 'signature') {
    // A length that base64 can't have: characters are missing.
    const code = jwt.signature.length % 4 === 1 ? 'malformed' : 'signature';
    return [{ code, weight: 88, evidence: [fact('signature-missing')] }];
  }
  if (jwt.signature === '' || isShort) {
    return [{ code: 'signature', weight: 96, isProven: true, evidence: [fact('signature-missing')] }];
  }
  if (twin === undefined) return [];
  return [
    {
      code: 'signature',
      weight: 92,
      isProven: /^(?:HS|RS)/.test(alg),
      evidence: [fact('signature-changed')],
    },
  ];
}

/** In bytes; undefined if it depends on the key (RFC 7518 §3). */
function signatureLengthOf(alg: string): number | undefined {
  const lengths: Readonly<Record<string, number>> = {
    HS256: 32,
    HS384: 48,
    HS512: 64,
    ES256: 64,
    ES384: 96,
    ES512: 132,
    ES256K: 64,
    EdDSA: 64,
    Ed25519: 64,
  };
  return Object.hasOwn(lengths, alg) ? lengths[alg] : undefined;
}
