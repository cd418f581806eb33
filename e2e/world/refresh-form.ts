import { SignJWT, jwtVerify } from 'jose';
import { randomBytes } from 'node:crypto';
import type { Adapter } from 'oidc-provider';

export interface RefreshForm {
  /** The provider's storage for refresh tokens: finds one by the JWT that the client has. */
  adapter: Adapter;
  /** The JWT that the client gets for the value of a stored refresh token. */
  wrap(value: string): Promise<string>;
}

/**
 * Gives refresh tokens the form of Keycloak's: an HS512 JWT that only the provider can verify, whose `jti` is the
 * opaque value that oidc-provider uses.
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
          // From another provider, or expired: the provider responds with invalid_grant to a token that isn't found.
          return undefined;
        }
      },
    },
  };
}
