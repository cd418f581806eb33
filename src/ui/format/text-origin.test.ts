import { expect, it } from 'vitest';
import { findTokens } from '../../token';
import { english } from '../fixture/english.fixture';
import { makeToken } from '../fixture/tokens.fixture';
import { describeTextOrigin } from './text-origin';
import type { Translate } from './translate';

const token = makeToken({ sub: 'alice' });

it.each([
  [`GET / HTTP/1.1\nHost: x\nAuthorization: Bearer ${token}\nAccept: */*`, 'From an Authorization header.'],
  [`curl -H 'Authorization: Bearer ${token}' https://api.test`, 'From an Authorization header.'],
  [`curl -H "X-Id-Token: ${token}" https://api.test`, 'From the header X-Id-Token.'],
  [`{"tokens":{"access_token":"${token}"}}`, 'From JSON: $.tokens.access_token.'],
  [`https://app.test/callback#state=1&id_token=${token}&x=1`, 'From the URL parameter id_token.'],
  [`Cookie: theme=dark; session=${token}; x=y`, 'From the cookie session.'],
  [`export ACCESS_TOKEN=${token}`, 'From the value of ACCESS_TOKEN.'],
  [token, undefined],
])('says where the token was in a text, form %#', (text, sentence) => {
  const [found] = findTokens(text);
  expect(found && describeTextOrigin(english as Translate, text, found)).toBe(sentence);
});
