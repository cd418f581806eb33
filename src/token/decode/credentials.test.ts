import { describe, expect, it } from 'vitest';
import { makeToken } from '../token.fixture';
import { readAuthorization } from './credentials';
import { decode } from './decode';

const token = makeToken();

describe('credentials without a token', () => {
  it.each([
    ['Bearer', 'credentials_empty', 'Bearer'],
    ['Bearer ', 'credentials_empty', 'Bearer'],
    ['bearer:', 'credentials_empty', 'bearer'],
    ['Authorization: Bearer', 'credentials_empty', 'Bearer'],
    ['Authorization:', 'credentials_empty', 'Authorization:'],
    ['Bearer ""', 'credentials_empty', 'Bearer'],
    ['JWT', 'credentials_empty', 'JWT'],
    ['Bearer null', 'credentials_null', 'null'],
    ['Bearer undefined', 'credentials_null', 'undefined'],
    ['bearer  NaN', 'credentials_null', 'NaN'],
    ['Bearer None', 'credentials_null', 'None'],
    ['Bearer nil', 'credentials_null', 'nil'],
    ['Bearer <nil>', 'credentials_null', '<nil>'],
    ['Bearer (null)', 'credentials_null', '(null)'],
    ['Bearer false', 'credentials_null', 'false'],
    ['Bearer "null"', 'credentials_null', 'null'],
    ['Token null', 'credentials_null', 'null'],
    ['JWT undefined', 'credentials_null', 'undefined'],
    ['DPoP null', 'credentials_null', 'null'],
    ['Bearer Bearer null', 'credentials_null', 'null'],
    ['Bearer%20undefined', 'credentials_null', 'undefined'],
    ['Bearer undefined, Bearer undefined', 'credentials_null', 'undefined, Bearer undefined'],
    ['Bearer null,null', 'credentials_null', 'null,null'],
    ['Bearer undefined.undefined.undefined', 'credentials_null', 'undefined.undefined.undefined'],
    ['Bearer {}', 'credentials_object', '{}'],
    ['Bearer []', 'credentials_object', '[]'],
    ['Bearer [Function: getToken]', 'credentials_object', '[Function: getToken]'],
    ['authorization: null', 'credentials_null', 'null'],
    ['Bearer [object Object]', 'credentials_object', '[object Object]'],
    ['Bearer [object Promise]', 'credentials_object', '[object Promise]'],
    ['Bearer Promise { <pending> }', 'credentials_object', 'Promise { <pending> }'],
    ['Bearer function () { }', 'credentials_object', 'function () { }'],
    ['Bearer () => token', 'credentials_object', '() => token'],
    ['Bearer com.example.Token@1a2b3c', 'credentials_object', 'com.example.Token@1a2b3c'],
    ['Bearer <coroutine object get at 0x7f>', 'credentials_object', '<coroutine object get at 0x7f>'],
    ['Bearer {{token}}', 'credentials_variable', '{{token}}'],
    ['Bearer ${process.env.TOKEN}', 'credentials_variable', '${process.env.TOKEN}'],
    ['Bearer $TOKEN', 'credentials_variable', '$TOKEN'],
    ['Bearer $(get-token)', 'credentials_variable', '$(get-token)'],
    ['Bearer %TOKEN%', 'credentials_variable', '%TOKEN%'],
    ['Bearer <access_token>', 'credentials_variable', '<access_token>'],
    ['Bearer <%= token %>', 'credentials_variable', '<%= token %>'],
    ['Bearer {token}', 'credentials_variable', '{token}'],
    ['Bearer :token', 'credentials_variable', ':token'],
    ['Bearer [your token]', 'credentials_variable', '[your token]'],
    ['Bearer YOUR_ACCESS_TOKEN', 'credentials_variable', 'YOUR_ACCESS_TOKEN'],
    ['Bearer your-token-here', 'credentials_variable', 'your-token-here'],
    ['Bearer access_token', 'credentials_variable', 'access_token'],
    ['Bearer token', 'credentials_variable', 'token'],
    ['Bearer Bearer', 'credentials_doubled', 'Bearer Bearer'],
    ['Token Bearer', 'credentials_doubled', 'Token Bearer'],
    ['Bearer JWT …', 'credentials_doubled', 'Bearer JWT'],
  ])('%j is malformed: %s', (text, reason, quoted) => {
    const decoded = decode(text);
    expect(decoded).toMatchObject({ kind: 'malformed', raw: text, reason, params: [quoted] });
    if (decoded.kind !== 'malformed') return;
    expect(decoded.offset).toBeLessThanOrEqual(text.length);
  });

  it.each([
    'Bearer abcdef0123456789',
    'Bearer a.b.c',
    'Bearer ya29.a0AfH6SMBexample',
    'Token token=0123456789abcdef',
    'Basic dXNlcjpwYXNz',
    'Basic null',
    'Bearer ***',
    'Bearer [redacted]',
    'Bearer <redacted>',
    'Bearer [REMOVED]',
    'Bearer nullable',
    'Bearer null.abcdef',
    'Bearer abc.abc.abc',
    'Bearer%20abcdef0123456789',
    'my-api-key',
    'true-key',
    'Bearer 0',
    'My token is lost',
    'bearers',
    `Bearer ${'x'.repeat(300)}`,
    '',
    'hello',
  ])('%j isn’t recognized as such', (text) => {
    expect(decode(text)).not.toMatchObject({ reason: expect.stringContaining('credentials') });
    expect(readAuthorization(text)).toBeUndefined();
  });

  it.each([
    ['undefined', 'credentials_null'],
    [' null ', 'credentials_null'],
    ['[object Object]', 'credentials_object'],
  ])('are recognized in a header without a scheme: %j', (value, reason) => {
    expect(readAuthorization(value)).toMatchObject({ reason, raw: `Authorization: ${value.trim()}` });
  });

  it('don’t include a header with a token, unless its scheme is there twice', () => {
    for (const value of [`Bearer ${token}`, token, `JWT ${token}`, `Bearer: ${token}`, `"${token}"`]) {
      expect(readAuthorization(value)).toBeUndefined();
    }
    for (const value of [`Bearer Bearer ${token}`, ` Bearer  Bearer ${token}`, `Bearer JWT ${token}`]) {
      const { raw = '' } = readAuthorization(value) ?? {};
      expect(raw).toMatch(/^Bearer +\w+ …$/);
      expect(decode(raw)).toMatchObject({ reason: 'credentials_doubled' });
    }
  });

  it('are recognized in linear time, whatever the header contains', () => {
    const pieces = ['Bearer ', '{{', '[', '<', '${', 'your ', 'function ', '"', ' ', ':', 'x'];
    for (const piece of pieces) {
      for (const start of ['', 'Bearer ', 'Authorization: ', 'Bearer [object ']) {
        expect(() => readAuthorization(`${start}${piece.repeat(200_000)}`)).not.toThrow();
      }
    }
  });
});
