/** The odd primes up to 167: the common factors of the flawed key generator's primorials, for keys of every size. */
const PRIMES = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107,
  109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
];
const GENERATOR = 65537;

/**
 * Whether a modulus has the fingerprint of CVE-2017-15361 (ROCA): its residue modulo every small prime is a power of
 * 65537. Fewer than 1 in 10^8 other moduli have it ("The Return of Coppersmith's Attack", CCS 2017, §3).
 */
export function isRoca(modulus: bigint): boolean {
  return PRIMES.every((prime) => isPowerOfGenerator(Number(modulus % BigInt(prime)), prime));
}

function isPowerOfGenerator(residue: number, prime: number): boolean {
  let power = 1;
  do {
    if (power === residue) return true;
    power = (power * GENERATOR) % prime;
  } while (power !== 1);
  return false;
}
