import type { CauseCode } from './cause';
import { classify } from './classify';
import { cut, listOf, textOf } from './claim-text';
import { hasOtherIssuer } from './comparison-rules';
import { looksLikeJwt } from './credential';
import { isPermissionError, readPermissions } from './permissions';
import { specificWeight } from './phrases';
import { isWithinLifetime } from './time-rules';
import { fact, type Candidate, type Subject } from './subject';

/** How believable a report is: what the facts contradict, what they make unlikely, and anything else. */
const contradicted = 0.2;
const doubtful = 0.5;
const believable = 1;
/** Servers may reject a token so long before it expires. */
const nearExpiryMs = 60_000;

/** What the server reports, weighted by whether the token and the request agree with it. */
export function checkReport(subject: Subject): readonly Candidate[] {
  const strongest = new Map<CauseCode, { readonly weight: number; readonly text: string }>();
  for (const text of subject.report.texts) {
    for (const [cause, weight] of classify(text)) {
      if (weight > (strongest.get(cause)?.weight ?? 0)) strongest.set(cause, { weight, text });
    }
  }
  return [...strongest].map(([reported, { weight, text }]) => {
    const code = interpret(subject, reported, weight);
    const factor = code === reported ? findBelief(subject, reported, text) : findSkewBelief(subject, code);
    return {
      code,
      weight: weight * factor * (isIncidental(subject, text) ? contradicted : believable),
      evidence: [fact('reported', cut(text))],
    };
  });
}

/** Whether a program failed with a text that may not be about credentials. */
function isIncidental({ exchange }: Subject, text: string): boolean {
  return exchange.status === 500 && !/token|jwt|jws|auth|signature|credential|bearer|claim/i.test(text);
}

/** If the server's clock is known, it had to be wrong by the rest of the token's lifetime. */
function findSkewBelief({ clock, credential, exchange }: Subject, code: CauseCode): number {
  if (code !== 'clock-skew' || clock === undefined) return believable;
  const exp = credential?.jwt?.claims['exp'];
  const restMs = typeof exp === 'number' ? exp * 1_000 - exchange.sentAtMs : 0;
  return restMs > nearExpiryMs ? doubtful : believable;
}

/** The cause that a report stands for, which may be another than the one it names. */
function interpret(subject: Subject, reported: CauseCode, weight: number): CauseCode {
  const { credential, tokenRequest, cookies } = subject;
  const jwt = credential?.jwt;
  if (tokenRequest !== undefined) {
    return /^(?:expired|revoked-or-opaque|superseded)$/.test(reported) ? 'invalid-grant' : reported;
  }
  const isTime = reported === 'not-yet-valid' || (reported === 'expired' && jwt?.claims['exp'] !== undefined);
  // "Invalid or expired" doesn't mean that it expired.
  if (jwt !== undefined && isTime && weight >= specificWeight && isWithinLifetime(subject))
    return 'clock-skew';
  // An encrypted token isn't one to a server that expects signed ones.
  if (reported === 'malformed' && jwt?.token.kind === 'jwe') return 'wrong-kind';
  if (reported === 'expired' && credential === undefined && cookies.size > 0) return 'revoked-or-opaque';
  return reported;
}

function findBelief(subject: Subject, reported: CauseCode, text: string): number {
  const { credential, accepted, tokenRequest, signature, cookies, exchange, proofText } = subject;
  const jwt = credential?.jwt;
  const peers = accepted.samePath.flatMap((peer) => peer.credential?.jwt ?? []);
  const isSame = (read: (each: NonNullable<typeof jwt>) => string) =>
    jwt !== undefined && peers.some((peer) => read(peer) === read(jwt));
  if (tokenRequest !== undefined) {
    const isAboutGrant = /^(?:invalid-|pkce|redirect-|scope|audience|csrf|too-large|step-up|dpop-)/.test(
      reported,
    );
    return isAboutGrant ? believable : contradicted;
  }
  switch (reported) {
    case 'expired':
    case 'not-yet-valid':
      return jwt !== undefined && isWithinLifetime(subject) ? contradicted : believable;
    case 'audience':
      return isSame(({ claims }) => listOf(claims['aud']).join('\n')) ? contradicted : believable;
    case 'issuer':
      return isSame(({ claims }) => textOf(claims['iss'])) ? contradicted : believable;
    case 'algorithm':
      return isSame(({ header }) => textOf(header['alg'])) ? contradicted : believable;
    case 'unknown-kid':
      if (jwt === undefined) return contradicted;
      return isSame(({ header }) => textOf(header['kid'])) || hasOtherIssuer(jwt, peers)
        ? doubtful
        : believable;
    case 'signature':
      if (jwt === undefined && !looksLikeJwt(credential?.text ?? '')) return contradicted;
      // With the same token, a 401 can mean that the server has other keys now, but not a 403.
      if (
        isPermissionError(subject) &&
        accepted.samePath.some((peer) => peer.credential?.text === credential?.text)
      )
        return contradicted;
      return signature.state === 'valid' || (jwt !== undefined && hasOtherIssuer(jwt, peers))
        ? doubtful
        : believable;
    case 'scope': {
      if (credential === undefined && cookies.size === 0) return contradicted;
      const own = jwt === undefined ? [] : readPermissions(jwt.claims);
      const isEnough = accepted.sameEndpoint.some(
        ({ credential: other }) =>
          other?.jwt !== undefined && readPermissions(other.jwt.claims).every((scope) => own.includes(scope)),
      );
      if (!isEnough || jwt === undefined) return believable;
      // It may also depend on what is requested.
      return isPermissionError(subject) ? doubtful : contradicted;
    }
    case 'malformed':
      return jwt === undefined ? believable : contradicted;
    case 'wrong-kind':
      return jwt === undefined ? doubtful : believable;
    case 'no-token':
      return credential === undefined || credential.text === '' ? believable : findMissingBelief(subject);
    case 'scheme': {
      const isUsual = /^(?:bearer|dpop)$/i.test(credential?.scheme ?? '') && jwt !== undefined;
      return credential === undefined || isUsual ? contradicted : believable;
    }
    case 'cookie-not-sent':
      if (credential !== undefined && credential.location !== 'cookie') return contradicted;
      return cookies.size > 0 ? doubtful : believable;
    case 'too-large':
      return [414, 431, 494].includes(exchange.status) || /header|cookie/i.test(text)
        ? believable
        : contradicted;
    case 'dpop-missing':
      return proofText === undefined ? believable : contradicted;
    case 'dpop-method':
      return subject.proof?.claims['htm'] === exchange.method ? contradicted : believable;
    case 'invalid-grant':
    case 'invalid-client':
    case 'pkce':
    case 'redirect-mismatch':
      return /token|oauth|auth/i.test(exchange.url) ? doubtful : contradicted;
    default:
      return believable;
  }
}

/** A server that reports a missing token may read it elsewhere, unless it accepted one at the same location. */
function findMissingBelief({ accepted, credential }: Subject): number {
  const isRead = accepted.sameOrigin.some(
    ({ credential: other }) =>
      other?.name === credential?.name && other?.scheme?.toLowerCase() === credential?.scheme?.toLowerCase(),
  );
  return isRead ? contradicted : doubtful;
}
