import { describe, expect, it } from 'vitest';
import { maxFields } from './limits';
import { findCookies, findFormFields } from './form-fields';
import { parseFragment, parseUrlParts } from './url-parts';

describe('findFormFields', () => {
  it('keeps a value with invalid percent-encoding', () => {
    expect(findFormFields('rate=100%&b=%E0%A4').fields).toEqual([
      { name: 'rate', value: '100%' },
      { name: 'b', value: '%E0%A4' },
    ]);
  });

  it('splits at the first equals sign and decodes name and value', () => {
    expect(findFormFields('my+name=a+b%3D&x=y=z&alone').fields).toEqual([
      { name: 'my name', value: 'a b=' },
      { name: 'x', value: 'y=z' },
      { name: '', value: 'alone' },
    ]);
  });

  it('returns the text after the limit as one piece', () => {
    const { fields, rest } = findFormFields('a=1&'.repeat(maxFields) + 'b=2&c=3');
    expect(fields).toHaveLength(maxFields);
    expect(rest).toBe('b=2&c=3');
  });
});

describe('findCookies', () => {
  it('does not decode values', () => {
    expect(findCookies('a=1%20; b="x y";c; d=e=f').fields).toEqual([
      { name: 'a', value: '1%20' },
      { name: 'b', value: '"x y"' },
      { name: '', value: 'c' },
      { name: 'd', value: 'e=f' },
    ]);
  });
});

describe('URL parts', () => {
  it('are split even if the URL is invalid', () => {
    expect(parseUrlParts('')).toEqual({ path: '', query: '', fragment: '' });
    expect(parseUrlParts('a b?c?d#e?f#g')).toEqual({ path: 'a b', query: 'c?d', fragment: 'e?f#g' });
  });

  it('include a fragment with fields, a route, or both', () => {
    expect(parseFragment('top')).toEqual({ route: 'top', fields: '' });
    expect(parseFragment('a=1&next=/x?y=2')).toEqual({ route: '', fields: 'a=1&next=/x?y=2' });
    expect(parseFragment('/cb?a=1')).toEqual({ route: '/cb', fields: 'a=1' });
  });
});
