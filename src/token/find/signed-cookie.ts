import { takeEnd } from './base64-runs';

/**
 * What a server appends to the value of a signed cookie: an HMAC with SHA-1, SHA-256, SHA-384 or SHA-512, in base64 (npm
 * `cookie-signature`, which Express and Fastify use) or hexadecimal. itsdangerous (Python) may put a timestamp before it.
 */
const COOKIE_SIGNATURE =
  /\.(?:[\w-]{5,7}\.)?(?:[\da-f]{40}|[\da-f]{128}|[\w+/-]{27}={0,2}|[\w+/-]{43}={0,2}|[\w+/-]{64}|[\w+/-]{86}={0,2})(?![\w+/=-]|\.[\w-])/y;

/** Whether the signature of a cookie begins here, after the token that is its value. */
export function isCookieSignature(text: string, start: number): boolean {
  return takeEnd(COOKIE_SIGNATURE, text, start) !== start;
}
