import type { KeySummary } from '../keys/key';
import type { KeyMaterial } from '../keys/key-material';
import type { JsonObject } from '../token';
import type { Param } from '../param';

/** Each has a message `making_…`. */
export type MakingProblem =
  | 'alg_unsupported'
  | 'enc_unsupported'
  | 'zip_unsupported'
  /** `alg` is `none`, and the caller didn't request an unsigned token. */
  | 'alg_none_unasked'
  /** A header parameter is missing or invalid, or the header isn't JSON. */
  | 'header_invalid'
  | 'payload_unencodable'
  | 'no_key'
  | 'key_unreadable'
  | 'set_empty'
  | 'key_too_long'
  | 'key_wrong_kind'
  | 'key_is_public'
  | 'p2c_too_high'
  | 'too_long'
  | 'runtime_refused';

/** Why no token was created. */
export interface MakingFailure {
  readonly problem: MakingProblem;
  /** Params of the message, in order. */
  readonly params: readonly Param[];
  /** For `key_unreadable`: what the text looks like if its form isn't supported. Its message is `key_material_…`. */
  readonly keyMaterial?: KeyMaterial;
}

/** A created token, or why there is none. */
export type Making = { readonly token: string } | MakingFailure;

/** The content of a token: text, bytes, or an object to serialize as JSON. */
export type TokenContent = string | Uint8Array | JsonObject;

/** A header, and the JSON text that is signed; by default, without white space. */
export interface WrittenHeader {
  readonly header: JsonObject;
  readonly text?: string;
}

/** Why a token can't be created, with the parameters of the message. */
export function createMakingFailure(problem: MakingProblem, params: readonly Param[] = []): MakingFailure {
  return { problem, params };
}

/** A pasted key that can't be read. */
export function createUnreadableKey(
  params: readonly Param[],
  keyMaterial: KeyMaterial | undefined,
): MakingFailure {
  const failure = createMakingFailure('key_unreadable', params);
  return keyMaterial === undefined ? failure : { ...failure, keyMaterial };
}

/** The bytes of a token's content. */
export function encodeContent(content: TokenContent): Uint8Array<ArrayBuffer> {
  if (content instanceof Uint8Array) return new Uint8Array(content);
  return new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content));
}

/** How `sign` serializes a token and reads the key. */
export interface SignOptions {
  /** By default `compact` (RFC 7515 §7.1, §7.2.2). */
  readonly serialization?: 'compact' | 'flattened';
  /** Creates a token without a signature if `alg` is `none` (RFC 7519 §6). It needs no key. */
  readonly allowNone?: boolean;
  /** How to read a secret; by default, as UTF-8. */
  readonly secretEncoding?: NonNullable<KeySummary['secretEncoding']>;
}

/** How `encrypt` reads the key. */
export interface EncryptOptions {
  /** How to read a secret; by default, the first encoding that fits the algorithm. */
  readonly secretEncoding?: NonNullable<KeySummary['secretEncoding']>;
}

/** A new key for test tokens. In memory only. */
export interface GeneratedKey {
  /** The private key as a JWK, or the secret: a key text for `sign`, `encrypt` and `decrypt`. */
  readonly keyText: string;
  /** Absent for a secret. */
  readonly publicKey?: {
    /** With `alg` and `use`, without `kid`. */
    readonly jwk: JsonObject;
    /** SubjectPublicKeyInfo (RFC 7468 §13). */
    readonly pem: string;
  };
}
