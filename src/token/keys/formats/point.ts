import { decodeLeniently } from '../../decode/base64url';
import { findCurveBytes } from './curves';
import type { PublicJwk } from '../key';

/** The functions of a curve's library, the same for each curve. */
interface Curve {
  /** Throws for bytes that aren't a point of the curve (SEC 1 §3.2.2, RFC 8032 §5), and for a point of small order. */
  readonly checkPoint: (bytes: Uint8Array) => void;
  readonly derivePublic: (secret: Uint8Array) => Uint8Array;
  /** 0x04 and both coordinates of a compressed point (SEC 1 §2.3.3); only for `kty` EC. */
  readonly expandPoint: (bytes: Uint8Array) => Uint8Array;
}

/** Loads the library of a curve; undefined for an unsupported curve. */
async function loadCurve(crv: string | undefined): Promise<Curve | undefined> {
  switch (crv) {
    case 'P-256':
    case 'P-384':
    case 'P-521': {
      const { p256, p384, p521 } = await import('@noble/curves/nist.js');
      return createWeierstrass({ 'P-256': p256, 'P-384': p384, 'P-521': p521 }[crv]);
    }
    case 'secp256k1':
      return createWeierstrass((await import('@noble/curves/secp256k1.js')).secp256k1);
    case 'Ed25519':
      return createEdwards((await import('@noble/curves/ed25519.js')).ed25519);
    case 'Ed448':
      return createEdwards((await import('@noble/curves/ed448.js')).ed448);
    case 'X25519':
      return createMontgomery((await import('@noble/curves/ed25519.js')).x25519);
    case 'X448':
      return createMontgomery((await import('@noble/curves/ed448.js')).x448);
    default:
      return undefined;
  }
}

interface Weierstrass {
  readonly Point: {
    fromBytes(bytes: Uint8Array): { assertValidity(): void; toBytes(c: boolean): Uint8Array };
  };
  getPublicKey(secret: Uint8Array, isCompressed: boolean): Uint8Array;
}

function createWeierstrass(curve: Weierstrass): Curve {
  return {
    checkPoint: (bytes) => curve.Point.fromBytes(bytes).assertValidity(),
    derivePublic: (secret) => curve.getPublicKey(secret, false),
    expandPoint: (bytes) => curve.Point.fromBytes(bytes).toBytes(false),
  };
}

interface Edwards {
  readonly Point: { fromBytes(bytes: Uint8Array): { isSmallOrder(): boolean } };
  getPublicKey(secret: Uint8Array): Uint8Array;
}

function createEdwards(curve: Edwards): Curve {
  return {
    checkPoint: (bytes) => {
      if (curve.Point.fromBytes(bytes).isSmallOrder()) throw new RangeError('small order');
    },
    derivePublic: (secret) => curve.getPublicKey(secret),
    expandPoint: (bytes) => bytes,
  };
}

interface Montgomery {
  getPublicKey(secret: Uint8Array): Uint8Array;
  getSharedSecret(secret: Uint8Array, point: Uint8Array): Uint8Array;
}

function createMontgomery(curve: Montgomery): Curve {
  return {
    // RFC 7748 §6: a point of small order gives all zeros with any secret, which the library rejects.
    checkPoint: (bytes) => void curve.getSharedSecret(new Uint8Array(bytes.length).fill(1), bytes),
    derivePublic: (secret) => curve.getPublicKey(secret),
    expandPoint: (bytes) => bytes,
  };
}

/** Whether a public key of `kty` EC or OKP is a point of its curve, of the right length and of no small order. */
export async function isPoint(jwk: PublicJwk): Promise<boolean> {
  const { kty, crv, x = '', y = '' } = jwk;
  if (kty !== 'EC' && kty !== 'OKP') return true;
  const bytes = findCurveBytes(kty, crv);
  const coordinates = kty === 'EC' ? [x, y].map(decodeLeniently) : [decodeLeniently(x)];
  // RFC 7518 §6.2.1.2: a coordinate has the full length, including leading zeros.
  if (coordinates.some((coordinate) => coordinate.length !== bytes)) return false;
  const curve = await loadCurve(crv);
  try {
    curve?.checkPoint(concatPoint(coordinates));
    return true;
  } catch {
    return false;
  }
}

/** The public key of a secret in the format of `concatPoint`; undefined for an invalid secret. */
export async function derivePublic(crv: string, secret: Uint8Array): Promise<Uint8Array | undefined> {
  const curve = await loadCurve(crv);
  try {
    return curve?.derivePublic(secret);
  } catch {
    return undefined;
  }
}

/** Undefined if the bytes aren't a compressed point. */
export async function expandPoint(crv: string, bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const curve = await loadCurve(crv);
  try {
    return curve?.expandPoint(bytes);
  } catch {
    return undefined;
  }
}

/** Two coordinates as an uncompressed point (SEC 1 §2.3.3); a single one unchanged. */
export function concatPoint(coordinates: readonly Uint8Array[]): Uint8Array {
  const [first = new Uint8Array(), second] = coordinates;
  return second === undefined ? first : Uint8Array.from([4, ...first, ...second]);
}
