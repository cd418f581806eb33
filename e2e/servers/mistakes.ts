import { createHmac } from 'node:crypto';
import type { CauseCode } from '../../src/traffic';
import type { Answer, Caller } from './caller';
import {
  audience,
  createKey,
  mint,
  mintProof,
  nowSeconds,
  thumbprint,
  type Issuer,
  type KeyPair,
  type TokenOptions,
} from './issuer';

export interface Scene {
  readonly cell: Caller;
  readonly issuer: Issuer;
}

/** One way in which a client or its surroundings can be wrong. */
export interface Mistake {
  readonly name: string;
  /** `none` if the call isn't rejected because of its credentials, and the panel must not claim it. */
  readonly cause: CauseCode | 'none';
  /** Other first causes that are correct as well, since the mistake is both. */
  readonly alsoCorrect?: readonly (CauseCode | 'none')[];
  /** Nothing proves the reason, so a cause that is certain is wrong. */
  readonly isNeverCertain?: boolean;
  /** Sends the requests and returns the one that is rejected. */
  readonly make: (scene: Scene) => Promise<Answer>;
}

/** Sends a token, changed or with other text around it. */
function bearer(
  name: string,
  cause: CauseCode,
  options: (issuer: Issuer) => TokenOptions = () => ({}),
  write: (token: string) => Readonly<Record<string, string>> = (token) => ({
    authorization: `Bearer ${token}`,
  }),
  more: {
    readonly method?: string;
    readonly path?: string;
    readonly alsoCorrect?: readonly CauseCode[];
  } = {},
): Mistake {
  return {
    name,
    cause,
    ...(more.alsoCorrect && { alsoCorrect: more.alsoCorrect }),
    make: async ({ cell, issuer }) =>
      cell.send({
        method: more.method ?? 'GET',
        path: more.path ?? '/orders',
        headers: write(await mint(issuer, options(issuer))),
      }),
  };
}

const text = (name: string, cause: CauseCode, value: string): Mistake => ({
  name,
  cause,
  make: ({ cell }) => cell.send({ headers: { authorization: value } }),
});

const claims = (
  name: string,
  cause: CauseCode,
  values: () => Readonly<Record<string, unknown>>,
  alsoCorrect?: readonly CauseCode[],
) => bearer(name, cause, () => ({ claims: values() }), undefined, alsoCorrect ? { alsoCorrect } : {});

const idToken = () => ({
  claims: {
    aud: 'shop-web',
    nonce: 'n-1',
    at_hash: 'MTIzNDU2Nzg5MDEyMzQ1Ng',
    auth_time: nowSeconds(),
    email: 'alice@shop.test',
    scope: undefined,
    client_id: undefined,
    token_type: undefined,
  },
  header: { typ: 'JWT' },
});

const replaceAt = (token: string, index: number, change: (part: string) => string) =>
  token
    .split('.')
    .map((part, at) => (at === index ? change(part) : part))
    .join('.');

const changePayload = (payload: string) => {
  const values = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  return Buffer.from(JSON.stringify({ ...values, sub: 'root' })).toString('base64url');
};

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Mistakes with bearer tokens, for every server. */
export const bearerMistakes: readonly Mistake[] = [
  { name: 'no Authorization header', cause: 'no-token', make: ({ cell }) => cell.send({}) },
  text('Bearer undefined', 'no-token', 'Bearer undefined'),
  text('Bearer null', 'no-token', 'Bearer null'),
  text('empty Bearer', 'no-token', 'Bearer '),
  text('[object Object]', 'no-token', 'Bearer [object Object]'),
  text('template not filled in', 'no-token', 'Bearer ${token}'),
  bearer('token in X-Token', 'no-token', undefined, (token) => ({ 'x-token': token })),
  {
    name: 'token in the URL',
    cause: 'no-token',
    make: async ({ cell, issuer }) => cell.send({ path: `/orders?access_token=${await mint(issuer)}` }),
  },
  bearer('scheme Token', 'scheme', undefined, (token) => ({ authorization: `Token ${token}` })),
  bearer('scheme JWT', 'scheme', undefined, (token) => ({ authorization: `JWT ${token}` })),
  bearer('no scheme', 'scheme', undefined, (token) => ({ authorization: token })),
  bearer('scheme twice', 'scheme', undefined, (token) => ({ authorization: `Bearer Bearer ${token}` }), {
    alsoCorrect: ['malformed'],
  }),
  bearer('Bearer with colon', 'scheme', undefined, (token) => ({ authorization: `Bearer:${token}` })),
  bearer('scheme Basic', 'scheme', undefined, (token) => ({ authorization: `Basic ${token}` })),
  bearer('scheme in lowercase', 'scheme', undefined, (token) => ({ authorization: `bearer ${token}` })),
  claims('expiry as text', 'malformed', () => ({ exp: String(nowSeconds() + 600) })),
  claims('no expiry', 'malformed', () => ({ exp: undefined })),
  bearer('two parts', 'malformed', undefined, (token) => ({
    authorization: `Bearer ${token.split('.').slice(0, 2).join('.')}`,
  })),
  bearer('cut in the payload', 'malformed', undefined, (token) => ({
    authorization: `Bearer ${token.slice(0, 150)}`,
  })),
  bearer(
    'signature cut',
    'malformed',
    undefined,
    (token) => ({ authorization: `Bearer ${token.slice(0, -40)}` }),
    { alsoCorrect: ['signature'] },
  ),
  bearer('in quotes', 'malformed', undefined, (token) => ({ authorization: `Bearer "${token}"` })),
  bearer('trailing comma', 'malformed', undefined, (token) => ({ authorization: `Bearer ${token},` })),
  bearer('damaged header', 'malformed', undefined, (token) => ({
    authorization: `Bearer ${replaceAt(token, 0, (part) => `${part.slice(0, 12)}${part.slice(14)}`)}`,
  })),
  bearer('URL-encoded', 'malformed', undefined, (token) => ({
    authorization: `Bearer ${token.replaceAll('.', '%2E')}`,
  })),
  claims('expired 1 h ago', 'expired', () => ({ iat: nowSeconds() - 7_200, exp: nowSeconds() - 3_600 })),
  claims('expired 20 min ago', 'expired', () => ({ iat: nowSeconds() - 4_800, exp: nowSeconds() - 1_200 })),
  claims('expired 90 s ago', 'expired', () => ({ iat: nowSeconds() - 3_690, exp: nowSeconds() - 90 }), [
    'clock-skew',
  ]),
  claims('nbf in 1 h', 'not-yet-valid', () => ({ nbf: nowSeconds() + 3_600, exp: nowSeconds() + 7_200 })),
  claims('nbf in 20 min', 'not-yet-valid', () => ({ nbf: nowSeconds() + 1_200 })),
  claims('short lifetime', 'clock-skew', () => ({ exp: nowSeconds() + 300 })),
  claims('nbf now', 'clock-skew', () => ({ nbf: nowSeconds() })),
  claims('other audience', 'audience', () => ({ aud: 'https://billing.shop.test' })),
  claims('other audiences', 'audience', () => ({
    aud: ['https://billing.shop.test', 'https://id.shop.test/userinfo'],
  })),
  claims('no audience', 'audience', () => ({ aud: undefined })),
  claims('audience with slash', 'audience', () => ({ aud: `${audience}/` })),
  claims('other issuer', 'issuer', () => ({ iss: 'https://test-id.shop.test' })),
  bearer('issuer with slash', 'issuer', (issuer) => ({ claims: { iss: `${issuer.url}/` } })),
  bearer('token of another issuer', 'issuer', ({ otherKeys }) => ({
    claims: { iss: 'https://other.test' },
    key: otherKeys.foreign,
  })),
  claims('no issuer', 'issuer', () => ({ iss: undefined })),
  bearer('scope for reading only', 'scope', () => ({ claims: { scope: 'orders:read' } }), undefined, {
    method: 'POST',
  }),
  claims('other scope', 'scope', () => ({ scope: 'profile' })),
  claims('no scope', 'scope', () => ({ scope: undefined })),
  bearer('ID token', 'wrong-kind', idToken),
  bearer('ID token for the API', 'wrong-kind', () => ({
    ...idToken(),
    claims: { ...idToken().claims, aud: audience },
  })),
  bearer('refresh token', 'wrong-kind', () => ({
    claims: { typ: 'Refresh', token_type: 'refresh', scope: undefined },
    header: { typ: 'JWT' },
  })),
  bearer('key of an impostor', 'signature', ({ otherKeys }) => ({ key: otherKeys.impostor })),
  bearer('payload changed', 'signature', undefined, (token) => ({
    authorization: `Bearer ${replaceAt(token, 1, changePayload)}`,
  })),
  bearer('signature changed', 'signature', undefined, (token) => ({
    authorization: `Bearer ${replaceAt(token, 2, (part) => `AAAA${part.slice(4)}`)}`,
  })),
  bearer('signature removed', 'signature', undefined, (token) => ({
    authorization: `Bearer ${replaceAt(token, 2, () => '')}`,
  })),
  bearer('unpublished key', 'unknown-kid', ({ otherKeys }) => ({ key: otherKeys.unpublished })),
  bearer('published key, other kid', 'unknown-kid', () => ({ header: { kid: 'key-9' } })),
  {
    name: 'alg none',
    cause: 'algorithm',
    make: async ({ cell, issuer }) => {
      const [, payload] = (await mint(issuer)).split('.');
      return cell.send({
        headers: { authorization: `Bearer ${encode({ alg: 'none', typ: 'at+jwt' })}.${payload}.` },
      });
    },
  },
  {
    name: 'HS256 with the public key',
    cause: 'algorithm',
    make: async ({ cell, issuer }) => {
      const [, payload] = (await mint(issuer)).split('.');
      const signed = `${encode({ alg: 'HS256', kid: 'key-1', typ: 'at+jwt' })}.${payload}`;
      const signature = createHmac('sha256', issuer.publicKeyPem).update(signed).digest('base64url');
      return cell.send({ headers: { authorization: `Bearer ${signed}.${signature}` } });
    },
  },
  bearer('ES256', 'algorithm', ({ otherKeys }) => ({ key: otherKeys.ec })),
  text('opaque token', 'revoked-or-opaque', 'Bearer 2YotnFZFEjr1zCsicMWpAA'),
  {
    name: 'revoked after use',
    cause: 'revoked-or-opaque',
    make: async ({ cell, issuer }) => {
      const token = await mint(issuer, { claims: { jti: 'revoked-1' } });
      const headers = { authorization: `Bearer ${token}` };
      issuer.revoked.delete('revoked-1');
      await cell.send({ headers });
      issuer.revoked.add('revoked-1');
      return cell.send({ headers });
    },
  },
  {
    name: 'replaced by a refresh',
    cause: 'superseded',
    make: async ({ cell, issuer }) => {
      const token = await mint(issuer, { claims: { jti: 'replaced-1' } });
      const headers = { authorization: `Bearer ${token}` };
      issuer.revoked.delete('replaced-1');
      await deliver(cell, issuer, 'grant_type=authorization_code&code=c1', token);
      await cell.send({ headers });
      await deliver(cell, issuer, 'grant_type=refresh_token&refresh_token=r1', await mint(issuer));
      issuer.revoked.add('replaced-1');
      return cell.send({ headers });
    },
  },
  bearer('weak sign-in', 'step-up', () => ({ claims: { acr: 'pwd' } }), undefined, { path: '/transfer' }),
  bearer('no permission at all', 'unknown', undefined, undefined, {
    path: '/closed',
    alsoCorrect: ['scope'],
  }),
  bearer('headers of 40 kB', 'too-large', undefined, (token) => ({
    authorization: `Bearer ${token}`,
    'x-context': 'x'.repeat(40_000),
  })),
];

/** Gets a token from the issuer, which delivers any that it's asked for. */
function deliver(cell: Caller, issuer: Issuer, body: string, token: string): Promise<Answer> {
  issuer.deliver(token);
  return cell.send({ method: 'POST', path: `${issuer.url}/token`, headers: form, body });
}

interface ProofPlan {
  readonly path?: string;
  readonly key?: KeyPair;
  readonly claims?: (origin: string) => Readonly<Record<string, unknown>>;
  readonly method?: string;
  readonly scheme?: string;
  readonly isProofLess?: boolean;
  readonly isRepeated?: boolean;
}

const clientKey = createKey('client', 'ES256');
const strangerKey = createKey('client', 'ES256');

function proof(name: string, cause: CauseCode, plan: ProofPlan, alsoCorrect?: readonly CauseCode[]): Mistake {
  const {
    path = '/orders',
    key = clientKey,
    method = 'GET',
    scheme = 'DPoP',
    isProofLess = false,
    isRepeated = false,
  } = plan;
  return {
    name,
    cause,
    ...(alsoCorrect && { alsoCorrect }),
    make: async ({ cell, issuer }) => {
      const token = await mint(issuer, { claims: { cnf: { jkt: await thumbprint(clientKey) } } });
      const url = `${cell.origin}${path}`;
      const dpop = await mintProof(key, { method, url, token }, plan.claims?.(cell.origin));
      const headers = { authorization: `${scheme} ${token}`, ...(!isProofLess && { dpop }) };
      if (isRepeated) await cell.send({ method, path, headers });
      return cell.send({ method, path, headers });
    },
  };
}

/** Mistakes with DPoP proofs (RFC 9449) and certificates (RFC 8705), for servers that support them. */
export const bindingMistakes: readonly Mistake[] = [
  proof('no proof', 'dpop-missing', { isProofLess: true }),
  proof('no proof, Bearer', 'dpop-missing', { isProofLess: true, scheme: 'Bearer' }, ['scheme']),
  proof('proof for POST', 'dpop-method', { claims: () => ({ htm: 'POST' }) }),
  proof('proof for another URL', 'dpop-uri', { claims: (origin) => ({ htu: `${origin}/other` }) }),
  proof('proof for another token', 'dpop-token-hash', {
    claims: () => ({ ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo' }),
  }),
  proof('proof without ath', 'dpop-token-hash', { claims: () => ({ ath: undefined }) }),
  proof('proof of another key', 'dpop-binding', { key: strangerKey }),
  proof('proof 1 h old', 'dpop-age', { claims: () => ({ iat: nowSeconds() - 3_600 }) }),
  proof('proof from the future', 'dpop-age', { claims: () => ({ iat: nowSeconds() + 3_600 }) }),
  proof('proof used twice', 'dpop-replay', { isRepeated: true }),
  proof('no nonce', 'dpop-nonce', { path: '/nonce' }),
  proof('old nonce', 'dpop-nonce', { path: '/nonce', claims: () => ({ nonce: 'nonce-1' }) }),
  claims('bound to a certificate', 'mtls-binding', () => ({
    cnf: { 'x5t#S256': 'bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2' },
  })),
];

/** Mistakes with session cookies, CSRF tokens and opaque tokens. */
export const sessionMistakes: readonly Mistake[] = [
  {
    name: 'refresh token unknown to the app’s own endpoint',
    cause: 'invalid-grant',
    make: ({ cell }) =>
      cell.send({
        path: '/refresh',
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ refreshToken: '8xLOxBtZp8' }),
      }),
  },
  {
    name: 'cookie not sent',
    cause: 'cookie-not-sent',
    make: async ({ cell }) => {
      await signIn(cell);
      return cell.send({});
    },
  },
  {
    name: 'only another cookie sent',
    cause: 'cookie-not-sent',
    make: async ({ cell }) => {
      await signIn(cell);
      await cell.removeCookie('sid');
      return cell.send({ hasCookies: true });
    },
  },
  {
    name: 'session ended',
    cause: 'revoked-or-opaque',
    make: async ({ cell }) => {
      await signIn(cell);
      await cell.send({ path: '/logout', method: 'POST', hasCookies: true });
      return cell.send({ hasCookies: true });
    },
  },
  {
    name: 'CSRF token missing',
    cause: 'csrf',
    make: async ({ cell }) => {
      await signIn(cell);
      return cell.send({ method: 'POST', hasCookies: true });
    },
  },
  {
    name: 'CSRF token of another session',
    cause: 'csrf',
    make: async ({ cell }) => {
      await signIn(cell);
      const headers = { 'X-XSRF-TOKEN': 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6' };
      return cell.send({ method: 'POST', hasCookies: true, headers });
    },
  },
  {
    name: 'opaque token replaced',
    cause: 'superseded',
    make: async ({ cell }) => {
      const { token, refresh } = await getOpaque(cell);
      await cell.send({
        path: '/opaque/token',
        method: 'POST',
        headers: form,
        body: `grant_type=refresh_token&refresh_token=${refresh}`,
      });
      return cell.send({ path: '/opaque', headers: { authorization: `Bearer ${token}` } });
    },
  },
  {
    name: 'opaque token revoked',
    cause: 'revoked-or-opaque',
    make: async ({ cell }) => {
      const { token } = await getOpaque(cell);
      await cell.send({ path: '/opaque/revoke', method: 'POST', headers: form, body: `token=${token}` });
      return cell.send({ path: '/opaque', headers: { authorization: `Bearer ${token}` } });
    },
  },
  {
    name: 'unknown opaque token',
    cause: 'revoked-or-opaque',
    make: async ({ cell }) => {
      await getOpaque(cell);
      return cell.send({
        path: '/opaque',
        headers: { authorization: 'Bearer 5d41402abc4b2a76b9719d911017c592' },
      });
    },
  },
  {
    name: 'refresh token to the API',
    cause: 'wrong-kind',
    make: async ({ cell }) => {
      const { refresh } = await getOpaque(cell);
      return cell.send({ path: '/opaque', headers: { authorization: `Bearer ${refresh}` } });
    },
  },
  {
    name: 'no opaque token',
    cause: 'no-token',
    make: async ({ cell }) => {
      await getOpaque(cell);
      return cell.send({ path: '/opaque' });
    },
  },
  {
    name: 'headers too large',
    cause: 'too-large',
    make: async ({ cell }) => {
      await signIn(cell);
      const names = ['a', 'b', 'c', 'd', 'e', 'f'];
      for (const name of names) await cell.setCookie(name, 'x'.repeat(3_900));
      const answer = await cell.send({ hasCookies: true });
      for (const name of names) await cell.removeCookie(name);
      return answer;
    },
  },
];

const form = { 'content-type': 'application/x-www-form-urlencoded' };

async function signIn(cell: Caller): Promise<void> {
  await cell.send({ path: '/login', method: 'POST', hasCookies: true });
  const csrf = (await cell.readCookie('XSRF-TOKEN')) ?? '';
  await cell.send({ hasCookies: true });
  await cell.send({ method: 'POST', hasCookies: true, headers: { 'X-XSRF-TOKEN': csrf } });
}

async function getOpaque(cell: Caller): Promise<{ readonly token: string; readonly refresh: string }> {
  const { text } = await cell.send({ path: '/opaque/token' });
  const { access_token: token, refresh_token: refresh } = JSON.parse(text) as Record<string, string>;
  await cell.send({ path: '/opaque', headers: { authorization: `Bearer ${token}` } });
  return { token: token ?? '', refresh: refresh ?? '' };
}
