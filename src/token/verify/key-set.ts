/**
 * Where a key set is from: captured traffic, an opened file, a request that the user made with a click, or the public
 * keys that the user kept.
 */
export type KeySetOrigin = 'captured' | 'file' | 'fetched' | 'kept';

/** A key set that a server published. */
export interface KeySet {
  /** A JWKS (RFC 7517 §5); for a kept key, its JWK. */
  readonly text: string;
  readonly origin: KeySetOrigin;
  /** The host that published it. */
  readonly host: string;
  /** It's known to be the current set of the token's issuer. */
  readonly isIssuers: boolean;
  /** The user kept it for tokens of any issuer: it can make one valid, but never invalid. The host is empty. */
  readonly isForAll?: true;
}
