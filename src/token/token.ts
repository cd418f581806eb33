import type { Param } from './param';
import type { Segment } from './segment-name';

/** Header or claims of a token: a decoded JSON object with untrusted members. */
export type JsonObject = { readonly [name: string]: unknown };

export type { Segment } from './segment-name';

/** Why a payload isn't a JSON object. `offset` is the zero-based index of a byte in the payload. */
export interface PayloadProblem {
  readonly reason: PayloadReason;
  readonly offset: number;
}

/** Each has a message `payload_…` with the one-based byte as its param. */
export type PayloadReason =
  /** Empty: a detached payload (RFC 7515 appendix F). */
  | 'payload_detached'
  /** The bytes aren't UTF-8. */
  | 'payload_not_utf8'
  | 'payload_not_json'
  /** Valid JSON, but not an object, so there are no claims (RFC 7519 §7.2). */
  | 'payload_not_object'
  /** Nested deeper than the limit. */
  | 'payload_too_deep'
  /** The header has `zip`, but the payload can't be inflated. */
  | 'payload_not_inflatable'
  /** The payload is compressed, and inflates beyond the limit. */
  | 'payload_inflates_too_large';

/** How a payload is compressed. */
export interface Compression {
  /** DEFLATE alone (RFC 1951), or in a wrapper of zlib (RFC 1950) or gzip (RFC 1952). */
  readonly format: 'deflate' | 'zlib' | 'gzip';
  /** Bytes of the inflated payload. */
  readonly inflatedLength: number;
}

/** An encoding of text, by its name in the WHATWG Encoding Standard, which `TextDecoder` takes. */
export type TextEncoding =
  | 'UTF-8'
  | 'UTF-16LE'
  | 'UTF-16BE'
  /** A superset of Latin-1 (ISO-8859-1). */
  | 'windows-1252'
  | 'windows-1250'
  | 'windows-1251'
  | 'KOI8-R'
  | 'GBK'
  | 'Big5'
  | 'Shift_JIS'
  | 'EUC-JP'
  | 'EUC-KR';

/** How JSON is encoded that isn't plain UTF-8, the only encoding that JOSE allows (RFC 7515 §5.2, RFC 7519 §7.2). */
export interface TextForm {
  readonly encoding: TextEncoding;
  /** Each has a message `payload_text_…` with the encoding as its param. */
  readonly problem:
    | 'not_utf8'
    /** UTF-8 with a byte-order mark, which JSON must not begin with (RFC 8259 §8.1). */
    | 'byte_order_mark'
    /** UTF-8 in which some bytes are wrong; they are replaced by U+FFFD. */
    | 'invalid_bytes';
  /** Zero-based index of the first byte that isn't plain UTF-8. */
  readonly offset: number;
}

/** How a payload had to be read that isn't plain JSON in UTF-8. The signature covers the bytes as they were sent. */
export interface PayloadForm {
  /** How it's compressed, which RFC 7515 doesn't define for a JWS. */
  readonly compression?: Compression;
  /** How its text is encoded, if that isn't UTF-8. */
  readonly text?: TextForm;
}

/** How a token is written: RFC 7515 §7 and RFC 7516 §7. */
export type Serialization = 'compact' | 'flattened' | 'general';

/** How base64 that RFC 7515 §2 doesn't allow was changed, so that it could be decoded. */
export type Repair = 'padding_removed' | 'alphabet_replaced';

/** The original text of a token that had to be repaired. */
export interface Received {
  /**
   * The token as it was received. The repaired text is `raw`, except in JSON serialization, where both are the same,
   * and in disclosures, which keep their text.
   */
  readonly text: string;
  /** At least one, without duplicates, the change of the alphabet first. */
  readonly repairs: readonly Repair[];
}

/** One signature of a JWS, with its header. */
export interface JwsSignature {
  /** The JOSE header: protected and unprotected members together (RFC 7515 §4). */
  readonly header: JsonObject;
  /** The protected header as it was signed, in base64url; '' if there is none. */
  readonly protectedText: string;
  /** The same text as it was received, if it was repaired: the signature may cover either. */
  readonly receivedProtectedText?: string;
  /** The members outside the signature; JSON serialization only. */
  readonly unprotectedHeader?: JsonObject;
  readonly signature: Uint8Array;
  /** The signature's text as it was received, if it was repaired. */
  readonly receivedSignatureText?: string;
}

/** A JSON Web Signature (RFC 7515 §7), signed or unsecured (`alg: none`). */
export interface Jws {
  readonly kind: 'jws';
  readonly raw: string;
  readonly serialization: Serialization;
  /** The JOSE header of the first signature. */
  readonly header: JsonObject;
  /** The payload as it was signed: base64url, or the text itself if it is unencoded (RFC 7797). */
  readonly payloadText: string;
  /** The same text as it was received, if it was repaired: the signature may cover either. */
  readonly receivedPayloadText?: string;
  /** Set if the token was repaired (`decode` with `repair`). */
  readonly received?: Received;
  readonly payload: Uint8Array;
  /** The claims, if the payload is a JSON object, even if it's compressed or not in UTF-8. */
  readonly claims?: JsonObject;
  /** Set if the payload is compressed or not in UTF-8. */
  readonly payloadForm?: PayloadForm;
  /** Why there are no claims. Exactly one of `claims` and `payloadProblem` is set. */
  readonly payloadProblem?: PayloadProblem;
  /** The first signature. */
  readonly signature: Uint8Array;
  /** At least one; more than one only in general serialization. */
  readonly signatures: readonly JwsSignature[];
}

/** One recipient of a JWE. */
export interface JweRecipient {
  /** The JOSE header for this recipient: protected, shared unprotected and its own members (RFC 7516 §4). */
  readonly header: JsonObject;
  /** The recipient's own, unprotected members; JSON serialization only. */
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
  /** The protected header as it is authenticated, in base64url; '' if there is none. */
  readonly protectedText: string;
  /** The same text as it was received, if it was repaired: the tag may cover either. */
  readonly receivedProtectedText?: string;
  /** Set if the token was repaired (`decode` with `repair`). */
  readonly received?: Received;
  /** The shared unprotected members; JSON serialization only. */
  readonly unprotectedHeader?: JsonObject;
  /** The additional authenticated data, in base64url; JSON serialization only. */
  readonly aadText?: string;
  /** The same text as it was received, if it was repaired: the tag may cover either. */
  readonly receivedAadText?: string;
  /** The first recipient's. */
  readonly encryptedKey: Uint8Array;
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
  /** At least one; more than one only in general serialization. */
  readonly recipients: readonly JweRecipient[];
}

/** One disclosure of an SD-JWT (RFC 9901 §4.2). */
export interface Disclosure {
  /** The base64url text, unchanged: the input of its digest. */
  readonly text: string;
  /** The repaired `text`; undefined if none was needed. The issuer may have hashed either. */
  readonly repairedText?: string;
  /** Undefined if it isn't a disclosure; the reason is in `problem`. */
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
  /** The claim name is `_sd` or `...`, or isn't a string (RFC 9901 §7.1). */
  | 'bad_name';

/** A selectively disclosable JWT (RFC 9901): an issuer-signed JWS, disclosures, and an optional key binding JWT. */
export interface SdJwt {
  readonly kind: 'sd-jwt';
  readonly raw: string;
  readonly serialization: Serialization;
  /** The issuer-signed JWS, with the same `header`, `payload`, `claims` and `signature` as below. */
  readonly jws: Jws;
  readonly header: JsonObject;
  readonly payload: Uint8Array;
  /** As the issuer signed them, with digests; `openDisclosures` inserts the disclosed claims. */
  readonly claims?: JsonObject;
  readonly payloadForm?: PayloadForm;
  readonly payloadProblem?: PayloadProblem;
  readonly signature: Uint8Array;
  /** Set if the token was repaired (`decode` with `repair`). */
  readonly received?: Received;
  readonly disclosures: readonly Disclosure[];
  /** The key binding JWT after the last tilde (RFC 9901 §4.3). */
  readonly keyBinding?: Token;
}

/** Each has a message `malformed_…`. */
export type MalformedReason =
  | 'empty'
  | 'too_long'
  /** Not 3 or 5 parts. */
  | 'part_count'
  /** A character that isn't in the base64url alphabet (RFC 7515 §2). */
  | 'bad_character'
  /** Padding, which JOSE omits (RFC 7515 §2). */
  | 'padding'
  /** A length that is impossible in base64 (1 mod 4). */
  | 'bad_length'
  /** The unused bits of the last character aren't zero (RFC 4648 §3.5). */
  | 'non_canonical'
  | 'header_not_utf8'
  | 'header_not_json'
  | 'header_not_object'
  | 'header_too_deep'
  /** `alg` is missing, empty or not a string (RFC 7515 §4.1.1). */
  | 'alg_missing'
  /** Five parts, but no `enc` in the header (RFC 7516 §4.1.2). */
  | 'enc_missing'
  /** Disclosures without the tilde after the last one (RFC 9901 §4). */
  | 'sd_jwt_tilde'
  /** More disclosures than the limit. */
  | 'too_many_disclosures'
  /** Credentials of an `Authorization` header with no token after the scheme. */
  | 'credentials_empty'
  /** The text of a missing value instead of a token, for example `Bearer null`. */
  | 'credentials_null'
  /** `[object Object]` or similar instead of a token. */
  | 'credentials_object'
  /** A variable that wasn't replaced with a token. */
  | 'credentials_variable'
  /** The scheme twice, for example `Bearer Bearer`. */
  | 'credentials_doubled'
  /** JSON, but neither a JWS nor a JWE in JSON serialization (RFC 7515 §7.2, RFC 7516 §7.2). */
  | 'json_serialization';

/** Text that isn't a token, with whatever could be decoded. */
export interface Malformed {
  readonly kind: 'malformed';
  readonly raw: string;
  readonly reason: MalformedReason;
  /** Params of the message, in order. */
  readonly params: readonly Param[];
  readonly segment: Segment;
  /** Zero-based index of the first wrong character in `raw`. */
  readonly offset: number;
  readonly header?: JsonObject;
  readonly payload?: Uint8Array;
  readonly claims?: JsonObject;
}

/** One parsed token. The raw text is always kept. */
export type Token = Jws | Jwe | SdJwt | Malformed;
