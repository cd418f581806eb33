import type { JsonObject } from '../../token';
import type { KeyForm } from '../key';
import type { KeyMaterial } from '../key-material';

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
  /** `as`: the form that it was written in, where that is not a JWK. */
  | { readonly form: 'jwk'; readonly jwk: JsonObject; readonly as?: KeyForm }
  /** Entries as they stand: some may be no objects. */
  | { readonly form: 'jwks'; readonly keys: readonly unknown[] }
  /** Several keys, some with a `kid`: PEMs as Google publishes certificates, methods of a DID document, SSH lines. */
  | {
      readonly form: 'named';
      readonly entries: readonly { readonly kid?: string; readonly text: KeyText }[];
    }
  /** Certificates in base64 (RFC 7517 §4.7), leaf first. */
  | { readonly form: 'x5c'; readonly x5c: readonly string[] }
  /**
   * The bytes of a public key on one of the curves. Where nothing around them says that they are a key (`isStated` is
   * false), they are one only if they are a point of a curve, and else a secret.
   */
  | {
      readonly form: 'point';
      readonly bytes: Uint8Array;
      readonly crvs: readonly string[];
      readonly isStated: boolean;
      readonly as: KeyForm;
    }
  /** OpenID Connect Discovery 1.0 §3, RFC 8414 §2. */
  | { readonly form: 'discovery'; readonly jwksUri: string }
  | { readonly form: 'secret'; readonly text: string }
  /** Key material that can't be used as it is. */
  | { readonly form: 'unreadable'; readonly material: KeyMaterial };
