import { expect, it } from 'vitest';
import { writeNetworkFilter } from './network-filter';

it.each([
  ['https://api.test/v1/orders?page=2', 401, 'domain:api.test method:GET status-code:401 v1/orders'],
  ['https://api.test:8443/', 0, 'domain:api.test method:GET'],
  ['http://[::1]:3000/a/', 200, 'domain:[::1] method:GET status-code:200 a'],
  ['https://api.test/-a', 200, 'domain:api.test method:GET status-code:200'],
  ['https://api.test/v1/orders:cancel', 200, 'domain:api.test method:GET status-code:200'],
  ['data:text/plain,a', 0, 'method:GET'],
  ['no URL', 200, ''],
])('identifies %s', (url, status, filter) => {
  expect(writeNetworkFilter({ method: 'GET', url, status })).toBe(filter);
});

it('leaves out a method that is not a word, and shortens a long path', () => {
  const url = `https://api.test/${'a'.repeat(100_000)}`;
  expect(writeNetworkFilter({ method: 'a b:c', url, status: 0 })).toBe(`domain:api.test ${'a'.repeat(200)}`);
});
