import type { JsonObject, Param, TokenType } from '../../../token';
import type { CauseCode, Evidence } from './cause';
import type { SentJwt } from './credential';
import { cut, listOf, textOf } from './claim-text';
import { readPermissions } from './permissions';
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

function compareType(subject: Subject, jwt: SentJwt, peers: readonly SentJwt[]): readonly Candidate[] {
  const delivered = findDeliveredType(subject, jwt.raw);
  const type = delivered ?? jwt.type;
  const evidence = fact('token-type', type);
  if (subject.credential?.location === 'body') return [];
  if (jwt.token.kind === 'jwe' && peers.length > 0 && peers.every(({ token }) => token.kind !== 'jwe')) {
    return [{ code: 'wrong-kind', weight: 88, evidence: [evidence] }];
  }
  const isAccepted = peers.some((peer) => (findDeliveredType(subject, peer.raw) ?? peer.type) === type);
  if (!apiTypes.has(type) && !isAccepted) {
    const isSure = delivered !== undefined || jwt.isTypeCertain;
    return [
      {
        code: 'wrong-kind',
        weight: peers.length > 0 ? (isSure ? 92 : 78) : isSure ? 72 : 58,
        evidence: [evidence],
      },
    ];
  }
  const typ = readTyp(jwt.header);
  const types = [...new Set(peers.map((peer) => readTyp(peer.header)))];
  if (peers.length > 0 && !types.includes(typ)) {
    return [{ code: 'wrong-kind', weight: 66, evidence: [differs('typ', typ, types)] }];
  }
  for (const claim of ['token_use', 'token_type', 'typ', 'use', 'purpose']) {
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

function compareSignature(subject: Subject, jwt: SentJwt): readonly Candidate[] {
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

/** With another error, the scope is only where the token is from (RFC 6750 §3). */
const requiresScope = /scope|permission|forbidden/i;

/** Permissions that the challenge requires (RFC 6750 §3), or that all accepted tokens of this endpoint have. */
function compareScopes(
  { accepted, report, exchange, credential }: Subject,
  jwt: SentJwt,
): readonly Candidate[] {
  const own = readPermissions(jwt.claims);
  const has: Param = own.length > 0 ? own.slice(0, 10).map(cut) : '–';
  const required = report.challenges
    .filter(({ parameters }) => requiresScope.test(parameters.get('error') ?? ''))
    .flatMap(({ parameters }) => parameters.get('scope') ?? '')
    .flatMap((scope) => scope.split(/\s+/))
    .filter((scope) => scope !== '' && !own.includes(scope));
  if (required.length > 0) {
    const needed = required.slice(0, 10).map(cut);
    return [
      { code: 'scope', weight: 56, params: [needed, has], evidence: [fact('scopes-required', needed, has)] },
    ];
  }
  const peers = accepted.sameEndpoint.flatMap((peer) => peer.credential?.jwt ?? []);
  const lists = peers.map((peer) => readPermissions(peer.claims));
  const [first = [], ...rest] = lists;
  const missing = first.filter((scope) => !own.includes(scope) && rest.every((list) => list.includes(scope)));
  if (missing.length > 0) {
    const needed = missing.slice(0, 10).map(cut);
    return [
      {
        code: 'scope',
        weight: exchange.status === 403 ? 66 : 46,
        params: [needed, has],
        evidence: [fact('scopes-missing', needed, has)],
      },
    ];
  }
  const isAcceptedElsewhere = accepted.sameOrigin.some((peer) => peer.credential?.text === credential?.text);
  if (exchange.status !== 403 || lists.length > 0) return [];
  // RFC 9110 §15.5.4: the credentials are not enough.
  return isAcceptedElsewhere
    ? [{ code: 'scope', weight: 38, evidence: [fact('accepted-elsewhere')] }]
    : [{ code: 'scope', weight: 18, evidence: [fact('status', exchange.status)] }];
}

/** How the user signed in (RFC 9470 §6), compared with what this endpoint accepted. */
function compareAuthentication({ accepted }: Subject, jwt: SentJwt): readonly Candidate[] {
  const peers = accepted.sameEndpoint.flatMap(({ credential }) => credential?.jwt ?? []);
  const acr = compareValue(jwt, peers, 'step-up', 'acr', 50, ({ claims }) => claims['acr']);
  const amr = compareValue(jwt, peers, 'step-up', 'amr', 48, ({ claims }) => listOf(claims['amr']).join(' '));
  return (acr.length > 0 ? acr : amr).map(withoutParams);
}

function withoutParams({ code, weight, evidence }: Candidate): Candidate {
  return { code, weight, evidence };
}

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
  if (accepted.length === 0 || accepted.includes(value) || accepted.includes('')) return [];
  const expected: Param = { anyOf: accepted.slice(0, 5).map(cut) };
  return [
    {
      code,
      weight: value === '' ? weight - 8 : weight,
      ...(value !== '' && { params: [cut(value), expected] }),
      evidence: [differs(name, value, accepted)],
    },
  ];
}

function differs(name: string, value: string, accepted: readonly string[]): Evidence {
  const expected: Param = { anyOf: accepted.slice(0, 5).map((each) => (each === '' ? '–' : cut(each))) };
  return value === '' ? fact('missing-here', name, expected) : fact('differs', name, cut(value), expected);
}
