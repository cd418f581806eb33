import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { decode, findTokens } from '../src/token';
import { compare } from './paired';

const secret = new Uint8Array(32).fill(7);

/** A token of about the given size, with the claims an access token has and roles as ballast. */
function makeToken(bytes: number): Promise<string> {
  const roles = Array.from({ length: Math.max(1, Math.floor(bytes / 20)) }, (_, index) => `role-${index}`);
  return new SignJWT({
    iss: 'https://id.example',
    sub: 'alice',
    aud: ['https://api.example'],
    scope: 'read write',
    roles,
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'one' })
    .setIssuedAt(1_790_000_000)
    .setExpirationTime(1_790_003_600)
    .sign(secret);
}

function readParts(text: string): unknown[] {
  return text
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as unknown);
}

/** `npm run bench`: decoding and finding, beside jose and the floor, in one run. */
export async function bench(): Promise<void> {
  for (const bytes of [600, 6000]) {
    const token = await makeToken(bytes);
    compare(`decode, ${token.length} characters`, { name: 'decode', run: () => decode(token) }, [
      {
        name: 'jose (decodeProtectedHeader + decodeJwt)',
        run: () => [decodeProtectedHeader(token), decodeJwt(token)],
      },
      { name: 'the floor (base64 + JSON.parse)', run: () => readParts(token) },
    ]);
  }
  const token = await makeToken(600);
  const prose = 'The quick brown fox jumps over the lazy dog, every day. '.repeat(20_000);
  compare(
    `findTokens, ${(prose.length / 1e6).toFixed(1)} MB without a token`,
    { name: 'findTokens', run: () => findTokens(prose) },
    [{ name: "one indexOf('eyJ') pass", run: () => prose.indexOf('eyJ') }],
  );
  const body = JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 300 });
  compare(
    `findTokens, a token response of ${body.length} characters`,
    { name: 'findTokens', run: () => findTokens(body) },
    [
      {
        name: 'the floor (JSON.parse, base64 + JSON.parse)',
        run: () => [JSON.parse(body), readParts(token)],
      },
    ],
  );
}
