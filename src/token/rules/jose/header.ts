import { decodeUtf8 } from '../../decode/utf8';
import { quoteValue } from '../../quote-value';
import { quoteForSentence } from '../../wording';
import { readTyp } from '../claims/claim-readers';
import { BASE_HEADER_PARAMETERS } from '../registered';
import type { Rule, Subject } from '../rule';
import { hasClaims } from '../subject';

const group = 'Header attacks';

/** Token types that must not be used to call an API. */
const NO_BEARER_TYPES: ReadonlySet<string> = new Set([
  'dpop+jwt',
  'kb+jwt',
  'logout+jwt',
  'secevent+jwt',
  'oauth-authz-req+jwt',
  'client-authentication+jwt',
  'token-introspection+jwt',
  'openid4vci-proof+jwt',
]);

/** Parameters that control the verification of a token, so the signature must cover them. */
const CONTROL_PARAMETERS = ['alg', 'kid', 'jwk', 'jku', 'x5u', 'x5c', 'crit'] as const;

/** The supported extensions (RFC 7797). */
const SUPPORTED: ReadonlySet<unknown> = new Set(['b64']);

const COMPACT_TOKEN = /^e[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*(?:[.~][A-Za-z0-9_.~-]*)?$/;

/**
 * Rules about header parameters besides the algorithm: `crit`, `b64`, `typ`, `cty` and unprotected ones (RFC 7515 §4).
 */
export const headerRules: readonly Rule[] = [
  {
    id: 'HDR-CRIT-UNKNOWN',
    group,
    severity: 'info',
    source: 'RFC 7515 §4.1.11; CVE-2025-59420',
    find: ({ header: { crit } }) => {
      const unknown = Array.isArray(crit) ? crit.filter((name) => !SUPPORTED.has(name)) : [];
      return unknown.length > 0
        ? { at: 'header.crit', params: [unknown.slice(0, 10).map(quoteValue)] }
        : undefined;
    },
  },
  {
    id: 'HDR-CRIT-BAD',
    group,
    severity: 'medium',
    source: 'RFC 7515 §4.1.11',
    find: (subject) => (isCritBroken(subject) ? { at: 'header.crit' } : undefined),
  },
  {
    id: 'HDR-B64-FALSE',
    group,
    severity: 'low',
    source: 'RFC 7797 §7',
    find: (subject) =>
      subject.header.b64 === false && (hasClaims(subject) || readTyp(subject.header) === 'jwt')
        ? { at: 'header.b64' }
        : undefined,
  },
  {
    id: 'HDR-B64-NO-CRIT',
    group,
    severity: 'medium',
    source: 'RFC 7797 §6',
    find: ({ header: { b64, crit } }) =>
      b64 !== undefined && !(Array.isArray(crit) && crit.includes('b64')) ? { at: 'header.b64' } : undefined,
  },
  {
    id: 'HDR-TYP-CONFLICT',
    group,
    severity: 'medium',
    source: 'RFC 8725 §3.11; RFC 9068 §4; RFC 9449 §4.3',
    find: ({ header, context: { request } }) => {
      const typ = readTyp(header);
      const name = String(request?.name).toLowerCase();
      const isBearer = request?.location === 'request header' && name === 'authorization';
      const isOther =
        (isBearer && NO_BEARER_TYPES.has(typ)) ||
        (name === 'id_token' && (typ === 'at+jwt' || NO_BEARER_TYPES.has(typ))) ||
        (name === 'access_token' && NO_BEARER_TYPES.has(typ));
      return isOther
        ? { at: 'header.typ', params: [quoteForSentence(typ), quoteForSentence(name)] }
        : undefined;
    },
  },
  {
    id: 'HDR-CTY',
    group,
    severity: 'low',
    source: 'RFC 7519 §5.2',
    find: (subject) => {
      const { header } = subject;
      const isNested = containsToken(subject);
      if (isNested === undefined) return undefined;
      const isDeclaredNested = typeof header.cty === 'string' && /^(?:application\/)?jwt$/i.test(header.cty);
      return isDeclaredNested !== isNested && (isDeclaredNested || header.cty === undefined)
        ? { at: 'header.cty' }
        : undefined;
    },
  },
  {
    id: 'HDR-UNPROTECTED',
    group,
    severity: 'low',
    source: 'RFC 7515 §7.2.1, §10.7; RFC 7516 §7.2.1',
    find: (subject) => {
      const unprotected = findUnprotected(subject);
      const names = CONTROL_PARAMETERS.filter((name) => unprotected[name] !== undefined);
      return names.length > 0 ? { at: `header.${names[0]}`, params: [names] } : undefined;
    },
  },
];

function isCritBroken({ token, header }: Subject): boolean {
  const { crit } = header;
  if (findUnprotected({ token }).crit !== undefined) return true;
  if (crit === undefined) return false;
  if (!Array.isArray(crit) || crit.length === 0 || new Set(crit).size !== crit.length) return true;
  return crit.some(
    (name) => typeof name !== 'string' || BASE_HEADER_PARAMETERS.has(name) || !Object.hasOwn(header, name),
  );
}

/** The unprotected members of a header. Those of a JWE's recipients are protected by the recipients' keys. */
function findUnprotected({ token }: Pick<Subject, 'token'>): { readonly [name: string]: unknown } {
  if (token.kind === 'jwe') return token.unprotectedHeader ?? {};
  const jws = token.kind === 'sd-jwt' ? token.jws : token;
  return (jws.kind === 'jws' && jws.signatures[0]?.unprotectedHeader) || {};
}

/** Whether the payload is itself a token; undefined if it can't be read. */
function containsToken({ token, context: { decryption } }: Subject): boolean | undefined {
  if (token.kind === 'jwe') {
    return decryption?.plaintext === undefined ? undefined : decryption.token !== undefined;
  }
  if (token.kind !== 'jws' || token.payload.length === 0) return undefined;
  return token.claims === undefined && COMPACT_TOKEN.test(decodeUtf8(token.payload) ?? '');
}
