import { base64url, errors, flattenedVerify, importJWK } from 'jose';
import { isPayloadUnencoded } from '../header';
import type { Jws } from '../token';
import { MIN_RSA_BITS, type Algorithm } from './algorithms';
import { findModulusBits, isSecret, type Key, type PublicJwk } from './key';

/** The three parts as jose takes them; an unencoded payload (RFC 7797) may be bytes. */
interface SignedParts {
  readonly protected: string;
  readonly payload: string | Uint8Array;
  readonly signature: string;
}

export type Outcome = 'matches' | 'mismatch' | 'unreadable' | 'refused';

/** Checks one signature with one key of the right kind. The algorithm is the caller's, who has held key against it. */
export async function checkWithKey(
  { raw, header, signature }: Jws,
  key: Key,
  algorithm: Algorithm,
  detachedPayload: Uint8Array | undefined,
): Promise<Outcome> {
  const [first = '', second = '', third = ''] = raw.split('.');
  const payload =
    second !== '' || detachedPayload === undefined
      ? second
      : isPayloadUnencoded(header)
        ? detachedPayload
        : base64url.encode(detachedPayload);
  const parts: SignedParts = { protected: first, payload, signature: third };
  const bits = findModulusBits(key);
  try {
    if (bits !== undefined && bits < MIN_RSA_BITS) {
      return (await isSmallRsaMatch(parts, signature, key.material as PublicJwk, algorithm))
        ? 'matches'
        : 'mismatch';
    }
    const { material } = key;
    await flattenedVerify(
      parts,
      isSecret(material) ? material : await importJWK({ ...material }, String(header.alg)),
    );
    return 'matches';
  } catch (error) {
    return nameOutcome(error);
  }
}

/** jose refuses such a key; whether it matches is still worth knowing, beside the warning. */
async function isSmallRsaMatch(
  parts: SignedParts,
  signature: Uint8Array,
  jwk: PublicJwk,
  algorithm: Algorithm,
) {
  const { hash, saltLength } = algorithm;
  const name = saltLength === undefined ? 'RSASSA-PKCS1-v1_5' : 'RSA-PSS';
  const key = await crypto.subtle.importKey('jwk', { ...jwk }, { name, hash }, false, ['verify']);
  const start = new TextEncoder().encode(`${parts.protected}.`);
  const payload = typeof parts.payload === 'string' ? new TextEncoder().encode(parts.payload) : parts.payload;
  const signed = new Uint8Array(start.length + payload.length);
  signed.set(start);
  signed.set(payload, start.length);
  return crypto.subtle.verify({ name, saltLength: saltLength ?? 0 }, key, new Uint8Array(signature), signed);
}

function nameOutcome(error: unknown): Outcome {
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return error.cause === undefined ? 'mismatch' : 'refused';
  if (error instanceof errors.JOSENotSupported) return 'refused';
  const name = error instanceof Error ? error.name : '';
  return name === 'DataError' || name === 'TypeError' || name === 'SyntaxError' ? 'unreadable' : 'refused';
}
