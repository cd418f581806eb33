import { decodeLeniently } from '../decode/base64url';
import { findModulusBits, findRsaProblem } from '../keys/formats/modulus';
import { concatPoint } from '../keys/formats/point';
import type { Key, PublicJwk } from '../keys/key';
import { findNativeParameters, type Algorithm } from './algorithms/signature-algorithms';

/** The outcome of a check with one key, or why there was none. */
export type Outcome =
  | 'matches'
  | 'mismatch'
  /** The signature is empty, or its length is impossible for this key; neither needs a check (RFC 7518 §3). */
  | 'empty'
  | 'length'
  /** The key's numbers are invalid. */
  | 'unreadable'
  /** The runtime doesn't support it. */
  | 'unsupported';

/** Checks one signature with one key of the right type. The caller has compared the key with the algorithm. */
export async function checkWithKey(
  key: Key,
  algorithm: Algorithm,
  signature: Uint8Array,
  signed: Uint8Array,
): Promise<Outcome> {
  // RFC 8725 §3.4: never calculate with a point off its curve, or one of small order.
  if (key.problems.includes('KEY-POINT')) return 'unreadable';
  if (findRsaProblem(key.publicJwk) !== undefined) return 'unreadable';
  if (signature.length === 0) return 'empty';
  try {
    const imported = findImported(key, algorithm) ?? (await createImported(key, algorithm));
    if (signature.length !== imported.signatureLength) return 'length';
    return (await imported.check(signature, signed)) ? 'matches' : 'mismatch';
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    return name === 'DataError' || name === 'TypeError' || name === 'SyntaxError'
      ? 'unreadable'
      : 'unsupported';
  }
}

/** Bytes of a signature that is created with this key. */
export function findSignatureLength({ publicJwk }: Key, { signatureLength }: Algorithm): number {
  if (signatureLength !== undefined) return signatureLength;
  // RFC 8032 §5.1.6 and §5.2.6.
  if (publicJwk?.crv === 'Ed25519') return 64;
  if (publicJwk?.crv === 'Ed448') return 114;
  return Math.ceil((findModulusBits(publicJwk) ?? 0) / 8);
}

/** Whether a signature matches the signed bytes. Rejects if the runtime doesn't support the algorithm. */
type Checker = (signature: Uint8Array, signed: Uint8Array) => boolean | Promise<boolean>;

/** A key that is imported for one algorithm. */
interface ImportedKey {
  readonly check: Checker;
  /** Bytes of each of its signatures. */
  readonly signatureLength: number;
}

/** Each key is imported once per algorithm. Weak, so that the imports are released with the key. */
const imported = new WeakMap<Key, Map<Algorithm, ImportedKey>>();

/** A key that was imported before. Synchronous, because awaiting a promise costs time. */
function findImported(key: Key, algorithm: Algorithm): ImportedKey | undefined {
  return imported.get(key)?.get(algorithm);
}

/** Imports a key of the right type. Rejects with the runtime's error if it doesn't accept the key. */
async function createImported(key: Key, algorithm: Algorithm): Promise<ImportedKey> {
  const signatureLength = findSignatureLength(key, algorithm);
  const created: ImportedKey = { check: await createChecker(key, algorithm), signatureLength };
  const known = imported.get(key) ?? new Map<Algorithm, ImportedKey>();
  imported.set(key, known.set(algorithm, created));
  return created;
}

/** For a key that is used only once. */
export async function createChecker(key: Key, algorithm: Algorithm): Promise<Checker> {
  const { publicJwk, secret } = key;
  const parameters = findNativeParameters(key, algorithm);
  if (publicJwk === undefined) return importSecret(secret ?? new Uint8Array(), parameters);
  switch (publicJwk.crv ?? publicJwk.alg ?? '') {
    case 'secp256k1': {
      const point = concatPoint([readMember(publicJwk, 'x'), readMember(publicJwk, 'y')]);
      return (await import('./algorithms/library-secp256k1')).createSecp256k1Checker(point);
    }
    case 'Ed448':
      return (await import('./algorithms/library-ed448')).createEd448Checker(readMember(publicJwk, 'x'));
    case 'Ed25519':
      return importOrLoad(publicJwk, parameters, async () =>
        (await import('./algorithms/library-ed25519')).createEd25519Checker(readMember(publicJwk, 'x')),
      );
    default:
      return publicJwk.kty === 'AKP'
        ? importOrLoad(publicJwk, parameters, async () =>
            (await import('./algorithms/library-ml-dsa')).createMlDsaChecker(
              parameters.name,
              readMember(publicJwk, 'pub'),
            ),
          )
        : importNative(publicJwk, parameters);
  }
}

type Parameters = ReturnType<typeof findNativeParameters>;

/** WebCrypto rejects empty keys. */
async function importSecret(secret: Uint8Array, parameters: Parameters): Promise<Checker> {
  if (secret.length === 0) {
    return (await import('./algorithms/library-hmac')).createEmptySecretChecker(parameters.hash);
  }
  const key = await crypto.subtle.importKey('raw', new Uint8Array(secret), parameters, false, ['verify']);
  return createNative(key, parameters);
}

async function importNative(jwk: PublicJwk, parameters: Parameters): Promise<Checker> {
  const key = await crypto.subtle.importKey('jwk', { ...jwk }, parameters, false, ['verify']);
  return createNative(key, parameters);
}

function createNative(key: CryptoKey, parameters: Parameters): Checker {
  return (signature, signed) =>
    crypto.subtle.verify(
      parameters,
      key,
      signature as Uint8Array<ArrayBuffer>,
      signed as Uint8Array<ArrayBuffer>,
    );
}

/** Native if the runtime supports the algorithm, which only trying can show. */
async function importOrLoad(
  jwk: PublicJwk,
  parameters: Parameters,
  load: () => Promise<Checker>,
): Promise<Checker> {
  try {
    return await importNative(jwk, parameters);
  } catch {
    return load();
  }
}

/** The bytes of a JWK member. */
function readMember(jwk: PublicJwk, name: string): Uint8Array {
  return decodeLeniently(jwk[name] ?? '');
}
