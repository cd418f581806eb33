import type { CauseCode } from './cause';
import { classify } from './classify';
import { listOf, textOf } from './comparison-rules';
import { looksLikeJwt } from './credential';
import { readPermissions } from './permissions';
import { quoteReport } from './server-report';
import { isWithinLifetime } from './time-rules';
import { fact, type Candidate, type Subject } from './subject';

/** The weight of what the facts contradict. */
const contradicted = 8;

/** What the server reports, weighted by whether the token and the request agree with it. */
export function checkReport(subject: Subject): readonly Candidate[] {
  const strongest = new Map<CauseCode, { readonly weight: number; readonly text: string }>();
  for (const text of subject.report.texts) {
    for (const [cause, weight] of classify(text)) {
      if (weight > (strongest.get(cause)?.weight ?? 0)) strongest.set(cause, { weight, text });
    }
  }
  return [...strongest].flatMap(([reported, { weight, text }]) => {
    const [code, factor] = interpret(subject, reported);
    const adjusted = Math.min(weight, weight * factor);
    return adjusted <= 0 ? [] : [{ code, weight: adjusted, evidence: [fact('reported', quoteReport(text))] }];
  });
}

/** The cause that a report stands for, and how believable it is, from 0 to 1. */
function interpret(subject: Subject, reported: CauseCode): readonly [CauseCode, number] {
  const { credential, accepted, tokenRequest, signature, cookies } = subject;
  const doubt = contradicted / 40;
  const jwt = credential?.jwt;
  const peers = accepted.samePath.flatMap((peer) => peer.credential?.jwt ?? []);
  const isTokenRequest = tokenRequest !== undefined;
  if (/^(?:invalid-grant|invalid-client|pkce|redirect-mismatch)$/.test(reported)) {
    return [reported, isTokenRequest || subject.exchange.url.includes('token') ? 1 : doubt];
  }
  if (isTokenRequest) return interpretTokenRequest(subject, reported);
  switch (reported) {
    case 'expired':
      if (jwt === undefined)
        return [credential === undefined && cookies.size > 0 ? 'revoked-or-opaque' : 'expired', 1];
      return isWithinLifetime(subject) && jwt.claims['exp'] !== undefined
        ? ['clock-skew', 1]
        : ['expired', 1];
    case 'not-yet-valid':
      if (jwt === undefined) return [reported, doubt];
      return isWithinLifetime(subject) ? ['clock-skew', 0.9] : [reported, 1];
    case 'audience': {
      const audience = listOf(jwt?.claims['aud']);
      const isSame = peers.some((peer) => listOf(peer.claims['aud']).join('\n') === audience.join('\n'));
      return [reported, isSame ? doubt : 1];
    }
    case 'issuer':
      return [reported, peers.some((peer) => peer.claims['iss'] === jwt?.claims['iss']) ? doubt : 1];
    case 'scope': {
      if (credential === undefined && cookies.size === 0) return [reported, doubt];
      const own = jwt === undefined ? [] : readPermissions(jwt.claims);
      const isSame = accepted.sameEndpoint.some(
        ({ credential: other }) =>
          other?.jwt !== undefined && readPermissions(other.jwt.claims).every((scope) => own.includes(scope)),
      );
      return [reported, isSame && jwt !== undefined ? doubt : 1];
    }
    case 'signature':
      return [
        reported,
        signature === 'valid' ? 0.5 : jwt === undefined && !looksLikeJwt(credential?.text ?? '') ? doubt : 1,
      ];
    case 'unknown-kid':
      return [
        reported,
        jwt === undefined || peers.some((peer) => peer.header['kid'] === jwt.header['kid']) ? 0.4 : 1,
      ];
    case 'algorithm':
      return [
        reported,
        peers.some((peer) => textOf(peer.header['alg']) === textOf(jwt?.header['alg'])) ? doubt : 1,
      ];
    case 'malformed':
      return [reported, jwt !== undefined ? doubt : 1];
    case 'no-token': {
      const isAsExpected = credential !== undefined && credential.text !== '';
      return [reported, isAsExpected ? doubt : 1];
    }
    case 'scheme':
      return [
        reported,
        credential?.scheme !== undefined && /^(?:bearer|dpop)$/i.test(credential.scheme) && jwt !== undefined
          ? doubt
          : credential === undefined
            ? doubt
            : 1,
      ];
    case 'wrong-kind':
      return [reported, jwt === undefined ? 0.6 : 1];
    case 'cookie-not-sent':
      return [
        reported,
        credential !== undefined && credential.location !== 'cookie' ? doubt : cookies.size > 0 ? 0.5 : 0.9,
      ];
    case 'mtls-binding':
      return [reported, 1];
    default:
      return [reported, isContradictedProof(subject, reported) ? doubt : 1];
  }
}

function interpretTokenRequest({ proofText }: Subject, reported: CauseCode): readonly [CauseCode, number] {
  // "Invalid or expired code" and "malformed request" describe the grant.
  if (reported === 'scope' || reported === 'audience' || reported === 'csrf' || reported === 'too-large')
    return [reported, 1];
  if (reported.startsWith('dpop-'))
    return [
      reported,
      proofText === undefined && reported !== 'dpop-missing' && reported !== 'dpop-nonce' ? 0.5 : 1,
    ];
  return reported === 'expired' || reported === 'revoked-or-opaque' || reported === 'superseded'
    ? ['invalid-grant', 0.8]
    : [reported, contradicted / 40];
}

/** Whether the proof is as it should be in the point that the server reports. */
function isContradictedProof({ proof, exchange, digests, proofText }: Subject, reported: CauseCode): boolean {
  switch (reported) {
    case 'dpop-missing':
      return proofText !== undefined;
    case 'dpop-method':
      return proof !== undefined && proof.claims['htm'] === exchange.method;
    case 'dpop-token-hash':
      return (
        proof !== undefined &&
        digests.accessToken !== undefined &&
        proof.claims['ath'] === digests.accessToken
      );
    default:
      return false;
  }
}
