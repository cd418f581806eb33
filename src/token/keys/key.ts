import type { KeyMaterial } from './sentences';
import type { CertificateSummary, KeyForm, KeySummary } from '../verify/verdict';

/** The public half of an asymmetric key, with nothing else in it. `AKP` is RFC 9964's. */
export type PublicJwk = {
  readonly kty: 'RSA' | 'EC' | 'OKP' | 'AKP';
  readonly [member: string]: string;
};

/** Both halves of an asymmetric key, with nothing else in it. */
export type PrivateJwk = PublicJwk & { readonly d?: string; readonly priv?: string };

/** One key that was read out of a pasted text: what it is made of, and what it says about itself. */
export interface Key {
  readonly form: KeyForm;
  readonly kty: KeySummary['kind'];
  /** For every kind but `oct`. */
  readonly publicJwk?: PublicJwk;
  /** When a private key was pasted; for decrypting and signing alone. */
  readonly privateJwk?: PrivateJwk;
  /** For `oct` alone. */
  readonly secret?: Uint8Array;
  readonly secretEncoding?: KeySummary['secretEncoding'];
  readonly secretHasLineBreak?: boolean;
  readonly kid?: string;
  readonly alg?: string;
  readonly use?: unknown;
  readonly keyOps?: unknown;
  readonly x5t?: string;
  readonly x5tS256?: string;
  /** The certificate that holds the key, then those that follow it. */
  readonly certificates?: readonly CertificateSummary[];
  /** Rule ids of what is wrong with the key in itself: KEY-ROCA, KEY-RSA-EXPONENT, X5C-MISMATCH … */
  readonly faults: readonly string[];
}

/** What a pasted text holds: keys, of which some may not serve the token, or the reason why it holds none. */
export type KeyReading =
  | {
      readonly keys: readonly Key[];
      /** Entries of a set that could not be read, each with a clause in English. */
      readonly unread: readonly { readonly kid?: string; readonly why: string }[];
      readonly form: KeyForm;
      /** Rule ids of what is wrong with the set as a whole: JWKS-PRIVATE, JWKS-MIXED, JWKS-DUP-KID … */
      readonly faults: readonly string[];
    }
  | {
      readonly fault: 'key_unreadable' | 'set_empty' | 'key_is_discovery' | 'key_too_long';
      /** What fills the places of the sentence's template, in order. */
      readonly params: readonly string[];
      /** What the text looks like; `params` then holds its sentence, whole. Not set for a readable form with wrong contents. */
      readonly material?: KeyMaterial;
    };
