/** Where a key set is from: captured traffic, an opened file, or a request that the user made with a click. */
export type KeySetOrigin = 'captured' | 'file' | 'fetched';

/** A key set that a server published. */
export interface KeySet {
  /** A JWKS (RFC 7517 §5). */
  readonly text: string;
  readonly origin: KeySetOrigin;
  /** The host that published it. */
  readonly host: string;
  /** It's known to be the current set of the token's issuer. */
  readonly isIssuers: boolean;
}
