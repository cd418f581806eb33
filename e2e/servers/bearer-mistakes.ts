import { createHmac } from 'node:crypto';
import type { CauseCode } from '../../src/traffic';
import type { Answer, Caller } from './caller';
import { audience, mint, nowSeconds, type Issuer, type TokenOptions } from './issuer';
import { form, type Mistake } from './mistake';

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
