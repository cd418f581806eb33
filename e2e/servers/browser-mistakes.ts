import type { CauseCode } from '../../src/traffic';
import type { Sent } from './caller';
import { mint, nowSeconds, type Issuer, type TokenOptions } from './issuer';
import type { Mistake } from './mistake';
import type { PageCaller } from './page-caller';

/** A mistake that only a page in a browser can make. */
export type BrowserMistake = Omit<Mistake, 'make'> & {
  readonly make: (scene: {
    readonly cell: PageCaller;
    readonly issuer: Issuer;
  }) => ReturnType<Mistake['make']>;
};

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const valid = (issuer: Issuer, options: TokenOptions = {}) =>
  mint(issuer, { claims: { exp: nowSeconds() + 7_200 }, ...options });
const expired = (issuer: Issuer) =>
  mint(issuer, { claims: { iat: nowSeconds() - 7_200, exp: nowSeconds() - 3_600 } });

/** A call with a valid token, whose preflight fails. */
function preflight(name: string, reply: string, sent: Sent = {}): BrowserMistake {
  return {
    name: `preflight: ${name}`,
    cause: 'preflight',
    make: async ({ cell, issuer }) => {
      await cell.send({ headers: bearer(await valid(issuer)) });
      const headers = { ...bearer(await valid(issuer)), ...sent.headers };
      return cell.send({ ...sent, path: `/preflight/${encodeURIComponent(reply)}`, headers });
    },
  };
}

/** A WebSocket that isn't opened, after one that was. */
function socket(
  name: string,
  cause: CauseCode,
  open: (issuer: Issuer) => Promise<{ readonly path: string; readonly protocols?: readonly string[] }>,
  isByProtocol = false,
): BrowserMistake {
  return {
    name: `WebSocket: ${name}`,
    cause,
    make: async ({ cell, issuer }) => {
      const token = await valid(issuer);
      if (isByProtocol) await cell.connect('/socket', ['shop.v1', token]);
      else await cell.connect(`/socket?access_token=${token}`);
      const { path, protocols } = await open(issuer);
      return cell.connect(path, protocols);
    },
  };
}

/** Headers that are larger than what the server accepts. */
function large(name: string, server: string): BrowserMistake {
  return {
    name: `too large: ${name}`,
    cause: 'too-large',
    make: async ({ cell, issuer }) => {
      const headers = bearer(await valid(issuer));
      await cell.send({ path: `/size/${server}`, headers });
      return cell.send({
        path: `/size/${server}?large`,
        headers: { ...headers, 'x-context': 'x'.repeat(17_000) },
      });
    },
  };
}

/** A cookie that the browser doesn't send, after it was set. */
function cookie(name: string, attributes: string): BrowserMistake {
  return {
    name: `cookie: ${name}`,
    cause: 'cookie-not-sent',
    make: async ({ cell }) => {
      await cell.send({
        path: `/cookie/login?attributes=${encodeURIComponent(attributes)}`,
        method: 'POST',
        hasCookies: true,
      });
      const answer = await cell.send({ path: '/cookie/orders', hasCookies: true });
      await cell.removeCookie('sid');
      return answer;
    },
  };
}

const isolated = (name: string, cause: CauseCode | 'none', make: BrowserMistake['make']): BrowserMistake => ({
  name,
  cause,
  make,
});

export const browserMistakes: readonly BrowserMistake[] = [
  preflight('status 405', 'not allowed'),
  preflight('status 404', 'not found'),
  preflight('status 401', 'unauthorized'),
  preflight('status 403', 'forbidden'),
  preflight('status 500', 'crash'),
  preflight('redirect', 'redirect'),
  preflight('headers not allowed', 'no headers'),
  preflight('no origin allowed', 'no origin'),
  preflight('another origin allowed', 'other origin'),
  preflight('method not allowed', 'no method', { method: 'PUT' }),
  preflight('another header not allowed', 'no other header', { headers: { dpop: 'x' } }),
  preflight('status 405, POST', 'not allowed', { method: 'POST', body: '{}' }),
  socket('no token', 'no-token', async () => ({ path: '/socket' })),
  socket('undefined', 'no-token', async () => ({ path: '/socket?access_token=undefined' })),
  socket('expired', 'expired', async (issuer) => ({ path: `/socket?access_token=${await expired(issuer)}` })),
  socket('other audience', 'audience', async (issuer) => ({
    path: `/socket?access_token=${await valid(issuer, { claims: { aud: 'https://billing.shop.test' } })}`,
  })),
  socket(
    'expired, in the protocol',
    'expired',
    async (issuer) => ({ path: '/socket', protocols: ['shop.v1', await expired(issuer)] }),
    true,
  ),
  socket(
    'no token in the protocol',
    'no-token',
    async () => ({ path: '/socket', protocols: ['shop.v1'] }),
    true,
  ),
  {
    ...socket('not allowed', 'unknown', async (issuer) => ({
      path: `/socket/closed?access_token=${await valid(issuer)}`,
    })),
    alsoCorrect: ['scope'],
    isNeverCertain: true,
  },
  large('nginx', 'nginx'),
  large('nginx, 494', 'nginx-494'),
  large('Apache', 'apache'),
  large('Tomcat', 'tomcat'),
  large('431', 'node'),
  large('400 without a reason', 'silent'),
  large('connection closed', 'closed'),
  cookie('SameSite=Lax at another site', 'Path=/; SameSite=Lax'),
  cookie('SameSite=Strict at another site', 'Path=/; SameSite=Strict'),
  cookie('no SameSite at another site', 'Path=/'),
  cookie('another path', 'Path=/account; SameSite=Lax'),
  cookie('Secure without https', 'Path=/; SameSite=None; Secure'),
  isolated('redirect to sign-in: expired', 'expired', async ({ cell, issuer }) => {
    await cell.send({ path: '/app', headers: bearer(await valid(issuer)) });
    return cell.send({ path: '/app', headers: bearer(await expired(issuer)) });
  }),
  isolated('redirect to sign-in: no token', 'no-token', async ({ cell, issuer }) => {
    await cell.send({ path: '/app', headers: bearer(await valid(issuer)) });
    return cell.send({ path: '/app' });
  }),
];
