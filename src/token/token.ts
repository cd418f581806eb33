import type { Param } from './param';
import type { Segment } from './segment-name';

/** Header or claims of a token: a JSON object as decoded, its members untrusted. */
export type JsonObject = { readonly [name: string]: unknown };

export type { Segment } from './segment-name';

/** Why a payload is not a JSON object. `offset` is a zero-based byte in the payload. */
export interface PayloadProblem {
  readonly reason: PayloadReason;
  readonly offset: number;
}

/** Each has a message `payload_…` with the one-based byte as its param. */
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

/** How a token is written: RFC 7515 §7 and RFC 7516 §7. */
export type Serialization = 'compact' | 'flattened' | 'general';

/** What was done to base64 that RFC 7515 §2 doesn't allow, so that it could be read. */
export type Repair = 'padding_removed' | 'alphabet_converted';

/** A token that had to be repaired to be read. */
export interface Received {
  /** The token as it was received. The repaired text is `raw`, except in JSON serialization, where both are the same, and in disclosures, which keep their text. */
  readonly text: string;
  /** At least one, each once, the change of the alphabet first. */
  readonly repairs: readonly Repair[];
}

/** One signature of a JWS with the header it was made under. */
export interface JwsSignature {
  /** The JOSE header: protected and unprotected members together (RFC 7515 §4). */
  readonly header: JsonObject;
  /** The protected header as it was signed, in base64url; '' where there is none. */
  readonly protectedText: string;
  /** The same as it was received, where it was repaired: the signature may cover either. */
  readonly receivedProtectedText?: string;
  /** The members that no signature covers; JSON serialization only. */
  readonly unprotectedHeader?: JsonObject;
  readonly signature: Uint8Array;
  /** The signature's text as it was received, where it was repaired. */
  readonly receivedSignatureText?: string;
}

/** A JSON Web Signature (RFC 7515 §7), signed or unsecured (`alg: none`). */
export interface Jws {
  readonly kind: 'jws';
  readonly raw: string;
  readonly serialization: Serialization;
  /** The JOSE header of the first signature. */
  readonly header: JsonObject;
  /** The payload as it was signed: base64url, or the text itself where it is unencoded (RFC 7797). */
  readonly payloadText: string;
  /** The same as it was received, where it was repaired: the signature may cover either. */
  readonly receivedPayloadText?: string;
  /** Set where the token was repaired to be read (`decode` with `repair`). */
  readonly received?: Received;
  /** The payload's bytes, whatever they hold. */
  readonly payload: Uint8Array;
  /** The claims, when the payload is a JSON object. */
  readonly claims?: JsonObject;
  /** Why there are no claims. Exactly one of `claims` and `payloadProblem` is there. */
  readonly payloadProblem?: PayloadProblem;
  /** The first signature. */
  readonly signature: Uint8Array;
  /** Every signature, at least one; more than one only in general serialization. */
  readonly signatures: readonly JwsSignature[];
}

/** One for whom a JWE is encrypted. */
export interface JweRecipient {
  /** The JOSE header for this recipient: protected, shared unprotected and its own members (RFC 7516 §4). */
  readonly header: JsonObject;
  /** The recipient's own members, which nothing protects; JSON serialization only. */
  readonly ownHeader?: JsonObject;
  readonly encryptedKey: Uint8Array;
}

/** A JSON Web Encryption (RFC 7516 §7): only its header is readable. */
export interface Jwe {
  readonly kind: 'jwe';
  readonly raw: string;
  readonly serialization: Serialization;
  /** The JOSE header of the first recipient. */
  readonly header: JsonObject;
  /** The protected header as it is authenticated, in base64url; '' where there is none. */
  readonly protectedText: string;
  /** The same as it was received, where it was repaired: the tag may cover either. */
  readonly receivedProtectedText?: string;
  /** Set where the token was repaired to be read (`decode` with `repair`). */
  readonly received?: Received;
  /** The shared members that nothing protects; JSON serialization only. */
  readonly unprotectedHeader?: JsonObject;
  /** Additional authenticated data as it stands, in base64url; JSON serialization only. */
  readonly aadText?: string;
  /** The same as it was received, where it was repaired: the tag may cover either. */
  readonly receivedAadText?: string;
  /** The first recipient's. */
  readonly encryptedKey: Uint8Array;
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
  /** Every recipient, at least one; more than one only in general serialization. */
  readonly recipients: readonly JweRecipient[];
}

/** One disclosure of an SD-JWT (RFC 9901 §4.2). */
export interface Disclosure {
  /** As it stands, in base64url: what its digest is taken of. */
  readonly text: string;
  /** The text in base64url, where `text` was repaired to be read: the digest may be that of either. */
  readonly repairedText?: string;
  /** Undefined for what is no disclosure; `problem` says why. */
  readonly salt?: string;
  /** The claim's name; undefined for an array element. */
  readonly name?: string;
  readonly value?: unknown;
  readonly problem?: DisclosureProblem;
}

/** Each has a message `disclosure_…`. */
export type DisclosureProblem =
  | 'not_base64url'
  | 'not_json'
  /** Not an array of two or three members, the first a string (RFC 9901 §4.2). */
  | 'not_a_disclosure'
  /** The claim name is `_sd` or `...`, or no string (RFC 9901 §7.1). */
  | 'bad_name';

/** A selectively disclosable JWT (RFC 9901): an issuer-signed JWS, disclosures, and perhaps a key binding JWT. */
export interface SdJwt {
  readonly kind: 'sd-jwt';
  readonly raw: string;
  readonly serialization: Serialization;
  /** The issuer-signed JWS. `header`, `payload`, `claims` and `signature` below are its own. */
  readonly jws: Jws;
  readonly header: JsonObject;
  readonly payload: Uint8Array;
  /** As the issuer signed them, digests in place; `openDisclosures` puts the disclosed ones in. */
  readonly claims?: JsonObject;
  readonly payloadProblem?: PayloadProblem;
  readonly signature: Uint8Array;
  /** Set where the token was repaired to be read (`decode` with `repair`). */
  readonly received?: Received;
  readonly disclosures: readonly Disclosure[];
  /** The key binding JWT behind the last tilde (RFC 9901 §4.3). */
  readonly keyBinding?: Token;
}

/** Each has a message `malformed_…`. */
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
  /** Disclosures without the tilde that ends them (RFC 9901 §4). */
  | 'sd_jwt_tilde'
  /** More disclosures than the tool reads. */
  | 'too_many_disclosures'
  /** JSON, but no JWS and no JWE in JSON serialization (RFC 7515 §7.2, RFC 7516 §7.2). */
  | 'json_serialization';

/** Text that is no token. What could be decoded of it is there all the same. */
export interface Malformed {
  readonly kind: 'malformed';
  readonly raw: string;
  readonly reason: MalformedReason;
  /** What fills the places of the message, in order. */
  readonly params: readonly Param[];
  readonly segment: Segment;
  /** Zero-based index of the first wrong character in `raw`. */
  readonly offset: number;
  readonly header?: JsonObject;
  readonly payload?: Uint8Array;
  readonly claims?: JsonObject;
}

/** One token, parsed once. The raw text is always kept. */
export type Token = Jws | Jwe | SdJwt | Malformed;
