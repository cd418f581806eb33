import { expect, it } from 'vitest';
import { splitHeader } from './header-parts';

const partsOf = (name: string, value: string) =>
  splitHeader({ name, value }).map((part) => [part.name, part.value]);

it.each([
  [
    'Cookie',
    'a=1; session=x=y; b',
    [
      ['a', '1'],
      ['session', 'x=y'],
      ['', 'b'],
    ],
  ],
  [
    'Set-Cookie',
    's=1; Path=/; Secure\nt=2',
    [
      ['s', '1'],
      ['Path', '/'],
      ['Secure', ''],
      ['t', '2'],
    ],
  ],
  ['authorization', 'Bearer a.b.c', [['Bearer', 'a.b.c']]],
  ['Authorization', 'undefined', []],
  [
    'WWW-Authenticate',
    'Bearer realm="r", error="invalid_token", error_description="a, b", DPoP algs="ES256"',
    [
      ['bearer', ''],
      ['realm', 'r'],
      ['error', 'invalid_token'],
      ['error_description', 'a, b'],
      ['dpop', ''],
      ['algs', 'ES256'],
    ],
  ],
  ['Accept', 'a=1; b=2', []],
])('splits %s: %s', (name, value, expected) => {
  expect(partsOf(name, value)).toEqual(expected);
});

it('shows a header with very many parts as it is', () => {
  expect(partsOf('Cookie', 'a=1;'.repeat(50))).toHaveLength(51);
  expect(partsOf('Cookie', 'a=1;'.repeat(2_000))).toEqual([]);
});
