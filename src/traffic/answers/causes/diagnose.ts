import { verify, verifyWithKeySets, type JsonObject, type Verdict, type VerdictReason } from '../../../token';
import { type HttpExchange, headerOf } from '../../exchange/exchange';
import { selectKeySets, type PublishedKeySet } from '../../log/key-sets';
import type { TokenLog } from '../../log/log';
import { checkBrowser, isUnreadable } from './browser-rules';
import type { Cause, CauseCode, Certainty, Evidence, Rejection } from './cause';
import { offsetOf } from './clock';
import { classify } from './classify';
import { cut, listOf, textOf } from './claim-text';
import { compareToken } from './comparison-rules';
import { decodeJwt, type SentJwt } from './credential';
import { checkCookies } from './cookie-rules';
import { checkCredential } from './credential-rules';
import { checkBinding } from './dpop-rules';
import { rateCertainty } from './certainty';
import { maxCauses, maxEvidence } from './limits';
import { findOtherReason } from './other-reason';
import { isPermissionError } from './permissions';
import { checkReport } from './report-rules';
import { checkSession } from './session-rules';
import { readTokenRequest } from '../../sign-in/token-request';
import {
  fact,
  RequestReader,
  type Candidate,
  type Digests,
  type SignatureCheck,
  type SignatureState,
  type Subject,
} from './subject';
import { checkTimes, describeClocks, describeLifetime, isWithinLifetime } from './time-rules';
import { checkTokenRequest } from './token-request-rules';

const rules: readonly ((subject: Subject) => readonly Candidate[])[] = [
  checkCredential,
  checkBinding,
  checkTimes,
  compareToken,
  checkSession,
  checkBrowser,
  checkCookies,
  checkTokenRequest,
];

/** Below this weight, a cause is a guess that doesn't help. */
const minWeight = 15;
/** The same if the server reports a reason that has nothing to do with the token. */
const minWeightBesideOther = 60;

/**
 * Why requests were rejected: by the token, the request, similar requests, and what the server reports, in this order.
 * `fetched` are key sets from the user's own requests; sets from the URLs in `unused` are ignored. Reads the log once for
 * all its diagnoses, so it describes the log at the time of the first one.
 */
export function createDiagnosis(
  log: TokenLog,
  fetched: readonly PublishedKeySet[] = [],
  unused: readonly string[] = [],
): (exchangeId: string) => Promise<Rejection | undefined> {
  let reader: RequestReader | undefined;
  return async (exchangeId) => {
    const exchange = log.exchange(exchangeId);
    // Most requests aren't rejected.
    if (exchange?.kind !== 'http' || log.rejectionOf(exchangeId) !== 'credentials') return undefined;
    reader ??= new RequestReader(log);
    const { credential } = reader.read(exchange);
    const proofText = headerOf(exchange.requestHeaders, 'dpop');
    const proof = proofText === undefined ? undefined : decodeJwt(proofText.trim());
    const subject = reader.subjectOf(exchange, {
      digests: await computeDigests(exchange, credential?.text, proof),
      signature: await checkSignature(log, { fetched, unused }, credential?.jwt),
      isProofSigned: proof && (await isSignedByItself(proof)),
    });
    return rank(subject);
  };
}

/** Weights of one cause add up, and the causes are ranked by them. */
function rank(subject: Subject): Rejection {
  const reason = findOtherReason(subject);
  if (reason === 'blocked' || reason === 'sign-in') return { causes: [describeUnknown(subject)] };
  const reported = checkReport(subject);
  const candidates = [...rules.flatMap((rule) => rule(subject)), ...reported];
  const codes = [...new Set(candidates.map(({ code }) => code))];
  const ranked = codes
    .map((code) => mergeCandidates(candidates.filter((each) => each.code === code)))
    .filter(({ weight }) => weight >= (reason === undefined ? minWeight : minWeightBesideOther))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, maxCauses);
  if (ranked.length === 0) {
    const guesses = reason === undefined ? eliminate(subject) : [];
    return { causes: [...guesses, describeUnknown(subject)] };
  }
  return {
    causes: ranked.map((each) => {
      const others = ranked.filter((other) => other !== each);
      return toCause(each, rateCertainty(each, others, subject, reported, reason), subject);
    }),
  };
}

function mergeCandidates(candidates: readonly Candidate[]): Candidate {
  const [first, ...others] = candidates.toSorted((a, b) => b.weight - a.weight) as [
    Candidate,
    ...Candidate[],
  ];
  return {
    code: first.code,
    weight: others.reduce((sum, { weight }) => sum + weight / 2, first.weight),
    isProven: candidates.some(({ isProven }) => isProven === true),
    params: candidates.find(({ params = [] }) => params.length > 0)?.params ?? [],
    evidence: candidates.flatMap(({ evidence }) => evidence),
  };
}

function toCause({ code, params = [], evidence }: Candidate, certainty: Certainty, subject: Subject): Cause {
  return {
    code,
    certainty,
    params,
    evidence: [...evidence, ...describeResponse(subject, code, evidence)].slice(0, maxEvidence),
  };
}

function describeResponse(
  { exchange, report }: Subject,
  code: CauseCode,
  known: readonly Evidence[],
): readonly Evidence[] {
  const status = isUnreadable(exchange) ? fact('no-response') : fact('status', exchange.status);
  const [text] = report.texts.filter((each) => /\s/.test(each));
  const named = text === undefined ? undefined : classify(text);
  // What is interpreted as this cause is known.
  const isOther = named !== undefined && named.size > 0 && !named.has(code) && code !== 'unknown';
  const reported = text === undefined ? [] : [fact(isOther ? 'reported-otherwise' : 'reported', cut(text))];
  return [...reported, status].filter(
    (one) =>
      !known.some(
        (other) =>
          (other.code === one.code || other.code === 'reported') &&
          String(other.params) === String(one.params),
      ),
  );
}

/** If a token has everything that accepted ones have, and was never accepted itself, only its signature is left. */
function eliminate(subject: Subject): readonly Cause[] {
  const { credential, accepted, exchange, signature } = subject;
  const jwt = credential?.jwt;
  const isAuthentication = ![400, 422].includes(exchange.status) && !isPermissionError(subject);
  const isAcceptedToken = accepted.sameOrigin.some((peer) => peer.credential?.text === credential?.text);
  const peers = accepted.samePath.flatMap((peer) => peer.credential?.jwt ?? []);
  if (jwt === undefined || peers.length === 0 || isAcceptedToken || !isAuthentication) return [];
  if (!isWithinLifetime(subject)) return [];
  const code = signature.state === 'valid' ? 'revoked-or-opaque' : 'signature';
  const { evidence } = describeUnknown(subject);
  return [{ code, certainty: 'possible', params: [], evidence }];
}

/** What was ruled out. */
function describeUnknown(subject: Subject): Cause {
  const jwt = subject.credential?.jwt;
  const peers = subject.accepted.samePath.flatMap(({ credential }) => credential?.jwt ?? []);
  const isSame = (read: (each: SentJwt) => string) =>
    jwt !== undefined && peers.some((peer) => read(peer) === read(jwt));
  const same = [
    ...(isSame(({ claims }) => textOf(claims['iss'])) ? [fact('same', 'iss')] : []),
    ...(isSame(({ claims }) => listOf(claims['aud']).join(' ')) ? [fact('same', 'aud')] : []),
    ...(isSame(({ claims }) => textOf(claims['scope'])) ? [fact('same', 'scope')] : []),
    ...(isSame(({ header }) => textOf(header['kid'])) ? [fact('same', 'kid')] : []),
  ];
  const evidence = [
    ...describeLifetime(subject),
    ...(subject.clock ? describeClocks(offsetOf(subject.clock)) : []),
    ...(subject.signature.state === 'valid' ? [fact('signature-valid')] : []),
    ...same,
  ];
  return {
    code: 'unknown',
    certainty: 'possible',
    params: [],
    evidence: [...evidence, ...describeResponse(subject, 'unknown', [])].slice(0, maxEvidence),
  };
}

/**
 * Verifies a token with the issuer's keys. Without any that are known to be the issuer's own, with those that were
 * captured at its origin, which are only likely to be.
 */
async function checkSignature(
  log: TokenLog,
  { fetched, unused }: { readonly fetched: readonly PublishedKeySet[]; readonly unused: readonly string[] },
  jwt: SentJwt | undefined,
): Promise<SignatureCheck> {
  if (jwt === undefined || jwt.token.kind === 'jwe') return { state: 'not verified', isTrusted: false };
  const documents = log.documents();
  const sets = [...fetched, ...documents.keySets()].filter(({ url }) => !unused.includes(url));
  const own = selectKeySets(sets, jwt).filter(({ isIssuers }) => isIssuers);
  if (own.length > 0) {
    const verdict = await verifyWithKeySets(jwt.token, own);
    // Another key of the issuer may have signed it.
    if (verdict.reason === 'issuer_keys_mismatch') return { state: 'invalid', isTrusted: false };
    return { state: stateOf(verdict), isTrusted: true };
  }
  const { jwks } = documents.findFor(jwt);
  const state = jwks === undefined ? 'not verified' : stateOf(await verify(jwt.token, JSON.stringify(jwks)));
  return { state, isTrusted: false };
}

function stateOf({ status, reason }: Verdict): SignatureState {
  return status === 'unchecked' ? (unverified[reason] ?? 'not verified') : status;
}

const unverified: Readonly<Partial<Record<VerdictReason, SignatureState>>> = {
  kid_not_in_set: 'unknown kid',
  key_wrong_kind: 'other algorithm',
  key_not_for_this: 'other algorithm',
};

/** Whether the key in a proof's header made its signature (RFC 9449 §4.3 (7)). Undefined if that can't be checked. */
async function isSignedByItself({ token, header }: SentJwt): Promise<boolean | undefined> {
  const { jwk } = header;
  if (typeof jwk !== 'object' || jwk === null) return undefined;
  const { status } = await verify(token, JSON.stringify(jwk));
  return status === 'unchecked' ? undefined : status === 'valid';
}

async function computeDigests(
  exchange: HttpExchange,
  accessToken: string | undefined,
  proof: SentJwt | undefined,
): Promise<Digests> {
  const verifier = readTokenRequest(exchange)?.get('code_verifier');
  const thumbprintText = proof && describeKey(proof.header['jwk']);
  return {
    ...(proof && accessToken !== undefined && { accessToken: await digest(accessToken) }),
    ...(thumbprintText !== undefined && { proofKey: await digest(thumbprintText) }),
    ...(verifier !== undefined && { codeVerifier: await digest(verifier) }),
  };
}

/** The members that a thumbprint covers (RFC 7638 §3.2, RFC 8037 §2). */
const keyMembers: Readonly<Record<string, readonly string[]>> = {
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  RSA: ['e', 'kty', 'n'],
};

function describeKey(jwk: unknown): string | undefined {
  if (typeof jwk !== 'object' || jwk === null) return undefined;
  const { kty } = jwk as JsonObject;
  const names = typeof kty === 'string' && Object.hasOwn(keyMembers, kty) ? keyMembers[kty] : undefined;
  return names && JSON.stringify(Object.fromEntries(names.map((name) => [name, (jwk as JsonObject)[name]])));
}

/** SHA-256 in base64url. */
async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
