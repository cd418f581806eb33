import { encodeBase64url } from '../keys/formats/encode';

/** A key pair of one curve, and nothing else. */
export interface EphemeralKey {
  readonly kty: 'EC' | 'OKP';
  readonly crv: string;
  readonly x: string;
  readonly y?: string;
  readonly d: string;
}

/** A new key pair of P-256, P-384, P-521, X25519 or X448, created by the runtime if it supports the curve. */
export async function createEphemeralKey(crv: string): Promise<EphemeralKey> {
  const algorithm = crv.startsWith('P-') ? { name: 'ECDH', namedCurve: crv } : { name: crv };
  try {
    const pair = await crypto.subtle.generateKey(algorithm, true, ['deriveBits']);
    if (!('privateKey' in pair)) return await createByLibrary(crv);
    const { x = '', y, d = '' } = await crypto.subtle.exportKey('jwk', pair.privateKey);
    return y === undefined ? { kty: 'OKP', crv, x, d } : { kty: 'EC', crv, x, y, d };
  } catch {
    return createByLibrary(crv);
  }
}

/** No browser supports X448, and not every browser X25519. */
async function createByLibrary(crv: string): Promise<EphemeralKey> {
  const curve =
    crv === 'X448'
      ? (await import('@noble/curves/ed448.js')).x448
      : (await import('@noble/curves/ed25519.js')).x25519;
  const { publicKey, secretKey } = curve.keygen();
  return { kty: 'OKP', crv, x: encodeBase64url(publicKey), d: encodeBase64url(secretKey) };
}
