import type { Key } from '../keys/key';
import type { Bytes } from './algorithms/aes';
import type { Scheme } from './algorithms/encryption-algorithms';

/** The session cookies, whose names Auth.js uses as salt; the last two are from older releases. */
const SESSION_COOKIES = [
  'authjs.session-token',
  '__Secure-authjs.session-token',
  'next-auth.session-token',
  '__Secure-next-auth.session-token',
];

/** How a framework derives the key of its session tokens from an application secret, with HKDF and SHA-256. */
interface Derivation {
  readonly salt: string;
  readonly info: string;
  /** Whose it is, in words. */
  readonly words: string;
}

/** A key that was derived from a pasted secret. */
export interface DerivedKey {
  readonly key: Key;
  readonly words: string;
}

/**
 * The possible keys of session tokens with `alg: dir` if the pasted text is an application secret: @auth/core 0.41
 * (`jwt.js`), next-auth 4 and @auth0/nextjs-auth0 4. `cookieName` is the cookie that contains the token.
 */
export async function deriveAppKeys(
  keys: readonly Key[],
  { management, content }: Scheme,
  cookieName: string | undefined,
): Promise<readonly DerivedKey[]> {
  if (management.family !== 'dir') return [];
  const texts = keys.filter(
    ({ form, secretEncoding, secretHasLineBreak }) =>
      form === 'secret' && secretEncoding === 'utf-8' && secretHasLineBreak !== true,
  );
  const derived = texts.flatMap((text) => {
    const secret = new Uint8Array(text.secret ?? []);
    return listDerivations(cookieName).map(async ({ salt, info, words }) => ({
      key: { ...text, secret: await derive(secret, salt, info, content.cekLength) },
      words,
    }));
  });
  return Promise.all(derived);
}

function listDerivations(cookieName: string | undefined): readonly Derivation[] {
  // A token that is too long for one cookie is split into `NAME.0`, `NAME.1` …
  const cookie = cookieName?.replace(/\.\d+$/, '');
  const cookies = new Set([...(cookie === undefined ? [] : [cookie]), ...SESSION_COOKIES]);
  return [
    ...[...cookies].map((salt) => ({
      salt,
      info: `Auth.js Generated Encryption Key (${salt})`,
      words: 'as Auth.js makes its session key of it',
    })),
    {
      salt: '',
      info: 'NextAuth.js Generated Encryption Key',
      words: 'as NextAuth.js makes its session key of it',
    },
    { salt: '', info: 'JWE CEK', words: 'as nextjs-auth0 makes its session key of it' },
  ];
}

async function derive(secret: Bytes, salt: string, info: string, length: number): Promise<Bytes> {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: encoder.encode(salt), info: encoder.encode(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, length * 8));
}
