import { expect } from 'vitest';
import { decode } from '../decode/decode';
import { encode } from '../token.fixture';
import type { Verdict } from './verdict';
import { p256, rsa, signToken } from './keys.fixture';
import { verify, type VerifyOptions } from './verify';
import { isFilled } from '../param.fixture';

export const claims = { sub: 'alice' };
export const secret = 'a secret of more than thirty-two bytes';
export const es256 = signToken({ alg: 'ES256', kid: 'one' }, claims, p256.privateKey);
export const rs256 = signToken({ alg: 'RS256' }, claims, rsa.privateKey);
export const hs256 = signToken({ alg: 'HS256' }, claims, secret);
export const p256Jwk = { ...p256.publicKey.export({ format: 'jwk' }) };

/** The verdict on a token with a key as text or as JSON; each param has a value. */
export async function check(token: string, key: unknown, options?: VerifyOptions): Promise<Verdict> {
  const verdict = await verify(decode(token), typeof key === 'string' ? key : JSON.stringify(key), options);
  expect(isFilled([...verdict.params, ...(verdict.notes ?? []).flatMap(({ params }) => params)])).toBe(true);
  return verdict;
}

/** Status and reason in one text, such as `valid signature_matches`. */
export async function outcome(token: string, key: unknown, options?: VerifyOptions): Promise<string> {
  const { status, reason } = await check(token, key, options);
  return `${status} ${reason}`;
}

/** The same token with other claims. */
export function tamper(token: string): string {
  const [header, , signature] = token.split('.');
  return `${header}.${encode({ sub: 'admin' })}.${signature}`;
}
