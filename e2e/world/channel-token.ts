import { randomBytes } from 'node:crypto';
import { makeToken } from './make-token';

const LIFETIME_SECONDS = 3600;

/** A JWT that the server makes for one channel: its subject is the channel's ID, and its key is discarded. */
export function makeChannelToken(issuer: string, subject: string): Promise<string> {
  const iat = Math.floor(Date.now() / 1000);
  return makeToken({
    header: { typ: 'JWT' },
    claims: { iss: issuer, sub: subject, iat, exp: iat + LIFETIME_SECONDS },
    key: randomBytes(32),
  });
}
