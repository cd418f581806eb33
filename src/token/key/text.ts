import type { JsonObject } from '../token';

/** The inside of a PEM, between a `BEGIN` and an `END` line (RFC 7468 §2). */
export interface PemBlock {
  readonly label: string;
  readonly base64: string;
  /** Encrypted in the old way, by header lines inside the armour (RFC 1421 §4.6). */
  readonly isEncrypted: boolean;
}

/** What kind of text was pasted as a key. Nothing has been imported yet. */
export type KeyText =
  | { readonly form: 'pem'; readonly blocks: readonly PemBlock[] }
  /** The inside of a PEM without its armour. */
  | { readonly form: 'der'; readonly bytes: Uint8Array }
  | { readonly form: 'jwk'; readonly jwk: JsonObject }
  /** Entries as they stand: some may be no objects. */
  | { readonly form: 'jwks'; readonly keys: readonly unknown[] }
  /** PEMs by their `kid`, as Google publishes certificates. */
  | {
      readonly form: 'named';
      readonly entries: readonly { readonly kid: string; readonly text: KeyText }[];
    }
  /** OpenID Connect Discovery 1.0 §3, RFC 8414 §2. */
  | { readonly form: 'discovery'; readonly jwksUri: string }
  | { readonly form: 'secret'; readonly text: string }
  /** Meant as a key of some kind, but broken; `why` is a clause in English. */
  | { readonly form: 'unreadable'; readonly why: string };
