import { expect, it } from 'vitest';
import { decode } from '../../token';
import { english } from '../fixture/english.fixture';
import { makeToken } from '../fixture/tokens.fixture';
import { describeMalformed } from './malformed';

function describeText(text: string): string {
  const token = decode(text);
  if (token.kind !== 'malformed') throw new Error(`It is a ${token.kind}`);
  return describeMalformed(english, token);
}

it.each([
  ['HS256', 42, 'The signature has 42 characters, but HS256 needs at least 43'],
  ['ES256', 82, 'The signature has 82 characters, but ES256 needs at least 86'],
  ['RS256', 298, 'The signature has 298 characters, but RS256 needs at least 342'],
])('says that the end of a token is missing: %s with %i characters', (alg, letters, text) => {
  // Unused bits that aren't zero make it malformed.
  const signature = `${'A'.repeat(letters - 1)}B`;
  const cut = makeToken({ sub: 'alice' }, { alg }).replace(/[^.]*$/, signature);
  expect(describeText(cut)).toContain(text);
});

it('says nothing about a signature that is not what is wrong', () => {
  const [header = ''] = makeToken({}, { alg: 'HS256' }).split('.');
  expect(describeText(`${header}.!!.${'A'.repeat(42)}`)).not.toContain('signature');
});

it('says what is wrong with a signature of the right length', () => {
  expect(describeText(makeToken({}).replace(/A$/, 'B'))).toContain('unused bits');
});
