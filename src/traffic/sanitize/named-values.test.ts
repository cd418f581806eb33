import { describe, expect, it } from 'vitest';
import { listJsonScalars } from './json-strings';
import { listShapedSecrets } from './named-values';
import { SanitizeWork } from './work';

function listSecrets(text: string): readonly string[] {
  return [...listShapedSecrets(text, new SanitizeWork(text.length))].map(({ start, end }) =>
    text.slice(start, end),
  );
}

describe('credentials after a scheme', () => {
  it.each([
    ['"Bearer abcdefghijklmnZZ"', 'abcdefghijklmnZZ'],
    ['{"a":"Bearer abcdefghijkl=="}', 'abcdefghijkl=='],
    ['{"a":"Bearer abcdefghijkl=","b":1}', 'abcdefghijkl='],
    ['curl -H "Authorization: Basic YWxhZGRpbjpvcGVuc2VzYW1l" x', 'YWxhZGRpbjpvcGVuc2VzYW1l'],
    ['Bearer%20abcdefghijklmnZZ&x=1', 'abcdefghijklmnZZ'],
    [`bearer ${'a'.repeat(20_000)}`, 'a'.repeat(20_000)],
  ])('are found completely: %s', (text, secret) => {
    expect(listSecrets(text)).toEqual([secret]);
  });

  it.each([
    'Bearer error_description="The token expired"',
    'Bearer error_description=""',
    'Bearer authorization_uri="https://login.test/common"',
    'Bearer authorization_uri=https://login.test/common',
    'Bearer resource_metadata="https://api.test/.well-known/oauth-protected-resource"',
    '{"challenge":"Bearer error_description=\\"The token expired\\""}',
    'Bearer authentication is required',
  ])('aren’t the parameters of a challenge: %s', (text) => {
    expect(listSecrets(text)).toEqual([]);
  });
});

describe('the strings in JSON', () => {
  const list = (text: string) =>
    [...listJsonScalars(text)].map(({ start, end, path }) => [path.join('.'), text.slice(start, end)]);

  it('have the names that contain them', () => {
    expect(list('{"sub":"a\\"b","x":{"y":["1",2]},"z\\\\":"\\\\"}')).toEqual([
      ['sub', 'a\\"b'],
      ['x.y', '1'],
      ['x.y', '2'],
      ['z\\', '\\\\'],
    ]);
  });

  it('end at one without an end, in linear time', () => {
    const text = `{"sub":1,"x":"${'\\"'.repeat(500_000)}`;
    expect(list(text)).toEqual([['sub', '1']]);
  });
});
