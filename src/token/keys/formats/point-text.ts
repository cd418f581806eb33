import type { Unread } from '../jwk';
import { findCurveBytes } from './curves';
import { encodeBase64url } from './encode';
import type { Key, PublicJwk } from '../key';
import { derivePublic, expandPoint, isPoint } from './point';
import type { KeyText } from './text';

type PointText = Extract<KeyText, { readonly form: 'point' }>;

/** A seed followed by its public key: the format of private keys in NaCl, libsodium and Solana. */
const ED25519_PAIR_BYTES = 64;
const SEED_BYTES = 32;

/**
 * The keys that these bytes are on the given curves. A compressed point can be on both P-256 and secp256k1; then both
 * are listed. Empty if the bytes are on no curve, unless the text stated that they are a key.
 */
export async function readPointText({
  bytes,
  crvs,
  isStated,
  as,
}: PointText): Promise<readonly (Key | Unread)[]> {
  if (!isStated && bytes.length === ED25519_PAIR_BYTES) {
    const pair = await readEd25519Pair(bytes);
    if (pair !== undefined) return [pair];
  }
  const found = await Promise.all(crvs.map((crv) => readPoint(bytes, crv)));
  const keys = found.flatMap((publicJwk): readonly Key[] =>
    publicJwk === undefined
      ? []
      : [
          {
            form: as,
            kty: publicJwk.kty,
            publicJwk,
            problems: [],
            ...(!isStated && isOneNumber(bytes, publicJwk) && { isGuess: true as const }),
          },
        ],
  );
  return keys.length === 0 && isStated
    ? [{ why: { code: 'key_problem_point_not_on_curve', params: [{ anyOf: crvs }] } }]
    : keys;
}

/** A compressed point or an Ed448 key, unlike two coordinates, which are never on a curve by chance. */
function isOneNumber(bytes: Uint8Array, { kty, crv }: PublicJwk): boolean {
  return kty === 'OKP' || bytes.length < 2 * (findCurveBytes('EC', crv) ?? 0);
}

async function readPoint(bytes: Uint8Array, crv: string): Promise<PublicJwk | undefined> {
  const size = findCurveBytes('EC', crv);
  const jwk =
    size === undefined
      ? ({ kty: 'OKP', crv, x: encodeBase64url(bytes) } as const)
      : await readCoordinates(bytes, crv, size);
  return jwk !== undefined && (await isPoint(jwk)) ? jwk : undefined;
}

/** SEC 1 §2.3.4, or both coordinates without a first byte. */
async function readCoordinates(bytes: Uint8Array, crv: string, size: number): Promise<PublicJwk | undefined> {
  const coordinates =
    bytes.length === 2 * size
      ? bytes
      : bytes.length === 2 * size + 1
        ? bytes.subarray(1)
        : (await expandPoint(crv, bytes))?.subarray(1);
  if (coordinates?.length !== 2 * size) return undefined;
  return {
    kty: 'EC',
    crv,
    x: encodeBase64url(coordinates.subarray(0, size)),
    y: encodeBase64url(coordinates.subarray(size)),
  };
}

async function readEd25519Pair(bytes: Uint8Array): Promise<Key | undefined> {
  const seed = bytes.subarray(0, SEED_BYTES);
  const own = bytes.subarray(SEED_BYTES);
  const derived = await derivePublic('Ed25519', seed);
  if (derived === undefined || !derived.every((byte, at) => byte === own[at])) return undefined;
  const publicJwk: PublicJwk = { kty: 'OKP', crv: 'Ed25519', x: encodeBase64url(own) };
  return {
    form: 'point',
    kty: 'OKP',
    publicJwk,
    privateJwk: { ...publicJwk, d: encodeBase64url(seed) },
    problems: [],
  };
}
