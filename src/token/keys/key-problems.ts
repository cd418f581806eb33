import type { Key } from './key';
import { readNumber } from './formats/modulus';
import { isPoint } from './formats/point';
import { isRoca } from './roca';

/** The usual exponent, and the smallest that NIST allows (FIPS 186-5 §5.4). */
const USUAL_EXPONENT = 65537n;

/**
 * Adds the rule IDs of problems with a key's numbers. KEY-RSA-SMALL isn't among them: it depends only on the size,
 * which every summary has.
 */
export async function addKeyProblems(key: Key): Promise<Key> {
  const { publicJwk } = key;
  if (publicJwk === undefined) return key;
  const found = publicJwk.kty === 'RSA' ? findRsaProblems(publicJwk) : await findPointProblems(publicJwk);
  return found.length === 0 ? key : { ...key, problems: [...key.problems, ...found] };
}

function findRsaProblems({ n = '', e = '' }: NonNullable<Key['publicJwk']>): readonly string[] {
  const exponent = readNumber(e);
  return [
    ...(exponent < USUAL_EXPONENT || exponent % 2n === 0n ? ['KEY-RSA-EXPONENT'] : []),
    ...(isRoca(readNumber(n)) ? ['KEY-ROCA'] : []),
  ];
}

async function findPointProblems(jwk: NonNullable<Key['publicJwk']>): Promise<readonly string[]> {
  return (await isPoint(jwk)) ? [] : ['KEY-POINT'];
}
