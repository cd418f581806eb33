import { SignJWT, jwtVerify } from 'jose';
import { randomBytes } from 'node:crypto';
import type { Adapter } from 'oidc-provider';

export interface RefreshForm {
  /** The storage the provider sees for its refresh tokens: it finds one by the JWT the client holds. */
  adapter: Adapter;
  /** The JWT handed to the client for a stored refresh token's own value. */
  wrap(value: string): Promise<string>;
}

/**
 * Gives refresh tokens the form Keycloak gives them: an HS512 JWT only the provider can verify, whose `jti` is the
 * opaque value oidc-provider works with.
 */
export function createRefreshForm(issuer: string, storage: Adapter): RefreshForm {
  const key = randomBytes(64);

  return {
    async wrap(value) {
      const stored = await storage.find(value);
      if (!stored?.exp || !stored.iat) throw new Error('no stored refresh token has this value');
      return new SignJWT({ typ: 'Refresh', azp: stored.clientId, scope: stored.scope, sid: stored.sid })
        .setProtectedHeader({ alg: 'HS512', typ: 'JWT', kid: 'demo-refresh' })
        .setIssuer(issuer)
        .setAudience(issuer)
        .setSubject(stored.accountId ?? '')
        .setJti(value)
        .setIssuedAt(stored.iat)
        .setExpirationTime(stored.exp)
        .sign(key);
    },
    adapter: {
      ...storage,
      async find(jwt) {
        try {
          const { payload } = await jwtVerify(jwt, key, { issuer, audience: issuer, algorithms: ['HS512'] });
          return payload.jti === undefined ? undefined : await storage.find(payload.jti);
        } catch {
          // Not one of ours, or expired: the provider answers invalid_grant for what is not found.
          return undefined;
        }
      },
    },
  };
}
