import { describe, expect, it } from 'vitest';
import type { SdJwt } from '../token';
import { decode } from '../decode/decode';
import { makeEncryptedToken, makeToken } from '../token.fixture';
import { describeTokenType } from './describe-token-type';
import { typesByTyp } from './by-typ';

const subject = { iss: 'https://id.test', sub: 'alice', aud: 'app', exp: 2, iat: 1 };
const plain = { alg: 'RS256', typ: 'JWT' };

function typeOf(claims: unknown, header: unknown = plain) {
  const { type, certainty, why, params } = describeTokenType(decode(makeToken(header, claims)));
  expect(params.length).toBeLessThanOrEqual(1);
  return [type, certainty, why];
}

function sdJwtOf(header: object, claims: object): SdJwt {
  const jws = decode(makeToken({ alg: 'ES256', ...header }, claims));
  if (jws.kind !== 'jws' || !jws.claims) throw new Error('the fixture is not a JWS');
  const { signature, payload } = jws;
  const shared = { header: jws.header, claims: jws.claims, payload, signature };
  return { ...shared, kind: 'sd-jwt', raw: `${jws.raw}~`, serialization: 'compact', jws, disclosures: [] };
}

describe('the token type', () => {
  it.each([
    ['claims of many token types', subject],
    ['a nonce alone', { nonce: 'n', aud: 'app' }],
    ['a typ claim of another provider', { ...subject, typ: 'bearer' }],
    ['a token_type that is a scheme', { ...subject, token_type: 'Bearer' }],
    ['a scope without an audience', { iss: 'i', scope: 'a' }],
    ['an issuer that is the subject, without jti', { ...subject, iss: 'alice' }],
    ['any session ID', { ...subject, sid: '123' }],
    ['any role', { ...subject, role: 'anon' }],
    ['events that are a list', { events: ['e'] }],
    ['a vc claim that is a string', { vc: 'yes' }],
    ['a method without a URL', { htm: 'GET', jti: '1' }],
    ['a code beside a subject', { ...subject, code: '1' }],
    ['an issuer that only starts like a CI service', { iss: 'https://agent.buildkite.example' }],
    [
      'an issuer that starts like GitHub\u2019s',
      { iss: 'https://token.actions.githubusercontent.com.evil.test' },
    ],
    ['a profile that expires', { ...subject, email: 'a@b.test' }],
    ['names that every object has', { constructor: 1, toString: 2, hasOwnProperty: 3 }],
    ['a typ claim with a name that every object has', { typ: '__proto__', token_use: 'constructor' }],
  ])('is not guessed from %s', (_, claims) => {
    expect(typeOf(claims)).toEqual(['JWT', 'certain', 'unknown']);
  });

  it.each([...typesByTyp])('is read from the header typ %s', (typ, type) => {
    expect(typeOf({}, { alg: 'RS256', typ })).toEqual([type, 'certain', 'typ']);
    expect(typeOf({}, { alg: 'RS256', typ: `application/${typ.toUpperCase()}` })[0]).toBe(type);
  });

  it.each([
    ['a Keycloak refresh token', { typ: 'Refresh' }, 'refresh token', 'claim_typ'],
    ['a Keycloak access token', { typ: 'Bearer', scope: 'x' }, 'access token', 'claim_typ'],
    ['a Cognito ID token', { token_use: 'id' }, 'ID token', 'claim_token_use'],
    ['a refresh token of Simple JWT', { token_type: 'refresh' }, 'refresh token', 'claim_token_type'],
    [
      'a logout event',
      { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } },
      'logout token',
      'logout_event',
    ],
    ['another event', { events: { 'https://schemas.test/e': {} } }, 'security event token', 'events'],
    ['an introspection', { token_introspection: {} }, 'introspection response', 'token_introspection'],
    ['a credential', { ...subject, vc: {} }, 'verifiable credential', 'vc'],
    ['a presentation', { ...subject, vp: {} }, 'verifiable presentation', 'vp'],
    [
      'the context of a credential',
      { '@context': ['https://www.w3.org/ns/credentials/v2'], type: ['VerifiableCredential', 'X'] },
      'verifiable credential',
      'credential_context',
    ],
    [
      'the context of a presentation',
      { '@context': 'https://www.w3.org/2018/credentials/v1', type: 'VerifiablePresentation' },
      'verifiable presentation',
      'credential_context',
    ],
    ['GitHub', { iss: 'https://token.actions.githubusercontent.com' }, 'CI token', 'ci_issuer'],
    ['Kubernetes', { 'kubernetes.io': {} }, 'service account token', 'kubernetes'],
    [
      'an old version of Kubernetes',
      { sub: 'system:serviceaccount:a:b' },
      'service account token',
      'kubernetes',
    ],
    ['a SPIFFE ID', { sub: 'spiffe://a.test/b', aud: 'c' }, 'workload identity token', 'spiffe'],
    ['Vercel', { iss: 'https://oidc.vercel.com/team' }, 'workload identity token', 'workload_issuer'],
    ['a public API key of Supabase', { role: 'anon', iss: 'supabase' }, 'API key', 'supabase_key'],
    ['a server API key of Supabase', { role: 'service_role', ref: 'abc' }, 'API key', 'supabase_key'],
    [
      'a Firebase session',
      { ...subject, iss: 'https://session.firebase.google.com/p', auth_time: 1 },
      'session token',
      'firebase_session',
    ],
    ['the hash of an access token', { ...subject, at_hash: 'x' }, 'ID token', 'token_hash'],
  ])('is certain for %s', (_, claims, type, why) => {
    expect(typeOf(claims)).toEqual([type, 'certain', why]);
  });

  it.each([
    [
      'an authorization request',
      { response_type: 'code', client_id: 'c', scope: 'openid' },
      'request object',
      'request_parameters',
    ],
    [
      'an authorization response',
      { iss: 'https://id.test', aud: 'app', exp: 2, code: 'c', state: 's' },
      'authorization response',
      'response_parameters',
    ],
    [
      'a proof of another typ',
      { htm: 'GET', htu: 'https://a.test/', jti: '1' },
      'DPoP proof',
      'http_request',
    ],
    ['a key binding', { sd_hash: 'x', nonce: 'n', aud: 'v', iat: 1 }, 'key binding JWT', 'sd_hash'],
    ['digests', { ...subject, _sd: ['x'] }, 'SD-JWT', 'selective'],
    ['digests and a credential type', { ...subject, _sd: ['x'], vct: 'v' }, 'SD-JWT VC', 'vct'],
    ['a call', { orig: { tn: '1' }, dest: { tn: ['2'] }, iat: 1 }, 'PASSporT', 'call'],
    ['a list of statuses', { sub: 'u', status_list: { bits: 1 } }, 'status list token', 'status_list'],
    [
      'an entity',
      { iss: 'a', sub: 'a', jwks: { keys: [] }, metadata: {} },
      'entity statement',
      'federation_keys',
    ],
    ['a trust mark', { iss: 'a', sub: 'b', trust_mark_type: 't' }, 'trust mark', 'trust_mark_type'],
    ['GitHub Enterprise', { repository: 'a/b', run_id: '1', workflow: 'w' }, 'CI token', 'ci_claims'],
    ['GitLab', { project_path: 'a/b', pipeline_id: '1', job_id: '2' }, 'CI token', 'ci_claims'],
    [
      'Compute Engine',
      { ...subject, google: { compute_engine: {} } },
      'workload identity token',
      'compute_engine',
    ],
    [
      'a service account of Google',
      { ...subject, iss: 'a@p.iam.gserviceaccount.com' },
      'service account assertion',
      'google_account',
    ],
    [
      'a user of Supabase',
      { ...subject, role: 'authenticated', aal: 'aal1', session_id: 's' },
      'access token',
      'supabase_session',
    ],
    [
      'Cloudflare Access',
      { ...subject, iss: 'https://t.cloudflareaccess.com', type: 'app', identity_nonce: 'n' },
      'session token',
      'access_application',
    ],
    ['a Clerk session', { ...subject, sid: 'sess_1' }, 'session token', 'session_id'],
    ['an application of Entra', { ...subject, azp: 'a', azpacr: '1' }, 'access token', 'client_proof'],
    ['an access token of Okta', { ...subject, jti: 'AT.x', cid: 'c' }, 'access token', 'jti_prefix'],
    ['an ID token of Okta', { ...subject, jti: 'ID.x' }, 'ID token', 'jti_prefix'],
    ['an OpenID Connect ID token', { ...subject, nonce: 'n' }, 'ID token', 'id_token_claims'],
    ['a scope for an audience', { ...subject, scope: 'read' }, 'access token', 'scope'],
    ['scopes of Entra', { ...subject, scp: 'read', nonce: 'n' }, 'access token', 'scope'],
    [
      'a client that proves who it is',
      { ...subject, iss: 'alice', jti: '1' },
      'client assertion',
      'own_issuer',
    ],
    [
      'a grant',
      { ...subject, iss: 'client', aud: 'https://id.test/oauth/token' },
      'authorization grant',
      'token_endpoint',
    ],
    [
      'a profile for a client',
      { iss: 'https://id.test', sub: 'alice', aud: 'app', name: 'Alice' },
      'UserInfo response',
      'profile',
    ],
  ])('is likely for %s', (_, claims, type, why) => {
    expect(typeOf(claims)).toEqual([type, 'likely', why]);
  });

  it('is the format of an encrypted token or of a JWS without claims', () => {
    expect(describeTokenType(decode(makeEncryptedToken())).type).toBe('encrypted token');
    expect(typeOf('text')).toEqual(['JWS', 'certain', 'no_claims']);
    expect(describeTokenType(decode('')).type).toBe('JWS');
  });

  it('of an SD-JWT depends on its typ and its credential type', () => {
    expect(describeTokenType(sdJwtOf({}, subject))).toMatchObject({ type: 'SD-JWT', why: 'disclosures' });
    expect(describeTokenType(sdJwtOf({}, { vct: 'v' }))).toMatchObject({
      type: 'SD-JWT VC',
      certainty: 'likely',
    });
    expect(describeTokenType(sdJwtOf({ typ: 'dc+sd-jwt' }, {}))).toMatchObject({
      type: 'SD-JWT VC',
      why: 'typ',
    });
    expect(describeTokenType(sdJwtOf({ typ: 'example+sd-jwt' }, {}))).toMatchObject({
      type: 'SD-JWT',
      why: 'typ',
      params: ['example+sd-jwt'],
    });
  });
});
