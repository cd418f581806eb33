/** Header or claims of a token: a JSON object as decoded, its members untrusted. */
export type JsonObject = { readonly [name: string]: unknown };

/** Which dot-separated part of a token something stands in. */
export type Segment =
  'token' | 'header' | 'payload' | 'signature' | 'encrypted key' | 'iv' | 'ciphertext' | 'tag';

/** Why a payload is not a JSON object. `offset` is a zero-based byte in the payload. */
export interface PayloadProblem {
  readonly reason: PayloadReason;
  readonly offset: number;
}

/** Each has a sentence `payload_…` with the one-based byte as its param. */
export type PayloadReason =
  /** Nothing between the dots: a detached payload (RFC 7515 appendix F). */
  | 'payload_detached'
  /** The bytes are not UTF-8: binary. */
  | 'payload_not_utf8'
  | 'payload_not_json'
  /** Lawful JSON, but no object, so there are no claims (RFC 7519 §7.2). */
  | 'payload_not_object'
  /** Nested deeper than the tool reads. */
  | 'payload_too_deep';

/** A JSON Web Signature in compact serialization (RFC 7515 §7.1), signed or unsecured (`alg: none`). */
export interface Jws {
  readonly kind: 'jws';
  readonly raw: string;
  readonly header: JsonObject;
  /** The payload's bytes, whatever they hold. */
  readonly payload: Uint8Array;
  /** The claims, when the payload is a JSON object. */
  readonly claims?: JsonObject;
  /** Why there are no claims. Exactly one of `claims` and `payloadProblem` is there. */
  readonly payloadProblem?: PayloadProblem;
  readonly signature: Uint8Array;
}

/** A JSON Web Encryption in compact serialization (RFC 7516 §7.1): only its header is readable. */
export interface Jwe {
  readonly kind: 'jwe';
  readonly raw: string;
  readonly header: JsonObject;
  readonly encryptedKey: Uint8Array;
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
}

/** Each has a sentence `malformed_…`. */
export type MalformedReason =
  | 'empty'
  | 'too_long'
  /** Not 3 or 5 parts. */
  | 'part_count'
  /** A character that base64url does not have (RFC 7515 §2). */
  | 'bad_character'
  /** Padding, which base64url in JOSE must not have (RFC 7515 §2). */
  | 'padding'
  /** A length that no base64 can have (1 mod 4). */
  | 'bad_length'
  /** Unused bits of the last character are not zero (RFC 4648 §3.5). */
  | 'non_canonical'
  | 'header_not_utf8'
  | 'header_not_json'
  | 'header_not_object'
  | 'header_too_deep'
  /** The header has no `alg` that is a non-empty string (RFC 7515 §4.1.1). */
  | 'alg_missing'
  /** Five parts, but no `enc` in the header (RFC 7516 §4.1.2). */
  | 'enc_missing'
  /** A JWS with disclosures behind it (RFC 9901 §4), which are not read. */
  | 'sd_jwt';

/** Text that is no token. What could be decoded of it is there all the same. */
export interface Malformed {
  readonly kind: 'malformed';
  readonly raw: string;
  readonly reason: MalformedReason;
  /** What fills the places of the sentence's template, in order. */
  readonly params: readonly string[];
  /** One English sentence or two: what is wrong, where (one-based), what to do. */
  readonly sentence: string;
  readonly segment: Segment;
  /** Zero-based index of the first wrong character in `raw`. */
  readonly offset: number;
  readonly header?: JsonObject;
  readonly payload?: Uint8Array;
  readonly claims?: JsonObject;
}

/** One token, parsed once. The raw text is always kept. */
export type Token = Jws | Jwe | Malformed;
