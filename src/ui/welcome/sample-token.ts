import { sign } from '../../token';

/** A published placeholder, which many examples use: it protects nothing. */
export const sampleSecret = 'your-256-bit-secret';
const lifetimeSeconds = 3_600;

/** A token that expires in an hour, so that each of its details has something to show. Undefined if signing fails. */
export async function makeSampleToken(nowMs: number): Promise<string | undefined> {
  const iat = Math.floor(nowMs / 1_000);
  const claims = {
    iss: 'https://id.example',
    sub: 'alice',
    aud: 'https://api.example',
    scope: 'orders:read',
    iat,
    exp: iat + lifetimeSeconds,
  };
  const made = await sign({ alg: 'HS256', typ: 'JWT' }, claims, sampleSecret);
  return 'token' in made ? made.token : undefined;
}
