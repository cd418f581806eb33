import type { KeyMaterial } from './key-material';
import type { CodeParam, Param } from '../param';

/** How a pasted key was written. */
export type KeyForm =
  | 'secret'
  | 'pem-public'
  | 'pem-private'
  | 'certificate'
  | 'der'
  | 'jwk'
  | 'jwks'
  | 'x5c'
  | 'embedded'
  /** A line of `authorized_keys` or its base64. */
  | 'ssh'
  /** .NET's `RSAKeyValue`, XML Signature. */
  | 'xml'
  /** `did:key`, `did:jwk`, a DID document, multibase. */
  | 'did'
  /** A bare point of a curve. */
  | 'point'
  /** What `openssl … -text` prints. */
  | 'openssl';

/** Fields of an X.509 certificate, none of them verified. Times are seconds since 1970. */
export interface CertificateSummary {
  readonly subject: string;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly notBeforeSeconds: number;
  readonly notAfterSeconds: number;
  /** SHA-1 of the DER in base64url, like `x5t` (RFC 7515 §4.1.7). */
  readonly x5t: string;
  /** SHA-256 of the DER in base64url, like `x5t#S256` (RFC 7515 §4.1.8). */
  readonly x5tS256: string;
}

/** What a key states about itself, for display. */
export interface KeySummary {
  readonly form: KeyForm;
  readonly kind: 'oct' | 'RSA' | 'EC' | 'OKP' | 'AKP';
  readonly kid?: string;
  readonly alg?: string;
  /** `RSA 2048`, `P-256`, `Ed25519`, or the bits of a secret. */
  readonly size?: string | CodeParam;
  /** RFC 7638 SHA-256 thumbprint, base64url. Never for a secret: it would help to guess it. */
  readonly thumbprint?: string;
  /** How the text of a secret was decoded. */
  readonly secretEncoding?:
    | 'utf-8'
    | 'latin-1'
    | 'base64url'
    | 'base64'
    | 'hex'
    | 'bytes'
    | 'base64 twice'
    | 'lenient base64'
    | 'base32'
    | 'utf-16'
    /** In UTF-8, after composing or decomposing its letters (Unicode NFC, NFD, NFKC). */
    | 'normalized'
    /** In UTF-8 and in quotes that weren't pasted. */
    | 'quoted'
    /** In UTF-8, with white space or a byte order mark that wasn't pasted. */
    | 'spaced'
    /** The base64 or hex of the text, as text. */
    | 'encoded';
  /** Whether the line break after the secret is part of it. */
  readonly secretHasLineBreak?: boolean;
  /** The secret is only a value in the pasted text, or its lines without line breaks; undefined if it's the text. */
  readonly secretPart?: 'value' | 'lines';
  /** A private key was pasted, and only its public key was used. */
  readonly privatePasted?: boolean;
  /** The certificate of the key, then those of its issuers. */
  readonly certificates?: readonly CertificateSummary[];
  /** How many keys, or readings of a secret, were tried. */
  readonly candidates: number;
}

/** The public members of an asymmetric key, and nothing else. `AKP` is defined in RFC 9964. */
export type PublicJwk = {
  readonly kty: 'RSA' | 'EC' | 'OKP' | 'AKP';
  readonly [member: string]: string;
};

/** The public and private members of an asymmetric key, and nothing else. */
export type PrivateJwk = PublicJwk & { readonly d?: string; readonly priv?: string };

/** The only scheme that a key is for, according to the algorithm identifier of its DER (RFC 5280 §4.1.1.2). */
export interface KeyRestriction {
  /** A standard name, such as `RSASSA-PSS` or `RSASSA-PSS, SHA-256`. */
  readonly scheme: string;
  /** The algorithms of JOSE that use it; none if they all differ in a parameter. */
  readonly algorithms: readonly string[];
}

/** One key from a pasted text: its numbers and its description. */
export interface Key {
  readonly form: KeyForm;
  readonly kty: KeySummary['kind'];
  /** For every type but `oct`. */
  readonly publicJwk?: PublicJwk;
  /** Only if a private key was pasted; used only for decrypting and signing. */
  readonly privateJwk?: PrivateJwk;
  /** Only for `oct`. */
  readonly secret?: Uint8Array;
  readonly secretEncoding?: KeySummary['secretEncoding'];
  readonly secretHasLineBreak?: boolean;
  readonly secretPart?: KeySummary['secretPart'];
  readonly kid?: string;
  readonly alg?: string;
  readonly use?: unknown;
  readonly keyOps?: unknown;
  readonly restriction?: KeyRestriction;
  readonly x5t?: string;
  readonly x5tS256?: string;
  /** The certificate of the key, then those of its issuers. */
  readonly certificates?: readonly CertificateSummary[];
  /** The keys of the other certificates of an `x5c`, which must not be used in place of the first (RFC 7517 §4.7). */
  readonly chainKeys?: readonly Key[];
  /** Nothing stated that the bytes are a key, and a random secret can be such bytes as well. */
  readonly isGuess?: true;
  /** What was wrong with the text of the key, although it could be read: its armor, or these members of a JWK. */
  readonly repair?: 'pem' | readonly string[];
  /** Rule IDs of problems with the key itself: KEY-ROCA, KEY-RSA-EXPONENT, X5C-MISMATCH … */
  readonly problems: readonly string[];
}

/** The keys of a pasted text, some of which may not fit the token, or the reason why there are none. */
export type KeyReading =
  | {
      readonly keys: readonly Key[];
      /** Entries of a set that can't be read. */
      readonly unread: readonly { readonly kid?: string; readonly why: CodeParam }[];
      readonly form: KeyForm;
      /** Rule IDs of problems with the set: JWKS-PRIVATE, JWKS-MIXED, JWKS-DUP-KID … */
      readonly problems: readonly string[];
      /** What the text of a secret looks like instead: if it doesn't match, that proves nothing. */
      readonly lookAlike?: KeyMaterial;
    }
  | {
      readonly problem: 'key_unreadable' | 'set_empty' | 'key_is_discovery' | 'key_too_long';
      /** Params of the message, in order. */
      readonly params: readonly Param[];
      /** What the text looks like; only for an unsupported form. */
      readonly material?: KeyMaterial;
    };

/** The keys of a pasted text, and its entries that can't be read. */
export type KeysRead = Exclude<KeyReading, { readonly problem: unknown }>;
