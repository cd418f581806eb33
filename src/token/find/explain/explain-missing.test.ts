import { describe, expect, it } from 'vitest';
import { findTokens } from '../find-tokens';
import { maxTextLength } from '../../limits';
import { encode, makeToken } from '../../token.fixture';
import { explainMissing } from './explain-missing';
import { isFilled } from '../../param.fixture';

const token = makeToken();
const [header = '', payload = '', signature = ''] = token.split('.');
const claims = { sub: 'alice', exp: 1_790_000_000 };

describe('text without a token', () => {
  it.each([
    ['', 'empty'],
    [' \u200B\n', 'empty'],
    ['()', 'empty'],
    ['""', 'empty_quotes'],
    ["' '", 'empty_quotes'],
    ['7F1D6F0E-3c2b-4a59-8d7e-0123456789ab', 'uuid'],
    ['Authorization: Bearer 7f1d6f0e-3c2b-4a59-8d7e-0123456789ab', 'uuid'],
    ['PHPSESSID=0123456789abcdef0123456789abcdef', 'opaque'],
    ['Bearer q7Xf2LmZ0pR9sT4uV6wY8aB1cD3eF5gH', 'opaque'],
    ['theme=dark; id=7f1d6f0e-3c2b-4a59-8d7e-0123456789ab', 'plain_text'],
    ['The variable is undefined', 'plain_text'],
    ['object Object', 'plain_text'],
    ['a-long-name-of-words-2024', 'plain_text'],
    [encode('Hello, this is a text of 2024!'), 'plain_text'],
    ['-----BEGIN PUBLIC KEY-----\nMFkw', 'pem'],
    ['-----BEGIN RSA PRIVATE KEY-----', 'pem'],
    ['{"kty":"oct","k":"AA"}', 'jwk'],
    ['{"keys":[]}', 'jwks'],
    ['{"access_token":"opaque"}', 'json'],
    ['[1,2]', 'json'],
    ['{\n  "alg": "HS256",\n  "typ": "JWT"\n}\n.\n{\n  "sub": "alice"\n}', 'decoded'],
    [`IDX10511: Signature validation failed. Token: '{"alg":"RS256"}.{"sub":"alice"}'.`, 'decoded'],
    ['{"keys":[{"alg":"RS256"},{"alg":"RS512"}]}', 'jwks'],
    ['ya29.a0AfH6SMBexample', 'opaque_google'],
    [`1.AV${'Ya0'.repeat(20)}.AgABAwEAAAA${'b'.repeat(40)}`, 'opaque_microsoft'],
    [`refresh_token=0.AXEA7${'Ya0'.repeat(20)}.AgABAwEAAAA${'b'.repeat(40)}`, 'opaque_microsoft'],
    [`M.C507_BL2.0.U.-${'Cx!9*'.repeat(12)}$$`, 'opaque_microsoft'],
    ['Authorization: Basic dXNlcjpwYXNzd29yZA==', 'other_scheme'],
    ['Basic dXNlcjpwYXNz', 'other_scheme'],
    ['Basic authentication', 'plain_text'],
    ['Basic Authentication', 'plain_text'],
    ["curl -H 'authorization: Basic dXNlcjpwYXNz' https://api.test", 'other_scheme'],
    ['Authorization: Negotiate YIIJvwYGKwYBBQUCoIIJszCC', 'other_scheme'],
    ['Authorization: Digest username="alice", realm="x"', 'other_scheme'],
    ['Authorization: AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu/s3/aws4_request', 'other_scheme'],
    ['Authorization: Bearer ***', 'masked'],
    ['authorization: Bearer [REDACTED]', 'masked'],
    ['Bearer <redacted>', 'masked'],
    ['access_token=********', 'masked'],
    ['"Authorization": "Bearer ****"', 'masked'],
    ['***.***.***', 'masked'],
    ['curl -H "Authorization: Bearer ya29.a0AfH6SMBexample" https://api.test', 'opaque_google'],
    ['Bearer ghp_abcdefghijklmnop', 'opaque_github'],
    ['github_pat_11ABC', 'opaque_github'],
    ['glpat-abcdefgh', 'opaque_gitlab'],
    ['xoxb-1234-abcd', 'opaque_slack'],
    ['sk_live_abcdef', 'opaque_stripe'],
    ['v4.public.eyJkYXRhIjoidGhpcyJ9c2ln', 'paseto'],
    ['gAAAAABexampleFernetTokenAAAAAAAAAA==', 'fernet'],
    ['PHNhbWxwOlJlc3BvbnNl', 'saml'],
    ['eyJhIjoxfQ:1tXyZ0:abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ', 'django'],
    ['eyJhIjoxfQ.ZxYzAA.abcdefghijklmnopqrstuvwxyz0', 'flask'],
    ['.eJwVjMEKwyAQRP9lz.ZxYzAA.abcdefghijklmnopqrstuvwxyz0', 'flask'],
    ['npm_abcdefghijklmnopqrstuvwxyz0123456789', 'opaque_secret'],
    ['Authorization: SSWS 00abcdefghijklmnopqrstuvwxyz0123456789AB', 'opaque_secret'],
    ['X-Vault-Token: hvs.CAESIJabcdefghijklmnop', 'opaque_secret'],
    ['X-Shopify-Access-Token: shpat_0123456789abcdef0123456789abcdef', 'opaque_secret'],
    ['X-Amz-Security-Token: IQoJb3JpZ2luX2VjEXAMPLE/////////', 'aws_session'],
    [`_app_session=${Buffer.from('{"session_id":"x"}').toString('base64')}--${'0a'.repeat(20)}`, 'rails'],
    ['Cookie: connect.sid=s%3Aabcdefgh.0123456789012345678901234567890123456789012', 'express'],
    ['.AspNetCore.Cookies=chunks-2', 'aspnet_chunks'],
    [
      `_oauth2_proxy=${encode('session-ticket-0123456789')}|1790000000|${encode('x'.repeat(32))}`,
      'oauth2_proxy',
    ],
    [
      `x-ms-client-principal: ${encode({ identityProvider: 'aad', userId: '1', userRoles: [] })}`,
      'client_principal',
    ],
    [encode({ auth_typ: 'aad', claims: [] }), 'client_principal'],
    [Buffer.from('001clocation https://x.test').toString('base64'), 'macaroon'],
    ['SAMLResponse=PHNhbWxwOlJlc3BvbnNl', 'saml'],
    ['Fe26.2*1*0123456789abcdef*AAAA*BBBB**0123*CCCC~2', 'iron'],
    ['Cookie: theme=dark; app-session=Fe26.2*1*0123456789abcdef*AAAA*BBBB*1790000000*0123*CCCC; a=1', 'iron'],
    ['Set-Cookie: sid=Fe26.2**0123456789abcdef*AAAA*BBBB; Path=/; HttpOnly', 'iron'],
    ['session=Fe26.2%2A1%2A0123456789abcdef%2AAAAA', 'iron'],
    [
      `laravel_session=${Buffer.from(JSON.stringify({ iv: 'AAAA', value: 'BBBB', mac: 'c', tag: '' })).toString('base64')}`,
      'laravel',
    ],
    ['XSRF-TOKEN=eyJpdiI6IkFBQUEiLCJ2YWx1ZSI6IkJCQkIifQ%3D%3D', 'laravel'],
    ['.AspNetCore.Antiforgery.abc=CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'data_protection'],
    ['_app_key=SFMyNTY.g3QAAAABbQAAAAtfY3NyZl90b2tlbg.abcdefghijklmnopqrstuvwxyz', 'phoenix'],
    ['HC1:6BFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3', 'health_certificate'],
    ['hf_abcdefghijklmnopqrstuv', 'opaque_secret'],
    ['Bearer sk-proj-abcdefghijklmnopqrstuvwxyz', 'opaque_secret'],
    ['SG.abcdefghijklmnopqrstuv.abcdefghijklmnopqrstuvwxyz', 'opaque_secret'],
    ['Authorization: Bearer ory_at_abcdefghijklmnopqrstuv.abcdef', 'opaque_secret'],
    [`appSession.0=${header}.${payload.slice(0, 9)}; appSession.2=AAAA`, 'chunk_missing'],
    [`a=1; __session__0=${header}.${payload.slice(0, 9)}`, 'chunk_missing'],
    ['ga.1=AAAA; v__2=1', 'plain_text'],
    ['hello', 'plain_text'],
    ['www.example.com', 'plain_text'],
    ['A sentence about keyJson and eyJ. Nothing else.', 'plain_text'],
    ['{not json', 'plain_text'],
  ])('%j is recognized as %s', (text, reason) => {
    expect(findTokens(text)).toEqual([]);
    const missing = explainMissing(text);
    expect(missing.reason).toBe(reason);
    expect(missing.token).toBeUndefined();
    expect(isFilled(missing.params)).toBe(true);
  });

  it.each([
    ['undefined', 'no_value', 'undefined'],
    ['"null",', 'no_value', 'null'],
    ['access_token=undefined', 'no_value', 'undefined'],
    ['[object Object]', 'object_text', '[object Object]'],
    ['"[object Promise]"', 'object_text', '[object Promise]'],
    ['token=[object Object]', 'object_text', '[object Object]'],
  ])('%s is what code writes in place of a token: %s', (text, reason, written) => {
    expect(findTokens(text)).toEqual([]);
    expect(explainMissing(text)).toEqual({ reason, params: [written] });
  });

  it('is reported as too long if it can’t be searched to its end', () => {
    expect(explainMissing(' '.repeat(maxTextLength + 1)).reason).toBe('too_long');
  });
});

describe('credentials without a token', () => {
  it.each([
    ['Bearer null', 'credentials_null'],
    ['Bearer', 'credentials_empty'],
    ['"Bearer [object Object]"', 'credentials_object'],
    ['Bearer ""', 'credentials_empty'],
    ["Bearer ''", 'credentials_empty'],
    ['Bearer "undefined"', 'credentials_null'],
    ['Bearer%20null', 'credentials_null'],
    ['"Bearer null",', 'credentials_null'],
    ['Authorization: Bearer undefined', 'credentials_null'],
    ["curl -H 'Authorization: Bearer undefined' https://x.test", 'credentials_null'],
    ['curl -H "Authorization: Bearer " https://x.test', 'credentials_empty'],
    ['{"Authorization":"Bearer null"}', 'credentials_null'],
    ['headers: { Authorization: `Bearer ${token}` }', 'credentials_variable'],
    ['GET / HTTP/1.1\r\nHost: x.test\r\nAuthorization: Bearer null\r\nAccept: */*', 'credentials_null'],
  ])('%j are explained: %s', (text, reason) => {
    expect(findTokens(text)).toEqual([]);
    expect(explainMissing(text)).toMatchObject({ reason: 'malformed', token: { kind: 'malformed', reason } });
  });

  it('aren’t the reason if the header has something else', () => {
    expect(explainMissing('Authorization: Bearer ghp_abcdefghijklmnop').reason).toBe('opaque_github');
    expect(explainMissing('{"authorization_endpoint":"https://x.test/"}').reason).toBe('json');
  });
});

describe('part of a token', () => {
  it.each([
    ['its header', header, 'header_only', { header: { alg: 'HS256', typ: 'JWT' } }],
    ['its payload', payload, 'payload_only', { claims }],
    ['two parts', `${header}.${payload}`, 'two_parts', { claims }],
    ['two parts after Bearer', `Authorization: Bearer ${header}.${payload}`, 'two_parts', { claims }],
    ['two parts in lines', `${header}.\n${payload}`, 'two_parts', { claims }],
    ['two parts in a sentence', `I have (${header}.${payload}) only!`, 'two_parts', { claims }],
    ['a truncation with dots', `${header}.${payload}.${signature.slice(0, 9)}...`, 'cut', { claims }],
    ['a truncation with an ellipsis', `${header}.${payload}.${signature.slice(0, 9)}…`, 'cut', { claims }],
    [
      'a truncation in the payload',
      `"${header}.${payload.slice(0, 9)}…"`,
      'cut',
      { header: { alg: 'HS256' } },
    ],
    ['an omission in the middle', `${header}[...]${signature}`, 'cut_inside', { header: { alg: 'HS256' } }],
    [
      'an invalid character',
      `${header}.${payload.slice(0, 9)}$${payload.slice(9)}.${signature}`,
      'malformed',
      { reason: 'bad_character' },
    ],
    [
      'a broken header',
      `${encode('hello')}.${payload}.${signature}`,
      'malformed',
      { reason: 'header_not_json', claims },
    ],
    [
      'JSON whose payload isn’t a string',
      JSON.stringify({ payload: 1, protected: header, signature }),
      'malformed',
      { reason: 'json_serialization', header: { alg: 'HS256' } },
    ],
    [
      'JSON of an encrypted token whose tag isn’t a string',
      JSON.stringify({ protected: header, ciphertext: 'AA', tag: 1 }),
      'malformed',
      { reason: 'json_serialization' },
    ],
    ['four parts', `${token}.extra`, 'malformed', { reason: 'part_count', claims }],
    ['nothing but dots', '.'.repeat(5000), 'malformed', { reason: 'part_count' }],
  ])('%s is explained, with what can be read of it', (_, text, reason, read) => {
    expect(findTokens(text)).toEqual([]);
    const missing = explainMissing(text);
    expect(missing.reason).toBe(reason);
    expect(missing.token).toMatchObject(read);
    expect(isFilled(missing.params)).toBe(true);
  });

  it('lists the missing chunk of a cookie, and those that were found', () => {
    const text = `appSession.0=${header}.${payload.slice(0, 9)}; appSession.2=AAAA`;
    expect(explainMissing(text).params).toEqual([1, 'appSession', [0, 2]]);
    const second = explainMissing(`sb-x-auth-token.1=${'A'.repeat(3180)}`);
    expect(second).toMatchObject({ reason: 'chunk_missing', params: [0, 'sb-x-auth-token', [1]] });
  });

  it('doesn’t treat claims as a header', () => {
    expect(explainMissing(payload).token?.header).toBeUndefined();
    expect(explainMissing(payload).params).toEqual([['sub', 'exp']]);
  });

  it('has the reason why a broken token is invalid', () => {
    expect(explainMissing(`${token}.extra`)).toMatchObject({
      reason: 'malformed',
      token: { kind: 'malformed', reason: 'part_count', params: [4] },
    });
  });
});

it('a token that is too long to be read is reported, although long text isn’t explained', () => {
  const long = makeToken({ alg: 'HS256' }, { sub: 'a', padding: 'x'.repeat(900_000) });
  expect(explainMissing(long).token).toMatchObject({ reason: 'too_long', params: [long.length, 1_048_576] });
  expect(explainMissing(`${'word '.repeat(300_000)}`).reason).toBe('plain_text');
});
