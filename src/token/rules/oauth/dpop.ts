import { isJsonObject } from '../../json/read-json';
import type { JsonObject } from '../../token';
import {
  findMissing,
  findPrivateMembers,
  quoteText,
  readConfirmation,
  readTyp,
} from '../claims/claim-readers';
import { isNone } from '../registered';
import { confirmationRules } from './confirmation';
import { digestText, thumbprintOf } from './digest';
import {
  findHeader,
  findHeaders,
  listRequests,
  parseAddress,
  readAuthorization,
  readJsonBody,
} from '../requests/request';
import type { Hit, RequestFacts, Rule, Subject } from '../rule';
import { MINUTE, readTime } from '../read-time';

const group = 'Profiles: DPoP and sender constraint';
/** Maximum time between a proof and its request: servers allow seconds to minutes (RFC 9449 §11.1). */
const maxAgeSeconds = 5 * MINUTE;

/** Rules about proofs of possession (RFC 9449), and about tokens that are bound to a key. */
export const dpopRules: readonly Rule[] = [
  {
    id: 'DPOP-TYP',
    group,
    severity: 'medium',
    source: 'RFC 9449 §4.2, §4.3 (4)',
    find: (subject) =>
      isProof(subject) && readTyp(subject.header) !== 'dpop+jwt'
        ? typeof subject.header.typ === 'string'
          ? { variant: 'other', params: [quoteText(subject.header.typ)], at: 'header.typ' }
          : { variant: 'missing', at: 'header.typ' }
        : undefined,
  },
  {
    id: 'DPOP-ALG',
    group,
    severity: 'medium',
    source: 'RFC 9449 §4.3 (5)',
    find: (subject) =>
      isProof(subject) && (isNone(subject.header.alg) || /^HS\d/.test(quoteText(subject.header.alg)))
        ? { params: [quoteText(subject.header.alg)], at: 'header.alg' }
        : undefined,
  },
  {
    id: 'DPOP-JWK',
    group,
    severity: 'high',
    source: 'RFC 9449 §4.2, §4.3 (7)',
    find: (subject) => {
      if (!isProof(subject)) return undefined;
      const { jwk } = subject.header;
      // Without a key, the proof is only useless.
      if (!isJsonObject(jwk)) return { variant: 'missing', at: 'header.jwk', severity: 'medium' };
      const found = findPrivateMembers(jwk);
      return found.length > 0 ? { variant: 'private', params: [found], at: 'header.jwk' } : undefined;
    },
  },
  {
    id: 'DPOP-CLAIMS',
    group,
    severity: 'medium',
    source: 'RFC 9449 §4.2, §4.3 (3)',
    find: (subject) => {
      if (!isProof(subject)) return undefined;
      const needsHash = listProofRequests(subject).some((request) => readBoundToken(request) !== undefined);
      const names = ['jti', 'htm', 'htu', 'iat', ...(needsHash ? ['ath'] : [])];
      const missing = findMissing(subject.claims, ...names);
      return missing.length > 0 ? { params: [missing], at: `claims.${missing[0]}` } : undefined;
    },
  },
  {
    id: 'DPOP-HTM',
    group,
    severity: 'medium',
    source: 'RFC 9449 §4.3 (8)',
    find: (subject) => {
      const { htm } = subject.claims;
      const other = listProofRequests(subject).find((request) => request.method !== htm);
      return other && typeof htm === 'string'
        ? { params: [quoteText(htm), quoteText(other.method)], at: 'claims.htm', ...rateProof(other) }
        : undefined;
    },
  },
  {
    id: 'DPOP-HTU',
    group,
    severity: 'medium',
    source: 'RFC 9449 §4.3 (9)',
    find: (subject) => {
      const { htu } = subject.claims;
      if (typeof htu !== 'string') return undefined;
      const target = normalizeTarget(htu);
      const other = listProofRequests(subject).find(({ url }) => (normalizeTarget(url) ?? target) !== target);
      return (
        other && {
          params: [quoteText(htu), quoteText(normalizeTarget(other.url))],
          at: 'claims.htu',
          ...rateProof(other),
        }
      );
    },
  },
  {
    id: 'DPOP-HTU-QUERY',
    group,
    severity: 'low',
    source: 'RFC 9449 §4.2',
    find: (subject) =>
      isProof(subject) && typeof subject.claims.htu === 'string' && /[?#]/.test(subject.claims.htu)
        ? { params: [quoteText(subject.claims.htu)], at: 'claims.htu' }
        : undefined,
  },
  {
    id: 'DPOP-ATH',
    group,
    severity: 'medium',
    source: 'RFC 9449 §4.2, §4.3 (12)',
    find: (subject) => {
      const { ath } = subject.claims;
      if (!isProof(subject) || typeof ath !== 'string') return undefined;
      const accessToken =
        subject.context.accessToken ??
        listProofRequests(subject)
          .map(readBoundToken)
          .find((text) => text !== undefined);
      return accessToken !== undefined && digestText(accessToken) !== ath ? { at: 'claims.ath' } : undefined;
    },
  },
  {
    id: 'DPOP-JKT',
    group,
    severity: 'medium',
    source: 'RFC 9449 §6.1, §7.1',
    find: findOtherKey,
  },
  {
    id: 'DPOP-FRESH',
    group,
    severity: 'low',
    source: 'RFC 9449 §4.3 (11), §11.1, §11.2',
    find: (subject) => {
      const iat = readTime(subject.claims.iat);
      const ages = listProofRequests(subject).map(
        ({ sentAtSeconds }) => (sentAtSeconds ?? NaN) - (iat ?? NaN),
      );
      const age = ages.find((seconds) => Math.abs(seconds) > maxAgeSeconds);
      return age === undefined
        ? undefined
        : { variant: age > 0 ? 'old' : 'future', params: [{ seconds: Math.abs(age) }], at: 'claims.iat' };
    },
  },
  {
    id: 'DPOP-REPLAY',
    group,
    severity: 'medium',
    source: 'RFC 9449 §11.1',
    find: (subject) => {
      if (!isProof(subject)) return undefined;
      const { timesSeen } = subject.context;
      const times = typeof timesSeen === 'number' ? timesSeen : listProofRequests(subject).length;
      return times > 1 && Number.isFinite(times) ? { params: [times], at: 'claims.jti' } : undefined;
    },
  },
  {
    id: 'DPOP-NONCE',
    group,
    severity: 'info',
    source: 'RFC 9449 §8, §9',
    find: (subject) => {
      const challenged = listProofRequests(subject).find(requiresNonce);
      const nonce = challenged && findHeader(challenged.responseHeaders, 'dpop-nonce');
      return nonce === undefined
        ? undefined
        : { params: [challenged?.status ?? 0, quoteText(nonce)], at: 'claims.nonce' };
    },
  },
  {
    id: 'DPOP-MULTI',
    group,
    severity: 'medium',
    source: 'RFC 9449 §4.3 (1)',
    find: (subject) => {
      // Browsers combine headers of one name with commas (RFC 9110 §5.3); a proof contains none.
      const counts = listProofRequests(subject).map(
        ({ headers }) => findHeaders(headers, 'dpop').flatMap((value) => value.split(',', 20)).length,
      );
      const count = counts.find((number) => number > 1);
      return count === undefined ? undefined : { params: [count] };
    },
  },
  ...confirmationRules,
];

/** By its header as well as by its type, so that a proof of the wrong type is still checked. */
function isProof({ token, use, context }: Subject): boolean {
  return token.kind !== 'jwe' && (use === 'DPoP proof' || listRequests(context).some(isProofRequest));
}

function isProofRequest({ location, name }: RequestFacts): boolean {
  return location === 'request header' && name.toLowerCase() === 'dpop';
}

function listProofRequests({ context }: Subject): readonly RequestFacts[] {
  return listRequests(context).filter(isProofRequest);
}

/** The server rejected the request, as it must with such a proof. */
function rateProof({ status }: RequestFacts): Pick<Hit, 'severity'> {
  return status === 400 || status === 401 ? { severity: 'high' } : {};
}

/** The access token of a request with a proof (RFC 9449 §7.1). */
function readBoundToken(request: RequestFacts): string | undefined {
  const authorization = readAuthorization(request);
  return authorization?.scheme === 'dpop' ? authorization.credentials : undefined;
}

/** Checks the pair from either side: the proof, or the access token that was sent with it. */
function findOtherKey(subject: Subject): Hit | undefined {
  const companions = subject.context.companions?.slice(0, 10) ?? [];
  const proofHeader = isProof(subject)
    ? subject.header
    : companions.find(({ header }) => header && readTyp(header) === 'dpop+jwt')?.header;
  const claims: readonly JsonObject[] = isProof(subject)
    ? companions.flatMap((token) =>
        token.kind === 'jwe' || token.claims === undefined ? [] : [token.claims],
      )
    : [subject.claims];
  const bound = claims.map((members) => readConfirmation(members).jkt).find((jkt) => typeof jkt === 'string');
  const thumbprint = isJsonObject(proofHeader?.jwk) ? thumbprintOf(proofHeader.jwk) : undefined;
  if (bound === undefined || thumbprint === undefined || thumbprint === bound) return undefined;
  return { params: [thumbprint, quoteText(bound)], at: isProof(subject) ? 'header.jwk' : 'claims.cnf' };
}

/**
 * RFC 9449 §4.3 (9): without query and fragment, compared after the normalization of RFC 3986 §6.2.2 and §6.2.3. `URL`
 * normalizes case, dot segments and default ports; this also decodes letters that need no percent-encoding.
 */
function normalizeTarget(address: string): string | undefined {
  const url = parseAddress(address);
  if (url === undefined) return undefined;
  const path = url.pathname.replace(/%[\da-f]{2}/gi, (code) => {
    const letter = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(letter) ? letter : code.toUpperCase();
  });
  return `${url.protocol}//${url.host}${path}`;
}

/** RFC 9449 §8 for the authorization server, §9 for an API. */
function requiresNonce({ status, responseHeaders, responseBodyText }: RequestFacts): boolean {
  if (status !== 400 && status !== 401) return false;
  const challenge = findHeader(responseHeaders, 'www-authenticate')?.slice(0, 4096);
  return (
    Boolean(challenge?.includes('use_dpop_nonce')) ||
    readJsonBody(responseBodyText)?.error === 'use_dpop_nonce'
  );
}
