import { isJsonObject } from '../json/read-json';
import { isPrivateJwk } from './jwk';
import type { Key } from './key';
import { readNumber } from './formats/modulus';

/** Rule IDs of problems with a set; `entries` are its unparsed members. */
export function findKeySetProblems(entries: readonly unknown[], keys: readonly Key[]): readonly string[] {
  const jwks = entries.filter(isJsonObject);
  const secrets = jwks.filter(({ kty }) => kty === 'oct').length;
  return [
    ...(jwks.some(isPrivateJwk) ? ['JWKS-PRIVATE'] : []),
    ...(secrets > 0 && secrets < jwks.length ? ['JWKS-MIXED'] : []),
    ...(hasDuplicates(jwks.filter(({ kid }) => kid !== undefined).map(identifyEntry))
      ? ['JWKS-DUP-KID']
      : []),
    ...(jwks.length > 1 && jwks.some(({ kid }) => kid === undefined) ? ['JWKS-NO-KID'] : []),
    ...(hasSharedModulus(keys) ? ['KEY-SHARED-MODULUS'] : []),
  ];
}

/** RFC 7517 §4.5: equivalent keys of different types can share one `kid`. */
function identifyEntry({ kid, kty, alg }: { readonly [name: string]: unknown }): string {
  return JSON.stringify([kid, kty, alg]);
}

function hasDuplicates(names: readonly string[]): boolean {
  return new Set(names).size < names.length;
}

/**
 * Whether two different RSA keys have a common factor: then anyone can compute both private keys. Compares each modulus
 * with the product of all others, so that the work grows with the number of keys and not of pairs.
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
