import { expect, it } from 'vitest';
import { makeHttp } from '../exchange/exchange.fixture';
import { maxNameLists, maxNamesInList } from './limits';
import { RequestNames } from './request-names';

const header = (name: string, value = '') => ({ name, value });

it('lists the names of headers and cookies of both directions, each once, in lowercase and without values', () => {
  const names = new RequestNames();
  const exchange = makeHttp({
    requestHeaders: [header('X-Trace', 'trace-value'), header('cookie', 'SID=secret; theme=dark; bare')],
    responseHeaders: [header('x-trace'), header('Set-Cookie', 'csrf=a=b; Path=/; HttpOnly')],
  });
  expect(names.numberOf(exchange)).toBe(0);
  expect(names.since(0)).toEqual([[0, ['x-trace', 'cookie', 'sid', 'theme', 'set-cookie', 'csrf']]]);
});

it('shares one list among requests with the same names, whatever their values', () => {
  const names = new RequestNames();
  const withCookie = (value: string) => makeHttp({ requestHeaders: [header('Cookie', value)] });
  expect(names.numberOf(withCookie('a=1'))).toBe(0);
  expect(names.numberOf(withCookie('b=1'))).toBe(1);
  expect(names.numberOf(withCookie('a=2'))).toBe(0);
  expect(names.since(1).map(([number]) => number)).toEqual([1]);
});

it('is limited in names and lists', () => {
  const names = new RequestNames();
  const many = Array.from({ length: 10 * maxNamesInList }, (_, index) => header(`x-${index}`));
  names.numberOf(makeHttp({ requestHeaders: many }));
  expect(names.since(0)[0]?.[1]).toHaveLength(maxNamesInList);
  for (let index = 0; index < maxNameLists; index += 1) {
    names.numberOf(makeHttp({ requestHeaders: [header(`y-${index}`)] }));
  }
  expect(names.count).toBe(maxNameLists);
  expect(names.numberOf(makeHttp({ requestHeaders: [header('z')] }))).toBeUndefined();
  expect(names.numberOf(makeHttp({ requestHeaders: [header('y-7')] }))).toBe(8);
});
