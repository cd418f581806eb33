import { decodeLeniently } from '../../decode/base64url';
import { isJsonObject } from '../../json/read-json';
import { findCurveBytes } from '../../keys/formats/curves';
import { findModulusBits, readNumber } from '../../keys/formats/modulus';
import type { JsonObject } from '../../token';
import type { Subject } from '../rule';
import { maxCheckedKeys } from '../limits';

/** Maximum moduli that are compared with one another: the work grows with their square. */
const maxModuli = 8;
/** Length of a modulus of 8192 bits in base64url. Longer ones aren't in use, and are slow to divide. */
const maxMemberLength = 1366;

/** The keys of the pasted or captured set (RFC 7517 §5). */
export function listKeys({ context }: Subject): readonly JsonObject[] {
  const keys = context.jwks?.keys;
  return Array.isArray(keys) ? keys.slice(0, maxCheckedKeys).filter(isJsonObject) : [];
}

/**
 * The key with the `kid` of the token; undefined if it has no `kid`, if more than one key has it, or if a key of
 * another type verified the signature: then the token's `kid` is the name of that key.
 */
export function findNamedKey(subject: Subject): JsonObject | undefined {
  const { kid } = subject.header;
  const [key, ...others] = listKeys(subject).filter((each) => each.kid === kid);
  const { verdict } = subject.context;
  const isOther =
    verdict?.status === 'valid' && verdict.key?.kind !== undefined && verdict.key.kind !== key?.kty;
  return typeof kid === 'string' && others.length === 0 && !isOther ? key : undefined;
}

/** The numbers of an RSA key; undefined for another key, and for numbers that are longer than any in use. */
export function readRsaNumbers(jwk: JsonObject | undefined) {
  if (jwk?.kty !== 'RSA' || typeof jwk.n !== 'string' || typeof jwk.e !== 'string') return undefined;
  const { n, e } = jwk;
  if (n.length > maxMemberLength || e.length > maxMemberLength) return undefined;
  return { bits: findModulusBits({ kty: 'RSA', n }) ?? 0, modulus: readNumber(n), exponent: readNumber(e) };
}

/** Whether a coordinate of a key has an impossible length for its curve (RFC 7518 §6.2.1.2, RFC 8037 §2). */
export function hasWrongCoordinate({ kty, crv, x, y }: JsonObject): boolean {
  if ((kty !== 'EC' && kty !== 'OKP') || typeof crv !== 'string') return false;
  const expected = findCurveBytes(kty, crv);
  return (
    expected !== undefined &&
    [x, y].some(
      (text) =>
        typeof text === 'string' && decodeLeniently(text.slice(0, maxMemberLength)).length !== expected,
    )
  );
}

/** Two different RSA keys of a set that share a prime, so that anyone can compute their private keys. */
export function findSharedFactor(keys: readonly JsonObject[]): readonly [JsonObject, JsonObject] | undefined {
  const moduli = keys
    .flatMap((key) => {
      const { modulus = 0n, exponent = 0n } = readRsaNumbers(key) ?? {};
      return modulus === 0n ? [] : [{ key, modulus, exponent }];
    })
    .slice(0, maxModuli);
  for (const [index, one] of moduli.entries()) {
    for (const other of moduli.slice(index + 1)) {
      // One key can be listed twice: once for each algorithm, or under each of its names. That reveals nothing.
      const isSameKey = one.modulus === other.modulus && one.exponent === other.exponent;
      if (!isSameKey && hasCommonFactor(one.modulus, other.modulus)) return [one.key, other.key];
    }
  }
  return undefined;
}

function hasCommonFactor(one: bigint, other: bigint): boolean {
  let [larger, smaller] = [one, other];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger > 1n;
}
