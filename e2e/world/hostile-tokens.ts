import { randomBytes } from 'node:crypto';
import { makeToken } from './make-token';

const MANY_CLAIMS = 200;
/** Six bytes become eight base64url characters: a token of about 8 KB. */
const BIG_CLAIM_CHARACTERS = 6000;

/** Well-formed JWTs whose contents are meant to harm a viewer, by the localStorage key they are stored under. */
export async function makeHostileTokens(): Promise<Record<string, string>> {
  const key = randomBytes(32);
  const markup = '<img src=x onerror=alert(1)>';
  const many = Object.fromEntries(
    Array.from({ length: MANY_CLAIMS }, (_, index) => [`claim_${index}`, `value ${index}`]),
  );

  return {
    'hostile.markup': await makeToken({
      claims: { iss: `https://"><script>alert(1)</script>`, sub: markup, [markup]: markup, aud: [markup] },
      key,
    }),
    'hostile.header': await makeToken({
      header: { alg: 'HS256', typ: markup, kid: `../../' OR 1=1 -- ${markup}`, jku: 'javascript:alert(1)' },
      claims: { sub: 'header' },
      key,
    }),
    'hostile.proto': await makeToken({
      claims:
        '{"sub":"proto","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":1}',
      key,
    }),
    'hostile.bidi': await makeToken({
      claims: {
        sub: 'admin\u202Egro.elpmaxe@ecila',
        'na\u202Eme': '\u2066isolated\u2069',
        zero: 'a\u200Bb\u0000c',
      },
      key,
    }),
    'hostile.many': await makeToken({ claims: { sub: 'many', ...many }, key }),
    'hostile.big': await makeToken({
      claims: { sub: 'big', padding: 'x'.repeat(BIG_CLAIM_CHARACTERS) },
      key,
    }),
  };
}
