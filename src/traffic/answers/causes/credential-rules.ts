import { decodeStart, looksLikeJwt, type Credential } from './credential';
import { hasAuthorization, isWebSocket } from '../../log/is-rejected';
import type { HttpExchange } from '../../exchange/exchange';
import { maxPlaceholderLength, maxQuoted } from './limits';
import type { CauseCode } from './cause';
import { cut } from './claim-text';
import { classify } from './classify';
import { isSignIn } from './other-reason';
import { isPermissionError } from './permissions';
import { specificWeight } from './phrases';
import { checkPermission } from './scope-rules';
import { fact, type Candidate, type ComparedRequest, type Subject } from './subject';

/** What pages send if a variable has no value, or if a template wasn't filled in. */
const placeholder =
  /^["'<[{(]*(?:undefined|null|nil|none|nan|false|true|\[?object (?:object|promise|response)\]?|promise|function\b.*|\$?\{+[^}]*\}+|<[^>]*>|%s|your[_ -]?(?:access[_ -]?)?token(?:[_ -]?here)?|(?:access[_ -]?)?token|jwt|xxx+|todo|\.\.\.)["'>\]})]*$/i;
const tokenScheme = /^(?:bearer|dpop)$/i;
/** Schemes of credentials that aren't tokens. */
const otherScheme = /^(?:basic|negotiate|digest|ntlm|aws4-hmac-sha256)$/i;
/** A JWT in other text. */
const hasJwt = /\bey[\w-]{20}/;
/** Characters that no credential has in it, but JSON, code and lists do; percent-encoding. */
const damage = /[\s"'`,;{}<>()[\]\\]|%[\da-f]{2}|[^\x21-\x7e]/i;
/** RFC 9110 §11.4. */
const parameters = /^[\w-]+\s*=\s*["\w]/;

/** No token, a wrong scheme or location, or text that isn't a token. */
export function checkCredential(subject: Subject): readonly Candidate[] {
  const { credential, exchange, tokenRequest } = subject;
  if (tokenRequest !== undefined || exchange.isRedacted === true) return [];
  if (credential === undefined) return checkMissing(subject);
  const { text, jwt } = credential;
  if (text === '' || isPlaceholder(text)) {
    const written = text === '' ? (credential.scheme ?? '') : text;
    // A client may always send it, to a server that reads a cookie.
    const isAccepted = subject.accepted.sameOrigin.some((peer) => peer.credential?.text === text);
    return [
      {
        code: 'no-token',
        weight: isAccepted ? 30 : 100,
        isProven: !isAccepted,
        params: [written.slice(0, maxQuoted)],
        evidence: [fact('placeholder', written.slice(0, maxQuoted))],
      },
    ];
  }
  const candidates = [...checkScheme(subject, credential), ...checkLocation(subject, credential)];
  return jwt === undefined ? [...candidates, ...checkText(subject, credential)] : candidates;
}

function isPlaceholder(text: string): boolean {
  // A token in brackets or JSON isn't one.
  return text.length <= maxPlaceholderLength && placeholder.test(text) && !hasJwt.test(text);
}

/** Names of headers and parameters of other credentials than tokens, such as signed URLs. */
const credentialHeader = /(?:^|-)(?:token|key|auth|secret|session)$/i;
const notCredentialHeader = /csrf|xsrf|^sec-/i;
const signedUrl = /[?&](?:[\w-]*signature|sig)=[^&#]/i;

function hasOtherCredentials({ url, requestHeaders }: HttpExchange): boolean {
  return (
    signedUrl.test(url) ||
    requestHeaders.some(({ name }) => credentialHeader.test(name) && !notCredentialHeader.test(name))
  );
}

function checkMissing({ accepted, cookies, exchange }: Subject): readonly Candidate[] {
  if (hasAuthorization(exchange)) return [];
  const peers = accepted.samePath.length > 0 ? accepted.samePath : accepted.sameOrigin;
  const withToken = peers.filter(
    ({ credential }) => credential !== undefined && credential.location !== 'cookie',
  );
  const isOpen = accepted.sameEndpoint.some(
    (peer) => peer.credential === undefined && peer.cookies.size === 0,
  );
  const isCookieSite =
    withToken.length === 0 && (cookies.size > 0 || peers.some((peer) => peer.cookies.size > 0));
  const isOther = isSignIn(exchange) || hasOtherCredentials(exchange);
  if (isOpen || (isOther && withToken.length === 0)) return [];
  const isHere = withToken.some((peer) => accepted.samePath.includes(peer));
  if (exchange.status === 500 && !isHere) return [];
  const isForToken = exchange.status === 401 || exchange.status === 0 || withToken.length > 0;
  return [
    {
      code: 'no-token',
      weight: isCookieSite ? 25 : exchange.status === 500 ? 45 : isForToken ? 85 : 40,
      // The other statuses can have other reasons.
      isProven: isHere && [200, 401, 403].includes(exchange.status),
      evidence: [
        fact('no-credentials'),
        ...(withToken.length > 0 ? [fact('accepted-with-credentials', withToken.length)] : []),
      ],
    },
  ];
}

function checkScheme(subject: Subject, credential: Credential): readonly Candidate[] {
  const { accepted, report } = subject;
  const { scheme, text, location, name } = credential;
  if (location !== 'header' || (name !== 'authorization' && scheme === undefined)) return [];
  const peers = schemesOf(accepted.samePath).length > 0 ? accepted.samePath : accepted.sameOrigin;
  const schemes = schemesOf(peers);
  const expected = schemes.length > 0 ? { anyOf: schemes } : 'Bearer';
  if (scheme === undefined) {
    const acceptsBare = peers.some(
      (peer) => peer.credential?.name === name && peer.credential.scheme === undefined,
    );
    if (acceptsBare) return [];
    // "BearereyJ…", "Bearer:eyJ…"
    const [, written = ''] = /^(bearer|dpop|token|jwt)\W?/i.exec(text) ?? [];
    return [
      {
        code: 'scheme',
        weight:
          credential.jwt !== undefined && isTokenRead(subject)
            ? 30
            : looksLikeJwt(text) || written !== '' || schemes.length > 0
              ? 90
              : 50,
        evidence: [fact('no-scheme')],
      },
    ];
  }
  if (/^(?:bearer|dpop)\s/i.test(text)) {
    return [
      {
        code: 'scheme',
        weight: 90,
        params: [`${scheme} ${scheme}`, expected],
        evidence: [fact('other-scheme', `${scheme} ${scheme}`, expected)],
      },
    ];
  }
  // An API that accepts bearer tokens may accept those with a proof as well.
  if (schemes.includes(scheme) || /^dpop$/i.test(scheme)) return [];
  const isOtherCase = schemes.some((each) => each.toLowerCase() === scheme.toLowerCase());
  if (schemes.length > 0) {
    return [
      {
        code: 'scheme',
        // RFC 9110 §11.1: case-insensitive, but some servers compare it exactly.
        weight: isOtherCase ? 45 : 90,
        params: [scheme, expected],
        evidence: [fact('other-scheme', scheme, expected)],
      },
    ];
  }
  if (report.challenges.some((each) => each.scheme === scheme.toLowerCase())) return [];
  const challenged = [...new Set(report.challenges.map(({ written }) => written))].filter(
    (each) => each !== '',
  );
  const isUnusual = !tokenScheme.test(scheme) && (!otherScheme.test(scheme) || looksLikeJwt(text));
  const isUsed = !isUnusual || !looksLikeJwt(text) || isTokenRead(subject);
  const isMissed = isReported(subject, ['no-token'], 30);
  if (challenged.length > 0) {
    // Many servers name one scheme and also accept tokens.
    const required = { anyOf: challenged.slice(0, 5).map(cut) };
    return [
      {
        code: 'scheme',
        weight: isMissed ? 65 : isUsed ? 36 : 70,
        params: [scheme, required],
        evidence: [fact('challenged-scheme', scheme, required)],
      },
    ];
  }
  if (!isUnusual) return [];
  return [
    {
      code: 'scheme',
      weight: isUsed ? 35 : 70,
      params: [scheme, 'Bearer'],
      evidence: [fact('unusual-scheme', scheme)],
    },
  ];
}

/** What only a server that has read the token can report. */
const tokenContent: readonly CauseCode[] = [
  'expired',
  'not-yet-valid',
  'audience',
  'issuer',
  'scope',
  'signature',
  'step-up',
];

function isTokenRead(subject: Subject): boolean {
  return isPermissionError(subject) || isReported(subject, tokenContent);
}

function isReported({ report }: Subject, causes: readonly CauseCode[], weight = specificWeight): boolean {
  return report.texts.some((text) => {
    const found = classify(text);
    return causes.some((cause) => (found.get(cause) ?? 0) >= weight);
  });
}

function schemesOf(peers: readonly ComparedRequest[]): readonly string[] {
  const schemes = peers.flatMap(({ credential }) =>
    credential?.name === 'authorization' && credential.scheme !== undefined ? [credential.scheme] : [],
  );
  return [...new Set(schemes)].slice(0, 5);
}

/** A server that reads tokens elsewhere doesn't see this one. */
function checkLocation({ accepted, exchange }: Subject, credential: Credential): readonly Candidate[] {
  const located = accepted.samePath.flatMap((peer) => peer.credential ?? []);
  const names = [...new Set(located.map(({ name }) => name))].slice(0, 5);
  if (names.length === 0 || names.includes(credential.name)) {
    // RFC 6750 §2.3 makes the URL optional, and no standard has the other locations. A WebSocket can't have headers.
    const isUnusual =
      names.length === 0 &&
      credential.location !== 'protocol' &&
      credential.name !== 'authorization' &&
      !isWebSocket(exchange);
    return isUnusual
      ? [
          {
            code: 'no-token',
            weight: 30,
            evidence: [fact('other-location', credential.name, 'Authorization')],
          },
        ]
      : [];
  }
  return [
    { code: 'no-token', weight: 85, evidence: [fact('other-location', credential.name, { anyOf: names })] },
  ];
}

/** Text that isn't a JWT: a damaged one, or an opaque token. */
function checkText(subject: Subject, credential: Credential): readonly Candidate[] {
  const { text, scheme, location } = credential;
  if (scheme !== undefined && otherScheme.test(scheme)) return [];
  // A token can be one of them.
  if (location === 'header' && !tokenScheme.test(scheme ?? 'bearer') && parameters.test(text)) return [];
  const known = findContained(subject, text);
  if (known !== undefined) {
    const evidence =
      known.extra === ''
        ? fact('truncated-token')
        : fact('extra-characters', known.extra.slice(0, maxQuoted));
    // Another endpoint may take a token in other text.
    const peers = known.extra === '' ? subject.accepted.sameOrigin : subject.accepted.samePath;
    const isProven = peers.some((peer) => isSentAlone(peer, credential));
    return [{ code: 'malformed', weight: 95, isProven, evidence: [evidence] }];
  }
  const peers = subject.accepted.samePath.flatMap((peer) => peer.credential ?? []);
  // Tokens of other formats, such as those of Flask, can look like a JWT.
  const takesJwts = peers.some((peer) => peer.jwt !== undefined);
  const isOtherFormat = !takesJwts && peers.some((peer) => looksLikeJwt(peer.text));
  if (looksLikeJwt(text) && !isOtherFormat) {
    // It may accept tokens of another format as well.
    const isProven = takesJwts && hasPartOfJwt(text, peers);
    return [{ code: 'malformed', weight: 90, isProven, evidence: [fact('not-a-token')] }];
  }
  // RFC 6750 §2.1 allows fewer characters than the tokens of Laravel and Salesforce have.
  const isFormatAccepted = subject.accepted.sameOrigin.some(
    ({ credential: other }) =>
      other?.name === credential.name && damage.test(other.text) && !hasJwt.test(other.text),
  );
  const isDamaged = damage.test(text) && !isFormatAccepted && !/^(?:bearer|dpop)\s/i.test(text);
  if (location === 'header' && isDamaged)
    return [{ code: 'malformed', weight: 70, evidence: [fact('not-a-token')] }];
  if (isRefreshToken(subject, text)) {
    return [{ code: 'wrong-kind', weight: 90, evidence: [fact('token-type', 'refresh token')] }];
  }
  return [
    {
      code: 'revoked-or-opaque',
      weight: isPermissionError(subject) && !isReported(subject, ['malformed']) ? 17 : 45,
      evidence: [fact('opaque-token')],
    },
    ...checkPermission(subject),
  ];
}

const refreshMember = /"refresh_?token"\s*:\s*"$/i;

/** Whether a response delivered this text as a refresh token (RFC 6749 §5.1). */
function isRefreshToken({ history }: Subject, text: string): boolean {
  return history.tokenResponses.some((response) => {
    const at = text.length < 8 ? -1 : response.text.indexOf(text);
    return at > 0 && refreshMember.test(response.text.slice(Math.max(0, at - 40), at));
  });
}

/** Whether a text begins with a JOSE header (RFC 7515 §4), complete or not, or with claims of an accepted token's issuer. */
function hasPartOfJwt(text: string, peers: readonly Credential[]): boolean {
  const start = decodeStart(text);
  const issuers = peers.flatMap(({ jwt }) => jwt?.claims['iss'] ?? []);
  return /"alg"\s*:\s*"/.test(start) || issuers.some((iss) => start.includes(`"iss":${JSON.stringify(iss)}`));
}

/** Whether a request sent a JWT, and nothing else, where this credential is. */
function isSentAlone({ credential: sent }: ComparedRequest, { location, name, scheme }: Credential): boolean {
  return (
    sent?.jwt !== undefined &&
    sent.location === location &&
    sent.name === name &&
    sent.scheme?.toLowerCase() === scheme?.toLowerCase()
  );
}

/** Whether the text is a part of a token that another request sent, or has such a token in it. */
function findContained({ toOrigin }: Subject, text: string): { readonly extra: string } | undefined {
  for (const { credential } of toOrigin) {
    if (credential?.jwt === undefined || credential.text === text) continue;
    if (text.length > 10 && credential.text.startsWith(text)) return { extra: '' };
    const at = text.indexOf(credential.text);
    if (at !== -1) return { extra: `${text.slice(0, at)}${text.slice(at + credential.text.length)}`.trim() };
  }
  return undefined;
}
