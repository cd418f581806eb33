import { decodeJwt, decodeProtectedHeader } from 'jose';
import { jwtDecode } from 'jwt-decode';
import type { decode } from '../src/token/decode/decode';
import type { Contender } from './paired';

/** What a contender decodes: header and claims of one token. */
export type Read = (token: string) => readonly [header: object, claims: object];

export interface TokenSet {
  readonly name: string;
  readonly tokens: readonly string[];
}

const tokenCount = 500;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The same letters on every run (Numerical Recipes §7.1). */
function createDraw(): (count: number) => string {
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return letters.charAt(state >>> 26);
  };
  return (count) => Array.from({ length: count }, next).join('');
}

function encode(value: unknown): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/**
 * Access tokens as Keycloak makes them, RS256: all different, with `headers` different headers. Their signatures are
 * never verified.
 */
function makeTokens(length: number, headers: number, name: string): readonly string[] {
  const draw = createDraw();
  return Array.from({ length: tokenCount }, (_, index) => {
    const header = encode({ alg: 'RS256', typ: 'JWT', kid: `${index % headers}-of-the-keys-of-this-realm` });
    const roles: string[] = [];
    for (;;) {
      roles.push(`role-${draw(8)}`);
      const payload = encode({
        exp: 1_790_003_600 + index,
        iat: 1_790_000_000 + index,
        jti: draw(22),
        iss: 'https://id.example/realms/one',
        aud: 'account',
        sub: draw(22),
        typ: 'Bearer',
        azp: 'shop',
        sid: draw(22),
        realm_access: { roles },
        scope: 'openid email profile',
        email_verified: true,
        name,
        email: 'alice@example.com',
      });
      const token = `${header}.${payload}.`;
      if (token.length + 342 >= length) return `${token}${draw(341)}A`;
    }
  });
}

export const tokenSets: readonly TokenSet[] = [
  { name: '1 kB, 5 headers', tokens: makeTokens(1024, 5, 'Alice Example') },
  { name: '8 kB, 5 headers', tokens: makeTokens(8192, 5, 'Alice Example') },
  { name: '1 kB, 500 headers', tokens: makeTokens(1024, tokenCount, 'Alice Example') },
  { name: '1 kB, a name that is not ASCII', tokens: makeTokens(1024, 5, 'Zoë Müller') },
];

/** Contenders that run in a page as well as in Node. */
export function listReaders(ours: typeof decode): Readonly<Record<string, Read>> {
  return {
    decode: (text) => {
      const token = ours(text);
      if (token.kind !== 'jws' || token.claims === undefined) throw new Error(`decoded as ${token.kind}`);
      return [token.header, token.claims];
    },
    jose: (text) => [decodeProtectedHeader(text), decodeJwt(text)],
    'jwt-decode': (text) => [jwtDecode(text, { header: true }), jwtDecode(text)],
    'the floor (atob, UTF-8, JSON.parse)': (text) => {
      const [header = '', payload = ''] = text.split('.', 2);
      return [parseBinary(header), parseBinary(payload)];
    },
  };
}

const utf8 = new TextDecoder();

function parseBinary(part: string): object {
  const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return JSON.parse(utf8.decode(bytes)) as object;
}

/** One call reads `alg`, `exp` and every top-level claim of each token. */
export function createContenders(
  readers: Readonly<Record<string, Read>>,
  { tokens }: TokenSet,
): readonly Contender[] {
  const contenders = Object.entries(readers).map(([name, read]) => ({
    name,
    run: () => tokens.reduce((sum, token) => sum + readMembers(...read(token)), 0),
  }));
  const [expected, ...others] = contenders.map(({ run }) => run());
  if (others.some((sum) => sum !== expected)) throw new Error('The contenders decode different values.');
  return contenders;
}

function readMembers(header: object, claims: object): number {
  const { alg } = header as { alg?: unknown };
  const { exp } = claims as { exp?: unknown };
  let sum = String(alg).length + Number(exp);
  for (const name in claims) {
    if ((claims as Record<string, unknown>)[name] !== undefined) sum += name.length;
  }
  return sum;
}
