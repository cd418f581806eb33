import { checkLifetime } from '../../../token';
import type { Evidence } from './cause';
import { offsetOf } from './clock';
import { classify } from './classify';
import { textOf } from './claim-text';
import type { SentJwt } from './credential';
import { maxQuoted } from './limits';
import { fact, type Candidate, type Subject } from './subject';

/** No server tolerates more by default (.NET: 5 minutes), so that a token that is expired for longer is rejected. */
const maxLeewayMs = 300_000;

/** A token's times relative to when it was sent, by one clock. In milliseconds; positive if the time has passed. */
interface Ages {
  readonly sinceExpiry: number | undefined;
  readonly sinceStart: number | undefined;
  readonly sinceIssue: number | undefined;
}

/** Expired, not yet valid, or one of them by the server's clock only. */
export function checkTimes(subject: Subject): readonly Candidate[] {
  const { credential, exchange, clock, tokenRequest } = subject;
  const jwt = credential?.jwt;
  if (jwt === undefined) return [];
  const here = agesOf(jwt, exchange.sentAtMs);
  const offset = clock === undefined ? undefined : offsetOf(clock);
  const there = offset === undefined ? undefined : agesOf(jwt, exchange.sentAtMs + offset);
  const tolerated = findTolerated(subject, offset ?? 0);
  const clocks = describeClocks(offset);
  const candidates = [
    ...checkTypes(subject, jwt),
    ...checkExpiry(here.sinceExpiry, there?.sinceExpiry, tolerated.expiry, offset, clocks).map((expiry) => ({
      ...expiry,
      weight: isSignatureReported(subject, there?.sinceExpiry ?? here.sinceExpiry) ? 30 : expiry.weight,
    })),
    ...checkStart('nbf', here.sinceStart, there?.sinceStart, tolerated.nbf, offset, clocks),
    ...checkStart('iat', here.sinceIssue, there?.sinceIssue, tolerated.iat, offset, clocks),
  ];
  if (tokenRequest === undefined) return candidates;
  // A token endpoint reports the parameter that the token is in (RFC 6749 §5.2, RFC 7523 §3.2).
  const code = credential?.name === 'client_assertion' ? 'invalid-client' : 'invalid-grant';
  return candidates.map(({ weight, evidence }) => ({ code, weight, evidence }));
}

/** A time that isn't a number (RFC 7519 §2), and a missing expiry where accepted tokens have one. */
function checkTypes({ accepted }: Subject, { claims }: SentJwt): readonly Candidate[] {
  const wrong = ['exp', 'nbf', 'iat'].find(
    (name) => claims[name] !== undefined && typeof claims[name] !== 'number',
  );
  if (wrong !== undefined) {
    return [
      {
        code: 'malformed',
        weight: 70,
        evidence: [fact('claim-value', wrong, textOf(claims[wrong]).slice(0, maxQuoted) || '…')],
      },
    ];
  }
  const peers = accepted.samePath.flatMap(({ credential }) => credential?.jwt ?? []);
  const isMissing =
    claims['exp'] === undefined &&
    peers.length > 0 &&
    peers.every((peer) => peer.claims['exp'] !== undefined);
  return isMissing ? [{ code: 'malformed', weight: 42, evidence: [fact('missing-here', 'exp', '–')] }] : [];
}

/**
 * Whether the server reports the signature of a token that it may tolerate as just expired. Servers verify the signature
 * before they read the times, so it can't be the expiry unless the signature is known to be valid.
 */
function isSignatureReported({ report, signature }: Subject, sinceExpiry = Infinity): boolean {
  const named = new Set(report.texts.flatMap((text) => [...classify(text).keys()]));
  return (
    sinceExpiry <= maxLeewayMs && signature.state !== 'valid' && named.size === 1 && named.has('signature')
  );
}

function checkExpiry(
  here: number | undefined,
  there: number | undefined,
  tolerated: number,
  offset: number | undefined,
  clocks: readonly Evidence[],
): readonly Candidate[] {
  if (here === undefined) return [];
  const by = there ?? here;
  if (by < 0 || by <= tolerated) {
    if (here < 0 || by > 0 || here <= tolerated) return [];
    // By the server's clock, it hadn't expired.
    return [
      {
        code: 'expired',
        weight: 30,
        params: [seconds(here)],
        evidence: [fact('expired-here', seconds(here)), ...clocks],
      },
    ];
  }
  if (here < 0) {
    return [
      {
        code: 'clock-skew',
        weight: 90,
        params: [seconds(offset ?? 0)],
        evidence: [fact('expired-there', seconds(by)), fact('not-expired-here', seconds(-here)), ...clocks],
      },
    ];
  }
  return [
    {
      code: 'expired',
      weight: by > 60_000 ? 100 : 85,
      isProven: Math.min(here, by) > maxLeewayMs && there !== undefined,
      params: [seconds(here)],
      evidence: [
        fact('expired-here', seconds(here)),
        ...(there === undefined ? [] : [fact('expired-there', seconds(there))]),
      ],
    },
  ];
}

/** `nbf` is a requirement (RFC 7519 §4.1.5). `iat` isn't, but many servers reject one in the future. */
function checkStart(
  claim: 'nbf' | 'iat',
  here: number | undefined,
  there: number | undefined,
  tolerated: number,
  offset: number | undefined,
  clocks: readonly Evidence[],
): readonly Candidate[] {
  if (here === undefined) return [];
  const early = -(there ?? here);
  const isRequired = claim === 'nbf';
  if (early <= (isRequired ? 0 : 5_000) || early <= tolerated) return [];
  if (here >= -1_000) {
    return [
      {
        code: 'clock-skew',
        weight: isRequired ? 88 : 30,
        params: [seconds(offset ?? 0)],
        evidence: [fact('future-claim', claim, seconds(early)), ...clocks],
      },
    ];
  }
  return [
    {
      code: 'not-yet-valid',
      weight: isRequired ? (early > 60_000 ? 98 : 84) : 40,
      isProven: isRequired && Math.min(early, -here) > maxLeewayMs && there !== undefined,
      params: [seconds(-here)],
      evidence: isRequired
        ? [
            fact('not-yet-here', seconds(-here)),
            ...(there === undefined ? [] : [fact('not-yet-there', seconds(early))]),
          ]
        : [fact('future-claim', claim, seconds(early)), ...clocks],
    },
  ];
}

function agesOf({ claims, header }: SentJwt, atMs: number): Ages {
  const { expiresAtSeconds, notBeforeSeconds, issuedAtSeconds } = checkLifetime(claims, atMs / 1_000, header);
  const since = (time: number | undefined) => (time === undefined ? undefined : atMs - time * 1_000);
  return {
    sinceExpiry: since(expiresAtSeconds),
    sinceStart: since(notBeforeSeconds),
    sinceIssue: since(issuedAtSeconds),
  };
}

/** By how much accepted tokens had expired or weren't valid yet: this server tolerates that much. */
function findTolerated({ accepted }: Subject, offset: number) {
  const tolerated = { expiry: 0, nbf: 0, iat: 0 };
  const extend = (name: keyof typeof tolerated, byMs: number | undefined) => {
    // The times in tokens are in seconds, and so is the server's clock.
    if (byMs !== undefined && byMs > 0) tolerated[name] = Math.max(tolerated[name], byMs + 2_000);
  };
  for (const { credential, exchange } of accepted.sameOrigin) {
    if (credential?.jwt === undefined) continue;
    const ages = agesOf(credential.jwt, exchange.sentAtMs + offset);
    extend('expiry', ages.sinceExpiry);
    extend('nbf', -(ages.sinceStart ?? 0));
    extend('iat', -(ages.sinceIssue ?? 0));
  }
  return tolerated;
}

/** What the clocks show: nothing if the server's isn't known. */
export function describeClocks(offset: number | undefined): readonly Evidence[] {
  if (offset === undefined) return [];
  if (offset === 0) return [fact('server-in-sync')];
  return [fact(offset > 0 ? 'server-ahead' : 'server-behind', seconds(Math.abs(offset)))];
}

/** Facts about a token that was within its lifetime. */
export function describeLifetime({ credential, exchange, clock }: Subject): readonly Evidence[] {
  const jwt = credential?.jwt;
  if (jwt === undefined) return [];
  const here = agesOf(jwt, exchange.sentAtMs).sinceExpiry;
  const there = clock && agesOf(jwt, exchange.sentAtMs + offsetOf(clock)).sinceExpiry;
  return [
    ...(here !== undefined && here < 0 ? [fact('not-expired-here', seconds(-here))] : []),
    ...(there !== undefined && there < 0 ? [fact('not-expired-there', seconds(-there))] : []),
  ];
}

/** Whether the token is within its lifetime by both clocks, as far as it has one. */
export function isWithinLifetime({ credential, exchange, clock }: Subject): boolean {
  const jwt = credential?.jwt;
  if (jwt === undefined) return false;
  const offsets = [0, ...(clock ? [clock.minMs, clock.maxMs] : [])];
  return offsets.every((offset) => {
    const { sinceExpiry, sinceStart } = agesOf(jwt, exchange.sentAtMs + offset);
    return (sinceExpiry === undefined || sinceExpiry < 0) && (sinceStart === undefined || sinceStart >= 0);
  });
}

/** A duration as a parameter of a message: rounded, without its sign. */
export function seconds(milliseconds: number): { readonly seconds: number } {
  return { seconds: Math.round(Math.abs(milliseconds) / 1_000) };
}
