import type { CauseCode } from '../../src/traffic';
import { mint, nowSeconds, type TokenOptions } from './issuer';
import type { Mistake } from './mistake';

interface Plan {
  readonly path?: string;
  readonly options?: () => TokenOptions;
  readonly write?: (token: string) => Readonly<Record<string, string>>;
  readonly alsoCorrect?: readonly CauseCode[];
}

function header(name: string, cause: CauseCode, plan: Plan): Mistake {
  const { path = '/orders', options = () => ({}), alsoCorrect } = plan;
  const { write = (token) => ({ authorization: `Bearer ${token}` }) } = plan;
  return {
    name,
    cause,
    ...(alsoCorrect && { alsoCorrect }),
    make: async ({ cell, issuer }) => cell.send({ path, headers: write(await mint(issuer, options())) }),
  };
}

const as = (write: (token: string) => string): Pick<Plan, 'write'> => ({
  write: (token) => ({ authorization: write(token) }),
});

/** What else clients write in the header, or put in the token. */
export const headerMistakes: readonly Mistake[] = [
  header('two tokens in the header', 'malformed', {
    ...as((token) => `Bearer ${token}, Bearer ${token}`),
    alsoCorrect: ['scheme'],
  }),
  header(
    'JSON in the header',
    'malformed',
    as((token) => `Bearer {"access_token":"${token}"}`),
  ),
  header('token in base64', 'malformed', {
    ...as((token) => `Bearer ${btoa(token)}`),
    alsoCorrect: ['revoked-or-opaque'],
  }),
  header(
    'line break as text',
    'malformed',
    as((token) => `Bearer ${token}\\n`),
  ),
  header(
    'token in angle brackets',
    'malformed',
    as((token) => `Bearer <${token}>`),
  ),
  header(
    'ellipsis of a log',
    'malformed',
    as((token) => `Bearer ${token.slice(0, 40)}...`),
  ),
  header(
    'payload only',
    'malformed',
    as((token) => `Bearer ${token.split('.')[1]}`),
  ),
  header('token in Authentication', 'no-token', {
    write: (token) => ({ authentication: `Bearer ${token}` }),
  }),
  header('token in X-Authorization', 'no-token', { write: (token) => ({ 'x-authorization': token }) }),
  header('scheme Basic with a password', 'scheme', {
    ...as(() => `Basic ${btoa('alice:secret')}`),
    alsoCorrect: ['no-token'],
  }),
  header(
    'NaN',
    'no-token',
    as(() => 'Bearer NaN'),
  ),
  header(
    'name of a variable',
    'no-token',
    as(() => 'Bearer {{access_token}}'),
  ),
  header('expired 1 s ago', 'expired', {
    options: () => ({ claims: { iat: nowSeconds() - 3_600, exp: nowSeconds() - 1 } }),
    alsoCorrect: ['clock-skew'],
  }),
  header('expired 2 days ago', 'expired', {
    options: () => ({ claims: { iat: nowSeconds() - 176_400, exp: nowSeconds() - 172_800 } }),
  }),
  header('expired, and another audience', 'expired', {
    options: () => ({ claims: { exp: nowSeconds() - 3_600, aud: 'https://billing.shop.test' } }),
    alsoCorrect: ['audience'],
  }),
  header('nbf in 2 days', 'not-yet-valid', {
    options: () => ({ claims: { nbf: nowSeconds() + 172_800, exp: nowSeconds() + 259_200 } }),
  }),
  header('audience of the ID token', 'audience', {
    options: () => ({ claims: { aud: 'shop-web' } }),
    alsoCorrect: ['wrong-kind'],
  }),
  header('audience in other case', 'audience', {
    options: () => ({ claims: { aud: 'https://API.shop.test' } }),
  }),
  header('signed in long ago', 'step-up', {
    path: '/transfer',
    options: () => ({ claims: { acr: 'mfa', auth_time: nowSeconds() - 86_400 } }),
  }),
];
