import type { Param } from '../../../token';
import { offsetOf } from './clock';
import { textOf } from './comparison-rules';
import { maxQuoted } from './limits';
import { seconds } from './time-rules';
import { fact, targetOf, type Candidate, type Subject } from './subject';

/** RFC 9449 §11.1: servers allow seconds to minutes. */
const usualAgeMs = 60_000;
const maxAgeMs = 300_000;

/** A token that is bound to a key, and the proof of it (RFC 9449 §4.3, RFC 8705 §3.1). */
export function checkBinding(subject: Subject): readonly Candidate[] {
  const { credential, proofText, proof, accepted, exchange } = subject;
  const confirmation = credential?.jwt?.claims['cnf'];
  const bound = typeof confirmation === 'object' && confirmation !== null ? confirmation : {};
  const jkt = 'jkt' in bound ? textOf(bound.jkt) : '';
  if ('x5t#S256' in bound && exchange.status !== 403) {
    const isAccepted = accepted.sameOrigin.some((peer) => peer.credential?.text === credential?.text);
    return [{ code: 'mtls-binding', weight: isAccepted ? 35 : 76, evidence: [fact('bound-to-certificate')] }];
  }
  const usesProofs = /^dpop$/i.test(credential?.scheme ?? '') || jkt !== '';
  if (proofText === undefined) {
    if (!usesProofs) return [];
    const evidence = [fact('proof-missing'), ...(jkt === '' ? [] : [fact('bound-to-key')])];
    return [
      {
        code: 'dpop-missing',
        weight: 95,
        isProven: jkt !== '' || /^dpop$/i.test(credential?.scheme ?? ''),
        evidence,
      },
    ];
  }
  if (proof === undefined) {
    return [
      {
        code: proofText.trim() === '' ? 'dpop-missing' : 'malformed',
        weight: 90,
        isProven: true,
        evidence: [fact(proofText.trim() === '' ? 'proof-missing' : 'not-a-token')],
      },
    ];
  }
  const boundScheme = jkt !== '' && /^bearer$/i.test(credential?.scheme ?? '');
  return [
    ...(boundScheme
      ? [
          {
            code: 'scheme',
            weight: 93,
            params: [credential?.scheme ?? '', 'DPoP'],
            evidence: [fact('other-scheme', credential?.scheme ?? '', 'DPoP'), fact('bound-to-key')],
          } as const,
        ]
      : []),
    ...checkProof(subject, proof.claims, jkt),
    ...checkFreshness(subject, proof.claims),
    ...checkNonce(subject, proof.claims),
    ...(subject.isProofSigned === false
      ? [{ code: 'signature', weight: 90, evidence: [fact('signature-missing')] } as const]
      : []),
    ...(/^(?:none|hs\d+)$/i.test(textOf(proof.header['alg']))
      ? [
          {
            code: 'algorithm',
            weight: 90,
            isProven: true,
            evidence: [fact('algorithm-none', textOf(proof.header['alg']))],
          } as const,
        ]
      : []),
    ...(textOf(proof.header['typ']).toLowerCase() === 'dpop+jwt'
      ? []
      : [
          {
            code: 'wrong-kind',
            weight: 72,
            evidence: [fact('proof-differs', 'typ', textOf(proof.header['typ']), 'dpop+jwt')],
          } as const,
        ]),
  ];
}

type Claims = Readonly<Record<string, unknown>>;

function checkProof(
  { exchange, credential, digests, toOrigin, proofText }: Subject,
  claims: Claims,
  jkt: string,
): readonly Candidate[] {
  const candidates: Candidate[] = [];
  const add = (
    code: Candidate['code'],
    name: string,
    value: string,
    expected: string,
    params: readonly Param[] = [],
  ) => {
    const evidence =
      value === '' ? fact('proof-lacks', name) : fact('proof-differs', name, cut(value), cut(expected));
    candidates.push({
      code,
      weight: 95,
      isProven: true,
      evidence: [evidence],
      ...(params.length > 0 && { params }),
    });
  };
  const htm = textOf(claims['htm']);
  // RFC 9449 §4.3 (8): methods are case-sensitive.
  if (htm !== exchange.method)
    add('dpop-method', 'htm', htm, exchange.method, htm === '' ? [] : [htm, exchange.method]);
  const htu = textOf(claims['htu']);
  const target = normalizeTarget(exchange.url);
  if (normalizeTarget(htu) !== target)
    add('dpop-uri', 'htu', htu, target, htu === '' ? [] : [cut(htu), cut(target)]);
  else if (/[?#]/.test(htu))
    candidates.push({
      code: 'dpop-uri',
      weight: 40,
      params: [cut(htu), cut(target)],
      evidence: [fact('proof-differs', 'htu', cut(htu), cut(target))],
    });
  const ath = textOf(claims['ath']);
  if (digests.accessToken !== undefined && ath !== digests.accessToken)
    add('dpop-token-hash', 'ath', ath, digests.accessToken);
  if (jkt !== '' && digests.proofKey !== undefined && digests.proofKey !== jkt)
    add('dpop-binding', 'jwk', digests.proofKey, jkt);
  const jti = textOf(claims['jti']);
  const isReplayed = toOrigin.some(
    (other) =>
      other.exchange.sentAtMs < exchange.sentAtMs &&
      other.exchange.method !== 'OPTIONS' &&
      other.exchange.requestHeaders.some(
        ({ name, value }) => name.toLowerCase() === 'dpop' && value === proofText,
      ),
  );
  if (isReplayed) candidates.push({ code: 'dpop-replay', weight: 86, evidence: [fact('proof-replayed')] });
  else if (jti === '')
    candidates.push({ code: 'dpop-replay', weight: 50, evidence: [fact('proof-lacks', 'jti')] });
  if (credential !== undefined && jkt === '' && candidates.length === 0) {
    const key = jwkOf(proofText);
    const others = toOrigin.filter(
      (other) =>
        other.credential?.text === credential.text &&
        other.exchange.status < 300 &&
        other.exchange.status > 0,
    );
    const keys = others.map((other) =>
      jwkOf(other.exchange.requestHeaders.find(({ name }) => name.toLowerCase() === 'dpop')?.value),
    );
    if (keys.length > 0 && !keys.includes(key))
      candidates.push({ code: 'dpop-binding', weight: 80, evidence: [fact('bound-to-key')] });
  }
  return candidates;
}

/** The proof's header, which has the key; proofs of one key and algorithm share it. */
function jwkOf(proofText: string | undefined): string {
  return proofText?.split('.', 1)[0] ?? '';
}

function checkFreshness({ exchange, clock }: Subject, claims: Claims): readonly Candidate[] {
  const iat = Number(claims['iat']);
  if (!Number.isFinite(iat))
    return [{ code: 'dpop-age', weight: 60, evidence: [fact('proof-lacks', 'iat')] }];
  const here = exchange.sentAtMs - iat * 1_000;
  const there = clock === undefined ? here : here + offsetOf(clock);
  const age = Math.abs(there);
  if (age <= usualAgeMs) return [];
  return [
    {
      code: 'dpop-age',
      weight: age > maxAgeMs ? 94 : 64,
      isProven: clock !== undefined && Math.min(age, Math.abs(here)) > maxAgeMs * 2,
      evidence: [fact(there > 0 ? 'proof-age' : 'proof-from-future', seconds(there))],
    },
  ];
}

/** The server's newest nonce (RFC 9449 §8, §9). */
function checkNonce({ exchange, toOrigin, report }: Subject, claims: Claims): readonly Candidate[] {
  const nonceOf = (each: typeof exchange) =>
    each.responseHeaders.find(({ name }) => name.toLowerCase() === 'dpop-nonce')?.value;
  const offered = nonceOf(exchange);
  const nonce = textOf(claims['nonce']);
  const isRequired = report.errors.includes('use_dpop_nonce');
  const last = toOrigin.find(
    (other) => other.exchange.answeredAtMs <= exchange.sentAtMs && nonceOf(other.exchange) !== undefined,
  );
  const known = last && nonceOf(last.exchange);
  const evidence =
    nonce === ''
      ? fact('proof-lacks', 'nonce')
      : fact('proof-differs', 'nonce', cut(nonce), cut(known ?? offered ?? ''));
  if (isRequired) return [{ code: 'dpop-nonce', weight: 20, evidence: [evidence] }];
  if (offered !== undefined && nonce !== offered && (known === undefined || nonce !== known))
    return [{ code: 'dpop-nonce', weight: 62, evidence: [evidence] }];
  return known !== undefined && nonce !== known
    ? [{ code: 'dpop-nonce', weight: 52, evidence: [evidence] }]
    : [];
}

/** RFC 9449 §4.3 (9): without query and fragment, after normalization (RFC 3986 §6.2.2, §6.2.3). */
function normalizeTarget(url: string): string {
  return URL.canParse(url) ? targetOf(new URL(url).href.replace(/^ws/, 'http')) : url;
}

function cut(text: string): string {
  return text.length > maxQuoted ? `${text.slice(0, maxQuoted)}…` : text;
}
