import type { CauseCode } from '../../src/traffic';
import { createKey, mint, mintProof, nowSeconds, thumbprint } from './issuer';
import type { Mistake, Scene } from './mistake';

/** Headers of the call, and of the accepted calls before it. */
type Headers = Readonly<Record<string, string>>;

interface Plan {
  readonly method?: string;
  readonly path?: string;
  readonly body?: string;
  /** Of the rejected call. Without it, a token that nothing is wrong with. */
  readonly headers?: (scene: Scene, token: string) => Headers | Promise<Headers>;
  readonly alsoCorrect?: readonly (CauseCode | 'none')[];
}

const json = { 'content-type': 'application/json' };
const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });

/** A call to `/reasons/…`, after accepted calls with the same token and another one. */
function other(name: string, cause: CauseCode | 'none', reason: string, plan: Plan = {}): Mistake {
  const { method = 'GET', path = `/reasons/${reason}`, body, headers, alsoCorrect } = plan;
  return {
    name,
    cause,
    isNeverCertain: true,
    ...(alsoCorrect && { alsoCorrect }),
    make: async (scene) => {
      const { cell, issuer } = scene;
      const token = await mint(issuer, { claims: { exp: nowSeconds() + 7_200 } });
      const request = { method, ...(body !== undefined && { body }) };
      const accepted = path.startsWith('/reasons') ? `${path}?accept` : path;
      const read = {
        ...(path.startsWith('/reasons') ? request : { method, body: '{"method":"orders.list"}' }),
      };
      await cell.send({ ...read, path: accepted, headers: { ...json, ...bearer(await mint(issuer)) } });
      if (headers === undefined)
        await cell.send({ ...read, path: accepted, headers: { ...json, ...bearer(token) } });
      const own = (await headers?.(scene, token)) ?? bearer(token);
      return cell.send({ ...request, path, headers: { ...json, ...own } });
    },
  };
}

const expired = async ({ issuer }: Scene): Promise<Headers> =>
  bearer(await mint(issuer, { claims: { iat: nowSeconds() - 7_200, exp: nowSeconds() - 3_600 } }));
const otherAudience = async ({ issuer }: Scene): Promise<Headers> =>
  bearer(await mint(issuer, { claims: { aud: ['https://api.shop.test', 'https://pay.shop.test'] } }));
const placeholder = (): Headers => bearer('null');
const nothing = (): Headers => ({});
const key = createKey('client', 'ES256');
const otherProof = async ({ cell, issuer }: Scene): Promise<Headers> => {
  const token = await mint(issuer, { claims: { cnf: { jkt: await thumbprint(key) } } });
  const url = 'https://api.shop.test/reasons/owner';
  return {
    authorization: `DPoP ${token}`,
    dpop: await mintProof(key, { method: 'GET', url, token }),
    'x-from': cell.origin,
  };
};

const post = { method: 'POST', body: '{"quantity":"two"}' };
const signIn = { method: 'POST', body: '{"email":"alice@shop.test","password":"wrong"}' };
/** A status that can mean a rejection: what it means is unknown. */
const perhaps: readonly (CauseCode | 'none')[] = ['none'];
const permission: readonly (CauseCode | 'none')[] = ['scope'];

/**
 * Calls that fail for a reason that has nothing to do with the token, whatever else is wrong with it. What is wrong with
 * it may be shown as likely, since a server seldom gives another reason for a token that it didn't accept.
 */
export const reasonMistakes: readonly Mistake[] = [
  other('rate limit', 'none', 'rate'),
  other('not found', 'none', 'missing'),
  other('conflict', 'none', 'conflict'),
  other('maintenance', 'none', 'maintenance'),
  other('bad gateway', 'none', 'gateway'),
  other('invalid field', 'unknown', 'field', { ...post, alsoCorrect: perhaps }),
  other('invalid value', 'unknown', 'pydantic', { ...post, alsoCorrect: perhaps }),
  other('date in the past', 'unknown', 'date', { ...post, alsoCorrect: perhaps }),
  other('fields named like claims', 'unknown', 'required', { ...post, alsoCorrect: perhaps }),
  other('unexpected token in JSON', 'unknown', 'json', { ...post, alsoCorrect: perhaps }),
  other('field named scope', 'unknown', 'rails', { ...post, alsoCorrect: perhaps }),
  other('field named Audience', 'unknown', 'problem', { ...post, alsoCorrect: perhaps }),
  other('invalid field, new token', 'unknown', 'field', {
    ...post,
    headers: (_, token) => bearer(token),
    alsoCorrect: perhaps,
  }),
  other('invalid field, more audiences', 'unknown', 'problem', {
    ...post,
    headers: otherAudience,
    alsoCorrect: perhaps,
  }),
  other('crash', 'unknown', 'crash', { alsoCorrect: perhaps }),
  other('no database', 'unknown', 'database', { alsoCorrect: perhaps }),
  other('firewall', 'unknown', 'waf', { alsoCorrect: permission }),
  other('bot protection', 'unknown', 'bot', { alsoCorrect: permission }),
  other('country', 'unknown', 'country', { alsoCorrect: permission }),
  other('order of another customer', 'unknown', 'owner', { alsoCorrect: permission }),
  other('quota', 'unknown', 'quota', { alsoCorrect: permission }),
  other('subscription ended', 'unknown', 'suspended', { alsoCorrect: permission }),
  other('upstream’s key expired', 'unknown', 'upstream', { alsoCorrect: ['revoked-or-opaque'] }),
  other('wrong password', 'unknown', 'password', { ...signIn, headers: nothing, alsoCorrect: perhaps }),
  other('wrong password, Bearer null', 'unknown', 'password', { ...signIn, headers: placeholder }),
  other('wrong password, expired token', 'unknown', 'password', {
    ...signIn,
    headers: expired,
    alsoCorrect: ['expired'],
  }),
  other('wrong password, GraphQL', 'unknown', '', {
    method: 'POST',
    path: '/graphql',
    body: '{"query":"mutation { signIn(email: \\"a\\", password: \\"b\\") { token } }"}',
    headers: nothing,
  }),
  other('wrong password, JSON-RPC', 'unknown', '', {
    method: 'POST',
    path: '/rpc',
    body: '{"jsonrpc":"2.0","id":1,"method":"session.create","params":{"password":"b"}}',
    headers: nothing,
  }),
  other('invalid field, expired token', 'unknown', 'field', {
    ...post,
    headers: expired,
    alsoCorrect: perhaps,
  }),
  other('invalid field, Bearer null', 'unknown', 'field', {
    ...post,
    headers: placeholder,
    alsoCorrect: perhaps,
  }),
  other('crash, expired token', 'unknown', 'crash', { headers: expired, alsoCorrect: perhaps }),
  other('firewall, expired token', 'unknown', 'waf', { headers: expired }),
  other('firewall, no token', 'unknown', 'waf', { headers: nothing }),
  other('country, Bearer null', 'unknown', 'country', { headers: placeholder, alsoCorrect: ['no-token'] }),
  other('order of another customer, expired token', 'unknown', 'owner', {
    headers: expired,
    alsoCorrect: ['expired'],
  }),
  other('order of another customer, proof for another URL', 'unknown', 'owner', {
    headers: otherProof,
    alsoCorrect: ['dpop-uri'],
  }),
  other('subscription ended, expired token', 'unknown', 'suspended', {
    headers: expired,
    alsoCorrect: ['expired'],
  }),
];
