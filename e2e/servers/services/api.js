// What all APIs have in common: the paths, and what they require. How a server checks a token and how it reports a
// rejection is its own.

/** The scope that a request needs. */
export function scopeOf(method) {
  return method === 'POST' ? 'orders:write' : 'orders:read';
}

/**
 * What remains to be checked after the library has verified the token: undefined if nothing is wrong. `path` is without
 * a query.
 */
export function checkClaims(claims, { method, path, isRevoked }) {
  if (isRevoked(claims.jti)) return 'revoked';
  if (path === '/closed') return 'closed';
  const isOld = Number(claims.auth_time ?? 0) < Date.now() / 1_000 - 43_200;
  if (path === '/transfer' && (claims.acr !== 'mfa' || isOld)) return 'step-up';
  const scopes = String(claims.scope ?? '').split(' ');
  return scopes.includes(scopeOf(method)) ? undefined : 'scope';
}

export const orders = { orders: [{ id: 1, item: 'Desk lamp' }] };

/** Listens on a free port of 127.0.0.1. */
export function listen(server) {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      resolve({
        origin: `http://127.0.0.1:${port}`,
        close: () => {
          server.close();
          server.closeAllConnections?.();
        },
      });
    });
  });
}
