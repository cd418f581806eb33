import type { JsonObject } from '../../token';
import type { KeyForm } from '../key';
import type { KeyMaterial } from '../key-material';

/** The content of a PEM, between a `BEGIN` and an `END` line (RFC 7468 §2). */
export interface PemBlock {
  readonly label: string;
  readonly base64: string;
  /** Encrypted in the old way, by header lines inside the armor (RFC 1421 §4.6). */
  readonly isEncrypted: boolean;
}

/** The form of a text that was pasted as a key. Nothing has been imported yet. */
export type KeyText =
  /** `isDamaged`: the armor isn't exactly that of RFC 7468 §2, which other software rejects. */
  | { readonly form: 'pem'; readonly blocks: readonly PemBlock[]; readonly isDamaged?: boolean }
  /** DER, without a PEM armor. */
  | { readonly form: 'der'; readonly bytes: Uint8Array }
  /** `as`: the form it was written in, if that isn't a JWK. */
  | { readonly form: 'jwk'; readonly jwk: JsonObject; readonly as?: KeyForm }
  /** Unparsed entries: some may not be objects. */
  | { readonly form: 'jwks'; readonly keys: readonly unknown[] }
  /** Multiple keys, some with a `kid`: PEMs as Google publishes certificates, methods of a DID document, SSH lines. */
  | {
      readonly form: 'named';
      readonly entries: readonly { readonly kid?: string; readonly text: KeyText }[];
    }
  /** Certificates in base64 (RFC 7517 §4.7), leaf first. */
  | { readonly form: 'x5c'; readonly x5c: readonly string[] }
  /**
   * The bytes of a public key on one of the curves. If nothing around them states that they are a key (`isStated` is
   * false), they are a key only if they are a point of a curve, and otherwise a secret.
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
  /** Key material that can't be read. */
  | { readonly form: 'unreadable'; readonly material: KeyMaterial };
