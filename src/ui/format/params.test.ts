import { describe, expect, it } from 'vitest';
import { english } from '../fixture/english.fixture';
import { createGetMessage } from '../fixture/get-message.fixture';
import { describeParam, fillTemplate, translateResult } from './params';
import { translateCount, type CountKey, type Translate } from './translate';

const t: Translate = english;

describe('a param', () => {
  it('of a token is made harmless, and the sentence around it is left alone', () => {
    const french = createGetMessage({ verdict_alg_none: { message: 'Jeton « $1 » :\u00A0non signé' } }, 'fr');
    expect(translateResult(french, 'verdict_alg_none', ['a\u202Eb\u00A0'])).toBe(
      'Jeton « a⟨U+202E⟩b⟨U+00A0⟩ » :\u00A0non signé',
    );
  });

  it('is a number, a length or a list in the language of the messages', () => {
    const german = createGetMessage({}, 'de');
    expect(describeParam(german, 1_234_567)).toBe('1.234.567');
    expect(describeParam(german, { bytes: 1 })).toBe('1\u00A0Byte');
    expect(describeParam(t, { bytes: 2_048 })).toBe('2,048 bytes');
    expect(describeParam(german, ['a', 'b'])).toBe('a und b');
    expect(describeParam(t, ['a', 'b', 'c'])).toBe('a, b, and c');
    expect(describeParam(t, { anyOf: ['P-256', 'P-384'] })).toBe('P-256 or P-384');
    expect(describeParam(t, { facts: ['RSA 2048', 'kid "a"'] })).toBe('RSA 2048, kid "a"');
    expect(describeParam(t, { seconds: 90 })).toBe('1 min 30 s');
  });

  it('is a message of its own, with params of its own', () => {
    expect(describeParam(t, { code: 'key_problem_member_missing', params: ['RSA', 'n\u200B'] })).toBe(
      'The JWK of type RSA lacks "n⟨U+200B⟩".',
    );
  });

  it('is put in once: what it contains is not filled again', () => {
    expect(fillTemplate(t, '$1 and $2 and $3', ['$2', '$1'])).toBe('$2 and $1 and ');
  });
});

describe('a message with placeholders', () => {
  it('is filled as browsers do it', () => {
    const get = createGetMessage(
      {
        a: {
          message: '$COUNT$ of $Total$: $$5, $1',
          placeholders: { count: { content: '$1' }, total: { content: '$2' } },
        },
      },
      'en',
    );
    expect(get('a', '3', '$1')).toBe('3 of $1: $5, 3');
    expect(get('unknown')).toBe('');
  });
});

describe('a count', () => {
  const polish = createGetMessage(
    {
      x_one: { message: '$1 token' },
      x_few: { message: '$1 tokeny' },
      x_many: { message: '$1 tokenów' },
      x_other: { message: '$1 tokenu' },
    },
    'pl',
  );
  it('has the plural that the language has for it', () => {
    const count = (value: number) => translateCount(polish, 'x' as CountKey, value);
    expect([1, 2, 5, 1.5].map(count)).toEqual(['1 token', '2 tokeny', '5 tokenów', '1,5 tokenu']);
  });

  it('has the general one where there is no other', () => {
    const sparse = createGetMessage({ x_other: { message: '$1 tokens' } }, 'en');
    expect(translateCount(sparse, 'x' as CountKey, 1)).toBe('1 tokens');
  });
});
