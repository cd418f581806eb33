import type { JsonObject, SdJwt } from '../../token';
import { quoteForSentence } from '../../wording';
import {
  findMissing,
  isNone,
  quoteText,
  readConfirmation,
  readTexts,
  readTyp,
} from '../claims/claim-readers';
import { digestText } from '../oauth/digest';
import type { Hit, Rule, Subject } from '../rule';
import { walkMembers } from '../walk';
import type { Param } from '../../param';

const group = 'Profiles: SD-JWT';

/** The claim with the hash algorithm of the digests (RFC 9901 §4.1.1). */
const HASH = '_sd_alg';
const DIGESTS = '_sd';

/** Maximum disclosures of one token that are checked, and that a message lists. */
const MAX_DISCLOSURES = 1000;
const MAX_NAMED = 5;

/** Strong hashes of the IANA Named Information registry, which `_sd_alg` refers to (RFC 9901 §4.1.1). */
const STRONG_HASHES = new Set(['sha-256', 'sha-384', 'sha-512', 'sha3-256', 'sha3-384', 'sha3-512']);

/** 128 bits in base64url (RFC 9901 §9.3). */
const MIN_SALT_LENGTH = 22;

/** Claims that control validity: a holder must not be able to hide them (RFC 9901 §9.7). */
const DECIDING_CLAIMS: readonly string[] = ['iss', 'nbf', 'exp', 'cnf', 'vct', 'status'];

/** Selective disclosure (RFC 9901). */
export const sdJwtRules: readonly Rule[] = [
  {
    id: 'SDJ-DIGEST',
    group,
    severity: 'high',
    phase: 'verify',
    source: 'RFC 9901 §7.1 (4)-(5)',
    find: ({ context: { disclosed } }) => {
      if (disclosed === undefined) return undefined;
      const unmatched = disclosed.disclosures
        .filter(({ problem }) => problem === 'unreferenced' || problem === 'duplicate_digest')
        .map(({ disclosure, digest }) => disclosure.name ?? digest);
      const repeated = findRepeated(
        disclosed.undisclosed.slice(0, MAX_DISCLOSURES).map(({ digest }) => digest),
      );
      const hit = nameHit([...unmatched, ...repeated]);
      return hit ?? (disclosed.warnings.includes('SDJ-DIGEST') ? { params: ['_sd'] } : undefined);
    },
  },
  {
    id: 'SDJ-FORM',
    group,
    severity: 'high',
    phase: 'decode',
    source: 'RFC 9901 §4.2, §7.1',
    find: ({ token, context }) => {
      if (token.kind !== 'sd-jwt') return undefined;
      const opened = context.disclosed?.disclosures ?? [];
      const broken = token.disclosures.slice(0, MAX_DISCLOSURES).flatMap(({ problem }, index) => {
        const found = opened[index]?.problem;
        return problem !== undefined || found === 'malformed' || found === 'name_taken'
          ? [String(index + 1)]
          : [];
      });
      const isNamedWrong = context.disclosed?.warnings.includes('SDJ-FORM') === true;
      return nameHit(broken.length === 0 && isNamedWrong ? ['...'] : broken);
    },
  },
  {
    id: 'SDJ-ALG',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 9901 §4.1.1, §9.4',
    find: ({ token, claims }) => {
      if (token.kind !== 'sd-jwt' || token.claims === undefined) return undefined;
      const own = token.claims[HASH];
      const isWeak = own !== undefined && (typeof own !== 'string' || !STRONG_HASHES.has(own));
      // Disclosed values can contain another one.
      const named = isWeak ? own : (findHashBelow(token.claims) ?? findHashBelow(claims));
      return named === undefined ? undefined : { params: [quoteText(named)], at: 'claims._sd_alg' };
    },
  },
  {
    id: 'SDJ-ISSUER-SIG',
    group,
    severity: 'high',
    phase: 'verify',
    source: 'RFC 9901 §9.1',
    find: ({ token }) =>
      token.kind === 'sd-jwt' && isNone(token.header.alg) ? { at: 'header.alg' } : undefined,
  },
  {
    id: 'SDJ-KB',
    group,
    severity: 'high',
    phase: 'verify',
    source: 'RFC 9901 §4.3, §7.3',
    find: ({ context: { disclosed } }) => {
      const { status, problems = [] } = disclosed?.keyBinding ?? {};
      return status === 'invalid'
        ? { params: [problems.map((problem): Param => ({ code: `key_binding_${problem}` }))] }
        : undefined;
    },
  },
  {
    id: 'SDJ-NO-KB',
    group,
    severity: 'info',
    phase: 'decode',
    source: 'RFC 9901 §9.5',
    find: ({ token, context }) => {
      // When it's issued or stored, there is none: the holder adds it for a presentation.
      const isStored =
        context.storage !== undefined || context.request?.location.startsWith('response') === true;
      const isBare = token.kind === 'sd-jwt' && token.keyBinding === undefined;
      return isBare && !isStored && Object.keys(readConfirmation(token.claims ?? {})).length > 0
        ? { at: 'claims.cnf' }
        : undefined;
    },
  },
  {
    id: 'SDJ-SALT',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 9901 §9.3',
    find: ({ token }) => {
      if (token.kind !== 'sd-jwt') return undefined;
      // A duplicate disclosure also repeats its salt, but is another problem.
      const byText = new Map(token.disclosures.slice(0, MAX_DISCLOSURES).map((one) => [one.text, one]));
      const disclosures = [...byText.values()].filter(({ salt }) => salt !== undefined);
      const repeated = new Set(findRepeated(disclosures.map(({ salt = '' }) => salt)));
      const weak = disclosures.filter(({ salt = '' }) => salt.length < MIN_SALT_LENGTH || repeated.has(salt));
      return nameHit(weak.map(({ name, text }) => name ?? text));
    },
  },
  {
    id: 'SDJ-VALIDITY',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 9901 §9.7',
    find: ({ token }) => (token.kind === 'sd-jwt' ? findHiddenClaims(token) : undefined),
  },
  {
    id: 'SDJ-TILDE',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 9901 §4',
    find: ({ token }) => (token.kind === 'malformed' && token.reason === 'sd_jwt_tilde' ? {} : undefined),
  },
  {
    id: 'SDJ-LINK',
    group,
    severity: 'info',
    phase: 'decode',
    source: 'RFC 9901 §10.1',
    find: ({ token, context }: Subject) => {
      const sites = [...new Set(context.sites?.slice(0, MAX_DISCLOSURES))];
      return token.kind === 'sd-jwt' && sites.length > 1 ? nameHit(sites) : undefined;
    },
  },
];

function nameHit(names: readonly string[]): Hit | undefined {
  if (names.length === 0) return undefined;
  const named = names.slice(0, MAX_NAMED).map(quoteForSentence);
  return { params: [names.length > MAX_NAMED ? [...named, '…'] : named] };
}

function findRepeated(texts: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const text of texts) (seen.has(text) ? repeated : seen).add(text);
  return [...repeated];
}

/** An `_sd_alg` below the top level, where it has no effect. */
function findHashBelow(claims: JsonObject): unknown {
  for (const { path, value } of walkMembers(claims)) {
    if (path !== HASH && path.endsWith(`.${HASH}`)) return value;
  }
  return undefined;
}

/**
 * Claims that control validity but were disclosed, so that the holder could have hidden them; and those that are
 * missing while something at the top level is hidden.
 */
function findHiddenClaims(token: SdJwt): Hit | undefined {
  const claims: JsonObject = token.claims ?? {};
  const hash = typeof claims[HASH] === 'string' ? claims[HASH] : 'sha-256';
  const hidden = new Set(readAllTexts(claims[DIGESTS]));
  const shown: string[] = [];
  for (const { text, name } of token.disclosures.slice(0, MAX_DISCLOSURES)) {
    const digest = digestText(text, hash);
    if (digest !== undefined && hidden.delete(digest) && name !== undefined) shown.push(name);
  }
  const expected = [
    'exp',
    ...(/^(?:dc|vc)\+sd-jwt$/.test(readTyp(token.header)) ? ['vct'] : []),
    ...(token.keyBinding === undefined ? [] : ['cnf']),
  ];
  const absent = hidden.size === 0 ? [] : findMissing(claims, ...expected);
  const names = DECIDING_CLAIMS.filter((name) => shown.includes(name) || absent.includes(name));
  return names.length === 0 ? undefined : { params: [names], at: `claims.${names[0]}` };
}

function readAllTexts(value: unknown): readonly string[] {
  const lists = Array.isArray(value) ? value.slice(0, 10 * MAX_DISCLOSURES) : [];
  return lists.flatMap(readTexts);
}
