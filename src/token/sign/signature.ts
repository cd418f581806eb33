import type { Key, PrivateJwk } from '../keys/key';
import type { SigningAlgorithm } from './signing-algorithms';

type Bytes = Uint8Array<ArrayBuffer>;

/** What the runtime needs of a key: what else a JWK says of itself is no reason to refuse it here. */
const MEMBERS = ['crv', 'x', 'y', 'd', 'n', 'e', 'p', 'q', 'dp', 'dq', 'qi', 'alg', 'pub', 'priv'];

/** A signature as JWS has it; undefined when the numbers of the key make none. */
export async function createSignature(
  key: Key,
  algorithm: SigningAlgorithm,
  input: Bytes,
): Promise<Bytes | undefined> {
  const { native } = algorithm;
  const imported = await importNatively(key, algorithm);
  if (imported !== undefined) {
    const parameters = { saltLength: 0, hash: 'SHA-256', ...native };
    return new Uint8Array(await crypto.subtle.sign(parameters, imported, input));
  }
  // ES256K is in no runtime, Ed448 in no browser, ML-DSA in Chromium alone.
  if (key.privateJwk === undefined || algorithm.variant === undefined) return undefined;
  return (await import('./library-signature')).signByLibrary(key.privateJwk, algorithm.variant, input);
}

async function importNatively(
  { privateJwk, secret }: Key,
  { native }: SigningAlgorithm,
): Promise<CryptoKey | undefined> {
  try {
    return await (privateJwk === undefined
      ? crypto.subtle.importKey('raw', new Uint8Array(secret ?? []), native, false, ['sign'])
      : crypto.subtle.importKey('jwk', pickMembers(privateJwk), native, false, ['sign']));
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
