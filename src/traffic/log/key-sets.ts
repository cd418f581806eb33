import type { JsonObject, KeySet, KeySetOrigin } from '../../token';
import { readIssuer } from './issuer';
import { maxKeySetsTried } from './limits';

/** A key set that a server published (RFC 7517 §5). Plain data. */
export interface PublishedKeySet {
  readonly origin: KeySetOrigin;
  readonly url: string;
  /** The JWKS without symmetric keys: a published secret isn't one. */
  readonly text: string;
  /**
   * The issuers whose own set this is: the discovery document that they serve at their own https or loopback origin has
   * its URL as `jwks_uri`. Empty for a set that anyone may have published.
   */
  readonly issuers: readonly string[];
}

/** The text of a published key set; undefined for anything else. */
export function writeKeySet(value: JsonObject): string | undefined {
  const { keys } = value;
  if (!Array.isArray(keys)) return undefined;
  return JSON.stringify({ keys: keys.filter((key: Partial<JsonObject> | null) => key?.['kty'] !== 'oct') });
}

/**
 * The sets to verify a token with: those of its issuer, then the newest others that may have its key. This is the one
 * place that decides whether a set is the issuer's. `sets` are newest first.
 */
export function selectKeySets(
  sets: readonly PublishedKeySet[],
  { header, claims }: { readonly header?: JsonObject | undefined; readonly claims?: JsonObject | undefined },
): readonly KeySet[] {
  const issuer = readIssuer(claims?.['iss']);
  const kid = header?.['kid'];
  const quoted = typeof kid === 'string' ? JSON.stringify(kid) : '';
  const isIssuers = ({ issuers }: PublishedKeySet) => issuer !== undefined && issuers.includes(issuer);
  const others = sets.filter((set) => !isIssuers(set) && set.text.includes(quoted));
  return [...sets.filter(isIssuers), ...others].slice(0, maxKeySetsTried).map((set) => ({
    text: set.text,
    origin: set.origin,
    host: new URL(set.url).host,
    isIssuers: isIssuers(set),
  }));
}
