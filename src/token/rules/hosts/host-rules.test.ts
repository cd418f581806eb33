import { describe, expect, it } from 'vitest';
import { decode } from '../../decode/decode';
import { makeToken } from '../../token.fixture';
import { check } from '../check';
import type { CheckContext } from '../rule';
import { isCognito, isPublicIssuer } from './well-known';

const lookalike = 'https://аccounts.google.com';
const legitimate = 'https://bücher.example';

function find(header: object, claims: object, context: CheckContext = {}) {
  const token = makeToken({ alg: 'HS256', typ: 'JWT', ...header }, claims);
  return check(decode(token), context).filter(({ rule }) => rule === 'HOST-LOOKALIKE');
}

describe('a host that can be mistaken for another one', () => {
  it.each([
    ['claims.iss', {}, { iss: lookalike }],
    ['claims.iss', {}, { iss: 'аccounts.google.com' }],
    ['claims.aud', {}, { aud: ['https://api.test', lookalike] }],
    ['claims.aud', {}, { aud: 'ｇoogle。com' }],
    ['claims.redirect_uri', {}, { redirect_uri: `${lookalike}/callback` }],
    ['claims.client', {}, { client: { urls: [`${lookalike}/a`] } }],
    ['header.jku', { jku: `${lookalike}/jwks` }, {}],
    ['header.x5u', { x5u: 'https://xn--80ak6aa92e.com/cert' }, {}],
  ])('is found in %s', (at, header, claims) => {
    expect(find(header, claims)).toMatchObject([{ at, severity: 'medium' }]);
  });

  it.each<CheckContext>([
    { request: { method: 'GET', url: `${lookalike}/`, location: 'request header', name: 'authorization' } },
    { sites: ['https://xn--80ak6aa92e.com'] },
    { storages: [{ area: 'localStorage', key: 'k', origin: 'https://xn--80ak6aa92e.com' }] },
  ])('is found in the context: %j', (context) => {
    expect(find({}, { iss: 'https://id.test' }, context)).toHaveLength(1);
  });

  it('is shown in both forms', () => {
    const [finding] = find({}, { iss: lookalike });
    expect(finding?.params).toEqual(['аccounts.google.com', 'xn--ccounts-1fg.google.com']);
  });

  it("isn't reported for internationalized domains, names and ASCII hosts", () => {
    expect(
      find(
        { jku: `${legitimate}/jwks` },
        {
          iss: legitimate,
          aud: ['https://例え.jp', 'https://пример.рф'],
          name: 'Иван.Ivanov',
          sub: 'ß.müller',
        },
      ),
    ).toEqual([]);
  });
});

describe('a well-known issuer', () => {
  it.each([
    lookalike,
    'https://ａccounts.google.com',
    'https://accounts。google.com',
    'https://tenant.o\u212Ata.com',
  ])("isn't recognized in %s", (iss) => {
    expect(isPublicIssuer(iss)).toBe(false);
  });

  it("isn't recognized in a host that browsers convert to its own", () => {
    expect(isCognito({ iss: 'https://ｃognito-idp.eu-west-1.amazonaws.com/x' })).toBe(false);
    expect(isPublicIssuer('https://accounts.google.com')).toBe(true);
  });
});
