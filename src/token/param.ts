import type { KeyMaterial } from './keys/key-material';
import type { Duration } from './lifetime/duration';
import type { SegmentCode } from './segment-name';

/**
 * A value in a message, independent of the language: the UI formats numbers, durations and lists, and translates codes.
 * A string is quoted text of the token or the key (`quoteForSentence`), or a standard name such as `RS256`.
 */
export type Param =
  | string
  | number
  | Duration
  | { readonly bytes: number }
  | CodeParam
  /** All of these: "a, b, and c". */
  | readonly Param[]
  /** One of these: "a, b, or c". */
  | { readonly anyOf: readonly Param[] }
  /** Facts about one thing: "a, b, c". */
  | { readonly facts: readonly Param[] };

/** A message inside another one. */
export interface CodeParam {
  /** The message key. */
  readonly code: ParamCode;
  readonly params?: readonly Param[];
}

/** The keys of messages that are params of other messages. */
export type ParamCode =
  | NeedCode
  | LabelCode
  | ReadingCode
  | FormCode
  | KeyProblemCode
  | EphemeralKeyCode
  | JsonProblemCode
  | PartCode
  | `key_material_${KeyMaterial}`;

/** What an algorithm needs: a noun phrase. */
type NeedCode =
  | 'key_need_secret'
  /** Params: the number of bits. */
  | 'key_need_secret_bits'
  | 'key_need_password'
  /** Params: the type, such as `RSA`, or the curves. */
  | 'key_need_public'
  | 'key_need_private';

/** The description of a key: a noun phrase. */
type LabelCode =
  /** Params: the number of bits. */
  | 'key_label_secret'
  /** Params: the curve. */
  | 'key_label_point'
  /** Params: how a secret was decoded. */
  | 'key_secret_encoding'
  | 'key_secret_line_break'
  | 'key_secret_part_value'
  | 'key_secret_part_lines';

/** How a secret was read: a noun phrase. */
type ReadingCode =
  | 'secret_reading_text'
  | 'secret_reading_base64_twice'
  | 'secret_reading_lenient_base64'
  | 'secret_reading_bytes'
  | 'secret_reading_normalized'
  | 'secret_reading_quoted'
  | 'secret_reading_spaced'
  | 'secret_reading_encoded'
  | 'secret_reading_line_break'
  | 'secret_reading_value'
  | 'secret_reading_lines';

/** In which form a key was used as an HMAC secret: a noun phrase. */
type FormCode =
  | 'secret_form_pasted'
  | 'secret_form_pasted_bare'
  | 'secret_form_pasted_line_break'
  | 'secret_form_pasted_windows'
  | 'secret_form_pasted_escaped'
  | 'secret_form_pasted_one_line'
  | 'secret_form_pasted_base64'
  /** Params: the encoding. */
  | 'secret_form_pasted_decoded'
  | 'secret_form_jwk'
  | 'secret_form_xml'
  | 'secret_form_der'
  | 'secret_form_der_base64'
  | 'secret_form_pem'
  | 'secret_form_point';

/** Why a key, or an entry of a set, can't be read: a sentence. */
type KeyProblemCode =
  | 'key_problem_no_key'
  /** Params: the requested encoding. */
  | 'key_problem_not_encoding'
  | 'key_problem_entry_not_object'
  /** Params: the maximum number of entries. */
  | 'key_problem_beyond_limit'
  /** Params: why the first entry can't be read. */
  | 'key_problem_set_unreadable'
  /** Params: the `kid` of an entry, and why it can't be read. */
  | 'key_problem_entry'
  | 'key_problem_discovery'
  | 'key_problem_x5c_not_list'
  | 'key_problem_x5c_empty'
  /** Params: the number of the entry, one-based. */
  | 'key_problem_x5c_entry'
  /** Params: the PEM label. */
  | 'key_problem_pem_label'
  | 'key_problem_pem_crl'
  | 'key_problem_pem_attribute_certificate'
  | 'key_problem_pem_dsa'
  | 'key_problem_pem_parameters'
  | 'key_problem_encrypted'
  | 'key_problem_not_key'
  /** Params: the type of key that the DER declares. */
  | 'key_problem_not_key_of_type'
  /** Params: the curve. */
  | 'key_problem_private_out_of_range'
  /** Params: the algorithm. */
  | 'key_problem_seed_missing'
  /** Params: an OID. */
  | 'key_problem_algorithm_oid'
  | 'key_problem_curve_oid'
  | 'key_problem_curve_explicit'
  /** Params: bits. */
  | 'key_problem_modulus_small'
  /** Params: bits, and the maximum. */
  | 'key_problem_modulus_large'
  /** Params: curves. */
  | 'key_problem_point_not_on_curve'
  | 'key_problem_point_rejected'
  | 'key_problem_numbers'
  | 'key_problem_rsa_exponent'
  | 'key_problem_rsa_modulus'
  | 'key_problem_numbers_or_short'
  | 'key_problem_kty_missing'
  /** Params: the `kty`. */
  | 'key_problem_kty_unsupported'
  /** Params: the `kty`, and the missing member. */
  | 'key_problem_member_missing'
  /** Params: the member. */
  | 'key_problem_member_not_base64url'
  | 'key_problem_member_is_pem'
  | 'key_problem_member_is_der'
  | 'key_problem_member_is_text'
  /** Params: the `crv` and the `kty`. */
  | 'key_problem_curve_unsupported'
  /** Params: the `alg`. */
  | 'key_problem_alg_unsupported'
  /** Params: the bytes of `pub`, the `alg`, and the bytes that it requires. */
  | 'key_problem_pub_length';

/** The problem of the ephemeral public key of a JWE: a sentence. */
type EphemeralKeyCode =
  | 'epk_problem_missing'
  | 'epk_problem_not_jwk'
  | 'epk_problem_private'
  | 'epk_problem_no_curve'
  /** Params: its curve, and the curve of the key. */
  | 'epk_problem_other_curve'
  /** Params: the curve. */
  | 'epk_problem_not_key'
  | 'epk_problem_not_point';

/** Why JSON isn't a token: a sentence. */
type JsonProblemCode =
  | 'json_problem_syntax'
  /** Params: the maximum depth. */
  | 'json_problem_too_deep'
  | 'json_problem_no_signature'
  /** Params: the members of the two forms. */
  | 'json_problem_both_forms'
  /** Params: the member. */
  | 'json_problem_list_empty'
  /** Params: the member, its number of entries, and the maximum. */
  | 'json_problem_too_many'
  /** Params: the member. */
  | 'json_problem_entry_not_object'
  | 'json_problem_signature_missing'
  /** Params: the member. */
  | 'json_problem_not_string'
  | 'json_problem_not_object'
  | 'json_problem_protected_empty'
  /** Params: the header parameter. */
  | 'json_problem_duplicate_parameter'
  | 'json_problem_b64_differs'
  | 'json_problem_enc_differs'
  | 'json_problem_enc_missing'
  | 'json_problem_lone_surrogate';

/** A part of a token or a key: a noun phrase. */
type PartCode = SegmentCode | 'part_cek' | 'part_header_iv' | 'part_header_tag' | 'part_key';
