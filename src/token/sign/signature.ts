import { FlattenedSign } from 'jose';
import { decodeBase64url } from '../decode/base64url';
import type { Key, PrivateJwk } from '../keys/key';
import type { JsonObject } from '../token';
import { findNativeParameters, type Algorithm } from '../verify/algorithms/signature-algorithms';

type Bytes = Uint8Array<ArrayBuffer>;

/** What the runtime needs of a key: what else a JWK says of itself is no reason to refuse it here. */
const MEMBERS = ['crv', 'x', 'y', 'd', 'n', 'e', 'p', 'q', 'dp', 'dq', 'qi', 'alg', 'pub', 'priv'];

/** What is signed, and how it is written in the token (RFC 7515 §5.1). */
export interface Signable {
  readonly header: JsonObject;
  readonly payload: Bytes;
  readonly protectedText: string;
  readonly payloadText: string;
  readonly input: Bytes;
}

/** A signature as JWS has it; undefined when the numbers of the key make none. */
export async function createSignature(
  key: Key,
  algorithm: Algorithm,
  signable: Signable,
): Promise<Bytes | undefined> {
  const imported = await importNatively(key, algorithm);
  if (imported === undefined) {
    // ES256K is in no runtime, Ed448 in no browser, ML-DSA in Chromium alone.
    const variant = key.publicJwk?.crv ?? key.publicJwk?.alg;
    if (key.privateJwk === undefined || variant === undefined) return undefined;
    return (await import('./library-signature')).signByLibrary(key.privateJwk, variant, signable.input);
  }
  return (
    (await signWithJose(imported, signable)) ??
    new Uint8Array(await crypto.subtle.sign(findNativeParameters(key, algorithm), imported, signable.input))
  );
}

/** Undefined for what jose refuses and a test token may have: a short RSA key, a "crit" with names that jose doesn't know. */
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
    // `alg` is part of an AKP key (RFC 9964 §3), and a wish elsewhere.
    if (value !== undefined && (name !== 'alg' || jwk.kty === 'AKP')) members[name] = value;
  }
  return members;
}
