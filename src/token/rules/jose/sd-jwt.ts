import type { JsonObject, SdJwt } from '../../token';
import { quoteForSentence } from '../../wording';
import { quoteValue } from '../../quote-value';
import { readConfirmation, readTexts } from '../claims/claim-readers';
import { digestText } from '../oauth/digest';
import type { Hit, Rule, Subject } from '../rule';
import { walkMembers } from '../walk';
import { maxCheckedDisclosures } from '../limits';

const group = 'Profiles: SD-JWT';

/** The claim with the hash algorithm of the digests (RFC 9901 §4.1.1). */
const HASH = '_sd_alg';
const DIGESTS = '_sd';

const maxNamed = 5;

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
    severity: 'medium',
    source: 'RFC 9901 §7.1 (4)-(5)',
    find: ({ context: { disclosed } }) => {
      if (disclosed === undefined) return undefined;
      const listNames = (wanted: string) =>
        disclosed.disclosures
          .filter(({ problem }) => problem === wanted)
          .map(({ disclosure, digest }) => disclosure.name ?? digest);
      const hit =
        nameHit('unreferenced', listNames('unreferenced')) ??
        nameHit('repeated', [
          ...listNames('duplicate_digest'),
          ...findRepeated(disclosed.undisclosed.slice(0, maxCheckedDisclosures).map(({ digest }) => digest)),
        ]);
      return hit ?? (disclosed.warnings.includes('SDJ-DIGEST') ? { variant: 'unknown' } : undefined);
    },
  },
  {
    id: 'SDJ-FORM',
    group,
    severity: 'medium',
    source: 'RFC 9901 §4.2, §7.1',
    find: ({ token, context }) => {
      if (token.kind !== 'sd-jwt') return undefined;
      const opened = context.disclosed?.disclosures ?? [];
      const broken = token.disclosures.slice(0, maxCheckedDisclosures).flatMap(({ problem }, index) => {
        const found = opened[index]?.problem;
        return problem !== undefined || found === 'malformed' || found === 'name_taken' ? [index + 1] : [];
      });
      if (broken.length > 0) return { variant: 'disclosure', params: [broken.slice(0, maxNamed)] };
      return context.disclosed?.warnings.includes('SDJ-FORM') === true ? { variant: 'name' } : undefined;
    },
  },
  {
    id: 'SDJ-ALG',
    group,
    severity: 'medium',
    source: 'RFC 9901 §4.1.1, §9.4',
    find: ({ token, claims }) => {
      if (token.kind !== 'sd-jwt' || token.claims === undefined) return undefined;
      const own = token.claims[HASH];
      const isWeak = own !== undefined && (typeof own !== 'string' || !STRONG_HASHES.has(own));
      // Disclosed values can contain another one.
      const named = isWeak ? own : (findHashBelow(token.claims) ?? findHashBelow(claims));
      return named === undefined ? undefined : { params: [quoteValue(named)], at: 'claims._sd_alg' };
    },
  },
  {
    id: 'SDJ-KB',
    group,
    severity: 'medium',
    source: 'RFC 9901 §4.3, §7.3',
    find: ({ context: { disclosed } }) => (disclosed?.keyBinding?.status === 'invalid' ? {} : undefined),
  },
  {
    id: 'SDJ-NO-KB',
    group,
    severity: 'info',
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
    severity: 'low',
    source: 'RFC 9901 §9.3',
    find: ({ token }) => {
      if (token.kind !== 'sd-jwt') return undefined;
      // A duplicate disclosure also repeats its salt, but is another problem.
      const byText = new Map(token.disclosures.slice(0, maxCheckedDisclosures).map((one) => [one.text, one]));
      const disclosures = [...byText.values()].filter(({ salt }) => salt !== undefined);
      const repeated = new Set(findRepeated(disclosures.map(({ salt = '' }) => salt)));
      const weak = disclosures.filter(({ salt = '' }) => salt.length < MIN_SALT_LENGTH || repeated.has(salt));
      return nameHit(
        undefined,
        weak.map(({ name, text }) => name ?? text),
      );
    },
  },
  {
    id: 'SDJ-VALIDITY',
    group,
    severity: 'low',
    source: 'RFC 9901 §9.7',
    find: ({ token }) => (token.kind === 'sd-jwt' ? findHiddenClaims(token) : undefined),
  },
  {
    id: 'SDJ-LINK',
    group,
    severity: 'info',
    source: 'RFC 9901 §10.1',
    find: ({ token, context }: Subject) => {
      const sites = [...new Set(context.sites?.slice(0, maxCheckedDisclosures))];
      return token.kind === 'sd-jwt' && sites.length > 1 ? nameHit(undefined, sites) : undefined;
    },
  },
];

function nameHit(variant: string | undefined, names: readonly string[]): Hit | undefined {
  if (names.length === 0) return undefined;
  const named = names.slice(0, maxNamed).map(quoteForSentence);
  const params = [names.length > maxNamed ? [...named, '…'] : named];
  return { ...(variant !== undefined && { variant }), params };
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

/** Claims that control validity but were disclosed, so that the holder could have hidden them. */
function findHiddenClaims(token: SdJwt): Hit | undefined {
  const claims: JsonObject = token.claims ?? {};
  const hash = typeof claims[HASH] === 'string' ? claims[HASH] : 'sha-256';
  const digests = new Set(readAllTexts(claims[DIGESTS]));
  const names = token.disclosures
    .slice(0, maxCheckedDisclosures)
    .flatMap(({ text, name }) =>
      name !== undefined && DECIDING_CLAIMS.includes(name) && digests.has(digestText(text, hash) ?? '')
        ? [name]
        : [],
    );
  return names.length === 0 ? undefined : { params: [names], at: `claims.${names[0]}` };
}

function readAllTexts(value: unknown): readonly string[] {
  const lists = Array.isArray(value) ? value.slice(0, 10 * maxCheckedDisclosures) : [];
  return lists.flatMap(readTexts);
}
