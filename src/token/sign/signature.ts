import { FlattenedSign } from 'jose';
import { decodeBase64url } from '../decode/base64url';
import type { Key, PrivateJwk } from '../keys/key';
import type { JsonObject } from '../token';
import { findNativeParameters, type Algorithm } from '../verify/algorithms/signature-algorithms';

type Bytes = Uint8Array<ArrayBuffer>;

/** The members that the runtime needs. Others are left out, because a runtime can reject a key for them. */
const MEMBERS = ['crv', 'x', 'y', 'd', 'n', 'e', 'p', 'q', 'dp', 'dq', 'qi', 'alg', 'pub', 'priv'];

/** The signing input, and its parts as written in the token (RFC 7515 §5.1). */
export interface Signable {
  readonly header: JsonObject;
  readonly payload: Bytes;
  readonly protectedText: string;
  readonly payloadText: string;
  readonly input: Bytes;
}

/** A signature in JWS format; undefined if the key's numbers are invalid. */
export async function createSignature(
  key: Key,
  algorithm: Algorithm,
  signable: Signable,
): Promise<Bytes | undefined> {
  const imported = await importNatively(key, algorithm);
  if (imported === undefined) {
    // No runtime supports ES256K, no browser Ed448, and only Chromium ML-DSA.
    const variant = key.publicJwk?.crv ?? key.publicJwk?.alg;
    if (key.privateJwk === undefined || variant === undefined) return undefined;
    return (await import('./library-signature')).signByLibrary(key.privateJwk, variant, signable.input);
  }
  return (
    (await signWithJose(imported, signable)) ??
    new Uint8Array(await crypto.subtle.sign(findNativeParameters(key, algorithm), imported, signable.input))
  );
}

/** Undefined for what jose rejects but a test token may have: a short RSA key, a "crit" that jose doesn't support. */
async function signWithJose(
  key: CryptoKey,
  { header, payload, protectedText }: Signable,
): Promise<Bytes | undefined> {
  try {
    const jws = await new FlattenedSign(payload).setProtectedHeader(header).sign(key);
    return jws.protected === protectedText ? decodeBase64url(jws.signature) : undefined;
  } catch {
    return undefined;
  }
}

async function importNatively(key: Key, algorithm: Algorithm): Promise<CryptoKey | undefined> {
  const { privateJwk, secret } = key;
  const parameters = findNativeParameters(key, algorithm);
  try {
    return await (privateJwk === undefined
      ? crypto.subtle.importKey('raw', new Uint8Array(secret ?? []), parameters, false, ['sign'])
      : crypto.subtle.importKey('jwk', pickMembers(privateJwk), parameters, false, ['sign']));
  } catch {
    return undefined;
  }
}

function pickMembers(jwk: PrivateJwk): JsonWebKey {
  const members: Record<string, string> = { kty: jwk.kty };
  for (const name of MEMBERS) {
    const value = jwk[name];
    // `alg` is part of an AKP key (RFC 9964 §3), and only a hint in other keys.
    if (value !== undefined && (name !== 'alg' || jwk.kty === 'AKP')) members[name] = value;
  }
  return members;
}
