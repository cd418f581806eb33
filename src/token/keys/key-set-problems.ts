import { isJsonObject } from '../json/read-json';
import { isPrivateJwk } from './jwk';
import type { Key } from './key';
import { readNumber } from './formats/modulus';

/** Rule ids of what is wrong with a set as a whole; `entries` are its members as they stand. */
export function findKeySetProblems(entries: readonly unknown[], keys: readonly Key[]): readonly string[] {
  const jwks = entries.filter(isJsonObject);
  const secrets = jwks.filter(({ kty }) => kty === 'oct').length;
  return [
    ...(jwks.some(isPrivateJwk) ? ['JWKS-PRIVATE'] : []),
    ...(secrets > 0 && secrets < jwks.length ? ['JWKS-MIXED'] : []),
    ...(hasTwice(jwks.filter(({ kid }) => kid !== undefined).map(nameEntry)) ? ['JWKS-DUP-KID'] : []),
    ...(jwks.length > 1 && jwks.some(({ kid }) => kid === undefined) ? ['JWKS-NO-KID'] : []),
    ...(hasSharedModulus(keys) ? ['KEY-SHARED-MODULUS'] : []),
  ];
}

/** RFC 7517 §4.5: one `kid` may stand for equivalent keys of different kinds. */
function nameEntry({ kid, kty, alg }: { readonly [name: string]: unknown }): string {
  return JSON.stringify([kid, kty, alg]);
}

function hasTwice(names: readonly string[]): boolean {
  return new Set(names).size < names.length;
}

/**
 * Whether two RSA keys that are not the same have a factor in common: then anyone can compute both private keys. Each
 * modulus is held against the product of all others, so that the work grows with the keys and not with the pairs.
 */
function hasSharedModulus(keys: readonly Key[]): boolean {
  const rsa = new Map(
    keys.flatMap(({ kty, publicJwk }) =>
      kty === 'RSA' && publicJwk ? [[`${publicJwk.n} ${publicJwk.e}`, readNumber(publicJwk.n ?? '')]] : [],
    ),
  );
  const moduli = [...rsa.values()].filter((modulus) => modulus > 0n);
  if (moduli.length < 2) return false;
  const product = moduli.reduce((all, modulus) => all * modulus, 1n);
  return moduli.some((modulus) => findGcd(modulus, (product / modulus) % modulus) !== 1n);
}

function findGcd(one: bigint, other: bigint): bigint {
  let [larger, smaller] = [one, other];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
