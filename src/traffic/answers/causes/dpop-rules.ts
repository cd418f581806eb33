import type { HttpExchange } from '../../exchange/exchange';
import { offsetOf } from './clock';
import { cut, textOf } from './claim-text';
import { decodeJwt, readHeader, type SentJwt } from './credential';
import { targetOf } from '../../exchange/url-parts';
import { fact, type Candidate, type Subject } from './subject';
import { describeClocks, seconds } from './time-rules';

/** RFC 9449 §11.1: servers allow seconds to minutes. */
const usualAgeMs = 60_000;
const maxAgeMs = 300_000;

/** How the access token is bound to a key or a certificate; the members are empty if it isn't. */
interface Binding {
  /** The thumbprint in the token (RFC 9449 §6.1). */
  readonly jkt: string;
  /** The key of the token request, for a token that can't be read. */
  readonly requestKey: string;
  readonly hasCertificate: boolean;
}

/** A token that is bound to a key, and the proof of it (RFC 9449 §4.3, RFC 8705 §3.1). */
export function checkBinding(subject: Subject): readonly Candidate[] {
  const { credential, proofText, proof, accepted, exchange } = subject;
  const binding = readBinding(subject);
  if (binding.hasCertificate && exchange.status !== 403) {
    const isAccepted = accepted.sameOrigin.some((peer) => peer.credential?.text === credential?.text);
    return [{ code: 'mtls-binding', weight: isAccepted ? 35 : 76, evidence: [fact('bound-to-certificate')] }];
  }
  const isBound = binding.jkt !== '' || binding.requestKey !== '';
  const evidence = isBound ? [fact('bound-to-key')] : [];
  if (proofText === undefined || proofText.trim() === '') {
    const isDpop = /^dpop$/i.test(credential?.scheme ?? '');
    if (!isDpop && !isBound) return [];
    // Some servers accept a bound token without a proof.
    const isAccepted = accepted.sameOrigin.some(
      (peer) => peer.credential?.text === credential?.text && readProof(peer.exchange) === undefined,
    );
    return [
      {
        code: 'dpop-missing',
        weight: isAccepted ? 25 : 95,
        isProven: !isAccepted && (isDpop || binding.jkt !== ''),
        evidence: [fact('proof-missing'), ...evidence],
      },
    ];
  }
  if (proof === undefined) {
    return [{ code: 'malformed', weight: 90, isProven: true, evidence: [fact('not-a-token')] }];
  }
  return [
    ...checkForm(subject, proof),
    ...(isBound ? checkScheme(subject) : []),
    ...checkProof(subject, proof, binding),
    ...checkFreshness(subject, proof),
    ...checkNonce(subject, proof),
  ];
}

function readBinding({ credential, history }: Subject): Binding {
  const confirmation = credential?.jwt?.claims['cnf'];
  const members = typeof confirmation === 'object' && confirmation !== null ? confirmation : {};
  const text = credential?.text ?? '';
  const delivery =
    text.length < 8 || credential?.jwt !== undefined
      ? undefined
      : history.tokenResponses.find(({ tokens }) => tokens.includes(text))?.exchange;
  return {
    jkt: 'jkt' in members ? textOf(members.jkt) : '',
    requestKey: delivery === undefined ? '' : keyOf(readProof(delivery)),
    hasCertificate: 'x5t#S256' in members,
  };
}

/** RFC 9449 §7.1. */
function checkScheme({ credential }: Subject): readonly Candidate[] {
  const { scheme = '' } = credential ?? {};
  if (!/^bearer$/i.test(scheme)) return [];
  const evidence = [fact('other-scheme', scheme, 'DPoP'), fact('bound-to-key')];
  return [{ code: 'scheme', weight: 93, params: [scheme, 'DPoP'], evidence }];
}

/** RFC 9449 §4.3 (4) to (7). */
function checkForm({ isProofSigned }: Subject, { header }: SentJwt): readonly Candidate[] {
  const alg = textOf(header['alg']);
  const typ = textOf(header['typ']);
  const candidates: Candidate[] = [];
  if (isProofSigned === false) {
    candidates.push({ code: 'signature', weight: 90, isProven: true, evidence: [fact('signature-missing')] });
  }
  if (/^(?:none|hs\d+)$/i.test(alg)) {
    candidates.push({
      code: 'algorithm',
      weight: 96,
      isProven: true,
      evidence: [fact('algorithm-none', alg)],
    });
  }
  if (typ.toLowerCase() !== 'dpop+jwt') {
    const evidence =
      typ === '' ? fact('proof-lacks', 'typ') : fact('proof-differs', 'typ', cut(typ), 'dpop+jwt');
    candidates.push({ code: 'wrong-kind', weight: 72, evidence: [evidence] });
  }
  return candidates;
}

/** RFC 9449 §4.3 (8) to (12). */
function checkProof(subject: Subject, proof: SentJwt, binding: Binding): readonly Candidate[] {
  const { exchange, digests } = subject;
  const { claims } = proof;
  const htm = textOf(claims['htm']);
  const htu = textOf(claims['htu']);
  const target = normalizeTarget(exchange.url);
  const candidates: Candidate[] = [];
  // (8): methods are case-sensitive.
  if (htm !== exchange.method) candidates.push(differing('dpop-method', 'htm', htm, exchange.method));
  if (normalizeTarget(htu) !== target) {
    // Behind a proxy, a server can have another URL than the browser.
    const isUsual = subject.accepted.sameOrigin.some((other) => {
      const accepted = readProof(other.exchange);
      return (
        accepted !== undefined &&
        normalizeTarget(textOf(accepted.claims['htu'])) !== normalizeTarget(other.exchange.url)
      );
    });
    if (!isUsual) candidates.push(differing('dpop-uri', 'htu', htu, target));
  }
  if (normalizeTarget(htu) === target && /[?#]/.test(htu)) {
    candidates.push({ ...differing('dpop-uri', 'htu', htu, target), weight: 40, isProven: false });
  }
  const ath = textOf(claims['ath']);
  // RFC 9449 §4.2: only together with an access token.
  const hasAccessToken =
    subject.tokenRequest === undefined && /^(?:dpop|bearer)$/i.test(subject.credential?.scheme ?? '');
  if (hasAccessToken && digests.accessToken !== undefined && ath !== digests.accessToken) {
    candidates.push(differing('dpop-token-hash', 'ath', ath, digests.accessToken));
  }
  const thumbprint = digests.proofKey ?? '';
  if (binding.jkt !== '' && thumbprint !== '' && thumbprint !== binding.jkt) {
    candidates.push(differing('dpop-binding', 'jwk', thumbprint, binding.jkt));
  } else if (hasAccessToken && binding.jkt === '' && isOfOtherKey(subject, proof, binding)) {
    candidates.push({ code: 'dpop-binding', weight: 90, evidence: [fact('bound-to-key')] });
  }
  if (isReplayed(subject))
    candidates.push({ code: 'dpop-replay', weight: 86, evidence: [fact('proof-replayed')] });
  else if (textOf(claims['jti']) === '') {
    candidates.push({ code: 'dpop-replay', weight: 50, evidence: [fact('proof-lacks', 'jti')] });
  }
  return candidates;
}

function differing(code: Candidate['code'], name: string, value: string, expected: string): Candidate {
  const evidence =
    value === '' ? fact('proof-lacks', name) : fact('proof-differs', name, cut(value), cut(expected));
  const hasParams = value !== '' && (code === 'dpop-method' || code === 'dpop-uri');
  return {
    code,
    weight: 95,
    isProven: true,
    evidence: [evidence],
    ...(hasParams && { params: [cut(value), cut(expected)] }),
  };
}

/** Whether the token request, or accepted requests with the same token, had proofs of another key. */
function isOfOtherKey({ toOrigin, credential }: Subject, proof: SentJwt, { requestKey }: Binding): boolean {
  const key = keyOf(proof);
  if (requestKey !== '') return requestKey !== key;
  const keys = toOrigin
    .filter((other) => credential !== undefined && other.credential?.text === credential.text)
    .filter(({ exchange }) => exchange.status >= 200 && exchange.status < 300)
    .map(({ exchange }) => keyOf(readProof(exchange)));
  return keys.length > 0 && !keys.includes(key);
}

function isReplayed({ toOrigin, exchange, proofText }: Subject): boolean {
  return toOrigin.some(
    (other) =>
      other.exchange.sentAtMs < exchange.sentAtMs &&
      other.exchange.method !== 'OPTIONS' &&
      other.exchange.requestHeaders.some(
        ({ name, value }) => name.toLowerCase() === 'dpop' && value === proofText,
      ),
  );
}

function readProof({ requestHeaders }: HttpExchange): SentJwt | undefined {
  const text = readHeader(requestHeaders, 'dpop');
  return text === undefined ? undefined : decodeJwt(text.trim());
}

/** The members that make a public key unique (RFC 7638 §3.2); empty without one. */
function keyOf(proof: SentJwt | undefined): string {
  const jwk = proof?.header['jwk'];
  if (typeof jwk !== 'object' || jwk === null) return '';
  const { kty, crv, x, y, n, e } = jwk as Readonly<Record<string, unknown>>;
  return JSON.stringify([kty, crv, x, y, n, e]);
}

function checkFreshness({ exchange, clock }: Subject, { claims }: SentJwt): readonly Candidate[] {
  const iat = Number(claims['iat']);
  if (!Number.isFinite(iat))
    return [{ code: 'dpop-age', weight: 60, evidence: [fact('proof-lacks', 'iat')] }];
  const here = exchange.sentAtMs - iat * 1_000;
  const there = clock === undefined ? here : here + offsetOf(clock);
  const age = Math.abs(there);
  if (age <= usualAgeMs) return [];
  const evidence = [fact(there > 0 ? 'proof-age' : 'proof-from-future', seconds(there))];
  if (Math.abs(here) <= usualAgeMs && clock !== undefined) {
    const offset = offsetOf(clock);
    return [
      {
        code: 'clock-skew',
        weight: 90,
        params: [seconds(offset)],
        evidence: [...evidence, ...describeClocks(offset)],
      },
      { code: 'dpop-age', weight: 60, evidence },
    ];
  }
  return [
    {
      code: 'dpop-age',
      weight: age > maxAgeMs ? 94 : 64,
      isProven: clock !== undefined && Math.min(age, Math.abs(here)) > maxAgeMs * 2,
      evidence,
    },
  ];
}

/** The server's newest nonce (RFC 9449 §8, §9). */
function checkNonce({ exchange, toOrigin, report }: Subject, { claims }: SentJwt): readonly Candidate[] {
  const nonceOf = (each: HttpExchange) => readHeader(each.responseHeaders, 'dpop-nonce');
  const offered = nonceOf(exchange);
  const nonce = textOf(claims['nonce']);
  const last = toOrigin.find(
    (other) => other.exchange.answeredAtMs <= exchange.sentAtMs && nonceOf(other.exchange) !== undefined,
  );
  const known = last && nonceOf(last.exchange);
  const isOld = offered !== undefined && nonce !== offered && (known === undefined || nonce !== known);
  const isRequired = report.errors.includes('use_dpop_nonce');
  if (!isRequired && !isOld && (known === undefined || nonce === known)) return [];
  const evidence =
    nonce === ''
      ? fact('proof-lacks', 'nonce')
      : fact('proof-differs', 'nonce', cut(nonce), cut(known ?? offered ?? '–'));
  return [{ code: 'dpop-nonce', weight: isRequired ? 20 : isOld ? 62 : 52, evidence: [evidence] }];
}

/** RFC 9449 §4.3 (9): without query and fragment, after normalization (RFC 3986 §6.2.2, §6.2.3). */
function normalizeTarget(url: string): string {
  if (!URL.canParse(url)) return url;
  return targetOf(new URL(url).href.replace(/^ws/, 'http')).replaceAll(/%[\da-f]{2}/gi, (encoded) => {
    const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : encoded.toUpperCase();
  });
}
