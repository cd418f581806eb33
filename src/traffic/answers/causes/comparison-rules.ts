import type { JsonObject, Param, TokenType } from '../../../token';
import type { HttpExchange } from '../../exchange/exchange';
import type { CauseCode, Evidence } from './cause';
import type { SentJwt } from './credential';
import { cut, listOf, textOf } from './claim-text';
import { compareScopes } from './scope-rules';
import { compareSignature } from './signature-rules';
import { fact, type Candidate, type Subject } from './subject';

/** Differences between accepted tokens at another path of the origin say less. */
const otherPathFactor = 0.75;

/** What differs from the accepted tokens: type, issuer, algorithm, key, audience, permissions. */
export function compareToken(subject: Subject): readonly Candidate[] {
  const jwt = subject.credential?.jwt;
  if (jwt === undefined || subject.tokenRequest !== undefined) return [];
  if (jwt.problem === 'payload') {
    return [{ code: 'malformed', weight: 75, evidence: [fact('not-a-token')] }];
  }
  const { samePath, sameOrigin } = subject.accepted;
  const near = samePath.flatMap(({ credential }) => credential?.jwt ?? []);
  const peers = near.length > 0 ? near : sameOrigin.flatMap(({ credential }) => credential?.jwt ?? []);
  const factor = near.length > 0 ? 1 : otherPathFactor;
  const isAcceptedToken = peers.some(({ raw }) => raw === jwt.raw);
  const candidates = isAcceptedToken
    ? []
    : [
        ...compareType(subject, jwt, peers),
        ...compareAlgorithm(subject, jwt, peers),
        ...compareValue(jwt, peers, 'issuer', 'iss', 72, (each) => each.claims['iss']),
        ...compareKey(subject, jwt, peers),
        ...compareAudience(jwt, peers),
      ];
  const isOtherKind = candidates.some(({ code }) => code === 'wrong-kind');
  return [
    ...candidates.map((each) => (each.isProven ? each : { ...each, weight: each.weight * factor })),
    ...(isAcceptedToken ? [] : compareSignature(subject, jwt)),
    // Other types of tokens don't have scopes anyway.
    ...compareScopes(subject, jwt).map((each) => (isOtherKind ? { ...each, weight: each.weight / 2 } : each)),
    ...compareAuthentication(subject, jwt),
  ];
}

/** Types that an API may accept as an access token. */
const apiTypes: ReadonlySet<TokenType> = new Set([
  'access token',
  'JWT',
  'JWS',
  'session token',
  'API key',
  'service account token',
  'encrypted token',
  'workload identity token',
  'CI token',
  'transaction token',
  'service account assertion',
]);

/** Firebase's servers take ID tokens as access tokens. */
const firebaseIssuer = /^https:\/\/securetoken\.google\.com\//;

function compareType(subject: Subject, jwt: SentJwt, peers: readonly SentJwt[]): readonly Candidate[] {
  const delivered = findDeliveredType(subject, jwt.raw);
  const type = delivered ?? jwt.type;
  const evidence = fact('token-type', type);
  if (subject.credential?.location === 'body') return [];
  if (jwt.token.kind === 'jwe' && peers.length > 0 && peers.every(({ token }) => token.kind !== 'jwe')) {
    return [{ code: 'wrong-kind', weight: 88, evidence: [evidence] }];
  }
  const isAccepted = peers.some((peer) => (findDeliveredType(subject, peer.raw) ?? peer.type) === type);
  const isUsedForApis = peers.length === 0 && firebaseIssuer.test(textOf(jwt.claims['iss']));
  if (!apiTypes.has(type) && !isAccepted && !isUsedForApis) {
    const isCertain = delivered !== undefined || jwt.isTypeCertain;
    return [
      {
        code: 'wrong-kind',
        weight: peers.length > 0 ? (isCertain ? 92 : 78) : isCertain ? 72 : 58,
        evidence: [evidence],
      },
    ];
  }
  const typ = readTyp(jwt.header);
  const types = [...new Set(peers.map((peer) => readTyp(peer.header)))];
  if (peers.length > 0 && !types.includes(typ)) {
    return [{ code: 'wrong-kind', weight: 66, evidence: [differs('typ', typ, types)] }];
  }
  for (const claim of ['token_use', 'token_type', 'typ', 'type', 'use', 'purpose']) {
    const [difference] = compareValue(jwt, peers, 'wrong-kind', claim, 66, ({ claims }) => claims[claim]);
    if (difference) return [difference];
  }
  return [];
}

/** The type that a token response assigned to a token (RFC 6749 §5.1). */
function findDeliveredType({ log, idOf }: Subject, raw: string): TokenType | undefined {
  const id = idOf(raw);
  if (id === undefined) return undefined;
  for (const { kind, path } of log.sightings(id).slice(0, 50)) {
    if (kind !== 'response body' || path.length !== 2) continue;
    if (path[1] === '$.id_token') return 'ID token';
    if (path[1] === '$.refresh_token') return 'refresh token';
  }
  return undefined;
}

function readTyp({ typ }: JsonObject): string {
  return typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : '';
}

function compareAlgorithm(
  { signature }: Subject,
  jwt: SentJwt,
  peers: readonly SentJwt[],
): readonly Candidate[] {
  const alg = textOf(jwt.header['alg']);
  if (/^none\s*$/i.test(alg)) {
    const isAccepted = peers.some((peer) => textOf(peer.header['alg']) === alg);
    return isAccepted
      ? []
      : [{ code: 'algorithm', weight: 97, isProven: true, evidence: [fact('algorithm-none', alg)] }];
  }
  const found = compareValue(jwt, peers, 'algorithm', 'alg', 74, ({ header }) => header['alg']);
  if (found.length > 0 || signature.state !== 'other algorithm') return found;
  return [{ code: 'algorithm', weight: 70, evidence: [fact('algorithm-of-keys', alg)] }];
}

/** A token of another issuer naturally has another key. */
function compareKey({ signature }: Subject, jwt: SentJwt, peers: readonly SentJwt[]): readonly Candidate[] {
  const kid = textOf(jwt.header['kid']);
  if (signature.state === 'unknown kid') {
    return [{ code: 'unknown-kid', weight: 82, params: [kid], evidence: [fact('kid-not-in-set', kid)] }];
  }
  if (signature.state === 'valid') return [];
  if (hasOtherIssuer(jwt, peers)) return [];
  const found = compareValue(jwt, peers, 'unknown-kid', 'kid', 64, ({ header }) => header['kid']);
  return found.map((each) => (kid === '' ? { ...each, params: [] } : { ...each, params: [kid] }));
}

/** Whether no accepted token is from the issuer of this one, or has its algorithm. */
export function hasOtherIssuer(jwt: SentJwt, peers: readonly SentJwt[]): boolean {
  if (peers.length === 0) return false;
  const isSame = (read: (each: SentJwt) => unknown) => peers.some((peer) => read(peer) === read(jwt));
  return !isSame(({ claims }) => claims['iss']) || !isSame(({ header }) => header['alg']);
}

/** The values that all accepted tokens share, otherwise any of theirs, must be among those of the token. */
function compareAudience(jwt: SentJwt, peers: readonly SentJwt[]): readonly Candidate[] {
  if (peers.length === 0) return [];
  const audience = listOf(jwt.claims['aud']);
  const accepted = peers.map((peer) => listOf(peer.claims['aud']));
  const common = accepted.reduce((all, each) => all.filter((value) => each.includes(value)));
  const expected = common.length > 0 ? common : [...new Set(accepted.flat())];
  if (expected.length === 0 || expected.some((value) => audience.includes(value))) return [];
  const values = expected.slice(0, 5).map(cut);
  if (audience.length === 0) {
    return [{ code: 'audience', weight: 66, evidence: [fact('missing-here', 'aud', { anyOf: values })] }];
  }
  const found = audience.slice(0, 5).map(cut);
  return [
    {
      code: 'audience',
      weight: 68,
      params: [found, { anyOf: values }],
      evidence: [fact('differs', 'aud', found, { anyOf: values })],
    },
  ];
}

/** How the user signed in (RFC 9470 §6), compared with what this endpoint accepted. */
function compareAuthentication({ accepted, exchange }: Subject, jwt: SentJwt): readonly Candidate[] {
  const peers = accepted.sameEndpoint.flatMap(({ credential }) => credential?.jwt ?? []);
  const acr = compareValue(jwt, peers, 'step-up', 'acr', 50, ({ claims }) => claims['acr']);
  const amr = compareValue(jwt, peers, 'step-up', 'amr', 48, ({ claims }) => listOf(claims['amr']).join(' '));
  const found = acr.length > 0 ? acr : amr;
  return found.length > 0 ? found.map(withoutParams) : compareSignInTime(exchange, jwt, peers);
}

/** An hour: sign-ins of the same day seldom differ in what they are enough for. */
const longAgoSeconds = 3_600;

/** The user signed in much earlier (`max_age`, RFC 9470 §4) than for any token that this endpoint accepted. */
function compareSignInTime(
  { sentAtMs }: HttpExchange,
  jwt: SentJwt,
  peers: readonly SentJwt[],
): readonly Candidate[] {
  const ageOf = ({ claims }: SentJwt) => sentAtMs / 1_000 - Number(claims['auth_time'] ?? NaN);
  const oldest = Math.max(...peers.map(ageOf));
  if (peers.length === 0 || !(ageOf(jwt) > oldest + longAgoSeconds)) return [];
  return [
    {
      code: 'step-up',
      weight: 48,
      evidence: [fact('claim-value', 'auth_time', textOf(jwt.claims['auth_time']))],
    },
  ];
}

function withoutParams({ code, weight, evidence }: Candidate): Candidate {
  return { code, weight, evidence };
}

const optionalFactor = 0.6;

/** A candidate if no accepted token has the value of this one. */
function compareValue(
  jwt: SentJwt,
  peers: readonly SentJwt[],
  code: CauseCode,
  name: string,
  weight: number,
  read: (jwt: SentJwt) => unknown,
): readonly Candidate[] {
  const accepted = [...new Set(peers.map((peer) => textOf(read(peer))))];
  const value = textOf(read(jwt));
  if (accepted.length === 0 || accepted.includes(value)) return [];
  const expected: Param = {
    anyOf: accepted
      .filter((each) => each !== '')
      .slice(0, 5)
      .map(cut),
  };
  // A server that accepts tokens without it may accept others with any value.
  const isRequired = !accepted.includes('');
  if (!isRequired && accepted.length === 1) return [];
  return [
    {
      code,
      weight: (value === '' ? weight - 8 : weight) * (isRequired ? 1 : optionalFactor),
      ...(value !== '' && { params: [cut(value), expected] }),
      evidence: [differs(name, value, accepted)],
    },
  ];
}

function differs(name: string, value: string, accepted: readonly string[]): Evidence {
  const expected: Param = { anyOf: accepted.slice(0, 5).map((each) => (each === '' ? '–' : cut(each))) };
  return value === '' ? fact('missing-here', name, expected) : fact('differs', name, cut(value), expected);
}
